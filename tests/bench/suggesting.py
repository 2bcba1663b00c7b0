"""Documents with known values into how many of them are suggested, field by field.

``python -m tests.bench.suggesting [FILE…] [--details]``: each FILE holds documents; by default
``tests/bench/documents/tuned.txt``, which the rules were made on, and ``kept.txt``, which they were
not. ``##### name`` begins a document; lines ``field: value | value`` say what is right, ``?``
before a value that may be missed, a lone ``?`` that the field is not counted; ``-----`` begins the
text and ``~~~~~`` the next page. All people in them are invented.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.catalogue.seeding import seed_records
from indexer.describe import NameFinder, describe
from indexer.describe.folding import fold_evenly
from indexer.records.files import File, Page, ReadFile, Reading, Unit
from indexer.records.works import Field, TitleForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.records.authorities import Authority
    from indexer.records.works import Value

DOCUMENTS = Path(__file__).parent / "documents"
EXACT = {Field.DATE, Field.PERIOD, Field.NUMBER, Field.MEMBERS, Field.KIND}
UNCOUNTED = {Field.LANGUAGE, Field.KEYWORD, Field.ABSTRACT, Field.NOTE}
_ALIKE = 0.85
"""The share of words that a title must have in common with the right one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is right for one field."""

    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """A document with what is right."""

    name: str
    wanted: dict[Field, Wanted]
    pages: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What came of one field over all documents."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    without_evidence: int = 0

    def __str__(self) -> str:
        found, known = self.right + len(self.false), self.right + len(self.missed)
        precision = self.right / found if found else 1.0
        recall = self.right / known if known else 1.0
        return f"precision {precision:6.1%} recall {recall:6.1%} right {self.right}"


def read_samples(path: Path) -> Iterator[Sample]:
    """Yield the documents of a file."""
    for part in path.read_text(encoding="utf-8").split("##### ")[1:]:
        head, _, text = part.partition("\n-----\n")
        name, *lines = head.splitlines()
        pairs = (line.split(":", 1) for line in lines)
        wanted = {Field(key.strip()): _wanted(values) for key, values in pairs}
        yield Sample(name, wanted, tuple(text.split("~~~~~\n")))


def _wanted(values: str) -> Wanted:
    parts = [part.strip() for part in values.split(" | ") if part.strip()]
    return Wanted(
        tuple(part for part in parts if not part.startswith("?")),
        tuple(part[1:] for part in parts if part.startswith("?") and part != "?"),
        "?" not in parts,
    )


class Judge:
    """Says whether a value is one of those that are right."""

    def __init__(self, authorities: Sequence[Authority]) -> None:
        self.finder = NameFinder.from_authorities(authorities)
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        for one in authorities:
            for name in one.names:
                self._keys[fold_evenly(name.text)].add(one.key)

    def measure(self, samples: Sequence[Sample]) -> dict[Field, Tally]:
        """Return what came of each field."""
        tallies: dict[Field, Tally] = {one: Tally() for one in Field if one not in UNCOUNTED}
        for sample in samples:
            values = self._values(sample)
            for one, tally in tallies.items():
                own = [value for value in values if value.field is one]
                own = [value for value in own if value.form != TitleForm.TRANSLATED]
                tally.without_evidence += sum(value.evidence is None for value in own)
                self._count(one, sample, own, tally)
        return tallies

    def _values(self, sample: Sample) -> tuple[Value, ...]:
        pages = tuple(
            Page(at, str(at), Unit.PAGE, text, "bench") for at, text in enumerate(sample.pages, 1)
        )
        read = ReadFile(Reading.READ, "txt", pages=pages)
        return describe(File("0" * 64, 1, sample.name), read, self.finder).values

    def _count(self, one: Field, sample: Sample, own: Sequence[Value], tally: Tally) -> None:
        wanted = sample.wanted.get(one, Wanted())
        one_of = one in {Field.KIND, Field.TITLE}
        hit = {right for right in wanted.needed if any(self._same(one, right, v) for v in own)}
        tally.right += min(1, len(hit)) if one_of else len(hit)
        if not (one_of and hit):
            tally.missed += [f"{sample.name}: {x}" for x in wanted.needed if x not in hit]
        right = (*wanted.needed, *wanted.allowed)
        if wanted.counted:
            wrong = [v for v in own if not any(self._same(one, x, v) for x in right)]
            tally.false += [f"{sample.name}: {value.text}" for value in wrong]

    def _same(self, one: Field, right: str, value: Value) -> bool:
        if one in EXACT:
            return right == value.text
        known, found = fold_evenly(right), fold_evenly(value.text)
        if self._keys[known] & (self._keys[found] | {value.authority}):
            return True
        words, others = set(_words(known)), set(_words(found))
        common = len(words & others)
        if one is Field.TITLE:
            return common >= _ALIKE * max(len(words), len(others))
        return common == len(words) and (one is Field.PURPOSE or len(others) <= 2 * len(words))


def _words(folded: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--details", action="store_true", help="name what was missed and false")
    options = parser.parse_args(arguments)
    judge = Judge(seed_records())
    for path in options.files or [DOCUMENTS / "tuned.txt", DOCUMENTS / "kept.txt"]:
        samples = list(read_samples(path))
        sys.stdout.write(f"{path.name}: {len(samples)} documents\n")
        for one, tally in judge.measure(samples).items():
            sys.stdout.write(f"  {one:10} {tally}\n")
            if options.details:
                for kind, names in (("missed", tally.missed), ("false", tally.false)):
                    sys.stdout.writelines(f"      {kind} {name}\n" for name in names)


if __name__ == "__main__":
    main(sys.argv[1:])
