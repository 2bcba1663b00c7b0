"""The words of a reader into clauses: words, phrases, signs, alternatives, groups and fields.

Total: every text parses. What is not understood is plain words; what is beyond the limits is left
out and named in the notes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.language.fold import fold
from indexer.retrieval.clauses import Clause, Demand, Form
from indexer.retrieval.fields import AUTHOR, FIELD_NAMES, MOST_WORDS, field_of, no_names, read_value
from indexer.retrieval.patterns import read_pattern, split_signs, take_emphasis_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.retrieval.fields import FieldValue, Lookup

MAX_CHARACTERS = 512
MAX_CLAUSES = 32
"""A run of plain words is one clause: a real question has up to 70 syllables, and every fifth of
those judged more than 32 distinct ones, so syllables are bounded by the characters alone."""
MAX_DEPTH = 5
"""Parentheses within parentheses; deeper ones are not seen."""
MAX_PATTERNS = 4
"""Each may stand for a thousand terms; a further one is a plain word."""
MAX_DISTANCE = 50

TOO_LONG = "too-long"
TOO_MANY_TERMS = "too-many-terms"

_OPEN = '"“”„«'
_CLOSE = '"”“»'
_FIELDS = "|".join(name.replace(" ", r"\s*") for name in FIELD_NAMES)
_TOKEN = re.compile(
    rf"""(?P<sign>(?:(?<![^\s(|])[+-])?)(?:
        (?P<open>\()
      | (?P<field>{_FIELDS})\s*:\s*
      | [{_OPEN}](?P<phrase>[^{_OPEN}{_CLOSE}]*)[{_CLOSE}](?:~(?P<distance>[0-9]{{1,3}}))?
      | (?P<word>[^\s()|]+)
    ) | (?P<close>\)) | (?P<either>\|+)""",
    re.VERBOSE,
)
WORD = re.compile(r"[^\W_]+")
"""One of what a text under a sign has to hold together, or all of."""
_QUOTES = re.compile(f"[{_OPEN}{_CLOSE}]")
_NAME_ENDS = tuple({name.split()[-1] for name in FIELD_NAMES})
_BEFORE = re.compile(r"^[\W_]+")
_BEFORE_PATTERN = re.compile(r"^(?:[^\w*?]|_)+")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_EITHER = frozenset({"OR", "HOẶC", "HOAC", "hoặc"})
"""Not "or": an English question may hold it as a word, as "hoặc" may in a Vietnamese one; but that
has no other use, and whole questions on both sides of it ask for little less."""
_DEMANDS = {"": Demand.SHOULD, "+": Demand.MUST, "-": Demand.NOT}


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question; filters are at the top alone."""

    clauses: tuple[Clause, ...]
    notes: tuple[str, ...] = ()
    """Of :data:`TOO_LONG` and :data:`TOO_MANY_TERMS`, those that apply."""


def parse_question(text: str, lookup: Lookup = no_names) -> Question:
    """Return the clauses of ``text`` in their order; plain words side by side are one clause.

    ``lookup`` knows the names of countries, partners and units.
    """
    notes = []
    text = take_emphasis_off(text)
    if len(text) > MAX_CHARACTERS:
        notes.append(TOO_LONG)
        text = _cut(text)
    parser = _Parser(unicodedata.normalize("NFC", text), lookup)
    alternatives = parser.parse()
    if parser.left < 0:
        notes.append(TOO_MANY_TERMS)
    if len(alternatives) > 1:
        alternatives = [[Clause(form=Form.GROUP, alternatives=_freeze(alternatives))]]
    clauses = (_settle(clause) for some in alternatives for clause in some)
    return Question(tuple(clauses), tuple(notes))


def _cut(text: str) -> str:
    """Return what fits of ``text``, without the word that would be cut in two."""
    fitting = text[:MAX_CHARACTERS]
    if text[MAX_CHARACTERS].isspace() or not any(map(str.isspace, fitting)):
        return fitting
    return re.sub(r"\S+$", "", fitting)


class _Parser:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self._text = text
        self._lookup = lookup
        self._tokens = list(_TOKEN.finditer("".join(map(_fold_letter, text))))
        self._at = 0
        self._unseen = 0
        self._patterns = MAX_PATTERNS
        self.left = MAX_CLAUSES
        """How many clauses there may still be; below 0 when some were left out."""

    def parse(self, depth: int = 0) -> list[list[Clause]]:
        """Return the alternatives up to the end of a group, or of all at depth 0."""
        alternatives: list[list[Clause]] = [[]]
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token["open"]:
                self._parse_group(token, depth, alternatives[-1])
            elif token["close"]:
                if depth and not self._unseen:
                    break
                self._unseen = max(self._unseen - 1, 0)
            elif self._is_either(token):
                alternatives.append([])
            else:
                self._add_leaf(token, alternatives[-1])
        return [some for some in alternatives if some]

    def _parse_group(self, token: re.Match[str], depth: int, clauses: list[Clause]) -> None:
        if depth == MAX_DEPTH:
            self._unseen += 1
            return
        demand = _DEMANDS[token["sign"]]
        alternatives = self.parse(depth + 1)
        if demand is Demand.MUST and _are_words(alternatives):
            clauses.append(replace(alternatives[0][0], demand=demand))
        elif len(alternatives) == 1 and demand is Demand.SHOULD:
            for clause in alternatives[0]:
                _append(clauses, clause)
        elif alternatives:
            group = Clause(demand=demand, form=Form.GROUP, alternatives=_freeze(alternatives))
            clauses.append(group)

    def _add_leaf(self, token: re.Match[str], clauses: list[Clause]) -> None:
        clause = self._read_field(token) if token["field"] else self._read_leaf(token)
        if not WORD.search(clause.text):
            return
        if _joins(clauses, clause) or self.left > 0:
            self.left -= not _joins(clauses, clause)
            _append(clauses, clause)
        else:
            self.left = -1

    def _read_leaf(self, token: re.Match[str]) -> Clause:
        demand = _DEMANDS[token["sign"]]
        if token["phrase"] is not None:
            text = self._original(token, "phrase").strip()
            if token["distance"] and len(WORD.findall(text)) > 1:
                distance = min(int(token["distance"]), MAX_DISTANCE)
                return Clause(text, demand, Form.NEAR, distance)
            return Clause(text, demand, Form.PHRASE)
        word = self._original(token, "word")
        text = _plain(word, signed=bool(token["sign"]))
        if self._patterns:
            for one in (_BEFORE_PATTERN.sub("", word), text):
                if pattern := read_pattern(one, demand):
                    self._patterns -= 1
                    return pattern
        return _word(text, demand)

    def _read_field(self, token: re.Match[str]) -> Clause:
        """Return the clause of a field, or its name as plain words if no value follows."""
        demand = _DEMANDS[token["sign"]]
        field = field_of(token["field"])
        value = self._read_value(field)
        if value is None:
            return _word(" ".join(self._original(token, "field").split()), demand)
        if field == AUTHOR:
            return Clause(value.text, demand, Form.AUTHOR)
        return Clause(value.text, demand, Form.FILTER, facet=field, codes=value.codes)

    def _read_value(self, field: str) -> FieldValue | None:
        following = self._tokens[self._at : self._at + MOST_WORDS]
        if following and following[0]["phrase"] is not None and not following[0]["sign"]:
            words = self._original(following[0], "phrase").split()
            value = read_value(field, words, self._lookup, whole=True)
            self._at += value is not None
            return value
        words = []
        for token in following:
            if not token["word"] or token["sign"] or self._is_either(token):
                break
            word = _QUOTES.sub("", self._original(token, "word"))
            if not word:
                break
            words.append(word)
        value = read_value(field, words, self._lookup, whole=False)
        self._at += value.words if value else 0
        return value

    def _is_either(self, token: re.Match[str]) -> bool:
        if token["either"]:
            return True
        return bool(token["word"]) and self._text[slice(*token.span())] in _EITHER

    def _original(self, token: re.Match[str], group: str) -> str:
        return self._text[slice(*token.span(group))]


def _word(text: str, demand: Demand) -> Clause:
    """Return a word as a clause: "57-NQ/TW" under a sign has to stand together."""
    together = demand is not Demand.SHOULD and len(WORD.findall(text)) > 1
    return Clause(text, demand, Form.PHRASE if together else Form.WORDS)


def _plain(word: str, *, signed: bool) -> str:
    """Return a word without what would be a sign of the language in another place.

    So the text of a clause can be written again, beside other ones, and means the same.
    """
    text, *values = _QUOTES.sub(" ", word).split(":")
    for value in values:
        text += (" " if fold(text).endswith(_NAME_ENDS) else ":") + value
    parts = [_BEFORE.sub("", part) for part in text.split()]
    if len(parts) > 1:
        pieces = (piece for part in parts for piece in split_signs(part))
        parts = [_AROUND.sub("", piece) for piece in pieces]
    if not signed:
        parts = [part.capitalize() if part in _EITHER else part for part in parts]
    return " ".join(filter(None, parts))


def _fold_letter(letter: str) -> str:
    """Return ``letter`` folded, if that is one letter, too: offsets must stay."""
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


def _joins(clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether a clause is plain words that go on with those before."""
    return bool(clauses) and _is_plain(clauses[-1]) and _is_plain(clause)


def _are_words(alternatives: Sequence[Sequence[Clause]]) -> bool:
    """Whether there is nothing but plain words: under a plus all of them are demanded."""
    return len(alternatives) == 1 and len(alternatives[0]) == 1 and _is_plain(alternatives[0][0])


def _is_plain(clause: Clause) -> bool:
    return clause.form is Form.WORDS and clause.demand is Demand.SHOULD


def _append(clauses: list[Clause], clause: Clause) -> None:
    if _joins(clauses, clause):
        clauses[-1] = Clause(f"{clauses[-1].text} {clause.text}")
    else:
        clauses.append(clause)


def _freeze(alternatives: Iterable[Iterable[Clause]]) -> tuple[tuple[Clause, ...], ...]:
    return tuple(map(tuple, alternatives))


def _settle(clause: Clause) -> Clause:
    """Return a clause of the top with no filter where the engine has none: there it is words."""
    if clause.demand is Demand.NOT:
        return _lower(clause)
    if clause.form is Form.FILTER:
        return clause
    first = clause.alternatives[0][0] if clause.alternatives else clause
    filters = [some[0] for some in clause.alternatives if _is_filter(some, first.facet)]
    if filters and len(filters) == len(clause.alternatives):
        codes = {code for one in filters for code in one.codes}
        text = " | ".join(one.text for one in filters)
        return replace(first, text=text, demand=clause.demand, codes=tuple(sorted(codes)))
    return _lower(clause)


def _is_filter(clauses: Sequence[Clause], facet: str) -> bool:
    one = clauses[0]
    same = one.form is Form.FILTER and one.facet == facet
    return same and len(clauses) == 1 and one.demand is not Demand.NOT


def _lower(clause: Clause) -> Clause:
    if clause.form is Form.FILTER:
        return Clause(clause.text, clause.demand, Form.PHRASE)
    alternatives = (map(_lower, some) for some in clause.alternatives)
    return replace(clause, alternatives=_freeze(alternatives))
