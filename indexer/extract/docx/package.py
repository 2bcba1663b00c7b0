"""A Word file into the trees of its parts: body, notes, headers, drawings, styles, properties."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from lxml import etree

from indexer.extract.containers import DAMAGES, open_container
from indexer.extract.opc import Package, office_properties
from indexer.extract.xml import parse_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.opc.rel import _Relationship

KIND = "docx"

_ROLES = frozenset(
    {"header", "footer", "footnotes", "endnotes", "comments", "styles", "diagramData"}
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """The trees of a Word file's parts by what they are to the body."""

    body: etree._Element
    parts: dict[str, tuple[etree._Element, ...]]
    """By the last word of the relationship's type: header, footnotes, styles …"""
    properties: dict[str, str]
    """The embedded metadata as it stands in the file."""
    warnings: tuple[str, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Those that the body shows, by the ids of their relations."""

    def of(self, role: str) -> tuple[etree._Element, ...]:
        """Return the parts with ``role``, in the order of the file."""
        return self.parts.get(role, ())


def open_word(data: bytes) -> WordFile:
    """Return the parts of the Word file in ``data``, as python-docx finds them.

    What it cannot open is read part by part: where the body says nothing of its relations, the
    parts are found by their usual names; where XML is broken, what stands before the fault is
    taken. Raises :class:`NotRead`.
    """
    with open_container(data, KIND) as container:
        try:
            return _by_python_docx(OpcPackage.open(BytesIO(data)))
        except (*DAMAGES, OpcError, ValueError, AttributeError, etree.XMLSyntaxError):
            # A thumbnail that is missing is enough; most of its faults are of no type of its own.
            return _part_by_part(Package(container, KIND))


def _by_python_docx(package: OpcPackage) -> WordFile:
    (main,) = _parts(package.rels.values(), "officeDocument")
    relations = main.rels.values()
    if not relations:
        message = "the body has no relations"
        raise ValueError(message)
    properties = [
        _tree(part)
        for role in ("core-properties", "extended-properties")
        for part in _parts(package.rels.values(), role)
    ]
    return WordFile(
        body=_tree(main),
        parts={role: tuple(map(_tree, _parts(relations, role))) for role in sorted(_ROLES)},
        properties=office_properties(properties),
        pictures={
            relation.rId: relation.target_part.blob
            for relation in relations
            if not relation.is_external and _role(relation) == "image"
        },
    )


def _parts(relations: Iterable[_Relationship], role: str) -> list[Part]:
    """Return the parts with a role, each once, in the order of the file."""
    related = (
        relation.target_part
        for relation in relations
        if not relation.is_external and _role(relation) == role
    )
    return list(dict.fromkeys(related))


def _role(relation: _Relationship) -> str:
    return relation.reltype.rpartition("/")[2]


def _tree(part: Part) -> etree._Element:
    return part.element if isinstance(part, XmlPart) else parse_part(part.blob)


def _part_by_part(package: Package) -> WordFile:
    main = package.main("word/document.xml")
    body = package.needed(main)
    parts = {role: _trees(package, _names(package, main, role)) for role in sorted(_ROLES)}
    pictures = {
        key: package.read(relation.target)
        for key, relation in package.relations(main).items()
        if relation.role == "image"
    }
    return WordFile(body, parts, package.properties(), tuple(package.warnings), pictures)


def _names(package: Package, main: str, role: str) -> list[str]:
    if package.relations(main):
        return list(package.related(main, role))
    return sorted(name for name in package.names if _role_of(name) == role)


def _trees(package: Package, names: list[str]) -> tuple[etree._Element, ...]:
    trees = (package.tree(name) for name in names)
    return tuple(tree for tree in trees if tree is not None)


def _role_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return file.removesuffix(".xml").rstrip("0123456789") if folder == "word" else ""
