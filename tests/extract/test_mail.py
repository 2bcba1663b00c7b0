"""A letter gives the lines of its head and its text; a saved page gives its text."""

from __future__ import annotations

from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.content import Content
from indexer.extract.mail import read_eml, read_mht
from tests.extract.making import ample

_PAGE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"\r\n<html><body><p>H=E1=BB=A3p t=C3=A1c</p></body></html>\r\n--x\r\nContent-Type: text/css"
    b"\r\n\r\np {}\r\n--x--\r\n"
)


def _letter() -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Báo cáo đoàn ra"
    letter["From"] = "Phòng Hợp tác <htqt@example.vn>"
    letter["To"] = "thuvien@example.vn"
    letter["Date"] = "Thu, 15 Sep 2016 08:30:00 +0700"
    return letter


def test_a_letter_has_its_head_its_text_and_named_attachments() -> None:
    """The plain text goes before its copy in HTML."""
    letter = _letter()
    letter.set_content("Kính gửi Thư viện.\n\nXin gửi báo cáo.")
    letter.add_alternative("<p>bản HTML</p>", subtype="html")
    letter.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Đề cương.pdf")
    content = read_eml(letter.as_bytes(), ample())
    assert content.pages[0].text.split("\n") == [
        "Subject: Báo cáo đoàn ra",
        "From: Phòng Hợp tác <htqt@example.vn>",
        "To: thuvien@example.vn",
        "Date: 15/09/2016 08:30",
        "Kính gửi Thư viện.",
        "Xin gửi báo cáo.",
    ]
    assert content.warnings == ("attachments not read: Đề cương.pdf",)
    assert content.properties["title"] == "Báo cáo đoàn ra"
    assert content.properties["created"] == "2016-09-15T08:30:00"
    assert not content.partly


def test_a_letter_within_a_letter_is_an_attachment() -> None:
    """Its text is not taken for that of the letter around it."""
    inner = _letter()
    inner.set_content("bên trong")
    letter = _letter()
    letter.set_content("<p>bên ngoài</p>", subtype="html")
    letter.add_attachment(inner)
    content = read_eml(letter.as_bytes(), ample())
    assert "bên ngoài" in content.pages[0].text
    assert "bên trong" not in content.pages[0].text
    assert content.warnings


def test_heads_in_bare_bytes_are_read() -> None:
    """Many programs write UTF-8 where only ASCII may stand."""
    raw = "From: a\nTo: b\nSubject: Báo cáo =?utf-8?q?b=C3=A1o?=\nDate: hôm qua\n\nxin".encode()
    text = read_eml(raw, ample()).pages[0].text
    assert text.startswith("Subject: Báo cáo báo\n")
    assert "Date: hôm qua" in text


def test_a_saved_page_gives_its_text() -> None:
    """Without any head."""
    content = read_mht(_PAGE, ample())
    assert [page.text for page in content.pages] == ["Hợp tác"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_letter(data: bytes) -> None:
    """Heads are written by programs of all kinds."""
    for start in (b"From: a\nSubject: =?", b"Content-Type: multipart/mixed; boundary=", b""):
        content = read_eml(start + data.replace(b"\0", b""), ample())
        assert isinstance(content, Content)
