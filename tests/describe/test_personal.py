"""Numbers of persons are counted by page, and other numbers are none of them."""

from __future__ import annotations

import pytest

from indexer.describe.personal import Found, Personal, find_personal, mask, without_personal
from indexer.records.files import Page, Unit
from indexer.records.works import Evidence, Field, Origin, Value


def _find(*texts: str) -> tuple[Found, ...]:
    pages = [Page(at, str(at), Unit.PAGE, text, "plain") for at, text in enumerate(texts, 1)]
    return find_personal(pages)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CCCD: 001085012345", Personal.IDENTITY_CARD),
        ("Số CMND 012345678 cấp ngày 5/6/2005", Personal.IDENTITY_CARD),
        ("Chứng minh nhân dân: 012 345 678", Personal.IDENTITY_CARD),
        ("Hộ chiếu số C1234567", Personal.PASSPORT),
        ("Passport No. | Name\nB 1 | A\nPE0123456 | Nguyen", Personal.PASSPORT),
        ("ĐT: 0912 345 678", Personal.PHONE),
        ("Mobile: +84 98.765.4321", Personal.PHONE),
        ("di động 0387654321.", Personal.PHONE),
    ],
)
def test_numbers_of_persons(text: str, kind: Personal) -> None:
    """Typed in the ways they are."""
    assert _find(text) == (Found(kind, 1, (1,)),)


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí 1.234.567.890 đồng",
        "Số 123456789 là một mã hàng",
        "ISBN 978-604-0-12345-6",
        "Văn phòng: 024 3854 1234",
        "Mã C1234567 của thiết bị",
        "ngày 15/09/2016, 0123456789012345",
        "999085012345",
        "Số: 0912/BC-HTQT",
    ],
)
def test_other_numbers(text: str) -> None:
    """Sums, codes, offices and dates are nobody's."""
    assert not _find(text)


def test_pages_are_told_and_digits_are_not() -> None:
    """The same number twice on a page is one; what is told holds no digit of it."""
    found = _find("CCCD 001085012345, CCCD 001085012345", "", "CCCD 079190067890")
    assert found == (Found(Personal.IDENTITY_CARD, 2, (1, 3)),)
    assert "0850" not in repr(found)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ông An, CCCD 001085012345", "Ông An, CCCD ••••••••••••"),
        ("ĐT 0912 345 678, Số: 0912/BC", "ĐT •••• ••• •••, Số: 0912/BC"),
        ("Hộ chiếu số C1234567 năm 2016", "Hộ chiếu số C••••••• năm 2016"),
        ("Mã C1234567 của thiết bị", "Mã C1234567 của thiết bị"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    """Only the digits of such numbers go."""
    assert mask(text) == masked


def test_suggestions_hold_no_digit_of_them() -> None:
    """In value and evidence; that a number is one may stand elsewhere on the page."""
    page = Page(1, "1", Unit.PAGE, "Họ tên | Hộ chiếu\nTrưởng đoàn: Trần An | B7654321", "plain")
    words = Evidence("0" * 64, 1, "Trưởng đoàn: Trần An | B7654321")
    head = Value(Field.HEAD, "Trần An B7654321", Origin.SUGGESTED, evidence=words)
    named = Value(Field.TITLE, "CCCD 001085012345", Origin.SUGGESTED)
    first, second = without_personal([head, named], [page])
    assert first.text == "Trần An B•••••••"
    assert first.evidence == Evidence("0" * 64, 1, "Trưởng đoàn: Trần An | B•••••••")
    assert second.text == "CCCD ••••••••••••"
