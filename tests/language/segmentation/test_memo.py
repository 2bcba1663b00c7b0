from __future__ import annotations

from indexer.language.segmentation import memo
from indexer.language.segmentation.memo import Memo


def test_an_answer_is_computed_once() -> None:
    """Short keys are asked of the function once."""
    asked: list[str] = []

    def length(key: str) -> int:
        asked.append(key)
        return len(key)

    lengths = Memo[int](length)
    assert [lengths["Lào"], lengths["Lào"], lengths["là"]] == [3, 3, 2]
    assert asked == ["Lào", "là"]


def test_memory_is_bounded() -> None:
    """However many keys come, no more than the limit are kept, and long ones never."""
    lengths = Memo[int](len)
    for number in range(memo._MOST_KEYS + 10):
        assert lengths[str(number)] == len(str(number))
        assert len(lengths) <= memo._MOST_KEYS
    before = len(lengths)
    assert lengths["a" * 1000] == 1000
    assert len(lengths) == before
