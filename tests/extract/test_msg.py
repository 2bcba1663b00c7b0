"""Letters that Outlook saved give what the same letters give as EML."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.content import Content
from indexer.extract.kind import kind_of
from indexer.extract.msg import read_msg
from indexer.extract.regular import NotRead
from indexer.extract.rtf.packed import unpacked
from indexer.records.files import Reading
from tests.extract.compound import compound
from tests.extract.making import ample

_SENT = 131_183_766_000_000_000
"""15/09/2016 01:30 in tenths of a microsecond since 1601."""


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _letter(**more: bytes) -> bytes:
    properties = bytes(32) + struct.pack("<HHIQ", 0x0040, 0x0039, 0, _SENT)
    properties += struct.pack("<HHIQ", 0x0003, 0x3FFD, 0, 1258)
    return compound(
        {
            "__properties_version1.0": properties,
            "__substg1.0_0037001F": _wide("Báo cáo đoàn ra"),
            "__substg1.0_0C1A001F": _wide("Phòng Hợp tác"),
            "__substg1.0_0C1F001E": b"htqt@example.vn",
            "__substg1.0_0E04001F": _wide("Thư viện"),
            "__attach_version1.0_#00000000/__substg1.0_3707001F": _wide("Đề cương.pdf"),
        }
        | {f"__substg1.0_{name}": data for name, data in more.items()}
    )


def test_a_letter_has_its_head_its_text_and_named_attachments() -> None:
    """As one that was saved as EML."""
    data = _letter(**{"1000001F": _wide("Kính gửi Thư viện.\r\nXin gửi.")})
    assert kind_of(data) == "msg"
    content = read_msg(data, ample())
    assert content.pages[0].text.split("\n") == [
        "Subject: Báo cáo đoàn ra",
        "From: Phòng Hợp tác <htqt@example.vn>",
        "To: Thư viện",
        "Date: 15/09/2016 01:30",
        "Attachments: Đề cương.pdf",
        "Kính gửi Thư viện.",
        "Xin gửi.",
    ]
    assert [one.name for one in content.enclosed] == ["Đề cương.pdf"]
    assert content.properties["author"] == "Phòng Hợp tác <htqt@example.vn>"


def test_attachments_are_handed_over() -> None:
    """Files as they are, letters read, pictures in the text behind them."""
    hidden = bytes(8) + struct.pack("<HHIQ", 0x000B, 0x7FFE, 0, 1)
    attached = "__attach_version1.0_#0000000"
    data = compound(
        {
            "__properties_version1.0": bytes(32),
            f"{attached}0/__properties_version1.0": hidden,
            f"{attached}0/__substg1.0_3707001F": _wide("logo.png"),
            f"{attached}0/__substg1.0_37010102": b"png",
            f"{attached}0/__substg1.0_3712001F": _wide("logo"),
            f"{attached}1/__substg1.0_3707001F": _wide("Đề cương.pdf"),
            f"{attached}1/__substg1.0_37010102": b"%PDF",
            f"{attached}2/__substg1.0_3701000D/__properties_version1.0": bytes(24),
            f"{attached}2/__substg1.0_3701000D/__substg1.0_0037001F": _wide("bên trong"),
            f"{attached}2/__substg1.0_3701000D/__substg1.0_1000001F": _wide("xin"),
        }
    )
    pdf, logo, letter = read_msg(data, ample()).enclosed
    assert isinstance(pdf.found, bytes)
    assert isinstance(letter.found, Content)
    assert (pdf.name, pdf.found.rstrip(b"\0"), pdf.inline) == ("Đề cương.pdf", b"%PDF", False)
    assert (logo.name, logo.inline) == ("logo.png", True)
    assert letter.found.pages[0].text == "Subject: bên trong\nxin"


def test_a_signed_letter_is_opened() -> None:
    """It stands whole in the only attachment."""
    signed = (
        b"Content-Type: multipart/signed; boundary=x\n\n--x\nContent-Type: application/pdf\n"
        b"Content-Disposition: attachment; filename=a.pdf\n\n%PDF\n--x\n"
        b"Content-Type: application/pkcs7-signature; name=smime.p7s\n\nab\n--x--\n"
    )
    folder = "__attach_version1.0_#00000001"
    data = compound(
        {
            "__properties_version1.0": bytes(32),
            "__substg1.0_001A001F": _wide("IPM.Note.SMIME.MultipartSigned"),
            f"{folder}/__substg1.0_370E001F": _wide("multipart/signed"),
            f"{folder}/__substg1.0_37010102": signed.ljust(4096, b"\n"),
        }
    )
    (pdf,) = read_msg(data, ample()).enclosed
    assert (pdf.name, pdf.found) == ("a.pdf", b"%PDF")


def test_a_sealed_letter_is_encrypted() -> None:
    """Nobody but its receiver knows what is in it."""
    with pytest.raises(NotRead) as refusal:
        read_msg(_letter(**{"001A001F": _wide("IPM.Note.SMIME")}), ample())
    assert refusal.value.reading is Reading.ENCRYPTED


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("10130102", "<html><meta charset=utf-8><p>Hợp tác</p></html>".encode().ljust(4096)),
        ("1013001F", _wide("<p>Hợp tác</p>")),
        ("10090102", struct.pack("<II4sI", 0, 29, b"MELA", 0) + rb"{\rtf1 H\u7907?p t\u225?c\par}"),
        ("1000001E", "Hợp tác".encode()),
    ],
)
def test_the_text_may_have_other_forms(name: str, data: bytes) -> None:
    """A page, a page in bytes, RTF, and letters of one byte."""
    assert read_msg(_letter(**{name: data}), ample()).pages[0].text.endswith("\nHợp tác")


def test_packed_rtf_is_unpacked() -> None:
    """The example of the specification (MS-OXRTFCP, 3.2.1)."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3"
        "2068656c090020627705b06c647d0a800fa0"
    )
    assert unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@given(st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_not(data: bytes) -> None:
    """References that lead nowhere end the text."""
    assert len(unpacked(struct.pack("<II4sI", 0, 500, b"LZFu", 0) + data)) <= 500


@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=40))
def test_damage_is_told(at: int, junk: bytes) -> None:
    """No byte that is wrong makes anything but a letter or a damaged one."""
    data = _letter(**{"1000001F": _wide("xin")})
    try:
        read_msg(data[:at] + junk + data[at + len(junk) :], ample())
    except NotRead as refusal:
        assert refusal.reading is Reading.DAMAGED  # noqa: PT017 - most damage is none to the text
