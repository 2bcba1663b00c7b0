"""Two forms of one document are found by their texts, others are not."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from indexer.describe.resemblance import resemblances, resembling, share, sketch
from indexer.records.files import Page, Unit

_SYLLABLES = [f"{onset}{rhyme}" for onset in "bcdghklmnt" for rhyme in ("an", "ông", "iệc", "ua")]


def _words(seed: int, count: int = 600) -> list[str]:
    return random.Random(seed).choices(_SYLLABLES, k=count)  # noqa: S311 - words, no secrets


def _sketch(words: list[str]) -> bytes:
    return sketch([Page(1, "1", Unit.PAGE, " ".join(words), "plain")])


def _misread(words: list[str], share_wrong: float, seed: int) -> list[str]:
    luck = random.Random(seed)  # noqa: S311 - as before
    return [word[::-1] if luck.random() < share_wrong else word for word in words]


def test_two_scans_of_one_report() -> None:
    """Five words of a hundred are recognised otherwise in each."""
    words = _words(1)
    one, other = _misread(words, 0.05, 2), _misread(words, 0.05, 3)
    found = resemblances(
        {"one": _sketch(one), "other": _sketch(other), "third": _sketch(_words(4))}
    )
    assert [(pair.one, pair.other) for pair in found] == [("one", "other")]


def test_a_draft_and_the_final_form() -> None:
    """A fifth was added; accents do not matter."""
    draft = _words(1)
    final = [*draft[:300], *_words(5, 120), *draft[300:]]
    sketches = {"draft": _sketch(draft), "final": _sketch(final), "third": _sketch(_words(6))}
    (found,) = resembling("draft", sketches)
    assert found.other == "final"
    assert 0.7 < found.share < 0.95
    assert share(_sketch(["việc", *draft]), _sketch(["viec", *draft])) == 1.0


def test_too_little_to_tell() -> None:
    """A short letter has no sketch, and what has none resembles nothing."""
    assert _sketch(_words(1, 20)) == b""
    assert not resembling("a", {"a": b"", "b": b""})


@given(seed=st.integers(0, 999), kept=st.floats(0.1, 1.0))
def test_the_share_is_near_the_true_one(seed: int, kept: float) -> None:
    """Within a sixth of the share of shingles that both have; the same from both sides."""
    words = [f"w{number}" for number in range(500)]
    other = words[: int(500 * kept)] + [f"{seed}x{number}" for number in range(100)]
    shingles = [set(zip(text, text[1:], text[2:], strict=False)) for text in (words, other)]
    true = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    found = share(_sketch(words), _sketch(other))
    assert abs(found - true) < 1 / 6
    assert found == share(_sketch(other), _sketch(words))
