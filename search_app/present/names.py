"""A code of a list, an authority's key or a date into its name in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.records.works import Field
from search_app.formats import write_country, write_date, write_language

if TYPE_CHECKING:
    from indexer.records.works import Value
    from search_app.holdings import Records
    from search_app.translate import Wording

_DATES = frozenset({Field.DATE, Field.PERIOD})


class Names:
    """Names of values, looked up once per page."""

    def __init__(self, records: Records, wording: Wording) -> None:
        self._records = records
        self._wording = wording
        self._authorities: dict[str, str] = {}

    def of_value(self, value: Value) -> str:
        """Return a value as it is shown."""
        if value.authority:
            return self._authority(value.authority, value.text)
        if value.field in _DATES:
            return write_date(value.text, self._wording)
        return self._of_code(value.field.value, value.text)

    def of_facet(self, facet: str, code: str) -> str:
        """Return the name of a facet's value."""
        if facet in {"kind", "language", "year"}:
            return self._of_code(facet, code)
        return self._authority(code, write_country(code, self._wording))

    def _of_code(self, field: str, code: str) -> str:
        if field == "kind":
            return self._wording.pgettext("kind", code)
        if field == "language":
            return write_language(code, self._wording)
        return code

    def _authority(self, key: str, otherwise: str) -> str:
        if key not in self._authorities:
            record = self._records.authority(key)
            self._authorities[key] = record.name(self._wording.language) if record else otherwise
        return self._authorities[key]
