"""The same documents in an index of Whoosh's own and in one of ours, and queries for both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from whoosh import query
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.collectors import TopCollector
from whoosh.fields import (
    BOOLEAN,
    DATETIME,
    ID,
    KEYWORD,
    NGRAM,
    NUMERIC,
    STORED,
    TEXT,
    Schema,
)
from whoosh.filedb.filestore import RamStorage
from whoosh.index import Index
from whoosh.query import spans

from indexer.engine.codec.index import FlatIndex, create_in

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from whoosh.query import Query
    from whoosh.searching import Searcher

WORDS = ("đoàn", "đoạn", "ra", "vào", "hợp", "tác", "báo", "cáo", "quốc", "tế", "nghị", "y")
ANALYZERS = {"words": RegexTokenizer() | LowercaseFilter()}
START = datetime(2016, 9, 1, tzinfo=UTC).replace(tzinfo=None)  # Whoosh knows no time zones
LIMIT = 1000


def make_schema() -> Schema:
    """Return a schema with every kind of field that is kept."""
    words = ANALYZERS["words"]
    return Schema(
        id=ID(stored=True, unique=True),
        body=TEXT(words, stored=True),
        title=TEXT(words, field_boost=2.0, sortable=True),
        plain=TEXT(words, phrase=False),
        tags=KEYWORD(stored=True, scorable=True, lowercase=True),
        kind=ID(sortable=True),
        number=NUMERIC(stored=True, sortable=True),
        price=NUMERIC(float),
        day=DATETIME(stored=True, sortable=True),
        open=BOOLEAN(stored=True),
        grams=NGRAM(2, 3),
        note=STORED,
    )


def draw_text(chance: random.Random, most: int) -> str:
    """Return up to ``most`` words, few of them frequent."""
    places = (int(chance.paretovariate(0.8)) for _ in range(chance.randrange(most + 1)))
    return " ".join(WORDS[min(place, len(WORDS)) - 1] for place in places)


def draw_document(chance: random.Random, number: int) -> dict[str, Any]:
    """Return a document; any field but the id may be absent or empty."""
    given: dict[str, Any] = {
        "body": draw_text(chance, 40),
        "title": draw_text(chance, 5),
        "plain": draw_text(chance, 9),
        "tags": draw_text(chance, 3),
        "kind": chance.choice(("report", "volume", "minutes")),
        "number": chance.randrange(-20, 20),
        "price": chance.uniform(-5, 5),
        "day": START + timedelta(days=chance.randrange(900), hours=chance.randrange(24)),
        "open": chance.random() < 0.5,
        "grams": draw_text(chance, 3),
        "note": {"pages": [1, 2]},
    }
    kept = {name: value for name, value in given.items() if chance.random() < 0.8}
    return {"id": f"w{number}", **kept}


@dataclass(frozen=True, slots=True)
class Twins:
    """Two indexes with the same documents."""

    stock: Index
    ours: FlatIndex

    def write(self, change: Callable[[Any], object], **options: Any) -> None:  # noqa: ANN401 - Whoosh's
        """Do the same to both and commit it."""
        for index in (self.stock, self.ours):
            writer = index.writer()
            change(writer)
            writer.commit(**options)

    def ask(self, ask: Callable[[Searcher], object]) -> tuple[object, object]:
        """Return what both answer."""
        with self.stock.searcher() as stock, self.ours.searcher() as ours:
            return ask(stock), ask(ours)


def make_twins(directory: Path) -> Twins:
    """Return two empty indexes."""
    return Twins(
        RamStorage().create_index(make_schema()),
        create_in(directory, make_schema(), analyzers=ANALYZERS),
    )


def fill(twins: Twins, chance: random.Random, segments: int, documents: int) -> None:
    """Write segments of documents, with deletions and updates between them."""
    number = 0
    for _ in range(segments):
        batch = [draw_document(chance, number + at) for at in range(chance.randrange(documents))]
        gone = f"w{chance.randrange(number + 1)}"
        known = {f"w{chance.randrange(number)}" for _ in range(2)} if number else set()
        changed = [draw_document(chance, 0) | {"id": one} for one in sorted(known)]
        number += len(batch)

        def change(
            writer: Any,  # noqa: ANN401 - Whoosh has no types
            added: list[dict[str, Any]] = batch,
            updated: list[dict[str, Any]] = changed,
            deleted: str = gone,
        ) -> None:
            for document in added:
                writer.add_document(**document)
            writer.delete_by_term("id", deleted)
            for document in updated:
                writer.update_document(**document)

        twins.write(change, merge=False)


def search_all(wanted: Query) -> Callable[[Searcher], dict[str, float]]:
    """Return what finds every document and its score, without any skipping."""

    def ask(searcher: Searcher) -> dict[str, float]:
        collector = TopCollector(LIMIT, usequality=False, replace=0)
        searcher.search_with_collector(wanted, collector)
        return {hit["id"]: hit.score for hit in collector.results()}

    return ask


def draw_query(chance: random.Random, depth: int = 2) -> Query:
    """Return a query of any class."""
    if depth and chance.random() < 0.6:
        return _draw_compound(chance, depth - 1)
    return chance.choice(_LEAVES)(chance)


def _draw_compound(chance: random.Random, depth: int) -> Query:
    one, other, third = (draw_query(chance, depth) for _ in range(3))
    return chance.choice(
        (
            lambda: query.And([one, other]),
            lambda: query.Or([one, other, third]),
            lambda: query.And([one, query.Not(other)]),
            lambda: query.AndMaybe(one, other),
            lambda: query.AndNot(one, other),
            lambda: query.Require(one, other),
            lambda: query.DisjunctionMax([one, other]),
            lambda: query.Or([one, other], boost=2.5),
        )
    )()


def _term(chance: random.Random) -> Query:
    field = chance.choice(("body", "title", "plain", "tags"))
    return query.Term(field, chance.choice(WORDS), boost=chance.choice((1.0, 3.0)))


def _range(chance: random.Random) -> Query:
    low = chance.randrange(-22, 20)
    return query.NumericRange("number", low, low + chance.randrange(20), chance.random() < 0.5)


def _days(chance: random.Random) -> Query:
    low = START + timedelta(days=chance.randrange(900))
    return query.DateRange("day", low, low + timedelta(days=chance.randrange(400)))


def _phrase(chance: random.Random) -> Query:
    words = chance.choices(WORDS[:6], k=chance.choice((2, 3)))
    return query.Phrase(chance.choice(("body", "title")), words, slop=chance.choice((1, 3)))


def _near(chance: random.Random) -> Query:
    one, other = (query.Term("body", word) for word in chance.sample(WORDS[:6], 2))
    kind = chance.choice((spans.SpanNear, spans.SpanOr, spans.SpanNot, spans.SpanBefore, None))
    if kind is None:
        return spans.SpanFirst(one, limit=chance.randrange(4))
    return kind([one, other]) if kind is spans.SpanOr else kind(one, other)


_LEAVES: tuple[Callable[[random.Random], Query], ...] = (
    _term,
    _term,
    _range,
    _days,
    _phrase,
    _near,
    lambda chance: query.Prefix("body", chance.choice("đhtc")),
    lambda chance: query.Wildcard("body", chance.choice(("*o*", "đo?n", "t*", "?á?"))),
    lambda chance: query.FuzzyTerm("body", chance.choice(("doan", "tac", "bao")), maxdist=2),
    lambda chance: query.Regex("title", chance.choice(("đo.n", "[bc]áo", "h.*"))),
    lambda chance: query.TermRange("tags", *sorted(chance.choices(WORDS, k=2))),
    lambda chance: query.Term("kind", chance.choice(("report", "volume"))),
    lambda chance: query.Term("grams", chance.choice(("oà", "đo", "tế"))),
    lambda chance: query.NumericRange("price", chance.uniform(-5, 0), chance.uniform(0, 5)),
    lambda chance: query.Term("open", chance.random() < 0.5),
    lambda chance: query.Variations("body", chance.choice(WORDS)),
    lambda _chance: query.Every("title"),
    lambda _chance: query.Every(),
)
