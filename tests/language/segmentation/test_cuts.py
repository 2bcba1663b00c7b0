from __future__ import annotations

from indexer.language.segmentation import Cut


def test_words_join_their_tokens() -> None:
    """A word has a space between its tokens, and spans name the tokens' places."""
    cut = Cut(["hợp", "tác", "quốc", "tế", "."], [0, 2, 4, 5])
    assert cut.words() == ["hợp tác", "quốc tế", "."]
    assert cut.spans() == [range(2), range(2, 4), range(4, 5)]


def test_an_empty_text_has_no_words() -> None:
    """Nothing in, nothing out."""
    assert Cut([], [0]).words() == []
