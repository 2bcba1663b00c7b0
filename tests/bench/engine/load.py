"""A text into the load that every engine gets: passages of word numbers, works, facets, dates."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.engine.passages import (
    TAIL_SHARE,
    Stretch,
    missing_words,
    real_passages,
    resampled_passages,
)
from tests.bench.engine.sentences import read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FACETS = {"kind": 6, "year": 20, "unit": 40, "country": 60, "language": 3}
"""Per facet its number of codes; a code's share falls with its rank."""

DAYS = 7300
_SEED = 7
_FORM = 1
"""Changes when the same text would give another load."""


@dataclass(frozen=True)
class Load:
    """The passages of a load, read from its directory."""

    directory: Path

    @cached_property
    def vocabulary(self) -> list[str]:
        """The words, syllables joined by ``_``; those after ``known`` are invented rare ones."""
        return (self.directory / "vocabulary.txt").read_text("utf-8").split("\n")

    @cached_property
    def known(self) -> int:
        """How many words are from the text."""
        return int(json.loads((self.directory / "load.json").read_text())["known"])

    @cached_property
    def words(self) -> NDArray[np.uint32]:
        """The words of all passages, one after the other."""
        return np.memmap(self.directory / "words.u32", np.uint32, "r")

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each passage begins in ``words``, and the end of the last."""
        return _read(self.directory / "starts.npy")

    @cached_property
    def works(self) -> NDArray[np.int64]:
        """The work of each passage, ascending."""
        return _read(self.directory / "works.npy")

    @cached_property
    def facets(self) -> dict[str, NDArray[np.uint8]]:
        """Per facet the code of each passage."""
        return {name: np.load(self.directory / f"{name}.npy") for name in FACETS}

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """The day of each passage."""
        return _read(self.directory / "dates.npy")

    @cached_property
    def holding(self) -> NDArray[np.int64]:
        """Per word the number of passages that hold it."""
        return _read(self.directory / "holding.npy")

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self.works)

    def words_of(self, passage: int) -> list[str]:
        """Return the words of a passage."""
        begin, end = self.starts[passage : passage + 2].tolist()
        return [self.vocabulary[word] for word in self.words[begin:end].tolist()]


def cut(load: Load, passages: int, directory: Path) -> Load:
    """Return the first passages of a load as new works, written into ``directory``."""
    words = np.asarray(load.words[: load.starts[passages]])
    known, own = np.unique(words, return_inverse=True)
    texts = [load.vocabulary[word] for word in known.tolist()]
    (directory / "vocabulary.txt").write_text("\n".join(texts), "utf-8")
    (directory / "load.json").write_text(json.dumps({"known": len(texts)}))
    own.astype(np.uint32).tofile(directory / "words.u32")
    np.save(directory / "works.npy", load.works[:passages] + load.works[-1] + 1)
    np.save(directory / "starts.npy", load.starts[: passages + 1])
    np.save(directory / "holding.npy", load.holding[known])
    np.save(directory / "dates.npy", load.dates[:passages])
    for name, codes in load.facets.items():
        np.save(directory / f"{name}.npy", codes[:passages])
    return Load(directory)


def _read(path: Path) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.load(path)
    return found


def open_load(text: Path, passages: int, cache: Path) -> Load:
    """Return the load of ``passages`` passages of ``text``, made if ``cache`` does not hold it."""
    with text.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    directory = cache / f"load-{_FORM}-{digest}-{passages}"
    if not directory.exists():
        aside = directory.with_suffix(".tmp")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _make(text, passages, aside)
        aside.rename(directory)
    return Load(directory)


def _make(text: Path, passages: int, directory: Path) -> None:
    sentences = read_sentences(text)
    real = real_passages(sentences, _SEED)
    more = max(passages - len(real.sizes), 0)
    # A rare word is drawn again and again: more of them than shall be seen.
    tail = int(missing_words(real, passages) * 1.6) if more else 0
    known = len(sentences.vocabulary)
    rare = (f"t{number}x" for number in range(tail))
    (directory / "vocabulary.txt").write_text("\n".join([*sentences.vocabulary, *rare]), "utf-8")
    (directory / "load.json").write_text(json.dumps({"known": known, "tail_share": TAIL_SHARE}))
    stretches = chain([real], resampled_passages(sentences, more, tail, _SEED))
    _write(stretches, passages, known + tail, directory)


def _write(stretches: Iterator[Stretch], passages: int, size: int, directory: Path) -> None:
    holding = np.zeros(size, np.int64)
    sizes: list[NDArray[np.int64]] = []
    fresh: list[NDArray[np.bool_]] = []
    left = passages
    with (directory / "words.u32").open("wb") as file:
        for stretch in stretches:
            taken = stretch.sizes[:left]
            words = stretch.words[: taken.sum()]
            words.astype(np.uint32).tofile(file)
            owners = np.repeat(np.arange(len(taken), dtype=np.uint64), taken)
            distinct = np.unique(owners << np.uint64(32) | words.astype(np.uint64))
            holding += np.bincount(distinct & np.uint64(0xFFFFFFFF), minlength=size)
            sizes.append(taken)
            fresh.append(stretch.fresh[:left])
            left -= len(taken)
    works = np.cumsum(np.concatenate(fresh)) - 1
    np.save(directory / "works.npy", works)
    np.save(directory / "starts.npy", np.cumsum([0, *chain.from_iterable(sizes)]))
    np.save(directory / "holding.npy", holding)
    chance = np.random.default_rng(_SEED)
    np.save(directory / "dates.npy", chance.integers(0, DAYS, len(works)))
    for name, codes in FACETS.items():
        shares = 1 / np.arange(1, codes + 1)
        drawn = chance.choice(codes, len(works), p=shares / shares.sum())
        np.save(directory / f"{name}.npy", drawn.astype(np.uint8))
