"""Kinds are seen in the bytes, whatever a file is called."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.kind import kind_of
from tests.extract.making import container, ole, paragraph, pdf, word


def _zip(*names: str, mimetype: str = "") -> bytes:
    head = {"mimetype": mimetype} if mimetype else {}
    return container(head | dict.fromkeys(names, "x"))


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
_WORD_LOCKED = struct.pack("<HHHHHH", 0xA5EC, 0x00C1, 0, 0x0409, 0, 0x0100)
_SHEET_LOCKED = struct.pack("<HH16xHH", 0x0809, 16, 0x002F, 0)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf([[]]), "pdf"),
        (b"junk\n" + pdf([[]]), "pdf"),
        (b"A" * 5000 + pdf([[]]), "pdf"),
        (pdf([[]]) + _zip("word/document.xml"), "pdf"),
        (word(paragraph("x")), "docx"),
        (_zip("ppt/presentation.xml"), "pptx"),
        (_zip("xl/workbook.xml"), "xlsx"),
        (_zip("xl/workbook.bin"), "xlsb"),
        (_zip("anything.txt"), "zip"),
        (_zip("META-INF/x", mimetype="application/epub+zip"), "epub"),
        (_zip("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (_zip("content.xml", mimetype="application/vnd.oasis.opendocument.text")[:-30], "odt"),
        (
            container(
                {
                    "content.xml": "",
                    "META-INF/manifest.xml": 'x="application/vnd.oasis.opendocument.spreadsheet"',
                }
            ),
            "ods",
        ),
        (container({"content.xml": "<office:body><office:presentation>"}), "odp"),
        (container({"content.xml": "<data/>"}), "zip"),
        (_zip("[content_types].xml", "xl\\Workbook.xml"), "xlsx"),
        (word(paragraph("x"))[:-100], "docx"),
        (_OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (_OLE + "Workbook".encode("utf-16-le"), "xls"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "ole-encrypted"),
        (_OLE, "ole"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (ole("Root Entry", "WordDocument"), "doc"),
        (ole("Root Entry", "Workbook", "WordDocument", top=1), "xls"),
        (ole("Root Entry", "PowerPoint Document"), "ppt"),
        (ole("Root Entry", "BOOK"), "xls"),
        (ole("Root Entry", "EncryptedPackage"), "ole-encrypted"),
        (ole("Root Entry", "__properties_version1.0"), "msg"),
        (ole("Root Entry", "WordDocument", stream=_WORD_LOCKED), "ole-encrypted"),
        (ole("Root Entry", "Workbook", stream=_SHEET_LOCKED), "ole-encrypted"),
        (b"\n<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf<html><body>x", "html"),
        ("<html>x".encode("utf-16"), "html"),
        (b"<!-- made by hand -->\n<HTML>", "html"),
        (b"From: a@b.vn\nTo: c@d.vn\nSubject: x\n\nxin", "eml"),
        (b"From a Mon May  2 16:07:05 2005\nReturn-Path: <a>\nX-a1:b\nTo: c\n\nxin", "eml"),
        (b"  \n\nReceived: a\n\tb\nFrom : c\nTo: d\n\nxin", "eml"),
        (b"From: x\nSubject: x\nContent-Type: multipart/related;\n boundary=x\n\n", "mht"),
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n', "mht"),
        (
            b"From: x\nTo: y\nMIME-Version: 1.0\nContent-Type: multipart/related;\n boundary=x\n\n",
            "eml",
        ),
        ("# Báo cáo\n\n- một\n- hai\n".encode(), "md"),
        ("# Ghi chú\n\nLàm việc với phía Lào.\n".encode(), "md"),
        (b"# a comment\nnot = 1\n", "txt"),
        ("# một dòng có dấu thăng\n".encode(), "txt"),
        ("BM là hai chữ".encode(), "txt"),
        ("Xin chào".encode("utf-16"), "txt"),
        ("Xin chào các đồng chí".encode("utf-16-le"), "txt"),
        ("Xin chào".encode("cp1258", "ignore"), "txt"),
        (b"\0" * 5000, ""),
        (bytes(range(256)) * 20, ""),
        (b"", ""),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    """Each kind is told from the others."""
    assert kind_of(data) == kind


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"<html", _OLE]))
def test_any_bytes_have_a_kind(data: bytes, start: bytes) -> None:
    """No bytes raise."""
    assert kind_of(start + data).isascii()
