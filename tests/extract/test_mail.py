"""A letter gives the lines of its head and its text; a saved page gives its text."""

from __future__ import annotations

from base64 import b64encode
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.content import Content
from indexer.extract.mail import read_eml, read_mht
from indexer.extract.regular import NotRead
from indexer.records.files import Reading
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
        "Attachments: Đề cương.pdf",
        "Kính gửi Thư viện.",
        "Xin gửi báo cáo.",
    ]
    assert [(one.name, one.found) for one in content.enclosed] == [("Đề cương.pdf", b"%PDF")]
    assert content.properties["title"] == "Báo cáo đoàn ra"
    assert content.properties["created"] == "2016-09-15T08:30:00"
    assert not content.partly


def test_letters_within_a_letter_follow_it() -> None:
    """Each with its own head, such as those of a digest or one that was passed on."""
    inner = _letter()
    inner.set_content("bên trong")
    letter = _letter()
    letter.set_content("<p>bên ngoài</p>", subtype="html")
    letter.add_attachment(inner)
    content = read_eml(letter.as_bytes(), ample())
    assert content.pages[0].text.split("\n")[4:] == ["bên ngoài"]
    found = content.enclosed[0].found
    assert isinstance(found, Content)
    lines = found.pages[0].text.split("\n")
    assert lines[0] == "Subject: Báo cáo đoàn ra"
    assert lines[-1] == "bên trong"


def test_a_letter_within_that_is_encoded_is_decoded() -> None:
    """It should not be, but some programs do it."""
    inner = b64encode("Subject: bên trong\n\nxin".encode())
    raw = (
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        + inner
        + b"\n--x--\n"
    )
    found = read_eml(raw, ample()).enclosed[0].found
    assert found == "Subject: bên trong\n\nxin".encode()


def test_what_belongs_to_the_text_is_no_attachment() -> None:
    """It is handed over behind the attachments; a signature is not handed over at all."""
    letter = _letter()
    letter.set_content("<p>xin</p>", subtype="html")
    letter.add_related(b"ab", "image", "png", cid="<1>", disposition="inline", filename="a.png")
    letter.make_mixed()
    letter.add_attachment(b"cd", "application", "pkcs7-signature", filename="smime.p7s")
    letter.add_attachment(b"ef", "application", "pdf", filename="b.pdf")
    enclosed = read_eml(letter.as_bytes(), ample()).enclosed
    assert [(one.name, one.inline) for one in enclosed] == [("b.pdf", False), ("a.png", True)]


def test_a_sealed_letter_is_encrypted() -> None:
    """Nobody but its receiver knows what is in it."""
    letter = _letter()
    letter.set_content(b"ab", "application", "pkcs7-mime", filename="smime.p7m")
    with pytest.raises(NotRead) as refusal:
        read_eml(letter.as_bytes(), ample())
    assert refusal.value.reading is Reading.ENCRYPTED


def test_every_text_that_is_no_alternative_is_read() -> None:
    """A letter may have several, such as the text, a forwarded page and the footer of a list."""
    raw = (
        b"From mailbox Mon May  2 16:07:05 2005\nFrom: a\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nmot\n"
        b"--x\nContent-Type: multipart/alternative; boundary=y\n\n"
        b"--y\nContent-Type: text/html\n\n<p>khong doc</p>\n"
        b"--y\nContent-Type: text/plain\n\nhai\n--y--\n"
        b"--x\nContent-Type: text/html\n\n<p>ba</p>\n--x--\n"
    )
    assert read_eml(b"\n\n" + raw, ample()).pages[0].text == "From: a\nmot\nhai\nba"


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
    assert all(one.inline for one in content.enclosed)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_letter(data: bytes) -> None:
    """Heads are written by programs of all kinds."""
    for start in (b"From: a\nSubject: =?", b"Content-Type: multipart/mixed; boundary=", b""):
        content = read_eml(start + data.replace(b"\0", b""), ample())
        assert isinstance(content, Content)
