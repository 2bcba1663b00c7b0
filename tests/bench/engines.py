"""The same passages and searches for our engine, SQLite FTS5 and tantivy."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import tantivy

from indexer.engine.blocks import Block, Layer, Passage
from indexer.engine.tree import Every, Phrase, Plan, Prefix, Some, Term, Weighted
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.records.works import Tier
from indexer.retrieval.weights import LAYER_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from indexer.engine.tree import Node

LAYERS = (Layer.FOLDED, Layer.BIGRAMS, Layer.ACCENTED)
"""What every engine indexes, with positions; the words need a model, which is not measured here."""

FACETS = ("kind", "year")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as every engine is given it."""

    number: int
    text: str
    terms: dict[Layer, tuple[str, ...]]
    facets: dict[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """A search of one class: rare, common, or, and, phrase, prefix or question."""

    kind: str
    words: tuple[str, ...]
    """Folded syllables; of a question, the accented ones it was folded from."""
    folded: tuple[str, ...]


class Contestant(Protocol):
    """An engine that takes part."""

    name: str

    def build(self, texts: Iterable[Text]) -> None:
        """Index the texts and make them searchable."""

    def search(self, search: Search) -> int:
        """Fetch the best ten with their texts (and the facets of a question); return how many."""

    def close(self) -> None:
        """Let go of the files."""


def question_terms(search: Search) -> list[tuple[Layer, str]]:
    """Return the terms of a question in all layers."""
    pairs = [f"{one} {two}" for one, two in zip(search.folded, search.folded[1:], strict=False)]
    return [
        *((Layer.FOLDED, term) for term in search.folded),
        *((Layer.BIGRAMS, term) for term in pairs),
        *((Layer.ACCENTED, term) for term in search.words),
    ]


class Ours:
    """This project's engine; every passage is a work of its own, as for the others."""

    name = "kyyeu"

    def __init__(self, directory: Path) -> None:
        self._engine = WhooshEngine(directory)

    def build(self, texts: Iterable[Text]) -> None:
        """Write a generation and open it."""
        self._engine.build(
            map(_block, texts),
            keep=frozenset(),
            attach=lambda _directory: None,
            analyser_version="",
        )
        self._searcher = self._engine.open()

    def search(self, search: Search) -> int:
        """Return how many of the best ten there are; the total is always counted, too."""
        found = self._searcher.search(_plan(search))
        return len([page.text for work in found.works for page in work.pages])

    def close(self) -> None:
        """Close the generation."""
        self._searcher.close()


def _block(text: Text) -> Block:
    passage = Passage(1, "1", "page", "", text.text, text.terms)
    facets = {name: (code,) for name, code in text.facets.items()}
    return Block(f"{text.number:09}", Tier.PUBLIC, "", (passage,), facets, {})


def _plan(search: Search) -> Plan:
    tiers = frozenset({Tier.PUBLIC})
    leaves = tuple(Term(Layer.FOLDED, word) for word in search.folded)
    weights = tuple(Weighted(leaf) for leaf in leaves)
    match: Node = Some(leaves)
    if search.kind == "and":
        match = Every(leaves)
    elif search.kind == "phrase":
        match = Phrase(leaves)
        weights = (Weighted(match),)
    elif search.kind == "prefix":
        match = Prefix(Layer.FOLDED, search.folded[0])
        weights = (Weighted(match),)
    elif search.kind == "question":
        terms = question_terms(search)
        weights = tuple(Weighted(Term(one, text), LAYER_WEIGHTS[one]) for one, text in terms)
        return Plan(tiers, match, weights, facets=FACETS, pages=1)
    return Plan(tiers, match, weights, pages=1)


class Fts5:
    """SQLite's full-text index, from the standard library."""

    name = "sqlite-fts5"

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self._database = sqlite3.connect(directory / "fts5.sqlite")
        columns = ", ".join(layer.value for layer in LAYERS)
        options = "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\", content=''"
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(f"CREATE VIRTUAL TABLE texts USING fts5({columns}, {options})")
        self._database.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, text, kind, year)")

    def build(self, texts: Iterable[Text]) -> None:
        """Insert and optimise."""
        for text in texts:
            fields = [" ".join(_one_token(text.terms[layer])) for layer in LAYERS]
            self._database.execute(
                "INSERT INTO texts (rowid, folded, bigrams, accented) VALUES (?, ?, ?, ?)",
                (text.number, *fields),
            )
            facts = (text.number, text.text, text.facets["kind"], text.facets["year"])
            self._database.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", facts)
        self._database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        self._database.commit()

    def search(self, search: Search) -> int:
        """Return how many of the best ten there are."""
        match = self._expression(search)
        weights = ", ".join(str(LAYER_WEIGHTS[layer]) for layer in LAYERS)
        best = self._database.execute(
            "SELECT text FROM facts JOIN (SELECT rowid FROM texts WHERE texts MATCH ?"  # noqa: S608 - our own numbers
            f" ORDER BY bm25(texts, {weights}) LIMIT 10) AS best ON facts.id = best.rowid",
            (match,),
        ).fetchall()
        if search.kind == "question":
            for facet in FACETS:
                self._database.execute(
                    f"SELECT {facet}, count(*) FROM texts JOIN facts ON id = texts.rowid"  # noqa: S608 - our own names
                    " WHERE texts MATCH ? GROUP BY 1",
                    (match,),
                ).fetchall()
        return len(best)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _expression(self, search: Search) -> str:
        quoted = [f'"{word}"' for word in search.folded]
        if search.kind == "question":
            terms = question_terms(search)
            return " OR ".join(f'{one.value}:"{_one_token([text])[0]}"' for one, text in terms)
        if search.kind == "phrase":
            return f'folded:"{" ".join(search.folded)}"'
        if search.kind == "prefix":
            return f"folded:{quoted[0]}*"
        return f"folded:({(' AND ' if search.kind == 'and' else ' OR ').join(quoted)})"


