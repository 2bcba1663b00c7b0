"""RTF as Outlook packs it into plain RTF (MS-OXRTFCP)."""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<II4sI")
_PACKED = b"LZFu"
_PLAIN = b"MELA"
_WINDOW = 4096
_MOST = 32 << 20
"""Bytes to which it is unpacked at most."""
_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the window holds before the first byte (MS-OXRTFCP, 2.1.2.1)."""


def unpacked(data: bytes) -> bytes:
    """Return the RTF in ``data``, as much of it as is sound; nothing if it is no packed RTF."""
    if len(data) < _HEADER.size:
        return b""
    _, size, sort, _ = _HEADER.unpack_from(data)
    if sort == _PLAIN:
        return data[_HEADER.size : _HEADER.size + size]
    return _inflated(data[_HEADER.size :], min(size, _MOST)) if sort == _PACKED else b""


def _inflated(data: bytes, size: int) -> bytes:
    """Return ``size`` bytes from runs of eight letters or references, behind a byte of flags."""
    made = bytearray(_KNOWN)
    at = 0
    while at < len(data) and len(made) - len(_KNOWN) < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if flags >> bit & 1:
                if at + 2 > len(data):
                    break
                place, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
                at += 2
                start = _distant(place, len(made))
                if start is None:
                    return bytes(made[len(_KNOWN) : len(_KNOWN) + size])
                for step in range(length):
                    made.append(made[start + step])
            elif at < len(data):
                made.append(data[at])
                at += 1
    return bytes(made[len(_KNOWN) : len(_KNOWN) + size])


def _distant(place: int, end: int) -> int | None:
    """Return where the byte at ``place`` of the window lies in all; none at the window's end.

    A reference to where the next byte will be written means that there is no more.
    """
    back = (end - place) % _WINDOW
    return end - back if 0 < back <= end else None
