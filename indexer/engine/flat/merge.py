"""Segments into one: lists are decoded, renumbered and joined term range by term range."""

# ruff: noqa: PLR0913, PLR0917 - loops take neither names nor objects

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import types
from numpy.typing import NDArray

from indexer.engine.compiled import compiled, readonly
from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.flat.columns import Axis
from indexer.engine.flat.dictionary import Texts
from indexer.engine.flat.field import FieldWriter
from indexer.engine.flat.joining import join_columns, join_stored
from indexer.engine.flat.lists import MOST_PASSAGES, Lists
from indexer.engine.flat.packing import signed
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import Written, finish_segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.engine.flat.field import FlatField

POSTINGS_AT_ONCE = 2_000_000
"""So many postings are merged together, unless a single term has more."""

DROPPED = np.uint32(0xFFFFFFFF)
"""The new number of passages that have none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged."""

    segment: FlatSegment
    keep: NDArray[np.bool_] | None = None
    """Per work whether it goes into the new segment; without any all of them do."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a source goes where."""

    segment: FlatSegment
    works: NDArray[np.bool_]
    passages: NDArray[np.bool_]
    numbers: NDArray[np.uint32]
    """Per passage its new number, DROPPED for one that does not go."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A source's terms of a range with their lists."""

    texts: Texts
    lists: Lists
    numbers: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _United:
    """Distinct texts of several sources, and per source the place of each of its texts."""

    texts: Texts
    places: Sequence[NDArray[np.int64]]


def merge(path: Path, sources: Sequence[Source]) -> Written:
    """Write the works of ``sources``, in their order, into the one segment ``path``.

    The sources have the same fields. Raises :class:`ValueError` where they do not,
    :class:`IndexDamaged`.
    """
    parts = _number(sources)
    first = _join_first(parts)
    with CheckedWriter(path) as writer:
        join_stored(writer, [(part.segment, part.passages) for part in parts])
        fields = {
            name: _merge_field(writer, name, parts, positions=positions)
            for name, positions in _fields(parts).items()
        }
        columns = {
            Axis.PASSAGES: join_columns(
                [(one.segment, one.passages) for one in parts], Axis.PASSAGES
            ),
            Axis.WORKS: join_columns([(one.segment, one.works) for one in parts], Axis.WORKS),
        }
        size = finish_segment(writer, first.tolist(), fields, columns)
    return Written(len(first) - 1, int(first[-1]), size)


def _number(sources: Sequence[Source]) -> list[_Part]:
    parts = []
    offset = 0
    for source in sources:
        segment = source.segment
        works = np.ones(segment.works, np.bool_) if source.keep is None else source.keep
        passages = np.repeat(works, _owned(segment))
        numbers = (np.cumsum(passages) - 1 + offset).astype(np.uint32)
        numbers[~passages] = DROPPED
        parts.append(_Part(segment, works, passages, numbers))
        offset += int(passages.sum())
    if offset > MOST_PASSAGES:
        message = f"{offset} passages are too many for one segment"
        raise ValueError(message)
    return parts


def _owned(segment: FlatSegment) -> NDArray[np.int64]:
    """Return how many passages each work has."""
    first = segment.first.astype(np.int64)
    return first[1:] - first[:-1]


def _join_first(parts: Sequence[_Part]) -> NDArray[np.int64]:
    owned = [_owned(part.segment)[part.works] for part in parts]
    return np.concatenate([[0], np.cumsum(np.concatenate([np.zeros(0, np.int64), *owned]))])


def _fields(parts: Sequence[_Part]) -> dict[str, bool]:
    """Return the fields of all sources and whether they have positions."""
    found = [
        {name: bool(notes["positions"]) for name, notes in part.segment.fields.items()}
        for part in parts
    ]
    if any(one != found[0] for one in found):
        message = "the segments have different fields"
        raise ValueError(message)
    return found[0] if found else {}


