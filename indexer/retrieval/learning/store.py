"""What a generation has learnt into a file beside it, and back.

A line of JSON per thing, in UTF-8. The first line is the head: the format's version, the CRC-32 of
all that follows, the works ``[id, tier, embargo]`` and the files by their hashes. Then follow the
statements, ``{"acronym", "name", "fit", "terms": [of the acronym, of the name], "seen": [[work,
file, page, count], …]}``, works and files by their numbers in the head (file -1 is none); then the
associations of each tier, ``{"tier", "taught_by", "words": [[english, vietnamese, score, [work,
…]], …]}``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from indexer.catalogue.atomic import write_atomically
from indexer.errors.index import IndexDamaged, IndexMissing, IndexVersionWrong
from indexer.language.analyser import tokenise
from indexer.records.works import Tier
from indexer.retrieval.learning.acronyms import Fit, Stated
from indexer.retrieval.learning.associations import Association
from indexer.retrieval.learning.lessons import (
    LESSONS_VERSION,
    Associated,
    Holder,
    Lessons,
    Sighting,
    by_statement,
)

if TYPE_CHECKING:
    from pathlib import Path

LESSONS_NAME = "lessons.jsonl"
"""What the file is called within a generation."""

_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Stored:
    """What was read from a file."""

    lessons: Lessons
    terms: Mapping[Stated, tuple[str, str]]
    """Per statement the terms of the acronym and of the name, joined by a space."""


NO_LESSONS = Stored(Lessons(), {})


def write_lessons(lessons: Lessons, path: Path) -> None:
    """Write ``lessons`` to ``path``, whole or not at all; equal lessons give equal bytes.

    Raises :class:`DiskFull` and :class:`DirectoryUnreadable`.
    """
    works = {work: number for number, work in enumerate(sorted(lessons.holders))}
    hashes = sorted({one.sha256 for one in lessons.sightings} - {""})
    files = {sha256: number for number, sha256 in enumerate(hashes)} | {"": -1}
    lines = [
        _statement(stated, sightings, works, files)
        for stated, sightings in sorted(
            by_statement(lessons.sightings).items(), key=lambda one: (one[0].acronym, one[0].name)
        )
    ]
    lines += [_tier(one, works) for one in lessons.associated]
    body = "".join(f"{_encode(line)}\n" for line in lines).encode("utf-8", "replace")
    head = {
        "format": f"{_FORMAT}/{LESSONS_VERSION}",
        "crc": zlib.crc32(body),
        "works": [_holder(work, lessons.holders[work]) for work in works],
        "files": hashes,
    }
    whole = f"{_encode(head)}\n".encode() + body
    write_atomically(path, lambda file: file.write(whole))


def read_lessons(path: Path) -> Stored:
    """Return what was written to ``path``.

    Raises :class:`IndexMissing`, :class:`IndexVersionWrong` and :class:`IndexDamaged`.
    """
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError as error:
        raise IndexMissing(path) from error
    except OSError as error:
        raise IndexDamaged(path, str(error)) from error
    try:
        plain = json.loads(head)
        found = plain["format"]
        if found != f"{_FORMAT}/{LESSONS_VERSION}":
            raise IndexVersionWrong(path, str(found), f"{_FORMAT}/{LESSONS_VERSION}")
        if plain["crc"] != zlib.crc32(body):
            raise IndexDamaged(path, "it does not hold what was written")
        return _read(plain, [json.loads(line) for line in body.splitlines()])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise IndexDamaged(path, f"no lessons: {error!r}") from error


def _statement(
    stated: Stated, sightings: list[Sighting], works: Mapping[str, int], files: Mapping[str, int]
) -> dict[str, Any]:
    seen = ([works[one.work], files[one.sha256], one.page, one.count] for one in sightings)
    return {
        "acronym": stated.acronym,
        "name": stated.name,
        "fit": stated.fit,
        "terms": [terms_of(stated.acronym), terms_of(stated.name)],
        "seen": sorted(seen),
    }


def terms_of(text: str) -> str:
    """Return the terms of ``text``, joined by a space."""
    return " ".join(token.text for token in tokenise(text))


def _tier(one: Associated, works: Mapping[str, int]) -> dict[str, Any]:
    words = [
        [word.english, word.vietnamese, round(word.score, 3), [works[work] for work in word.works]]
        for word in one.associations
    ]
    return {"tier": one.tier, "taught_by": one.taught_by, "words": words}


def _holder(work: str, holder: Holder) -> list[str]:
    return [work, holder.tier, holder.embargo.isoformat() if holder.embargo else ""]


def _encode(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _read(head: dict[str, Any], lines: list[dict[str, Any]]) -> Stored:
    works = [work for work, _tier, _embargo in head["works"]]
    files = [*head["files"], ""]
    holders = {
        work: Holder(Tier(tier), date.fromisoformat(embargo) if embargo else None)
        for work, tier, embargo in head["works"]
    }
    terms: dict[Stated, tuple[str, str]] = {}
    sightings: list[Sighting] = []
    associated: list[Associated] = []
    for line in lines:
        if "tier" in line:
            associated.append(_read_tier(line, works))
            continue
        stated = Stated(line["acronym"], line["name"], Fit(line["fit"]))
        acronym, name = line["terms"]
        terms[stated] = (acronym, name)
        sightings += (
            Sighting(stated, works[work], files[file], page, count)
            for work, file, page, count in line["seen"]
        )
    return Stored(Lessons(holders, tuple(sightings), tuple(associated)), terms)


def _read_tier(line: dict[str, Any], works: list[str]) -> Associated:
    associations = (
        Association(english, vietnamese, score, tuple(works[work] for work in held))
        for english, vietnamese, score, held in line["words"]
    )
    return Associated(Tier(line["tier"]), line["taught_by"], tuple(associations))
