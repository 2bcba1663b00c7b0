"""A bit that flipped, a file that was cut or lost: named, or without any effect; never a lie."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query

from indexer.engine.blocks import Layer
from indexer.engine.codec.searching import ExactSearcher
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import (
    Between,
    Every,
    Fuzzy,
    Near,
    Phrase,
    Plan,
    Prefix,
    Some,
    Term,
    Weighted,
    Wildcard,
    Without,
)
from indexer.errors.index import IndexDamaged, IndexVersionWrong
from indexer.records.works import Tier
from tests.engine.making import ALL_TIERS, make_block, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.engine.blocks import Block
    from indexer.engine.opened import OpenGeneration
    from indexer.engine.tree import Leaf

_FLIPS = 6
"""Bits of each file that are flipped one after another, besides those hypothesis chooses."""

_NAMED = (IndexDamaged, IndexVersionWrong)

_LEAVES: tuple[Leaf, ...] = (
    word("báo"),
    word("t7"),
    Term(Layer.BIGRAMS, "báo cáo"),
    Phrase((word("báo"), Term(Layer.ACCENTED, "cáo"))),
    Near((word("đoàn"), word("ra")), 5),
    Prefix(Layer.WORDS, "t"),
    Wildcard(Layer.FOLDED, "*á?"),
    Fuzzy(Layer.ACCENTED, "đoan", 1),
)


def _plans() -> Iterator[Plan]:
    scored = tuple(Weighted(leaf) for leaf in _LEAVES)
    trees = (
        *_LEAVES,
        Every(),
        Some(_LEAVES, 2),
        Without(Prefix(Layer.FOLDED, "t"), word("t7")),
        Between("key", "1", "4"),
    )
    for tree in trees:
        yield Plan(ALL_TIERS, tree, (Weighted(word("báo")),), facets=("f",), limit=100)
    near = {word("đoàn"): 1.0, word("ra"): 1.0}
    yield Plan(ALL_TIERS, Every(), scored, near=near, named={word("t3"): 1.0}, facets=("f",))
    filters = {"f": frozenset({"x"})}
    yield Plan(ALL_TIERS, Every(), scored, filters=filters, facets=("f",), sort="-key", limit=100)


def _blocks() -> Iterator[Block]:
    chance = random.Random(5)  # noqa: S311 - repeatable, no secret
    words = ["báo", "cáo", "đoàn", "ra", *(f"t{number}" for number in range(40))]
    for number in range(60):
        pages = [" ".join(chance.choices(words, k=chance.randrange(30))) for _ in range(3)]
        yield make_block(
            f"w{number}",
            chance.choice(words),
            pages,
            chance.choice((Tier.PUBLIC, Tier.RESTRICTED)),
            facets={"f": tuple(chance.sample("xyz", 2))},
            order={"key": str(number % 7)},
        )


def _ask(engine: FlatEngine) -> list[object]:
    """Return all that a generation answers."""
    with closing(engine.open()) as searcher:
        return [
            [searcher.search(plan) for plan in _plans()],
            _read_lexicon(searcher),
            _ask_whoosh(searcher),
        ]


def _read_lexicon(searcher: OpenGeneration) -> list[object]:
    lexicon = searcher.lexicon(ALL_TIERS)
    return [
        lexicon.spellings("báo cáo"),
        lexicon.words("t1", 5),
        lexicon.nearest("t40", 5),
        lexicon.capitals("báo"),
        [lexicon.frequency(leaf) for leaf in _LEAVES],
    ]


def _ask_whoosh(searcher: OpenGeneration) -> list[object]:
    wanted = query.Or([query.Wildcard("accented", "*a*"), query.Phrase("folded", ["báo", "cáo"])])
    with ExactSearcher(searcher.reader(ALL_TIERS)) as whoosh:
        found = whoosh.search(wanted, limit=None, sortedby="order.key")
        return [(hit["work"], hit["page"], hit["text"]) for hit in found]


@dataclass(frozen=True, slots=True)
class _Sound:
    """An index and what it answers as long as it is sound."""

    index: Path
    files: tuple[Path, ...]
    """Of the current generation."""
    answers: list[object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> _Sound:
    """A generation of several segments, with deletions and a file that was attached."""
    index = tmp_path_factory.mktemp("index")
    engine = FlatEngine(index)
    blocks = list(_blocks())
    engine.build(blocks[:45], attach=_attach, analyser_version="1")
    gone = {block.work for block in blocks[:5]}
    engine.change(blocks[40:], remove=gone, attach=_attach, analyser_version="1")
    folders = (index / "segments", engine.directory())
    files = tuple(sorted(path for one in folders for path in one.rglob("*") if path.is_file()))
    assert len(files) > 4
    return _Sound(index, files, _ask(engine))


def _attach(directory: Path) -> None:
    (directory / "records").write_text("kỷ yếu", encoding="utf-8")


def _look(sound: _Sound, path: Path, content: bytes | None) -> None:
    """Ask and verify with other bytes in a file: all is as before or named, and verify names it.

    It need not miss the empty line at the end of JSON.
    """
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    try:
        try:
            found = _ask(FlatEngine(sound.index))
        except _NAMED:
            pass
        else:
            assert found == sound.answers
        if content != whole.rstrip(b"\n"):
            with pytest.raises(_NAMED):
                FlatEngine(sound.index).verify()
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(whole)


def _flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_flipped_bits_all_over_each_file(sound: _Sound) -> None:
    """Seeded places, the first and last bytes of each file among them."""
    chance = random.Random(11)  # noqa: S311 - repeatable, no secret
    for path in sound.files:
        content = path.read_bytes()
        bits = 8 * len(content)
        places = {0, 63, 64, bits - 1, bits - 40, *(chance.randrange(bits) for _ in range(_FLIPS))}
        for bit in sorted(places):
            _look(sound, path, _flip(content, bit))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(which=st.integers(0, 99), share=st.floats(0, 1, exclude_max=True))
def test_any_flipped_bit(sound: _Sound, which: int, share: float) -> None:
    """Wherever it is."""
    path = sound.files[which % len(sound.files)]
    content = path.read_bytes()
    _look(sound, path, _flip(content, int(share * 8 * len(content))))


def test_files_that_are_cut_longer_or_lost(sound: _Sound) -> None:
    """At any length, the empty file included."""
    chance = random.Random(12)  # noqa: S311 - repeatable, no secret
    for path in sound.files:
        content = path.read_bytes()
        lengths = {0, 1, len(content) - 1, *(chance.randrange(len(content)) for _ in range(2))}
        for length in sorted(lengths):
            _look(sound, path, content[:length])
        _look(sound, path, content + b"\0")
        _look(sound, path, None)
    assert _ask(FlatEngine(sound.index)) == sound.answers