def _merge_field(
    writer: CheckedWriter, name: str, parts: Sequence[_Part], *, positions: bool
) -> dict[str, Any]:
    fields = [part.segment.field(name) for part in parts]
    lengths = [field.lengths[part.passages] for field, part in zip(fields, parts, strict=True)]
    joined = np.concatenate([np.zeros(0, np.uint8), *lengths])
    merged = FieldWriter(writer, name, joined, positions=positions)
    for bounds in _ranges(fields):
        shares = [
            _Share(field.texts(first, last), field.lists(first, last), part.numbers)
            for field, part, (first, last) in zip(fields, parts, bounds, strict=True)
            if first < last
        ]
        if shares:
            merged.add(*_join(shares))
    return merged.finish()


def _ranges(fields: Sequence[FlatField]) -> Iterator[list[tuple[int, int]]]:
    """Yield ranges of terms, as ordinals in each field, up to the ends.

    None has more postings than are merged at once, unless it is of a single term.
    """
    step = max(POSTINGS_AT_ONCE // max(len(fields), 1), 1)
    begin = [0] * len(fields)
    while True:
        reached = [_reach(field, first, step) for field, first in zip(fields, begin, strict=True)]
        behind = [
            field.term(last)
            for field, last in zip(fields, reached, strict=True)
            if last < field.size
        ]
        if not behind:
            yield list(zip(begin, reached, strict=True))
            return
        least = min(behind)
        end = [field.place(least) for field in fields]
        yield list(zip(begin, end, strict=True))
        begin = end


def _reach(field: FlatField, first: int, postings: int) -> int:
    """Return the end of the longest range of terms, but at least one, with so many postings."""
    last = min(field.size, first + postings)
    sums = np.cumsum(field.frequencies(first, last), dtype=np.int64)
    return min(first + max(int(np.searchsorted(sums, postings, side="right")), 1), field.size)


def _join(shares: Sequence[_Share]) -> tuple[Texts, Lists]:
    """Return the terms of a range and their lists, those of a term in the sources' order."""
    united = _unite([share.texts for share in shares])
    counts = np.zeros(len(united.texts), np.int64)
    totals = np.zeros(len(united.texts), np.int64)
    for share, terms in zip(shares, united.places, strict=True):
        lists = share.lists
        _count(terms, lists.counts, lists.ids, lists.tfs, share.numbers, counts, totals)
    ids, tfs = np.empty(int(counts.sum()), np.uint32), np.empty(int(counts.sum()), np.uint32)
    with_positions = shares[0].lists.positions is not None
    positions = np.empty(int(totals.sum()) if with_positions else 0, np.uint32)
    posting, position = np.cumsum(counts) - counts, np.cumsum(totals) - totals
    for share, terms in zip(shares, united.places, strict=True):
        lists = share.lists
        own = positions[:0] if lists.positions is None else lists.positions
        _append(
            terms, lists.counts, lists.ids, lists.tfs, own, share.numbers,
            posting, position, ids, tfs, positions,
        )  # fmt: skip
    filled = counts > 0
    texts = united.texts if filled.all() else united.texts.choose(filled)
    return texts, Lists(counts[filled], ids, tfs, positions if with_positions else None)


def _unite(texts: Sequence[Texts]) -> _United:
    """Return all distinct texts of ascending ones."""
    sizes = np.array([0, *map(len, texts)], np.int64)
    raw = [one.raw[: int(one.ends[-1])] for one in texts]
    shifts = np.cumsum([0, *map(len, raw)])
    begins = [one.ends[:-1] + shift for one, shift in zip(texts, shifts[:-1], strict=True)]
    ends = [one.ends[1:] + shift for one, shift in zip(texts, shifts[:-1], strict=True)]
    joined = np.concatenate([np.zeros(0, np.uint8), *raw])
    bounds = np.cumsum(sizes)
    out, out_ends = np.empty(len(joined), np.uint8), np.zeros(int(bounds[-1]) + 1, np.int64)
    places = np.empty(int(bounds[-1]), np.int64)
    none = np.zeros(0, np.int64)
    count = _merge_texts(
        joined, np.concatenate([none, *begins]), np.concatenate([none, *ends]), bounds,
        out, out_ends, places,
    )  # fmt: skip
    return _United(Texts(out, out_ends[: count + 1]), np.split(places, bounds[1:-1]))


@compiled(types.int64(readonly(types.uint8), types.int64, types.int64, types.int64, types.int64))
def _compare(raw: NDArray[np.uint8], begin: int, end: int, other: int, other_end: int) -> int:
    """Return less than, equal to or greater than 0 as one text is to another."""
    common = min(end - begin, other_end - other)
    for at in range(common):
        if raw[begin + at] != raw[other + at]:
            return signed(raw[begin + at]) - signed(raw[other + at])
    return (end - begin) - (other_end - other)


@compiled(
    types.int64(
        readonly(types.uint8), readonly(types.int64), readonly(types.int64),
        readonly(types.int64), types.uint8[::1], types.int64[::1], types.int64[::1],
    )
)  # fmt: skip
def _merge_texts(
    raw: NDArray[np.uint8],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    bounds: NDArray[np.int64],
    out: NDArray[np.uint8],
    out_ends: NDArray[np.int64],
    places: NDArray[np.int64],
) -> int:
    """Write distinct texts in order and the place of each text among them; return how many."""
    sources = len(bounds) - 1
    heads = bounds[:-1].copy()
    count = size = 0
    while True:
        least = -1
        for source in range(sources):
            at = heads[source]
            if at < bounds[source + 1] and (
                least < 0 or _compare(raw, begins[at], ends[at], begins[least], ends[least]) < 0
            ):
                least = at
        if least < 0:
            return count
        begin, end = begins[least], ends[least]
        for source in range(sources):
            at = heads[source]
            if at < bounds[source + 1] and _compare(raw, begins[at], ends[at], begin, end) == 0:
                places[at] = count
                heads[source] += 1
        for place in range(begin, end):
            out[size] = raw[place]
            size += 1
        count += 1
        out_ends[count] = size


@compiled(
    types.void(
        readonly(types.int64), readonly(types.int64), readonly(types.uint32),
        readonly(types.uint32), readonly(types.uint32), types.int64[::1], types.int64[::1],
    )
)  # fmt: skip
def _count(
    terms: NDArray[np.int64],
    held: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    numbers: NDArray[np.uint32],
    counts: NDArray[np.int64],
    totals: NDArray[np.int64],
) -> None:
    """Add up postings and positions that stay, per term."""
    posting = 0
    for at in range(len(terms)):
        count = total = 0
        for place in range(posting, posting + held[at]):
            if numbers[ids[place]] != DROPPED:
                count += 1
                total += signed(tfs[place])
        posting += held[at]
        counts[terms[at]] += count
        totals[terms[at]] += total


@compiled(
    types.void(
        readonly(types.int64), readonly(types.int64), readonly(types.uint32),
        readonly(types.uint32), readonly(types.uint32), readonly(types.uint32),
        types.int64[::1], types.int64[::1],
        types.uint32[::1], types.uint32[::1], types.uint32[::1],
    )
)  # fmt: skip
def _append(
    terms: NDArray[np.int64],
    held: NDArray[np.int64],
    ids: NDArray[np.uint32],
    tfs: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    numbers: NDArray[np.uint32],
    next_posting: NDArray[np.int64],
    next_position: NDArray[np.int64],
    ids_out: NDArray[np.uint32],
    tfs_out: NDArray[np.uint32],
    positions_out: NDArray[np.uint32],
) -> None:
    """Write what stays of the lists of a source behind what the sources before it wrote."""
    posting = position = 0
    for at in range(len(terms)):
        out, out_position = next_posting[terms[at]], next_position[terms[at]]
        for place in range(posting, posting + held[at]):
            number, frequency = numbers[ids[place]], signed(tfs[place])
            if number != DROPPED:
                ids_out[out] = number
                tfs_out[out] = frequency
                out += 1
                if len(positions):
                    for other in range(frequency):
                        positions_out[out_position + other] = positions[position + other]
                out_position += frequency
            position += frequency
        posting += held[at]
        next_posting[terms[at]] = out
        next_position[terms[at]] = out_position
