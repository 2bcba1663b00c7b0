"""The columns and stored records of several segments into those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.engine.flat.columns import Axis, Column, Kind, Numbers, Sets, Texts
from indexer.engine.flat.spreading import spread
from indexer.engine.flat.stored import StoredWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.engine.flat.checked import CheckedWriter
    from indexer.engine.flat.dictionary import Dictionary
    from indexer.engine.flat.segment import FlatSegment

Kept = tuple["FlatSegment", NDArray[np.bool_]]
"""A segment and which of its rows stay."""


def join_columns(sources: Sequence[Kept], axis: Axis) -> dict[str, Column]:
    """Return all columns of ``axis``, the rows of one source after those of another.

    Raises :class:`ValueError` for a column that is of two kinds.
    """
    kinds: dict[str, Kind] = {}
    for segment, _ in sources:
        for name, notes in segment.columns.items():
            if notes["axis"] == axis and kinds.setdefault(name, notes["kind"]) != notes["kind"]:
                message = f"the column {name} holds {kinds[name]} and {notes['kind']}"
                raise ValueError(message)
    joining = {Kind.NUMBERS: _join_numbers, Kind.TEXTS: _join_texts, Kind.SETS: _join_sets}
    return {name: joining[Kind(kind)](sources, name, axis) for name, kind in kinds.items()}


def _join_numbers(sources: Sequence[Kept], name: str, axis: Axis) -> Column:
    return Numbers(np.concatenate([segment.numbers(name, axis)[kept] for segment, kept in sources]))


def _join_texts(sources: Sequence[Kept], name: str, axis: Axis) -> Column:
    columns = [segment.texts(name, axis) for segment, _ in sources]
    # Code 0 stands for no text in every source.
    codes = [
        column.codes[kept].astype(np.int64) - 1
        for column, (_, kept) in zip(columns, sources, strict=True)
    ]
    joined, terms = _unite(codes, [column.texts for column in columns])
    return Texts(joined + 1, terms)


def _join_sets(sources: Sequence[Kept], name: str, axis: Axis) -> Column:
    columns = [segment.sets(name, axis) for segment, _ in sources]
    counts, codes = [], []
    for column, (_, kept) in zip(columns, sources, strict=True):
        offsets = column.offsets.astype(np.int64)
        counts.append(np.diff(offsets)[kept])
        codes.append(column.codes[spread(counts[-1], offsets[:-1][kept])].astype(np.int64))
    joined, terms = _unite(codes, [column.texts for column in columns])
    return Sets(np.concatenate(counts), joined, terms)


def _unite(
    codes: Sequence[NDArray[np.int64]], texts: Sequence[Dictionary]
) -> tuple[NDArray[np.int64], list[bytes]]:
    """Return codes (-1 for none) of several dictionaries as codes of one, and its texts.

    Texts that no row holds any more are left out.
    """
    used: list[NDArray[np.int64]] = []
    own: list[list[bytes]] = []
    for part, dictionary in zip(codes, texts, strict=True):
        there = np.zeros(dictionary.size, np.bool_)
        there[part[part >= 0]] = True
        used.append(np.cumsum(there) - 1)
        every = dictionary.terms(0, dictionary.size)
        own.append([every[at] for at in np.flatnonzero(there).tolist()])
    terms = sorted(set().union(*own))
    place = {term: at for at, term in enumerate(terms)}
    joined = []
    for part, compact, some in zip(codes, used, own, strict=True):
        new = np.array([*map(place.__getitem__, some), -1], np.int64)
        joined.append(new[np.append(compact, len(some))[part]])
    return np.concatenate([np.zeros(0, np.int64), *joined]), terms


def join_stored(writer: CheckedWriter, sources: Sequence[Kept]) -> None:
    """Write the stored records that stay."""
    stored = StoredWriter(writer)
    for segment, kept in sources:
        stored.add_from(segment.stored_records, kept)
    stored.finish()
