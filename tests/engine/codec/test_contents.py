"""A damaged index is named, never misread; nothing in it is pickled."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from whoosh import query

import indexer.engine.codec
from indexer.engine.codec.index import create_in, open_dir
from indexer.errors.index import IndexDamaged, IndexVersionWrong
from tests.engine.codec.twins import ANALYZERS, draw_document, make_schema

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory with an index of one segment, with a deletion."""
    chance = random.Random(8)  # noqa: S311 - repeatable, no secret
    index = create_in(tmp_path, make_schema(), analyzers=ANALYZERS)
    with index.writer() as writer:
        for number in range(40):
            writer.add_document(**draw_document(chance, number) | {"body": f"đoàn ra {number}"})
    index.delete_by_term("id", "w3")
    return tmp_path


def read_everything(directory: Path) -> object:
    """Return all that an index holds, or fail."""
    index = open_dir(directory, analyzers=ANALYZERS)
    index.verify()
    with index.searcher() as searcher:
        found = searcher.search(query.Term("body", "đoàn"), limit=None)
        return sorted(hit["id"] for hit in found), list(searcher.reader().all_terms())


def test_a_flipped_bit_in_the_contents(directory: Path) -> None:
    """Either what it says is as before, or the index is refused."""
    path = directory / "MAIN.json"
    whole = path.read_bytes()
    before = read_everything(directory)
    chance = random.Random(1)  # noqa: S311 - repeatable, no secret
    for _ in range(60):
        place = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert read_everything(directory) == before
        except (IndexDamaged, IndexVersionWrong):
            continue


def test_a_flipped_bit_in_a_segment(directory: Path) -> None:
    """It is found by ``verify``, wherever it is."""
    path = next(directory.glob("*.flat"))
    whole = path.read_bytes()
    chance = random.Random(2)  # noqa: S311 - repeatable, no secret
    for _ in range(60):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        with pytest.raises((IndexDamaged, IndexVersionWrong)):
            read_everything(directory)


def cut(path: Path) -> None:
    """Lose the end of a file."""
    path.write_bytes(path.read_bytes()[:-100])


def swap(path: Path) -> None:
    """Put a whole segment of another index in place of the file."""
    other = path.parent / "other"
    other.mkdir()
    index = create_in(other, make_schema(), analyzers=ANALYZERS)
    with index.writer() as writer:
        writer.add_document(id="w1", body="khác")
    next(other.glob("*.flat")).replace(path)


@pytest.mark.parametrize("harm", [cut, swap, Path.unlink])
def test_a_segment_that_is_not_the_one(directory: Path, harm: Callable[[Path], None]) -> None:
    """Cut off, exchanged, missing: named when the index is read."""
    path = next(directory.glob("*.flat"))
    harm(path)
    index = open_dir(directory, analyzers=ANALYZERS)
    with pytest.raises(IndexDamaged, match=path.name):
        index.reader()


def test_a_contents_of_a_later_version(directory: Path) -> None:
    """It is not misread."""
    path = directory / "MAIN.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 99}))
    with pytest.raises(IndexVersionWrong):
        open_dir(directory, analyzers=ANALYZERS)


def test_nothing_is_pickled(directory: Path) -> None:
    """No module of the package knows pickle or marshal; no file begins or ends like a pickle."""
    folder = Path(indexer.engine.codec.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module), *(one.name for one in node.names)]
            if isinstance(node, ast.Attribute):
                names = [node.attr]
            forbidden = {"pickle", "cPickle", "marshal", "shelve", "read_pickle", "write_pickle"}
            assert not forbidden & set(names), path.name
    for path in directory.iterdir():
        whole = path.read_bytes()
        # Protocols 2 to 5 begin so, whatever they hold.
        assert not any(bytes([0x80, protocol, 0x7D]) in whole for protocol in range(2, 6))
        assert b"cwhoosh" not in whole
