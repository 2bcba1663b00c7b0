"""A package of Office Open XML into its parts, and how they are related (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from indexer.extract.parts import Parts
from indexer.extract.xml import attribute, children, texts_named

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterable, Iterator

    from lxml import etree

_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "created": "created",
    "modified": "modified",
    "subject": "subject",
    "keywords": "keywords",
    "language": "language",
    "Application": "producer",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part is to another."""

    role: str
    """The last word of the relationship's type: slide, worksheet, theme …"""
    target: str
    """The name of the other part."""


class Package(Parts):
    """The parts of a package; strict documents differ in names that nobody here looks at."""

    def __init__(self, container: zipfile.ZipFile, kind: str) -> None:
        super().__init__(container, kind)
        self._relations: dict[str, dict[str, Relation]] = {}
        """Of the parts that were asked for; most are asked more than once."""

    def relations(self, name: str) -> dict[str, Relation]:
        """Return the relations of a part, or of the whole with the name "", by their ids."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def related(self, name: str, role: str) -> Iterator[str]:
        """Yield the names of the parts that have ``role`` for the part ``name``."""
        found = (each.target for each in self.relations(name).values() if each.role == role)
        return (target for target in dict.fromkeys(found) if self.has(target))

    def main(self, usual: str) -> str:
        """Return the name of the main part: as the package says, else the ``usual`` one."""
        return next(self.related("", "officeDocument"), usual)

    def properties(self) -> dict[str, str]:
        """Return the embedded metadata as it stands in the package."""
        roots = (self.tree(name) for name in ("docProps/core.xml", "docProps/app.xml"))
        return office_properties(root for root in roots if root is not None)

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, file = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for relation in () if root is None else children(root, "Relationship"):
            if attribute(relation, "TargetMode") != "External":
                role = attribute(relation, "Type").rpartition("/")[2]
                target = _absolute(folder, unquote(attribute(relation, "Target")))
                found[attribute(relation, "Id")] = Relation(role, target)
        return found


def relation_id(element: etree._Element) -> str:
    """Return the id of the relation that ``element`` names, which is never its plain ``id``."""
    for key, value in element.attrib.items():
        if str(key).startswith("{") and str(key).rpartition("}")[2] in {"id", "dm"}:
            return str(value)
    return ""


def office_properties(roots: Iterable[etree._Element]) -> dict[str, str]:
    """Return the embedded metadata that stands in the parts for it."""
    return texts_named((element for root in roots for element in root), _PROPERTIES)


def _absolute(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(path).lstrip("/")
