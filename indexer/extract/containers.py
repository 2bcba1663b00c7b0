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

DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError)
"""What :mod:`zipfile` raises for containers and members that are not sound."""


def open_container(data: bytes, kind: str) -> zipfile.ZipFile:
    """Return the container in ``data`` after a look at the sizes that it declares.

    :mod:`zipfile` never reads more of a member than its declared size, so these numbers hold.
    Raises :class:`NotRead`.
    """
    try:
        container = zipfile.ZipFile(BytesIO(data))
    except (*DAMAGES, ValueError) as error:
        raise NotRead(Reading.DAMAGED, f"damaged ZIP container: {error}", kind) from error
    reason = _excess(container.infolist(), len(data))
    if reason:
        raise NotRead(Reading.TOO_LARGE, reason, kind)
    if any(member.flag_bits & 1 for member in container.infolist()):
        raise NotRead(Reading.ENCRYPTED, "encrypted ZIP container", kind)
    return container


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
