from __future__ import annotations

from indexer.language.consistent_words import count_words, learn_words, name_words
from indexer.language.segmentation import Cut


def _cut(line: str) -> Cut:
    """Return the cut of words whose syllables are joined by ``_``."""
    words = [word.split("_") for word in line.split()]
    bounds = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    return Cut([syllable for word in words for syllable in word], bounds)


def test_a_frequent_word_is_learnt() -> None:
    """Five times is enough, four are not."""
    assert learn_words([_cut("hợp_tác tốt")] * 5) == {"hợp tác"}
    assert learn_words([_cut("hợp_tác tốt")] * 4) == frozenset()


def test_a_word_that_is_mostly_divided_is_not_learnt() -> None:
    """The segmenter takes "nhất là" for a word at some places; elsewhere it ends another."""
    word, divided = _cut("nhất_là ở đây"), _cut("thống_nhất là tốt")
    assert "nhất là" in learn_words([word, divided] * 5)
    assert "nhất là" not in learn_words([word, divided, divided] * 5)


def test_a_word_within_a_longer_one_is_undivided() -> None:
    """The words "bí thư" are learnt although most of them stand in "tổng bí thư"."""
    cuts = [_cut("bí_thư"), _cut("tổng_bí_thư"), _cut("tổng_bí_thư")] * 5
    assert learn_words(cuts) == {"bí thư", "tổng bí thư"}


def test_what_is_counted() -> None:
    """Two to four syllables, and no digits."""
    counts = count_words([_cut("a a_b a_b_c_d a_b_c_d_e năm_2016 a_b")])
    assert counts == {"a b": 2, "a b c d": 1}


def test_names_and_their_words() -> None:
    """A name of one syllable is a word anyway, and a sentence is no name."""
    cuts = [_cut("viện nghiên_cứu hòa_bình"), _cut("Lào"), _cut("một " * 13), _cut("")]
    assert name_words(cuts) == {"viện nghiên cứu hòa bình", "nghiên cứu", "hòa bình"}
