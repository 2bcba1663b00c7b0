"""Names of analyzers, so that a schema can be described without pickling them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from whoosh.analysis import (
    Analyzer,
    FancyAnalyzer,
    IDAnalyzer,
    KeywordAnalyzer,
    SimpleAnalyzer,
    StandardAnalyzer,
)
from whoosh.fields import FieldConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDARD: Mapping[str, Analyzer] = {
    "standard": StandardAnalyzer(),
    "simple": SimpleAnalyzer(),
    "fancy": FancyAnalyzer(),
    "id": IDAnalyzer(),
    "keyword": KeywordAnalyzer(),
    "keyword lowercase": KeywordAnalyzer(lowercase=True),
    "keyword commas": KeywordAnalyzer(commas=True),
    "keyword commas lowercase": KeywordAnalyzer(commas=True, lowercase=True),
}
"""Whoosh's analyzers that are recognised without being named by the caller."""

_SAMPLE = (
    "Báo cáo Đoàn ra năm 2016, hợp tác Quốc tế (KOICA); the quick running foxes' e-mail "
    "a.b@c.vn re-read naïve Straße 3.14 wi-fi PowerShot"
)


class Analyzers:
    """Analyzers by name, the caller's before Whoosh's own."""

    def __init__(self, given: Mapping[str, Analyzer] | None = None) -> None:
        self._known = {**STANDARD, **(given or {})}
        self._given = tuple(given or {})

    def describe(self, analyzer: Analyzer, field: str) -> dict[str, str]:
        """Return an analyzer as its name and what it makes of a sample text.

        Raises :class:`FieldConfigurationError` for one that has no name.
        """
        for name in (*self._given, *STANDARD):
            known = self._known[name]
            if known is analyzer or known == analyzer:
                return {"name": name, "fingerprint": fingerprint(analyzer)}
        message = (
            f"the analyzer of the field {field!r} has no name: pass it in as "
            f"analyzers={{'name': analyzer}} here and whenever the index is opened"
        )
        raise FieldConfigurationError(message)

    def find(self, described: Mapping[str, Any], field: str) -> Analyzer:
        """Return the analyzer that was described.

        Raises :class:`FieldConfigurationError` when nobody passed it in, or another one by its
        name.
        """
        name = described["name"]
        if name not in self._known:
            message = f"the field {field!r} needs analyzers={{{name!r}: ...}}"
            raise FieldConfigurationError(message)
        analyzer = self._known[name]
        if fingerprint(analyzer) != described["fingerprint"]:
            message = (
                f"the analyzer {name!r} of the field {field!r} is not the one that wrote the "
                "index: it makes other terms of a sample text"
            )
            raise FieldConfigurationError(message)
        return analyzer


def fingerprint(analyzer: Analyzer) -> str:
    """Return a digest of what an analyzer makes of a sample text, indexing and querying."""
    digest = sha256()
    for mode in ("index", "query"):
        for token in analyzer(_SAMPLE, mode=mode, positions=True):
            digest.update(f"{mode}\t{token.text}\t{token.pos}\n".encode())
    return digest.hexdigest()[:16]
