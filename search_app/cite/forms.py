"""References into the files that reference managers and spreadsheets read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search_app.cite.bibtex import write_bibtex
from search_app.cite.csl import as_csl
from search_app.cite.item import Item
from search_app.cite.ris import write_ris
from search_app.cite.sheets import write_csv, write_xlsx


@dataclass(frozen=True, slots=True)
class Form:
    """A format of files of references."""

    media_type: str
    write: Callable[[Sequence[Item]], bytes]


def _bibtex(items: Sequence[Item]) -> bytes:
    return "\n".join(write_bibtex(item) for item in items).encode()


def _ris(items: Sequence[Item]) -> bytes:
    return "".join(write_ris(item) for item in items).encode()


def _csl(items: Sequence[Item]) -> bytes:
    return json.dumps([as_csl(item) for item in items], ensure_ascii=False, indent=1).encode()


FORMS = {
    "bib": Form("application/x-bibtex; charset=utf-8", _bibtex),
    "ris": Form("application/x-research-info-systems; charset=utf-8", _ris),
    "json": Form("application/vnd.citationstyles.csl+json", _csl),
    "csv": Form("text/csv; charset=utf-8", write_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}
"""By the ending of an address."""
