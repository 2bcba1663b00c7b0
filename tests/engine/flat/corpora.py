"""Random works for the tests of segments, and what must be read of them, counted plainly."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import PassageInput, SegmentWriter, WorkInput

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.flat.columns import Value
    from indexer.engine.flat.field import FlatField

FIELDS = {"body": True, "pairs": False}

_KINDS = ("báo-cáo", "kỷ-yếu", "biên-bản", "đoàn-ra")


def draw_terms(chance: random.Random, vocabulary: int, most: int) -> tuple[str, ...]:
    """Return up to ``most`` terms, few of them frequent, as in a language."""
    drawn = (int(chance.paretovariate(0.7)) for _ in range(chance.randrange(most + 1)))
    return tuple(f"từ{min(vocabulary, number)}" for number in drawn)


def draw_work(chance: random.Random, number: int, vocabulary: int, most: int = 40) -> WorkInput:
    """Return a work of up to four passages, now and then with columns."""
    passages = []
    for page in range(chance.randrange(5)):
        terms = draw_terms(chance, vocabulary, most)
        columns: dict[str, Value] = {"page": page, "label": chance.choice(("", "x", f"tr. {page}"))}
        stored = f"trang {page} của {number}\n".encode() * chance.randrange(30)
        passages.append(PassageInput({"body": terms, "pairs": terms[::2]}, columns, stored))
    noted: dict[str, Value] = {"id": f"w{number}"}
    if number % 2:
        noted["kind"] = tuple(chance.sample(_KINDS, chance.randrange(3)))
    if number % 5 == 0:
        noted["date"] = str(chance.randrange(100))
    return WorkInput(passages, noted)


def write(path: Path, works: Sequence[WorkInput]) -> FlatSegment:
    """Write ``works`` into a segment and open it."""
    writer = SegmentWriter(path, FIELDS)
    for work in works:
        writer.add(work)
    writer.finish()
    return FlatSegment(path)


Reference = dict[str, dict[int, list[int]]]
"""Per term per passage the positions."""


def count(works: Sequence[WorkInput], field: str) -> Reference:
    """Return what the field ``field`` must hold."""
    found: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    passages = [passage for work in works for passage in work.passages]
    for number, passage in enumerate(passages):
        for position, term in enumerate(passage.terms[field]):
            found[term].setdefault(number, []).append(position)
    return dict(sorted(found.items(), key=lambda one: one[0].encode()))


def check_field(field: FlatField, wanted: Reference) -> None:
    """Compare terms, frequencies and whole lists, one by one and all at once."""
    terms = [term.encode() for term in wanted]
    assert field.terms(0, field.size) == terms
    assert field.frequencies(0, field.size).tolist() == [len(one) for one in wanted.values()]
    for ordinal, places in enumerate(wanted.values()):
        found = field.postings(ordinal)
        assert found.count == len(places)
        assert found.ids().tolist() == list(places)
        assert found.tfs().tolist() == [len(one) for one in places.values()]
        if field.positions:
            assert found.positions().values.tolist() == [
                at for one in places.values() for at in one
            ]
    lists = field.lists(0, field.size)
    assert lists.ids.tolist() == [passage for one in wanted.values() for passage in one]
    held = [positions for one in wanted.values() for positions in one.values()]
    assert lists.tfs.tolist() == [len(one) for one in held]
    if lists.positions is not None:
        assert lists.positions.tolist() == [at for one in held for at in one]


def check_segment(segment: FlatSegment, works: Sequence[WorkInput]) -> None:
    """Compare everything a segment holds with the works it was made of."""
    passages = [passage for work in works for passage in work.passages]
    assert (segment.works, segment.passages) == (len(works), len(passages))
    firsts = accumulate((len(work.passages) for work in works), initial=0)
    assert segment.first.tolist() == list(firsts)
    for name in FIELDS:
        field = segment.field(name)
        assert field.lengths.tolist() == [len(one.terms[name]) for one in passages]
        check_field(field, count(works, name))
    assert [segment.stored(at) for at in range(len(passages))] == [one.stored for one in passages]
    assert segment.numbers("page").tolist() == [one.columns["page"] for one in passages]
    dates = segment.texts("date")
    assert [dates.text(code) for code in dates.codes.tolist()] == [
        work.columns.get("date", "") for work in works
    ]
    assert [dates.texts.term(at).decode() for at in range(dates.texts.size)] == sorted(
        {str(work.columns["date"]) for work in works if "date" in work.columns}
    )
    kinds = segment.sets("kind")
    texts = [term.decode() for term in kinds.texts.terms(0, kinds.texts.size)]
    bounds = kinds.offsets.tolist()
    codes = kinds.codes.tolist()
    assert [tuple(texts[code] for code in codes[start:end]) for start, end in pairwise(bounds)] == [
        work.columns.get("kind", ()) for work in works
    ]
