"""The engines that may take part, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.engine.engines.fts5 import Fts5
from tests.bench.engine.engines.kyyeu import Kyyeu
from tests.bench.engine.engines.stock_whoosh import StockWhoosh
from tests.bench.engine.engines.tantivy import Tantivy

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.engine.contest import Contestant

ENGINES: dict[str, Callable[[], Contestant]] = {
    Kyyeu.name: Kyyeu,
    Tantivy.name: Tantivy,
    Fts5.name: Fts5,
    StockWhoosh.name: StockWhoosh,
}
"""Each is called for a new contestant."""

GROUPING = frozenset({Kyyeu.name, Tantivy.name})
"""Those that answer a reader's whole question."""
