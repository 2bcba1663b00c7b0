"""A code of a list, an authority's key or a date into its name in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.records.works import Field
from search_app.formats import write_country, write_date, write_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.records.works import Value, Work
    from search_app.holdings import Records
    from search_app.translate import Wording

_DATES = frozenset({Field.DATE, Field.PERIOD})

_FORMATS = {
    "docx": "Word (DOCX)",
    "doc": "Word (DOC)",
    "xlsx": "Excel (XLSX)",
    "xls": "Excel (XLS)",
    "pptx": "PowerPoint (PPTX)",
    "ppt": "PowerPoint (PPT)",
    "odt": "OpenDocument (ODT)",
    "ods": "OpenDocument (ODS)",
    "odp": "OpenDocument (ODP)",
    "md": "Markdown",
    "eml": "E-mail (EML)",
    "msg": "Outlook (MSG)",
}
"""Formats that are known by more than the ending of their files' names."""

LISTED = frozenset({"kind", "year", "language", "format"})
"""The facets whose values are no names of authority records."""


class Names:
    """Names of values, looked up once per page, and together where they are known before."""

    def __init__(self, records: Records, wording: Wording) -> None:
        self._records = records
        self._wording = wording
        self._authorities: dict[str, str] = {}
        """Per key the name, empty where there is no record."""

    def look_up(self, keys: Iterable[str]) -> None:
        """Look up the names of authority records; what is none is known as such from then on."""
        missing = {key for key in keys if key and key not in self._authorities}
        found = self._records.authorities(missing) if missing else {}
        for key in missing:
            record = found.get(key)
            self._authorities[key] = record.name(self._wording.language) if record else ""

    def look_up_all(self, works: Iterable[Work]) -> None:
        """Look up the names of everything that some works name."""
        self.look_up({value.authority for work in works for value in work.values})

    def of_value(self, value: Value) -> str:
        """Return a value as it is shown."""
        if value.authority:
            return self._authority(value.authority, value.text)
        if value.field in _DATES:
            return write_date(value.text, self._wording)
        return self._of_code(value.field.value, value.text)

    def of_facet(self, facet: str, code: str) -> str:
        """Return the name of a facet's value."""
        if facet in LISTED:
            return self._of_code(facet, code)
        otherwise = write_country(code, self._wording) if facet == "country" else code
        return self._authority(code, otherwise)

    def _of_code(self, field: str, code: str) -> str:
        if field == "kind":
            return self._wording.pgettext("kind", code)
        if field == "language":
            return write_language(code, self._wording)
        if field == "format":
            return _FORMATS.get(code, code.upper())
        return code

    def _authority(self, key: str, otherwise: str) -> str:
        self.look_up((key,))
        return self._authorities[key] or otherwise
