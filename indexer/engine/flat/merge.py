"""Segments into one: lists are decoded, renumbered and joined term range by term range."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.bytewise import spread
from indexer.engine.flat.checked import CheckedWriter
from indexer.engine.flat.columns import Axis
from indexer.engine.flat.field import FieldWriter
from indexer.engine.flat.inverting import slice_lists
from indexer.engine.flat.joining import join_columns, join_stored
from indexer.engine.flat.lists import MOST_PASSAGES, Lists
from indexer.engine.flat.segment import FlatSegment
from indexer.engine.flat.writer import POSTINGS_AT_ONCE, Written, finish_segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from indexer.engine.flat.field import FlatField


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
    """Per passage its new number, of those that go."""
    whole: bool
    """Nothing is dropped."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A source's lists of a range of terms, without what is dropped."""

    terms: NDArray[np.int64]
    """Per list its term among those of the range."""
    lists: Lists


def merge(path: Path, sources: Sequence[Source]) -> Written:
    """Write the works of ``sources``, in their order, into the one segment ``path``.

    The sources have the same fields. Raises :class:`ValueError` where they do not,
    :class:`indexer.errors.IndexDamaged`.
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
        parts.append(_Part(segment, works, passages, numbers, bool(works.all())))
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
    bounds = _cut(fields)
    for begin, end in pairwise(bounds):
        _merge_range(merged, fields, parts, list(zip(begin, end, strict=True)))
    return merged.finish()


def _cut(fields: Sequence[FlatField]) -> list[list[int]]:
    """Return where ranges of terms begin in each field, and the ends.

    No range has many more postings than are merged at once, unless a single term has.
    """
    step = max(POSTINGS_AT_ONCE // (2 * max(len(fields), 1)), 1)
    sums = [_sum_frequencies(field) for field in fields]
    cuts = {
        field.term(ordinal)
        for field, ends in zip(fields, sums, strict=True)
        for ordinal in np.unique(ends[1:].searchsorted(np.arange(step, ends[-1], step))).tolist()
    }
    bounds = [[0] * len(fields)]
    former = bounds[0]
    for term in sorted(cuts):
        place = [field.place(term) for field in fields]
        size = sum(
            int(one[end] - one[begin])
            for one, begin, end in zip(sums, bounds[-1], place, strict=True)
        )
        if size > POSTINGS_AT_ONCE and former != bounds[-1]:
            bounds.append(former)
        former = place
    return [*bounds, former, [field.size for field in fields]]


def _sum_frequencies(field: FlatField) -> NDArray[np.int64]:
    """Return how many postings stand before each term, and behind the last one all of them."""
    sums = np.cumsum(field.frequencies(0, field.size), dtype=np.int64)
    return np.concatenate([np.zeros(1, np.int64), sums])


def _merge_range(
    writer: FieldWriter,
    fields: Sequence[FlatField],
    parts: Sequence[_Part],
    ranges: Sequence[tuple[int, int]],
) -> None:
    texts = [field.terms(*bounds) for field, bounds in zip(fields, ranges, strict=True)]
    terms = sorted(set().union(*texts))
    shares = [
        _Share(_find(terms, own), _renumber(field.lists(*bounds), part))
        for field, own, bounds, part in zip(fields, texts, ranges, parts, strict=True)
        if own
    ]
    joined = _join(shares, len(terms))
    filled = joined.counts > 0
    if not filled.all():
        terms = [term for term, used in zip(terms, filled.tolist(), strict=True) if used]
        joined = Lists(joined.counts[filled], joined.ids, joined.tfs, joined.positions)
    for chosen, lists in slice_lists(joined, POSTINGS_AT_ONCE):
        writer.add(terms[chosen], lists)


def _find(terms: list[bytes], own: list[bytes]) -> NDArray[np.int64]:
    """Return the place of each of ``own`` among ``terms``, both ascending."""
    if len(own) == len(terms):
        return np.arange(len(terms))
    if len(own) * 16 < len(terms):
        return np.array([bisect_left(terms, term) for term in own], np.int64)
    place = {term: at for at, term in enumerate(terms)}
    return np.fromiter(map(place.__getitem__, own), np.int64, len(own))


def _renumber(lists: Lists, part: _Part) -> Lists:
    """Return lists with the new numbers of passages, without those that are dropped."""
    if part.whole:
        return Lists(lists.counts, part.numbers[lists.ids], lists.tfs, lists.positions)
    kept = part.passages[lists.ids]
    before = np.concatenate([[0], np.cumsum(kept)])
    ends = np.cumsum(lists.counts)
    positions = lists.positions
    if positions is not None:
        positions = positions[np.repeat(kept, lists.tfs)]
    counts = before[ends] - before[ends - lists.counts]
    return Lists(counts, part.numbers[lists.ids[kept]], lists.tfs[kept], positions)


def _join(shares: Sequence[_Share], terms: int) -> Lists:
    """Return the lists of ``terms`` terms, those of a term put together in the sources' order."""
    counts = np.zeros(terms, np.int64)
    totals = np.zeros(terms, np.int64)
    held = []
    for share in shares:
        held.append(_totals(share.lists))
        counts[share.terms] += share.lists.counts
        totals[share.terms] += held[-1]
    ids = np.empty(int(counts.sum()), np.uint32)
    tfs = np.empty(len(ids), np.uint32)
    with_positions = bool(shares) and shares[0].lists.positions is not None
    positions = np.empty(int(totals.sum()), np.uint32) if with_positions else None
    next_posting, next_position = np.cumsum(counts) - counts, np.cumsum(totals) - totals
    for share, own in zip(shares, held, strict=True):
        lists, at = share.lists, share.terms
        places = spread(lists.counts, next_posting[at])
        ids[places] = lists.ids
        tfs[places] = lists.tfs
        next_posting[at] += lists.counts
        if positions is not None and lists.positions is not None:
            positions[spread(own, next_position[at])] = lists.positions
            next_position[at] += own
    return Lists(counts, ids, tfs, positions)


def _totals(lists: Lists) -> NDArray[np.int64]:
    """Return per list the sum of its frequencies; a list may be empty here."""
    before = np.concatenate([[0], np.cumsum(lists.tfs, dtype=np.int64)])
    ends = np.cumsum(lists.counts)
    return np.asarray(before[ends] - before[ends - lists.counts])
