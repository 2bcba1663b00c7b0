"""What a writer commits is there, what it cancels or what fails is not."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query, writing
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import KEYWORD, NUMERIC, TEXT, FieldConfigurationError
from whoosh.filedb.filestore import RamStorage
from whoosh.index import EmptyIndexError, LockError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.writing import AsyncWriter, BufferedWriter, IndexingError

from indexer.engine.codec import merging
from indexer.engine.codec.index import FlatIndex, create_in, exists_in, open_dir
from tests.engine.codec.twins import ANALYZERS, draw_document, make_schema


@pytest.fixture
def index(tmp_path: Path) -> FlatIndex:
    """An index without documents."""
    return create_in(tmp_path, make_schema(), analyzers=ANALYZERS)


def bodies(index: FlatIndex) -> dict[str, str]:
    """Return what is stored of each living document."""
    with index.reader() as reader:
        return {stored["id"]: stored["body"] for stored in reader.all_stored_fields()}


def count(index: FlatIndex, word: str) -> int:
    """Return how many documents hold a word."""
    with index.searcher() as searcher:
        return len(searcher.search(query.Term("body", word), limit=None))


def files(index: FlatIndex) -> set[str]:
    """Return the names of the segments' files."""
    return {path.name for path in Path(index.storage.folder).glob("*.flat")}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1 << 32), commits=st.integers(1, 6))
def test_any_series_of_changes(seed: int, commits: int) -> None:
    """Additions, updates and deletions end as in a dictionary, however segments are merged."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_SMALL", chance.choice((0, 64)))
        index = create_in(directory, make_schema(), analyzers=ANALYZERS)
        wanted: dict[str, Any] = {}
        for _ in range(commits):
            writer = index.writer(postings_in_segment=chance.choice((50, 1_000_000)))
            for _ in range(chance.randrange(12)):
                document = draw_document(chance, chance.randrange(15)) | {"body": "đoàn ra"}
                document["body"] += f" lần{chance.randrange(99)}"
                writer.update_document(**document)
                wanted[document["id"]] = document["body"]
            gone = f"w{chance.randrange(15)}"
            if gone not in writer_added(writer):
                writer.delete_by_term("id", gone)
                wanted.pop(gone, None)
            options: dict[str, Any] = chance.choice(({}, {"optimize": True}, {"merge": False}))
            writer.commit(**options)
            index.verify()
            assert bodies(index) == wanted
            assert count(index, "đoàn") == len(wanted)
            assert len(files(index)) == len(index.read_contents().segments)


def writer_added(writer: Any) -> set[str]:  # noqa: ANN401 - looks inside
    """Return the ids that a writer holds uncommitted: Whoosh deletes only what is committed."""
    return {text.decode() for _field, text in writer._unique}


def test_one_id_twice_in_one_writer(index: FlatIndex) -> None:
    """The later document takes the place of the earlier, unlike in Whoosh."""
    with index.writer() as writer:
        writer.update_document(id="w1", body="cũ")
        writer.update_document(id="w1", body="mới")
    assert bodies(index) == {"w1": "mới"}
    assert count(index, "cũ") == 0


def test_cancelling(index: FlatIndex) -> None:
    """Nothing is left of a writer that was cancelled, and the next one may come."""
    with index.writer() as writer:
        writer.add_document(id="w1", body="ở lại")
    before = files(index)
    writer = index.writer(postings_in_segment=1)
    writer.add_document(id="w2", body="mất")
    writer.delete_by_term("id", "w1")
    writer.cancel()
    assert bodies(index) == {"w1": "ở lại"}
    assert files(index) == before
    with pytest.raises(IndexingError):
        writer.add_document(id="w3")
    index.writer().cancel()


def test_an_error_cancels(index: FlatIndex) -> None:
    """Whatever is raised within a writer leaves the index as it was."""

    def stumble() -> None:
        with index.writer() as writer:
            writer.add_document(id="w1", body="mất")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert index.is_empty()


def test_one_writer_at_a_time(index: FlatIndex) -> None:
    """The lock is free again when its holder has gone, however it went."""
    writer = index.writer()
    with pytest.raises(LockError):
        index.writer()
    writer.cancel()
    path = Path(index.storage.folder) / "MAIN_WRITELOCK"
    with Popen([sys.executable, "-c", _HOLD, path], stdout=PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockError):
            index.writer()
        holder.kill()
    index.writer(timeout=5).cancel()


_HOLD = """
import sys, time
from pathlib import Path
from indexer.engine.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("held" if lock.acquire() else "free", flush=True)
time.sleep(60)
"""


def test_a_document_that_fails(index: FlatIndex) -> None:
    """It is left out; those before and after it are kept."""
    with index.writer() as writer:
        writer.add_document(id="w1", body="trước")
        with pytest.raises(ValueError, match="not unicode"):
            writer.add_document(id="w2", body="hỏng", title=7)
        with pytest.raises(IndexingError, match="cannot store"):
            writer.add_document(id="w3", body="hỏng", note=object())
        with pytest.raises(IndexingError, match="boosts"):
            writer.add_document(id="w4", body="hỏng", _body_boost=2.0)
        writer.add_document(id="w5", body="sau")
    assert bodies(index) == {"w1": "trước", "w5": "sau"}
    assert count(index, "hỏng") == 0


def test_a_commit_that_fails(index: FlatIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is as it was, and the next writer may come."""
    writer = index.writer()
    writer.add_document(id="w1", body="mất")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _refuse)
        with pytest.raises(OSError, match="full"):
            writer.commit()
    assert index.is_empty()
    assert not files(index)
    index.writer().cancel()


