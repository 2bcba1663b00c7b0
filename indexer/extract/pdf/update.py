"""Changed and new objects of a PDF into an incremental update behind its own bytes.

ISO 32000-1, 7.5.6 and 7.5.8: the new objects, a section of cross-references for them alone, and a
trailer that names the section before. The file's own bytes stay as they are, so this costs next to
nothing beside writing the file anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

_LAST_SECTION = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TAIL = 1024
"""Bytes at the end of a file, in which its last cross-references are named."""
_TABLE = re.compile(rb"xref\s")
_STREAM = re.compile(rb"\d{1,10}\s+\d{1,5}\s+obj\b")
_KEPT = ("/Root", "/Info", "/ID")


@dataclass(frozen=True, slots=True)
class Written:
    """An object as it is to stand in the file."""

    number: int
    generation: int
    body: bytes


def stream_body(content: bytes) -> bytes:
    """Return the body of an object that is a stream of ``content`` as it is."""
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def append_update(
    data: bytes,
    document: pikepdf.Pdf,
    objects: Sequence[Written],
    size: int,
) -> bytes | None:
    """Return ``data``, opened as ``document``, with ``objects`` in place of those of their numbers.

    ``size`` is one more than the highest number. None where the file must be written anew: it is
    encrypted, broken, or does not begin with its header.
    """
    end = _LAST_SECTION.search(data, max(0, len(data) - _TAIL))
    if end is None or not data.startswith(b"%PDF-") or document.is_encrypted:
        return None
    if document.get_warnings():
        return None
    previous = int(end[1])
    ordered = sorted(objects, key=lambda each: each.number)
    trailer = b" ".join((_entries(document.trailer), b"/Prev %d" % previous))
    if _TABLE.match(data, previous):
        return b"".join((data, b"\n", *_with_table(ordered, len(data) + 1, size, trailer)))
    if _STREAM.match(data, previous):
        return b"".join((data, b"\n", *_with_stream(ordered, len(data) + 1, size, trailer)))
    return None


def _entries(trailer: pikepdf.Object) -> bytes:
    """Return what the last trailer says of the file as a whole."""
    named = ((key, trailer.get(key)) for key in _KEPT)
    return b" ".join(
        b"%b %b" % (key.encode(), value.unparse()) for key, value in named if value is not None
    )


def _with_table(
    objects: Sequence[Written],
    start: int,
    size: int,
    trailer: bytes,
) -> Iterator[bytes]:
    bodies = list(map(_in_file, objects))
    offsets = list(accumulate(map(len, bodies), initial=start))
    yield from bodies
    yield b"xref\n"
    for first, places in _runs(objects):
        yield b"%d %d\n" % (first, len(places))
        for place in places:
            yield b"%010d %05d n \n" % (offsets[place], objects[place].generation)
    yield b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, offsets[-1])


def _with_stream(
    objects: Sequence[Written],
    start: int,
    size: int,
    trailer: bytes,
) -> Iterator[bytes]:
    bodies = list(map(_in_file, objects))
    offsets = list(accumulate(map(len, bodies), initial=start))
    # The stream is an object itself and lists itself.
    listed = [*objects, Written(size, 0, b"")]
    rows = b"".join(
        b"\1%b%b" % (offset.to_bytes(5), each.generation.to_bytes(2))
        for offset, each in zip(offsets, listed, strict=True)
    )
    index = b" ".join(b"%d %d" % (first, len(places)) for first, places in _runs(listed))
    head = b"/Type /XRef /W [ 1 5 2 ] /Index [ %b ] /Size %d %b" % (index, size + 1, trailer)
    body = b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(rows), rows)
    yield from bodies
    yield _in_file(Written(size, 0, body))
    yield b"startxref\n%d\n%%%%EOF\n" % offsets[-1]


def _in_file(each: Written) -> bytes:
    return b"%d %d obj\n%b\nendobj\n" % (each.number, each.generation, each.body)


def _runs(objects: Sequence[Written]) -> Iterator[tuple[int, list[int]]]:
    """Yield the first number of each run without a gap, and the places of its objects."""
    for _, run in groupby(range(len(objects)), lambda place: objects[place].number - place):
        places = list(run)
        yield objects[places[0]].number, places
