"""Whoosh's searcher with its short cuts by quality turned off, since they lose true results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.collectors import WrappingCollector
from whoosh.searching import Searcher

if TYPE_CHECKING:
    from whoosh.collectors import Collector


class ExactSearcher(Searcher):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's searcher whose best results are the best results."""

    def collector(self, *arguments: Any, **options: Any) -> Collector:  # noqa: ANN401 - Whoosh's
        """Return the collector of a search that neither skips nor drops what may still score."""
        collector = super().collector(*arguments, **{**options, "optimize": False})
        innermost = collector
        while isinstance(innermost, WrappingCollector):
            innermost = innermost.child
        innermost.replace = 0
        return collector
