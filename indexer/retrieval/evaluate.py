"""A judged set (documents, questions, which answers which) into measures of retrieval quality.

The directory holds ``docs.jsonl.gz`` ({id, title, text}), ``queries.jsonl`` ({id, text, lang}) and
``qrels.tsv`` (query, document, relevance). Every question goes the way of a reader's: parser, plan,
engine; each a second time with all its accents removed.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import zlib
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from indexer.engine.blocks import HEAD, Block
from indexer.engine.flat_engine import FlatEngine
from indexer.engine.tree import Plan
from indexer.errors.sheets import JudgementsWrong
from indexer.language.compounds import Compounds
from indexer.language.consistent_words import learn_words
from indexer.language.fold import fold
from indexer.records.works import Tier
from indexer.retrieval.accents import Accents
from indexer.retrieval.expansion import Expander
from indexer.retrieval.names import Names
from indexer.retrieval.passages import make_passage
from indexer.retrieval.plan import understand
from indexer.retrieval.query import parse_question
from indexer.retrieval.word_list import read_word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from indexer.engine.engine import Searcher
    from indexer.language.analyser import Analyser

Typing = Literal["kept", "removed"]

DEPTH = 20
"""How many works of each answer are looked at; recall is measured there."""

_SHARD = 64

_T = TypeVar("_T")
_R = TypeVar("_R")

_TIERS = frozenset({Tier.PUBLIC})


@dataclass(frozen=True, slots=True)
class Score:
    """The means over the questions of one language, typed one way."""

    language: str
    accents: Typing
    queries: int
    ndcg_at_10: float
    recall_at_20: float
    mrr_at_10: float
    hit_at_1: float
    hit_at_10: float

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``kyyeu evaluate --json`` prints for this score."""
        return {
            "language": self.language,
            "accents": self.accents,
            "queries": self.queries,
            "ndcg@10": self.ndcg_at_10,
            "recall@20": self.recall_at_20,
            "mrr@10": self.mrr_at_10,
            "hit@1": self.hit_at_1,
            "hit@10": self.hit_at_10,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a judged set: a work with a head and one page."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the documents that answer it, by their relevance above 0."""

    language: str
    text: str
    relevant: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back for a question typed one way."""

    query: Query
    accents: Typing
    found: tuple[str, ...]
    """The ids of the documents, best first."""


def evaluate(  # noqa: PLR0913 - the last three have defaults that serve
    directory: Path,
    distractors: Path | None,
    analyser: Analyser,
    scratch: Path | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    processes: int = 1,
) -> list[Score]:
    """Return the scores by language and way of typing.

    The index is built in a directory of its own under ``scratch`` (or where the system keeps what
    is temporary) and removed. ``distractors`` is
    another such directory, whose documents answer nothing. ``progress`` is told how many documents
    and questions are done of all. With several ``processes`` the work is shared out among new
    ones, for which the analyser must be picklable.

    Raises :class:`JudgementsWrong`.
    """
    documents, queries = read_judgements(directory)
    if distractors is not None:
        documents += _read_documents(distractors, "other:")
    analyser = replace(analyser, compounds=_learn_compounds(analyser, documents))
    total = len(documents) + 2 * len(queries)
    with TemporaryDirectory(dir=scratch, prefix="evaluate-") as place:
        index = Path(place)
        blocks = _spread(partial(_make_blocks, analyser), _shards(documents), processes)
        FlatEngine(index).build(
            _tell(blocks, progress, 0, total),
            attach=lambda _directory: None,
            analyser_version="",
        )
        answers = _spread(partial(_answer, index, analyser), _shards(queries), processes)
        return summarise(_tell(answers, progress, len(documents), total))


def read_judgements(directory: Path) -> tuple[list[Document], list[Query]]:
    """Return the documents and the judged questions of a set. Raises :class:`JudgementsWrong`."""
    documents = _read_documents(directory)
    known = {document.id for document in documents}
    relevant: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for number, line in enumerate(_read_lines(directory / "qrels.tsv"), 1):
        try:
            query, document, relevance = line.rstrip("\n").split("\t")
            if float(relevance) > 0:
                relevant[query][document] = float(relevance)
        except ValueError as error:
            raise JudgementsWrong(directory, f"qrels.tsv, {number}: {error}") from error
        if document not in known:
            raise JudgementsWrong(directory, f"qrels.tsv, {number}: no document {document}")
    queries = [
        Query(record["lang"], record["text"], relevant[record["id"]])
        for record in _read_records(directory / "queries.jsonl", ("id", "text", "lang"))
        if record["id"] in relevant
    ]
    if not queries:
        raise JudgementsWrong(directory, "no question of queries.jsonl is judged in qrels.tsv")
    return documents, queries


def summarise(answers: Iterable[_Answer]) -> list[Score]:
    """Return the mean measures per language and way of typing."""
    groups: defaultdict[tuple[str, Typing], list[dict[str, float]]] = defaultdict(list)
    for answer in answers:
        groups[answer.query.language, answer.accents].append(_measure(answer))
    return [
        Score(language, accents, len(one), **_mean(one))
        for (language, accents), one in sorted(groups.items())
    ]


def _mean(measures: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: sum(one[name] for one in measures) / len(measures) for name in measures[0]}


def _measure(answer: _Answer) -> dict[str, float]:
    """Return nDCG@10 (linear gain, log2 discount), recall@20, MRR@10, hit@1 and hit@10."""
    relevant = answer.query.relevant
    gains = [relevant.get(document, 0.0) for document in answer.found[:10]]
    ideal = sorted(relevant.values(), reverse=True)[:10]
    first = next((rank for rank, gain in enumerate(gains, 1) if gain), 0)
    return {
        "ndcg_at_10": _discount(gains) / _discount(ideal),
        "recall_at_20": len(relevant.keys() & set(answer.found)) / len(relevant),
        "mrr_at_10": 1 / first if first else 0.0,
        "hit_at_1": float(first == 1),
        "hit_at_10": float(first > 0),
    }


def _discount(gains: Sequence[float]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _learn_compounds(analyser: Analyser, documents: Sequence[Document]) -> Compounds:
    """Return the frequent words of the set, as the build lists those of a library."""
    shards = _shards([document.text for document in documents])
    return Compounds(learn_words([cut for shard in shards for cut in analyser.cut(shard)]))


def _make_blocks(analyser: Analyser, documents: Sequence[Document]) -> list[Block]:
    return [
        Block(
            work=document.id,
            tier=Tier.PUBLIC,
            fingerprint="",
            passages=(
                make_passage(analyser, HEAD, "", "head", "", document.title),
                make_passage(analyser, 1, "1", "page", "", document.text),
            ),
            facets={},
            order={},
        )
        for document in documents
    ]


def _answer(index: Path, analyser: Analyser, queries: Sequence[Query]) -> list[_Answer]:
    searcher = FlatEngine(index).open()
    restoring = Accents(searcher.lexicon(_TIERS))
    try:
        return [
            _Answer(query, accents, _search(searcher, analyser, restoring, text))
            for query in queries
            for accents, text in _typings(query.text)
        ]
    finally:
        searcher.close()


def _typings(text: str) -> tuple[tuple[Typing, str], ...]:
    return (("kept", text), ("removed", fold(text)))


def _search(searcher: Searcher, analyser: Analyser, accents: Accents, text: str) -> tuple[str, ...]:
    # A judged set has no authority records: the glossary is all there is.
    expander = Expander(Names(()), read_word_list())
    understood = understand(parse_question(text), analyser, expander, accents)
    plan = Plan(
        _TIERS,
        understood.match,
        understood.score,
        understood.near,
        understood.named,
        limit=DEPTH,
        pages=0,
    )
    return tuple(work.work for work in searcher.search(plan).works)


def _shards(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[at : at + _SHARD] for at in range(0, len(items), _SHARD))


def _spread(
    function: Callable[[Sequence[_T]], list[_R]], shards: Iterable[Sequence[_T]], processes: int
) -> Iterator[_R]:
    """Yield what ``function`` makes of each shard, in order."""
    if processes < 2:
        for shard in shards:
            yield from function(shard)
        return
    # Fresh processes: a forked one would share open files and NumPy's threads.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for made in pool.map(function, shards):
            yield from made


def _tell(
    items: Iterable[_T], progress: Callable[[int, int], None], before: int, total: int
) -> Iterator[_T]:
    for done, item in enumerate(items, before + 1):
        yield item
        progress(done, total)


def _read_documents(directory: Path, prefix: str = "") -> list[Document]:
    records = _read_records(directory / "docs.jsonl.gz", ("id", "title", "text"))
    documents = [Document(prefix + one["id"], one["title"], one["text"]) for one in records]
    if len({document.id for document in documents}) < len(documents):
        raise JudgementsWrong(directory, "docs.jsonl.gz names a document twice")
    return documents


def _read_records(path: Path, names: Sequence[str]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(_read_lines(path), 1):
        try:
            record = json.loads(line)
            wrong = [name for name in names if not isinstance(record[name], str)]
        except (ValueError, KeyError, TypeError) as error:
            raise JudgementsWrong(path.parent, f"{path.name}, {number}: {error!r}") from error
        if wrong:
            raise JudgementsWrong(path.parent, f"{path.name}, {number}: {wrong[0]} is no text")
        yield record


def _read_lines(path: Path) -> list[str]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as file:
                return file.readlines()
        with path.open(encoding="utf-8") as file:
            return file.readlines()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise JudgementsWrong(path.parent, f"{path.name}: {error}") from error
