"""A ZIP container into its members, once its numbers have shown that it is no bomb."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from indexer.extract.regular import NotRead
from indexer.records.files import Reading

MOST_MEMBERS = 5_000
MOST_BYTES = 256 << 20
MOST_XML_BYTES = 64 << 20
MOST_RATIO = 200
_SMALL = 4 << 20
"""Containers that grow to no more than this harm nobody, however well they were packed."""

_PACKED_ALREADY = 4
"""Times its size to which an archive may grow whatever that comes to."""

DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError)
"""What :mod:`zipfile` raises for containers and members that are not sound."""


def open_container(data: bytes, kind: str) -> zipfile.ZipFile:
    """Return the container in ``data`` after a look at the sizes that it declares.

    :mod:`zipfile` never reads more of a member than its declared size, so these numbers hold.
    Raises :class:`NotRead`.
    """
    container = open_zip(data, kind)
    reason = _excess(container.infolist(), len(data))
    if reason:
        raise NotRead(Reading.TOO_LARGE, reason, kind)
    if any(member.flag_bits & 1 for member in container.infolist()):
        raise NotRead(Reading.ENCRYPTED, "encrypted ZIP container", kind)
    return container


def open_zip(data: bytes, kind: str) -> zipfile.ZipFile:
    """Return the container in ``data``, unlooked-at. Raises :class:`NotRead` if it is damaged."""
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (*DAMAGES, ValueError) as error:
        raise NotRead(Reading.DAMAGED, f"damaged ZIP container: {error}", kind) from error


def check_archive(container: zipfile.ZipFile, packed: int) -> None:
    """Look at the sizes that an archive of files declares, ``packed`` bytes on disk.

    Scans are packed already, so an archive of many of them is large and no bomb.
    Raises :class:`NotRead`.
    """
    members = container.infolist()
    total = sum(member.file_size for member in members)
    reason = ""
    if len(members) > MOST_MEMBERS:
        reason = f"{len(members)} members, the limit is {MOST_MEMBERS}"
    elif total > max(MOST_BYTES, _PACKED_ALREADY * packed):
        reason = f"unpacks to {total >> 20} MiB, the limit is {MOST_BYTES >> 20} MiB"
    elif total > _SMALL and total > MOST_RATIO * packed:
        reason = f"unpacks to {total // packed} times its size, the limit is {MOST_RATIO}"
    if reason:
        raise NotRead(Reading.TOO_LARGE, reason, "zip")
    if any(member.flag_bits & 1 for member in members):
        raise NotRead(Reading.ENCRYPTED, "encrypted ZIP archive", "zip")


def _excess(members: list[zipfile.ZipInfo], packed: int) -> str:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        return f"{len(members)} members, the limit is {MOST_MEMBERS}"
    if total > MOST_BYTES:
        return f"unpacks to {total >> 20} MiB, the limit is {MOST_BYTES >> 20} MiB"
    for member in members:
        if (
            member.filename.lower().endswith((".xml", ".rels"))
            and member.file_size > MOST_XML_BYTES
        ):
            return f"XML of {member.file_size >> 20} MiB, the limit is {MOST_XML_BYTES >> 20} MiB"
    if total > _SMALL and total > MOST_RATIO * packed:
        return f"unpacks to {total // packed} times its size, the limit is {MOST_RATIO}"
    return ""
