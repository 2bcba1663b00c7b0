"""Whoosh as it comes, its block-quality skipping included, which may lose true results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh import analysis, fields, query, scoring, sorting
from whoosh.index import create_in, open_dir

from indexer.engine.blocks import Layer
from tests.bench.engine.contest import BEST, COUNTED, Peer, Shelf
from tests.bench.engine.feeding import Form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.engine.feeding import Feed
    from tests.bench.engine.queries import Search


class StockWhoosh(Peer):
    """One field; it has no grouping by work with pages, so it takes no part in the questions."""

    name = "whoosh"
    form = Form()

    def build(self, feed: Feed, shelf: Shelf, directory: Path) -> None:
        """Index the load with one process."""
        assert shelf is Shelf.FIELD
        directory.mkdir()
        words = fields.TEXT(analyzer=analysis.RegexTokenizer(r"[^ \t\r\n]+"), phrase=True)
        facets = {facet: fields.ID(sortable=True) for facet in COUNTED}
        schema = fields.Schema(
            id=fields.STORED,
            text=fields.STORED,
            words=words,
            date=fields.NUMERIC(sortable=True),
            **facets,
        )
        writer = create_in(str(directory), schema).writer(limitmb=256)
        for passage in feed:
            writer.add_document(
                id=passage.number,
                text=passage.text,
                words=" ".join(passage.layers[Layer.WORDS]),
                date=passage.date,
                **{facet: passage.codes[facet] for facet in COUNTED},
            )
        writer.commit()

    def open(self, shelf: Shelf, directory: Path) -> WhooshSession:
        """Open the index."""
        assert shelf is Shelf.FIELD
        return WhooshSession(directory)


class WhooshSession:
    """One index, open."""

    def __init__(self, directory: Path) -> None:
        self._searcher = open_dir(str(directory)).searcher(weighting=scoring.BM25F(B=0.6, K1=0.9))

    def search(self, search: Search) -> Sequence[int]:
        """Answer."""
        options: dict[str, Any] = {}
        if search.kind == "sort":
            options = {"sortedby": "date", "reverse": True}
        if search.kind == "facets":
            counted = {facet: sorting.FieldFacet(facet, maptype=sorting.Count) for facet in COUNTED}
            options = {"groupedby": counted}
        results = self._searcher.search(_query(search), limit=BEST, **options)
        if search.kind == "facets":
            assert all(results.groups(facet) for facet in COUNTED)
        found = [hit.fields() for hit in results]
        assert all(one["text"] for one in found)
        return [one["id"] for one in found]

    def refresh(self) -> None:
        """See nothing new: nothing is ever added."""

    def close(self) -> None:
        """Close the index."""
        self._searcher.close()


def _query(search: Search) -> query.Query:
    if search.kind == "phrase":
        return query.Phrase("words", list(search.words))
    if search.kind == "prefix":
        return query.Prefix("words", search.words[0])
    terms = [query.Term("words", word) for word in search.words]
    if len(terms) == 1:
        return terms[0]
    return query.And(terms) if search.kind == "and3" else query.Or(terms)