class Tantivy:
    """The Rust engine, through its Python binding."""

    name = "tantivy"

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        builder = tantivy.SchemaBuilder()
        for layer in LAYERS:
            builder.add_text_field(layer.value, tokenizer_name="whitespace")
        for facet in FACETS:
            builder.add_text_field(facet, fast=True, tokenizer_name="raw")
        builder.add_bytes_field("text", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(directory))

    def build(self, texts: Iterable[Text]) -> None:
        """Write with one thread, as the others do."""
        writer = self._index.writer(300_000_000, 1)
        for text in texts:
            fields = {layer.value: " ".join(_one_token(text.terms[layer])) for layer in LAYERS}
            writer.add_document(tantivy.Document(text=text.text.encode(), **fields, **text.facets))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, search: Search) -> int:
        """Return how many of the best ten there are."""
        query = self._query(search)
        hits = self._searcher.search(query, 10, count=True).hits
        if search.kind == "question":
            wanted = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}
            self._searcher.aggregate(query, wanted)
        return len([self._searcher.doc(address)["text"] for _, address in hits])

    def close(self) -> None:
        """Leave it to the end of the process."""

    def _query(self, search: Search) -> tantivy.Query:
        if search.kind == "phrase":
            return tantivy.Query.phrase_query(self._schema, "folded", list(search.folded))
        if search.kind == "prefix":
            return tantivy.Query.regex_query(self._schema, "folded", f"{search.folded[0]}.*")
        if search.kind == "question":
            boosted = [
                tantivy.Query.boost_query(
                    self._term(one.value, _one_token([text])[0]), LAYER_WEIGHTS[one]
                )
                for one, text in question_terms(search)
            ]
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in boosted])
        occur = tantivy.Occur.Must if search.kind == "and" else tantivy.Occur.Should
        terms = [(occur, self._term("folded", word)) for word in search.folded]
        return tantivy.Query.boolean_query(terms)

    def _term(self, field: str, text: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, text)


def _one_token(terms: Iterable[str]) -> Sequence[str]:
    """Return the terms as engines that split at blanks can take them."""
    return [term.replace(" ", "_") for term in terms]
