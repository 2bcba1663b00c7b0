"""Authority names into a finder of their mentions in a text, in one pass over its syllables.

A trie over folded syllables proposes, rules on letter case, accents and neighbours dispose
(``plausibility.py``). The longest plausible name at a place wins and nothing is found twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from indexer.describe.plausibility import Candidate, Name, is_plausible
from indexer.language.fold import fold
from indexer.language.normalise import normalise
from indexer.language.segmentation.memo import Memo
from indexer.records.authorities import AuthorityKind, NameForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.records.authorities import Authority

# A capital after a small letter begins a new token, as it does in "vàHọc", and so does a letter
# after a digit. Sets of letters by case do not exist in `re`: the ranges are those of Latin
# with Vietnamese; what is in no range (Han, Cyrillic) falls to the last branch.
_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_LOWER = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_TOKEN = re.compile(
    rf"[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]+(?![{_LOWER}])|\d+|[^\W\d_{_UPPER}{_LOWER}]+"
)


_TEXTS_KEPT = 256
"""Pages whose mentions are remembered: those of a volume are those of its papers, too."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: ``text[start:end]`` names the authority record ``key``."""

    key: str
    kind: AuthorityKind
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A place in the trie: what may follow, and the names that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text cut into tokens."""

    text: str
    matches: list[re.Match[str]]
    folded: list[str]

    def has_capital(self, first: int, last: int) -> bool:
        """Whether one of the tokens from ``first`` to ``last`` begins with a capital."""
        return any(match[0][0].isupper() for match in self.matches[first : last + 1])


class NameFinder:
    """Finds the names of authority records; built once, then only read."""

    def __init__(self, records: dict[str, Authority], root: _Node) -> None:
        self._records = records
        self._root = root
        self._found = lru_cache(maxsize=_TEXTS_KEPT)(lambda text: tuple(self._mentions(text)))

    @classmethod
    def from_authorities(cls, authorities: Iterable[Authority]) -> NameFinder:
        """Build a finder of all names of ``authorities``.

        A name that two records share is that of the record which prefers it; if none or both do,
        it is nobody's.
        """
        records = {authority.key: authority for authority in authorities}
        root = _Node()
        for name in _unambiguous(records.values()):
            for tokens in name.spellings:
                node = root
                for token in tokens:
                    node = node.following.setdefault(token, _Node())
                node.names.append(name)
        return cls(records, root)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text`` in their order; none overlaps another."""
        return self._found(text)

    def record(self, key: str) -> Authority | None:
        """Return the record named ``key``."""
        return self._records.get(key)

    def ancestors(self, key: str) -> Iterator[Authority]:
        """Yield the records above ``key``, nearest first; a circle ends at its beginning."""
        seen = {key}
        record = self._records.get(key)
        while record is not None and record.parent and record.parent not in seen:
            seen.add(record.parent)
            record = self._records.get(record.parent)
            if record is not None:
                yield record

    def records(self) -> Iterable[Authority]:
        """Return all records."""
        return self._records.values()

    def _mentions(self, text: str) -> Iterator[Mention]:
        matches = list(_TOKEN.finditer(text))
        folded = [_FOLDED[match[0]] for match in matches]
        read = _Read(text, matches, folded)
        past = 0
        for at in self._beginnings(folded):
            found = self._longest(read, at) if at >= past else None
            if found is not None:
                past = found.last + 1
                name = found.name
                yield Mention(name.key, name.kind, found.start, found.end)

    def _beginnings(self, folded: list[str]) -> Iterator[int]:
        """Yield where a name may begin, judged by two tokens: few places pass."""
        first = self._root.following
        for at, (token, after) in enumerate(zip_longest(folded, folded[1:], fillvalue="")):
            if token in first:
                node = first[token]
                if node.names or after in node.following:
                    yield at

    def _longest(self, read: _Read, at: int) -> Candidate | None:
        node: _Node | None = self._root
        best: Candidate | None = None
        folded = read.folded
        for last in range(at, len(folded)):
            node = node.following.get(folded[last]) if node is not None else None
            if node is None:
                break
            for name in node.names:
                # Most of what is proposed is common words in small letters.
                if name.needs_capital and not read.has_capital(at, last):
                    continue
                candidate = Candidate(name, read.text, tuple(read.matches[at : last + 1]), last)
                if is_plausible(candidate):
                    best = candidate
                    break
        return best


_FOLDED = Memo(fold)


def _unambiguous(authorities: Iterable[Authority]) -> list[Name]:
    claims: dict[str, list[Name]] = defaultdict(list)
    for authority in authorities:
        for name in authority.names:
            made = _name(authority, normalise(name.text), name.form)
            if made.tokens:
                claims[" ".join(made.tokens)].append(made)
    return [name for claimed in claims.values() for name in _settled(claimed)]


def _settled(claimed: list[Name]) -> list[Name]:
    """Return the one of equal names that holds, or none."""
    if len({name.key for name in claimed}) == 1:
        return claimed[:1]
    preferred = [name for name in claimed if name.preferred]
    return preferred[:1] if len({name.key for name in preferred}) == 1 else []


def _name(authority: Authority, text: str, form: NameForm) -> Name:
    tokens = tuple(_TOKEN.findall(text))
    folded = tuple(map(fold, tokens))
    glued = "".join(folded)
    spellings = {folded}
    # A loan name stands with hyphens, with blanks or as one word: Mô-dăm-bích, Môdămbích.
    if 2 <= len(folded) <= 5 and len(glued) >= 5 and form is not NameForm.ACRONYM:
        spellings.add((glued,))
    acronym = form is NameForm.ACRONYM or (len(tokens) == 1 < len(text) and text.isupper())
    return Name(
        key=authority.key,
        kind=authority.kind,
        tokens=tokens,
        spellings=tuple(sorted(spellings)),
        acronym=acronym,
        preferred=form is NameForm.PREFERRED,
        needs_capital=not acronym and any(token[0].isupper() for token in tokens),
    )