def _refuse(_handle: int) -> None:
    message = "the disk is full"
    raise OSError(message)


def test_fields_come_and_go(index: FlatIndex) -> None:
    """Segments with other fields are merged all the same; a removed field is gone then."""
    with index.writer() as writer:
        writer.add_document(id="w1", body="cũ", kind="report", tags="một")
    with index.writer() as writer:
        writer.remove_field("tags")
        writer.add_field("place", KEYWORD(stored=True))
        writer.add_field("*_count", NUMERIC(sortable=True), glob=True)
        writer.add_document(id="w2", body="mới", place="huế", page_count=7)
    index.optimize()
    assert len(files(index)) == 1
    with index.searcher() as searcher:
        assert "tags" not in searcher.reader().indexed_field_names()
        assert [hit["id"] for hit in searcher.search(query.Term("place", "huế"))] == ["w2"]
        assert [hit["id"] for hit in searcher.search(query.Term("page_count", 7))] == ["w2"]
    assert bodies(index) == {"w1": "cũ", "w2": "mới"}


def test_policies_of_whoosh(index: FlatIndex) -> None:
    """Those of Whoosh, and any other, say what happens to the segments."""
    for number in range(3):
        writer = index.writer()
        writer.add_document(id=f"w{number}", body="đoàn")
        writer.commit(mergetype=writing.NO_MERGE)
    assert len(files(index)) == 3
    index.writer().commit(mergetype=writing.OPTIMIZE)
    assert len(files(index)) == 1
    writer = index.writer()
    writer.add_document(id="w9", body="đoàn")
    writer.commit(mergetype=lambda _writer, segments: segments[:0])
    assert bodies(index) == {"w9": "đoàn"}
    with index.writer() as writer:
        writer.mergetype = writing.CLEAR
    assert index.is_empty()


def test_an_index_of_whoosh_moves_in(index: FlatIndex) -> None:
    """Its reader is added: documents, positions and columns."""
    stock = RamStorage().create_index(make_schema())
    with stock.writer() as writer:
        writer.add_document(id="w1", body="đoàn ra đoàn vào", number=4)
        writer.add_document(id="w2", body="đoàn vào", number=3)
    with index.writer() as writer, stock.reader() as reader:
        writer.add_reader(reader)
    with index.searcher() as searcher:
        found = searcher.search(query.Phrase("body", ["đoàn", "vào"]), sortedby="number")
        assert [hit["id"] for hit in found] == ["w2", "w1"]


def test_other_writers_of_whoosh(index: FlatIndex) -> None:
    """The writers that wrap an index's own."""
    waiting = AsyncWriter(index)
    waiting.add_document(id="w1", body="một")
    waiting.commit()
    buffered = BufferedWriter(index, period=None, limit=2)
    for number in (2, 3, 4):
        buffered.add_document(id=f"w{number}", body="đệm hai")
    buffered.close()
    assert sorted(bodies(index)) == ["w1", "w2", "w3", "w4"]
    with index.searcher() as searcher:
        assert len(searcher.search(query.Phrase("body", ["đệm", "hai"]))) == 3
    with pytest.raises(IndexingError):
        index.writer(procs=2)


def test_words_of_a_stemmed_field(tmp_path: Path) -> None:
    """Spelling suggestions are words as they were written, also after a merge."""
    analyzers = {"english": StemmingAnalyzer()}
    schema = make_schema()
    schema.add("abstract", TEXT(analyzers["english"], spelling=True))
    index = create_in(tmp_path, schema, analyzers=ANALYZERS | analyzers)
    for number, text in enumerate(("delegations visited", "reporting delegations")):
        with index.writer() as writer:
            writer.add_document(id=f"w{number}", abstract=text)
    index.delete_by_term("id", "w0")
    index.optimize()
    with index.searcher() as searcher:
        assert searcher.corrector("abstract").suggest("reportin") == ["reporting"]
        assert searcher.corrector("abstract").suggest("visitet") == []
        assert len(searcher.search(query.Term("abstract", "deleg"))) == 1


def test_many_numbers_in_one_document(index: FlatIndex) -> None:
    """A document with several numbers is found once."""
    with index.writer() as writer:
        writer.add_document(id="w1", number=[3, 3, 4, 17], body="số")
    with index.searcher() as searcher:
        assert len(searcher.search(query.NumericRange("number", 3, 17), limit=None)) == 1
        assert len(searcher.search(query.Term("number", 3), limit=None)) == 1


def test_creating_and_opening(tmp_path: Path) -> None:
    """An index is never created in place of another; indexes may share a directory."""
    create_in(tmp_path, make_schema(), analyzers=ANALYZERS)
    with pytest.raises(WhooshIndexError):
        create_in(tmp_path, make_schema(), analyzers=ANALYZERS)
    other = create_in(tmp_path, make_schema(), "MAIN_2", analyzers=ANALYZERS)
    with other.writer() as writer:
        writer.add_document(id="w1", body="khác")
    with open_dir(tmp_path, analyzers=ANALYZERS).writer() as writer:
        writer.add_document(id="w2", body="chính")
    assert bodies(other) == {"w1": "khác"}
    assert exists_in(tmp_path, "MAIN_2")
    assert not exists_in(tmp_path, "MAIN_3")
    with pytest.raises(EmptyIndexError):
        open_dir(tmp_path, "MAIN_3")
    with pytest.raises(FieldConfigurationError, match="words"):
        open_dir(tmp_path)
