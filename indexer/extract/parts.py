"""A checked ZIP container into the trees of its members, with a word on each damaged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.containers import DAMAGES
from indexer.extract.regular import NotRead
from indexer.extract.xml import parse_part
from indexer.records.files import Reading

if TYPE_CHECKING:
    import zipfile

FAULTS = (*DAMAGES, ValueError, OSError, RuntimeError)
"""What :mod:`zipfile` raises for a member, also one that it cannot decode at all."""


class Parts:
    """The members of one container, by name; names differ neither in case nor in slashes."""

    def __init__(self, container: zipfile.ZipFile, kind: str) -> None:
        self._container = container
        self._names = {name.replace("\\", "/"): name for name in container.namelist()}
        self._folded = {name.lower(): member for name, member in self._names.items()}
        self._kind = kind
        self.warnings: list[str] = []
        """One for each member that is damaged."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, with forward slashes, in the order of the container."""
        return tuple(self._names)

    def has(self, name: str) -> bool:
        """Whether there is a member called ``name``."""
        return name.lower() in self._folded

    def read(self, name: str) -> bytes:
        """Return a member's bytes; none, if it is not there or damaged."""
        member = self._names.get(name) or self._folded.get(name.lower())
        if member is None:
            return b""
        try:
            return self._container.read(member)
        except FAULTS as error:
            self._damaged(name, error)
            return b""

    def tree(self, name: str) -> etree._Element | None:
        """Return the root of a member that is XML, or of what stands before a fault in it."""
        data = self.read(name)
        if not data:
            return None
        try:
            return parse_part(data)
        except (ValueError, etree.XMLSyntaxError) as error:
            self._damaged(name, error)
        try:
            return parse_part(data, recover=True)
        except (ValueError, etree.XMLSyntaxError):
            return None

    def needed(self, name: str) -> etree._Element:
        """Return the root of a member without which nothing can be read.

        Raises :class:`NotRead`.
        """
        root = self.tree(name)
        if root is None:
            reason = "; ".join(self.warnings) or f"{name or 'the main part'} is missing"
            raise NotRead(Reading.DAMAGED, reason, self._kind)
        return root

    def _damaged(self, name: str, error: Exception) -> None:
        self.warnings.append(f"damaged part {name}: {error}"[:200])
