"""What nobody could read is told from what is merely unusual."""

from __future__ import annotations

import pytest

from indexer.extract.legible import judge, readable_of

TEXT = "Đoàn công tác của Học viện đã thăm và làm việc tại Lào từ ngày 19 đến ngày 23. "


@pytest.mark.parametrize(
    "text",
    [TEXT, 50 * TEXT, "\uf0b7 " + TEXT, TEXT + "\uf03d x \uf02b y", "12,5 | 13,7 | 2016", "", "©"],
)
def test_ordinary_pages_are_left_to_the_first_reader(text: str) -> None:
    """Text, bullets, formulas, figures and blank pages are not suspect."""
    assert not judge(text).suspect
    assert not judge(text).unreadable


@pytest.mark.parametrize(
    "text",
    [
        "gia(cid:16)ng viên(cid:17) cao(cid:18) cấp",
        "\ue001\ue002\ue003 \ue004\ue005",
        "§oµn c«ng t¸c cña Häc viÖn ®· th¨m vµ lµm viÖc t¹i Lµo",
        TEXT + "ph¸t triÓn ®Êt n­íc t¹i ®©y",
        20 * TEXT + 20 * "\ufffd\ufffd x ",
    ],
)
def test_signs_of_a_wrong_encoding_are_suspect(text: str) -> None:
    """Also where the most of the page is readable."""
    assert judge(text).suspect


def test_dropped_characters_count() -> None:
    """A page of control characters has no text left, and is no blank page."""
    assert judge("", 55).suspect
    assert judge("", 55).unreadable
    assert not judge("").unreadable


def test_the_more_legible_text_wins_clearly() -> None:
    """A better reading beats, an equal one does not."""
    good, bad = judge(TEXT), judge("§oµn c«ng t¸c cña Häc viÖn ®· th¨m vµ lµm viÖc t¹i Lµo")
    assert good.beats(bad)
    assert not bad.beats(good)
    assert not good.beats(good)


def test_the_share_of_a_file_weighs_its_pages() -> None:
    """Long pages count more than short ones; without words it is nothing."""
    assert readable_of([judge(TEXT), judge("")]) == 1
    assert 0.8 < readable_of([judge(20 * TEXT), judge("xqzrtwk " * 30)]) < 1
    assert readable_of([]) == 0
