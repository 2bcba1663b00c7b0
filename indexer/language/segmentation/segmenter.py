"""Texts into words, many texts at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np

from indexer.language.segmentation.crf_file import read_crf
from indexer.language.segmentation.cuts import Cut
from indexer.language.segmentation.emissions import MARGIN, score
from indexer.language.segmentation.memo import Memo
from indexer.language.segmentation.plain_pickle import load_plain
from indexer.language.segmentation.tables import Tables, compile_tables
from indexer.language.segmentation.templates import parse_template
from indexer.language.segmentation.tokeniser import Tokeniser
from indexer.language.segmentation.viterbi import Labels, best_labels
from indexer.language.segmentation.vocabulary import PACKED_BEGIN, PACKED_END
from indexer.language.segmentation.wheel import WheelFiles, find_package, read_wheel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.language.segmentation.keys import Integers

_TOKENS_TOGETHER: Final = 1 << 15
"""Texts are gathered until they have this many tokens; some 5 MB of arrays."""

_BEFORE: Final = (PACKED_BEGIN,) * MARGIN
_AFTER: Final = (PACKED_END,) * MARGIN


class Segmenter:
    """Cuts texts into the words that ``underthesea.word_tokenize`` of release 9.5.0 gives.

    A text is one sequence, however long. Threads may share a segmenter.
    """

    def __init__(self, tokeniser: Tokeniser, tables: Tables) -> None:
        self._tokeniser = tokeniser
        self._tables = tables
        self._pack = Memo(tables.vocabulary.pack)

    @classmethod
    def load(cls) -> Segmenter:
        """Return the segmenter of the installed package, in about 0.4 s.

        Raises:
            SegmentationUnavailable: underthesea is not installed, or is of another release.
        """
        files = read_wheel(find_package())
        return cls(Tokeniser.load(files), _load_tables(files))

    def segment(self, text: str) -> list[str]:
        """Return the words and signs of ``text`` in order."""
        return self.segment_many((text,))[0]

    def segment_many(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each of ``texts``; many short texts cost less together."""
        return [cut.words() for cut in self.cut_many(texts)]

    def cut_many(self, texts: Iterable[str]) -> Iterator[Cut]:
        """Yield the cut of each of ``texts``, of which some are read ahead."""
        for batch in _batches(map(self._tokeniser.tokens, texts)):
            yield from self._cut_batch(batch)

    def _cut_batch(self, batch: Sequence[list[str]]) -> Iterator[Cut]:
        lengths = np.fromiter(map(len, batch), np.int64, len(batch))
        starts = 2 * MARGIN * np.arange(len(batch)) + np.cumsum(lengths) - lengths
        scores = score(self._packed(batch), self._tables)
        inside = best_labels(scores, starts, lengths, self._tables.transitions)
        for tokens, start in zip(batch, starts.tolist(), strict=True):
            yield Cut(tokens, _bounds(inside[start : start + len(tokens)]))

    def _packed(self, batch: Sequence[list[str]]) -> Integers:
        """Return the packed tokens of all texts, each between its own margins."""
        packed: list[int] = []
        pack = self._pack
        for tokens in batch:
            packed.extend(_BEFORE)
            packed.extend([pack[token] for token in tokens])
            packed.extend(_AFTER)
        return np.array(packed, np.int64)


def _batches(texts: Iterable[list[str]]) -> Iterator[Sequence[list[str]]]:
    batch: list[list[str]] = []
    tokens = 0
    for text in texts:
        batch.append(text)
        tokens += len(text)
        if tokens >= _TOKENS_TOGETHER:
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch


def _bounds(inside: Labels) -> list[int]:
    """Return where words begin, the first token always beginning one, and the end."""
    bounds: list[int] = np.flatnonzero(~inside).tolist()
    if len(inside) and inside[0]:
        bounds.insert(0, 0)
    bounds.append(len(inside))
    return bounds


def _load_tables(files: WheelFiles) -> Tables:
    names = cast("list[str]", load_plain(files.templates))
    dictionary = cast("set[str]", load_plain(files.dictionary))
    return compile_tables(tuple(map(parse_template, names)), read_crf(files.crf), dictionary)
