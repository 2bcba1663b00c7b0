"""A zip file turned into the same zip file with one fixed date, so that it is always the same."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)


def repacked(data: bytes) -> bytes:
    """Pack the members again in their order, each dated to the earliest day a zip can name."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for member in source.infolist():
            entry = ZipInfo(member.filename, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(member))
    return out.getvalue()
