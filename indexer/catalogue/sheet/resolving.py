"""Names typed into a sheet into the keys of authority records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indexer.catalogue.authorities import fold_name
from indexer.catalogue.tabular.cells import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.records.authorities import Authority, AuthorityKind


class Names:
    """All names of all records, to look up many."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._kinds: dict[str, AuthorityKind] = {}
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._folded: defaultdict[str, set[str]] = defaultdict(set)
        for authority in authorities:
            self._kinds[authority.key] = authority.kind
            self._exact[authority.key].add(authority.key)
            for name in authority.names:
                self._exact[_plain(name.text)].add(authority.key)
                self._folded[fold_name(name.text)].add(authority.key)

    def keys(self, text: str, kinds: frozenset[AuthorityKind]) -> tuple[str, ...]:
        """Return the keys of the records of ``kinds`` that ``text`` names, sorted.

        Those named with these very accents, if any; else those whose names fold alike.
        """
        exact = self._of_kind(self._exact.get(_plain(text), set()), kinds)
        return exact or self._of_kind(self._folded.get(fold_name(text), set()), kinds)

    def _of_kind(self, keys: set[str], kinds: frozenset[AuthorityKind]) -> tuple[str, ...]:
        return tuple(sorted(key for key in keys if self._kinds[key] in kinds))


def _plain(text: str) -> str:
    return " ".join(tidy(text).lower().split())
