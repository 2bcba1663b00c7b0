"""Texts, one JSON object a line, into their segmented sentences as arrays of word numbers."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexer.language.analyser import Analyser
from indexer.language.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_END = re.compile(r"(?<=[.!?…;])\s+|[\r\n]+")
_TOGETHER = 4096


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of all documents, one after the other."""

    vocabulary: tuple[str, ...]
    """Words, syllables joined by ``_``."""
    words: NDArray[np.uint32]
    """Places in the vocabulary, sentence after sentence."""
    starts: NDArray[np.int64]
    """Where each sentence begins in ``words``, and the end of the last."""
    syllables: NDArray[np.int64]
    """Per sentence."""
    documents: NDArray[np.int64]
    """The first sentence of each document, and the end of the last."""


def read_sentences(path: Path) -> Sentences:
    """Return the sentences of a gzipped file of JSON lines with a ``text`` each."""
    documents = list(_read_documents(path))
    distinct = list(dict.fromkeys(chain.from_iterable(documents)))
    numbers: dict[str, int] = {}
    cut: dict[str, NDArray[np.uint32]] = {}
    for sentence, words in zip(distinct, _segment(distinct), strict=True):
        places = [numbers.setdefault(word, len(numbers)) for word in words]
        cut[sentence] = np.array(places, dtype=np.uint32)
    return _lay_out([[cut[one] for one in each if len(cut[one])] for each in documents], numbers)


def _read_documents(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield [one for one in _END.split(json.loads(line)["text"]) if one.strip()]


def _segment(sentences: Sequence[str]) -> Iterator[list[str]]:
    analyser = Analyser(segment)
    for start in range(0, len(sentences), _TOGETHER):
        for cut in analyser.cut(sentences[start : start + _TOGETHER]):
            yield [word.replace(" ", "_") for word in analyser.layers(cut).words]


def _lay_out(documents: list[list[NDArray[np.uint32]]], numbers: dict[str, int]) -> Sentences:
    vocabulary = tuple(numbers)
    flat = list(chain.from_iterable(documents))
    words = np.concatenate(flat)
    starts = np.cumsum([0, *map(len, flat)], dtype=np.int64)
    sizes = np.array([1 + word.count("_") for word in vocabulary])[words]
    return Sentences(
        vocabulary,
        words,
        starts,
        np.add.reduceat(sizes, starts[:-1]).astype(np.int64),
        np.cumsum([0, *(len(one) for one in documents if one)], dtype=np.int64),
    )
