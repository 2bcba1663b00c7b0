"""A kind of file into what its pages are: pages where they are fixed, else sections."""

from __future__ import annotations

from indexer.records.files import Unit

_PAGED = {
    "pdf": Unit.PAGE,
    **dict.fromkeys(("pptx", "ppt", "odp"), Unit.SLIDE),
    **dict.fromkeys(("xlsx", "xls", "xlsb", "ods"), Unit.SHEET),
}


def unit_of(kind: str) -> Unit:
    """Return what a file of this kind is divided into; flowing text is cut at its headings."""
    return _PAGED.get(kind, Unit.SECTION)
