"""A Word file into the trees of its parts: body, notes, headers, drawings, styles, properties."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from lxml import etree

from indexer.extract.containers import DAMAGES, open_container
from indexer.extract.opc import office_properties
from indexer.extract.regular import NotRead
from indexer.extract.xml import parse_part
from indexer.records.files import Reading

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from docx.opc.rel import _Relationship

KIND = "docx"

_ROLES = frozenset(
    {"header", "footer", "footnotes", "endnotes", "styles", "diagramData", "core-properties"}
    | {"extended-properties"}
)


@dataclass(frozen=True, slots=True)
class WordFile:
    """The trees of a Word file's parts by what they are to the body."""

    body: etree._Element
    parts: dict[str, tuple[etree._Element, ...]]
    """By the last word of the relationship's type: header, footnotes, styles …"""
    warnings: tuple[str, ...] = ()

    def of(self, role: str) -> tuple[etree._Element, ...]:
        """Return the parts with ``role``, in the order of the file."""
        return self.parts.get(role, ())

    @property
    def properties(self) -> dict[str, str]:
        """The embedded metadata as it stands in the file."""
        return office_properties((*self.of("core-properties"), *self.of("extended-properties")))


def open_word(data: bytes) -> WordFile:
    """Return the parts of the Word file in ``data``, as python-docx finds them.

    Where its relationships are broken, the parts are found by their usual names; where the XML
    of the body is, what stands before the fault is taken. Raises :class:`NotRead`.
    """
    with open_container(data, KIND) as container:
        try:
            return _by_relations(OpcPackage.open(BytesIO(data)))
        except (*DAMAGES, OpcError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
            # python-docx has no error of its own for most of what can be wrong in a package.
            return _by_names(container, f"damaged package: {type(error).__name__}: {error}"[:200])


def _by_relations(package: OpcPackage) -> WordFile:
    main = _main_part(package)
    found: dict[str, list[etree._Element]] = {}
    warnings: list[str] = []
    relations = [*main.rels.values(), *package.rels.values()]
    for role in sorted(_ROLES):
        for name, part in _related(relations, role):
            try:
                found.setdefault(role, []).append(_tree(part))
            except etree.XMLSyntaxError as error:
                warnings.append(f"damaged part {name}: {error}"[:200])
    parts = {role: tuple(trees) for role, trees in found.items()}
    return WordFile(_tree(main), parts, tuple(warnings))


def _main_part(package: OpcPackage) -> Part:
    for _, part in _related(package.rels.values(), "officeDocument"):
        return part
    message = "no main document"
    raise KeyError(message)


def _related(relations: Iterable[_Relationship], role: str) -> Iterator[tuple[str, Part]]:
    seen: set[str] = set()
    for relation in relations:
        if relation.is_external or relation.reltype.rpartition("/")[2] != role:
            continue
        part = relation.target_part
        if str(part.partname) not in seen:
            seen.add(str(part.partname))
            yield str(part.partname), part


def _tree(part: Part) -> etree._Element:
    return part.element if isinstance(part, XmlPart) else parse_part(part.blob)


def _by_names(container: zipfile.ZipFile, warning: str) -> WordFile:
    found: dict[str, list[etree._Element]] = {}
    body: etree._Element | None = None
    warnings = [warning]
    for name in container.namelist():
        role = _role_of(name)
        if not role:
            continue
        try:
            tree = parse_part(container.read(name), recover=True)
        except (*DAMAGES, ValueError, etree.XMLSyntaxError) as error:
            warnings.append(f"damaged part {name}: {error}"[:200])
            continue
        if role == "document":
            body = tree
        else:
            found.setdefault(role, []).append(tree)
    if body is None:
        raise NotRead(Reading.DAMAGED, "; ".join(warnings), KIND)
    return WordFile(body, {role: tuple(trees) for role, trees in found.items()}, tuple(warnings))


def _role_of(name: str) -> str:
    folder, file = posixpath.split(name)
    stem = file.removesuffix(".xml").rstrip("0123456789")
    if folder == "docProps":
        return {"core": "core-properties", "app": "extended-properties"}.get(stem, "")
    if folder == "word" and file.endswith(".xml"):
        return stem if stem in _ROLES or stem == "document" else ""
    return ""
