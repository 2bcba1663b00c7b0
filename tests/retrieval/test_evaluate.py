"""A judged set into measures."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from indexer.errors.sheets import JudgementsWrong
from indexer.retrieval.evaluate import evaluate
from tests.retrieval.shelves import ANALYSER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DOCUMENTS = [
    {"id": "d1", "title": "Lào", "text": "Thủ đô của Lào là Viêng Chăn."},
    {"id": "d2", "title": "Đảng", "text": "Đảng ta lãnh đạo."},
    {"id": "d3", "title": "", "text": "Hình dạng của trái đất."},
]
QUERIES = [
    {"id": "q1", "text": "Thủ đô của Lào ở đâu?", "lang": "vi"},
    {"id": "q2", "text": "đảng", "lang": "vi"},
    {"id": "q3", "text": "Viêng Chăn", "lang": "en"},
    {"id": "q4", "text": "không ai đánh giá", "lang": "vi"},
]
JUDGED = ["q1\td1\t1", "q2\td2\t1", "q2\td3\t1", "q3\td2\t1", "q3\td1\t0"]


def _write(
    directory: Path,
    documents: Sequence[dict[str, Any]] = DOCUMENTS,
    queries: Sequence[dict[str, Any]] = QUERIES,
    judged: Sequence[str] = JUDGED,
) -> Path:
    directory.mkdir(exist_ok=True)
    with gzip.open(directory / "docs.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(document) + "\n" for document in documents)
    lines = "".join(json.dumps(query) + "\n" for query in queries)
    (directory / "queries.jsonl").write_text(lines, encoding="utf-8")
    (directory / "qrels.tsv").write_text("".join(f"{line}\n" for line in judged), encoding="utf-8")
    return directory


@pytest.mark.parametrize("processes", [1, 2])
def test_measures_per_language_and_typing(tmp_path: Path, processes: int) -> None:
    """By hand: with its accent "đảng" finds one of two, without it both; en finds nothing."""
    scores = evaluate(_write(tmp_path / "set"), None, ANALYSER, tmp_path, processes=processes)
    plain = [score.as_json() for score in scores]
    assert [(one["language"], one["accents"], one["queries"]) for one in plain] == [
        ("en", "kept", 1),
        ("en", "removed", 1),
        ("vi", "kept", 2),
        ("vi", "removed", 2),
    ]
    assert plain[0]["ndcg@10"] == plain[0]["hit@10"] == 0
    half = (1 + 1 / (1 + 0.6309297535714575)) / 2
    assert plain[2]["ndcg@10"] == pytest.approx(half)
    assert plain[2]["recall@20"] == 0.75
    assert (plain[2]["mrr@10"], plain[2]["hit@1"], plain[2]["hit@10"]) == (1, 1, 1)
    assert plain[3]["ndcg@10"] == plain[3]["recall@20"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_distractors_answer_nothing(tmp_path: Path) -> None:
    """They only push what answers down, also under the ids of documents."""
    distractors = _write(tmp_path / "other", [DOCUMENTS[1] | {"id": "d2", "text": "Đảng."}])
    told: list[tuple[int, int]] = []
    scores = evaluate(
        _write(tmp_path / "set"),
        distractors,
        ANALYSER,
        progress=lambda done, total: told.append((done, total)),
    )
    assert scores[2].hit_at_1 == 0.5
    assert told[-1] == (4 + 2 * 3, 4 + 2 * 3)
    assert [done for done, _ in told] == list(range(1, 11))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"documents": [*DOCUMENTS, DOCUMENTS[0]]}, "names a document twice"),
        ({"documents": [{"id": "d1", "title": None, "text": ""}]}, "title is no text"),
        ({"documents": [{"id": "d1"}]}, "docs.jsonl.gz, 1"),
        ({"queries": []}, "no question"),
        ({"judged": ["q1\td9\t1"]}, "no document d9"),
        ({"judged": ["q1 d1 1"]}, "qrels.tsv, 1"),
        ({"judged": ["q1\td1\tx"]}, "qrels.tsv, 1"),
        ({"judged": ["q1\td1\t0"]}, "no question"),
    ],
    ids=str,
)
def test_wrong_sets_are_named(tmp_path: Path, wrong: dict[str, Any], named: str) -> None:
    """File, line and what is wrong with it."""
    with pytest.raises(JudgementsWrong, match=named):
        evaluate(_write(tmp_path / "set", **wrong), None, ANALYSER)


@pytest.mark.parametrize("name", ["docs.jsonl.gz", "queries.jsonl", "qrels.tsv"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"{"])
def test_unreadable_files_are_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    """Missing, not UTF-8, not gzip, not JSON."""
    directory = _write(tmp_path / "set")
    (directory / name).unlink()
    if content is not None:
        (directory / name).write_bytes(content)
    with pytest.raises(JudgementsWrong, match=name):
        evaluate(directory, None, ANALYSER)
