"""Acronyms that were learnt into authority records that a librarian may confirm."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.language.fold import fold
from indexer.language.syllables import is_syllable
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.retrieval.learning.acronyms import Stated, is_institution
from indexer.retrieval.learning.learnt import fewest_works
from indexer.retrieval.learning.lessons import Sighting, by_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.retrieval.learning.learnt import Reader
    from indexer.retrieval.learning.store import Stored


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An acronym with a name, and the works that state it."""

    stated: Stated
    """In its commonest spelling."""
    evidence: tuple[Sighting, ...]
    """One for each work, by the work's id."""

    def __str__(self) -> str:
        first = self.evidence[0]
        page = f", p. {first.page}" if first.page else ""
        return f"{len(self.evidence)} works, e.g. {first.work}{page}"


def suggest(stored: Stored, reader: Reader, fewest: int) -> list[Suggestion]:
    """Return what works that ``reader`` may see state, ``fewest`` of them or more each.

    The most stated come first.
    """
    seen: defaultdict[tuple[str, str], dict[str, Sighting]] = defaultdict(dict)
    for stated, sightings in by_statement(stored.lessons.sightings).items():
        for one in sightings:
            if reader.may_see(one.work, stored.lessons.holders):
                works = seen[stored.terms[stated]]
                works[one.work] = max(works.get(one.work, one), one, key=lambda each: each.count)
    found = [
        Suggestion(_commonest(works.values()), tuple(works[work] for work in sorted(works)))
        for works in seen.values()
    ]
    enough = (one for one in found if len(one.evidence) >= max(fewest, fewest_works(one.stated)))
    return sorted(enough, key=lambda one: (-len(one.evidence), one.stated.acronym, one.stated.name))


def _commonest(sightings: Iterable[Sighting]) -> Stated:
    counts: defaultdict[Stated, int] = defaultdict(int)
    for one in sightings:
        counts[one.stated] += one.count
    return max(counts, key=lambda stated: (counts[stated], stated.name))


def propose_records(
    suggestions: Sequence[Suggestion], known: Sequence[Authority]
) -> tuple[Authority, ...]:
    """Return the records that would hold what is suggested, without those that hold it already.

    A record known by the name or by the acronym is completed, all its names kept; what is new has
    the key of its acronym. The source of a name tells where it is stated.
    """
    records: dict[str, Authority] = {record.key: record for record in known}
    by_name = {_folded(name.text): record.key for record in known for name in record.names[::-1]}
    changed: dict[str, None] = {}
    for one in suggestions:
        acronym, name = _folded(one.stated.acronym), _folded(one.stated.name)
        key = by_name.get(name) or by_name.get(acronym) or _new_key(acronym, records)
        before = records.get(key) or Authority(key, _kind(one.stated.name), ())
        records[key] = _complete(before, one)
        if records[key] != before:
            changed[key] = None
        by_name.setdefault(acronym, key)
        by_name.setdefault(name, key)
    return tuple(records[key] for key in changed)


def _complete(record: Authority, one: Suggestion) -> Authority:
    held = {_folded(name.text) for name in record.names}
    source = str(one)
    names = list(record.names)
    if _folded(one.stated.name) not in held:
        language = _language(one.stated.name)
        preferred = any(
            (name.language, name.form) == (language, NameForm.PREFERRED) for name in names
        )
        form = NameForm.VARIANT if preferred else NameForm.PREFERRED
        names.append(AuthorityName(one.stated.name, language, form, source))
    if _folded(one.stated.acronym) not in held:
        names.append(AuthorityName(one.stated.acronym, "mul", NameForm.ACRONYM, source))
    return replace(record, names=tuple(names))


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


def _new_key(acronym: str, records: Iterable[str]) -> str:
    key = "-".join(re.findall("[a-z0-9]+", acronym))
    taken = set(records)
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (key, *numbered) if one not in taken)


def _kind(name: str) -> AuthorityKind:
    return AuthorityKind.ORGANISATION if is_institution(name) else AuthorityKind.TERM


def _language(name: str) -> str:
    words = [word for word in name.lower().split() if word.isalpha()]
    return "vi" if 2 * sum(map(is_syllable, words)) > len(words) else "en"
