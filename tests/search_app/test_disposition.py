from __future__ import annotations

import unicodedata
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.disposition import attachment, clean_name


def _parsed(header: str) -> str | None:
    """Return the file name another program reads from the header."""
    message = Message()
    message["Content-Disposition"] = header
    return message.get_filename()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            'Đề cương "x"\n.pdf',
            (
                'attachment; filename="De cuong _x__.pdf"; '
                "filename*=UTF-8''%C4%90%E1%BB%81%20c%C6%B0%C6%A1ng%20%22x%22_.pdf"
            ),
        ),
        ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        (
            "../../etc/passwd",
            "attachment; filename=\".._.._etc_passwd\"; filename*=UTF-8''.._.._etc_passwd",
        ),
        ("..", "attachment; filename=\"file\"; filename*=UTF-8''file"),
    ],
)
def test_the_header_carries_the_name(name: str, header: str) -> None:
    """RFC 6266: an ASCII form for old programs, the name itself in UTF-8."""
    assert attachment(name) == header


@given(st.text(max_size=255))
def test_any_name_makes_one_line_of_ascii(name: str) -> None:
    """No name can break out of the header."""
    header = attachment(name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2


@given(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=60))
def test_the_name_arrives_unharmed(name: str) -> None:
    """What is saved is named as the library knows it."""
    header = attachment(name)
    encoded = header.partition("filename*=")[2]
    assert _parsed(f"attachment; filename*={encoded}") == name


@given(st.text(max_size=255))
def test_a_clean_name_is_one_segment_of_a_path(name: str) -> None:
    """It is never empty and never leads elsewhere."""
    clean = clean_name(name)
    assert clean
    assert clean not in {".", ".."}
    assert not set("/\\\n\r\0") & set(clean)


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Đề cương.pdf", "Đề cương.pdf"),
        ("Đè cương.pdf", "Đè cương.pdf"),
        (
            unicodedata.normalize("NFD", "Đề cương.pdf"),
            unicodedata.normalize("NFD", "Đề cương.pdf"),
        ),
        ("Đề\ncương.pdf", "Đề_cương.pdf"),
        ("\u202efdp.gnouc.exe", "_fdp.gnouc.exe"),
        ("\ufffd\ufffd cuong.txt", "\ufffd\ufffd cuong.txt"),
        ("\udcd0 cuong.txt", "_ cuong.txt"),
        ("ề" * 83 + ".pdf", "ề" * 83 + ".pdf"),
    ],
)
def test_given_names(name: str, saved: str) -> None:
    """Composed or not, as long as a disk allows; what commands a terminal or misleads is not."""
    encoded = attachment(name).partition("filename*=")[2]
    assert _parsed(f"attachment; filename*={encoded}") == saved
