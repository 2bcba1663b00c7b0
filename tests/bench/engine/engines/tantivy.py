"""tantivy through its Python binding.

Its BM25 has k1 1.2 and b .75, and lengths rounded to one byte; a prefix scores 1. For a question
it is let off lightly: facets and total count passages, not works, the hundred best passages alone
are grouped, and words have to meet on one page.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import tantivy

from indexer.engine.blocks import Layer
from indexer.engine.flat.blocks import FIELDS
from indexer.language.fold import fold
from indexer.retrieval.weights import LAYER_WEIGHTS, required
from tests.bench.engine.contest import BEST, COUNTED, PAGES, Peer, Shelf
from tests.bench.engine.feeding import Form
from tests.bench.engine.load import FACETS
from tests.bench.engine.queries import QUESTION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.engine.feeding import Feed
    from tests.bench.engine.queries import Search

_HEAP = 300_000_000
_GROUPED = 100


class Tantivy(Peer):
    """Builds with one thread."""

    name = "tantivy"
    form = Form()

    def build(self, feed: Feed, shelf: Shelf, directory: Path) -> None:
        """Index the load."""
        directory.mkdir()
        writer = tantivy.Index(_schema(shelf), path=str(directory)).writer(_HEAP, 1)
        _write(writer, feed, shelf)
        writer.commit()
        writer.wait_merging_threads()

    def add(self, feed: Feed, directory: Path) -> None:
        """Index some works more and make them visible."""
        writer = tantivy.Index.open(str(directory)).writer(_HEAP, 1)
        _write(writer, feed, Shelf.LIBRARY)
        writer.commit()

    def open(self, shelf: Shelf, directory: Path) -> TantivySession:
        """Open the index."""
        del shelf
        return TantivySession(directory)


def _write(writer: tantivy.IndexWriter, feed: Feed, shelf: Shelf) -> None:
    for passage in feed:
        fields: dict[str, Any] = {
            layer.value: " ".join(terms) for layer, terms in passage.layers.items()
        }
        if shelf is Shelf.FIELD:
            fields["text"] = passage.text.encode()
        writer.add_document(
            tantivy.Document(
                id=passage.number,
                work=passage.work,
                date=passage.date,
                **fields,
                **passage.codes,
            )
        )


def _schema(shelf: Shelf) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for number in ("id", "work", "date"):
        builder.add_integer_field(number, stored=True, indexed=True, fast=True)
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw")
    for layer in Layer if shelf is Shelf.LIBRARY else (Layer.WORDS,):
        # The snippet generator needs a stored field of terms.
        stored = layer is Layer.ACCENTED
        placed = shelf is Shelf.FIELD or FIELDS[layer.value]
        builder.add_text_field(
            layer.value,
            stored=stored,
            tokenizer_name="whitespace",
            index_option="position" if placed else "freq",
        )
    if shelf is Shelf.FIELD:
        builder.add_bytes_field("text", stored=True)
    return builder.build()


class TantivySession:
    """One index, open."""

    def __init__(self, directory: Path) -> None:
        self._index = tantivy.Index.open(str(directory))
        self._schema = self._index.schema
        self.refresh()

    def search(self, search: Search) -> Sequence[int]:
        """Answer; the total is counted for a question alone."""
        if search.kind == QUESTION:
            return self._answer(search)
        query = self._query(search.kind, list(search.words))
        order = "date" if search.kind == "sort" else None
        hits = self._searcher.search(query, BEST, count=False, order_by_field=order).hits
        if search.kind == "facets":
            self._count(query, COUNTED)
        found = [self._searcher.doc(address) for _, address in hits]
        assert all(one["text"] for one in found)
        return [int(one["id"][0]) for one in found]

    def refresh(self) -> None:
        """Search the newest commit."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """Leave it to the end of the process."""

    def _query(self, kind: str, words: list[str]) -> tantivy.Query:
        if kind == "phrase":
            return tantivy.Query.phrase_query(self._schema, "words", list(words))
        if kind == "prefix":
            return tantivy.Query.regex_query(self._schema, "words", f"{words[0]}.*")
        terms = [self._term(Layer.WORDS, word) for word in words]
        if len(terms) == 1:
            return terms[0]
        occur = tantivy.Occur.Must if kind == "and3" else tantivy.Occur.Should
        return tantivy.Query.boolean_query([(occur, term) for term in terms])

    def _term(self, layer: Layer, text: str, weight: float = 1.0) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, layer.value, text, index_option="freq")
        return term if weight == 1 else tantivy.Query.boost_query(term, weight)

    def _count(self, query: tantivy.Query, facets: Sequence[str]) -> None:
        wanted = {facet: {"terms": {"field": facet, "size": 100}} for facet in facets}
        assert len(self._searcher.aggregate(query, wanted)) == len(facets)

    def _answer(self, search: Search) -> Sequence[int]:
        query = self._question(search.words)
        hits = self._searcher.search(query, _GROUPED, count=True).hits
        self._count(query, list(FACETS))
        works: defaultdict[int, list[tantivy.Document]] = defaultdict(list)
        for _, address in hits:
            document = self._searcher.doc(address)
            works[int(document["work"][0])].append(document)
        snippets = tantivy.SnippetGenerator.create(
            self._searcher, query, self._schema, Layer.ACCENTED.value
        )
        for pages in list(works.values())[:BEST]:
            for page in pages[:PAGES]:
                assert snippets.snippet_from_doc(page).fragment() is not None
        return list(works)[:BEST]

    def _question(self, words: Sequence[str]) -> tantivy.Query:
        accented = [one for word in words for one in word.split("_")]
        folded = [fold(one) for one in accented]
        pairs = [f"{one}_{two}" for one, two in pairwise(folded)]
        distinct = list(dict.fromkeys(folded))
        finding = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term(Layer.FOLDED, one)) for one in distinct],
            minimum_number_should_match=required(len(distinct)),
        )
        ranking = (
            *((Layer.BIGRAMS, one) for one in pairs),
            *((Layer.ACCENTED, one) for one in accented),
            *((Layer.WORDS, one) for one in words),
        )
        clauses = [(tantivy.Occur.Must, finding)]
        for layer, text in dict.fromkeys(ranking):
            term = self._term(layer, text, LAYER_WEIGHTS[layer])
            clauses.append((tantivy.Occur.Should, term))
        return tantivy.Query.boolean_query(clauses)
