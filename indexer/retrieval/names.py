"""Authority records into what their names stand for; one per generation of the index."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.language.analyser import tokenise
from indexer.language.fold import fold
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.retrieval.english import STOP_WORDS
from indexer.retrieval.word_list import admits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.language.analyser import Token

_KINDS = {
    "country": frozenset({AuthorityKind.COUNTRY}),
    "unit": frozenset({AuthorityKind.UNIT, AuthorityKind.ORGANISATION}),
    "partner": frozenset(AuthorityKind) - {AuthorityKind.TERM, AuthorityKind.PLACE},
}
"""What may be the value of a facet."""


MOST_ADDED = 4
"""Other names given for one."""

LONGEST = 12
"""Words of a name that is looked for at most."""

_SHORT = 3
"""Abbreviations of so many letters count in capitals alone: WHO, CAS, ROK."""

_LANGUAGES = frozenset({"vi", "en", "mul"})
"""Languages of the library's pages."""

_ORDER = {form: at for at, form in enumerate(NameForm)}


@dataclass(frozen=True, slots=True)
class _Named:
    name: AuthorityName
    texts: tuple[str, ...]
    record: Authority


class Names:
    """The names of all records, compared folded; nothing changes once it is made."""

    def __init__(self, records: Iterable[Authority]) -> None:
        self.records = tuple(records)
        self._keys: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for record in self.records:
            facets = [facet for facet, kinds in _KINDS.items() if record.kind in kinds]
            for text in (record.key, *(name.text for name in record.names)):
                for facet in facets:
                    self._keys[facet, " ".join(fold(text).split())].add(record.key)

        self._named: defaultdict[tuple[str, ...], list[_Named]] = defaultdict(list)
        self._first: dict[str, int] = {}
        for record in self.records:
            if record.kind is not AuthorityKind.PERSON:
                self._add(record)

    def _add(self, record: Authority) -> None:
        for name in record.names:
            tokens = tokenise(name.text)
            if 0 < len(tokens) <= LONGEST:
                folded = tuple(token.folded for token in tokens)
                texts = tuple(token.text for token in tokens)
                self._named[folded].append(_Named(name, texts, record))
                self._first[folded[0]] = max(len(folded), self._first.get(folded[0], 0))

    def longest(self, token: Token) -> int:
        """Return of how many words a name is at most that begins with ``token``."""
        return self._first.get(token.folded, 0)

    def others(self, text: str, tokens: Sequence[Token], at: int, size: int) -> tuple[str, ...]:
        """Return the other names of what ``size`` tokens of ``text`` name, preferred ones first.

        A name of one syllable counts as written alone, with its capital: "pháp luật" and "Nguyễn
        Minh Đức" name no country.
        """
        some = tokens[at : at + size]
        folded = tuple([token.folded for token in some])
        called = self._named.get(folded, ())
        if not called:
            return ()
        typed = text[some[0].start : some[-1].end]
        found = {
            named.record.key: named.record
            for named in called
            if admits(some, named.texts)
            and (size > 1 or _stands_alone(named.name, typed, _beside(text, tokens, at)))
        }
        names = (name.text for record in found.values() for name in _worth_adding(record))
        held = [folded]
        others = []
        for name in names:
            words = tuple(token.folded for token in tokenise(name))
            if not any(_holds(words, other) for other in held):
                held.append(words)
                others.append(name)
            if len(others) == MOST_ADDED:
                break
        return tuple(others)

    def codes(self, facet: str, name: str) -> frozenset[str]:
        """Return the keys of the records that may be a value of ``facet`` and are called so.

        ``name`` is folded, single blanks between its words. One name may be that of several.
        """
        return frozenset(self._keys.get((facet, name), ()))


def _stands_alone(name: AuthorityName, typed: str, beside: tuple[str, str]) -> bool:
    """Tell whether one word typed is meant as a name, given its neighbours."""
    if name.form is NameForm.ACRONYM:
        return typed == name.text if len(typed) <= _SHORT else typed.lower() not in STOP_WORDS
    if name.language != "vi" and len(typed) > _SHORT:
        return typed.lower() not in STOP_WORDS
    return typed == name.text and not any(word[:1].isupper() for word in beside)


def _beside(text: str, tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """Return the words right before and after, with nothing but a blank between."""
    before = after = ""
    if at and text[tokens[at - 1].end : tokens[at].start] == " ":
        before = text[tokens[at - 1].start : tokens[at - 1].end]
    if at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start] == " ":
        after = text[tokens[at + 1].start : tokens[at + 1].end]
    return before, after


def _worth_adding(record: Authority) -> list[AuthorityName]:
    """Return the names that find pages: no short abbreviations, which are words in lower case."""
    names = [
        name
        for name in record.names
        if name.language in _LANGUAGES
        and not (name.form is NameForm.ACRONYM and len(name.text) <= _SHORT)
        and name.text.lower() not in STOP_WORDS
    ]
    return sorted(names, key=lambda name: (_ORDER[name.form], name.language != "vi"))


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Tell whether a name holds another, word for word: then it finds nothing more."""
    starts = range(len(words) - len(part) + 1)
    return any(words[start : start + len(part)] == part for start in starts)
