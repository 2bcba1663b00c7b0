from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.catalogue.texts import Texts
from indexer.records.boxes import WordBox, WordBoxes
from indexer.records.files import Heading, Page, ReadFile, Reading, Unit
from indexer.records.readable import Leaf

if TYPE_CHECKING:
    from pathlib import Path

SHA = "ab" * 32


def _read(pages: int = 3) -> ReadFile:
    return ReadFile(
        Reading.READ,
        "pdf",
        ("pypdfium2", "pdfminer.six"),
        tuple(_page(index) for index in range(1, pages + 1)),
        ("trang 2: ít chữ",),
        ("tcvn3",),
        0.93,
        {"title": "Kỷ yếu", "producer": "x\x00y"},
    )


def _page(index: int) -> Page:
    text = f"Trang {index}\u2028về hợp tác quốc tế\nvà phát triển \ud800"
    boxes = (WordBox(0, 5, 72.0, 70.1, 99.9, 84.0), WordBox(6, 7, 100.0, 70.1, 110.0, 84.0))
    return Page(
        index, "xii", Unit.PAGE, text, "pypdfium2", 595.0, 842.0, WordBoxes.of(boxes),
        (Heading(0, 7, 1),),
    )  # fmt: skip


def _bare(read: ReadFile) -> ReadFile:
    pages = tuple(replace(page, boxes=WordBoxes()) for page in read.pages)
    return replace(read, pages=pages)


def test_what_was_read_comes_back(tmp_path: Path) -> None:
    """Boxes only where they are asked for."""
    texts, read = Texts(tmp_path), _read()
    texts.save(SHA, "1", read)
    assert texts.load(SHA, "1") == _bare(read)
    assert texts.load(SHA, "1", boxes=True) == read
    assert texts.load_page(SHA, "1", 2) == read.pages[1]
    assert texts.load_page(SHA, "1", 4) is None
    assert texts.load_page(SHA, "1", 0) is None


@given(st.lists(st.text(), max_size=4), st.dictionaries(st.text(), st.text(), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_comes_back(tmp_path: Path, pages: list[str], properties: dict[str, str]) -> None:
    """Whatever characters a reader gave."""
    read = ReadFile(
        Reading.READ,
        "txt",
        pages=tuple(
            Page(index, str(index), Unit.SECTION, text, "plain")
            for index, text in enumerate(pages, 1)
        ),
        properties=properties,
    )
    texts = Texts(tmp_path)
    texts.save(SHA, "1", read)
    assert texts.load(SHA, "1") == read


def test_what_was_not_read_is_none(tmp_path: Path) -> None:
    """By these readers."""
    texts = Texts(tmp_path)
    texts.save(SHA, "1", _read())
    assert texts.load(SHA, "2") is None
    assert texts.load("cd" * 32, "1") is None
    assert texts.load_page("cd" * 32, "1", 1) is None
    assert texts.has(SHA, "1")
    assert not texts.has(SHA, "2")


def test_equal_readings_give_equal_bytes(tmp_path: Path) -> None:
    """So that backups copy nothing twice."""
    first, second = tmp_path / "1", tmp_path / "2"
    for root in (first, second):
        root.mkdir()
        Texts(root).save(SHA, "1", _read())
    name = f"texts/ab/{SHA}-1.zip"
    assert (first / name).read_bytes() == (second / name).read_bytes()


def test_readings_are_removed_and_pruned(tmp_path: Path) -> None:
    """Pruning keeps what nothing newer stands beside, and recognised pages; removal does not."""
    texts, other = Texts(tmp_path), "ab" * 31 + "cd"
    for version in ("1", "2", "ocr1.p1"):
        texts.save(SHA, version, _read(1))
    texts.save(other, "1", _read(1))
    assert texts.prune("2") == 1
    assert texts.has(SHA, "ocr1.p1")
    assert texts.has(other, "1")
    assert texts.has(SHA, "2")
    assert not texts.has(SHA, "1")
    texts.remove(SHA)
    assert not texts.has(SHA, "2")
    assert not texts.has(SHA, "ocr1.p1")
    assert texts.has(other, "1")


def test_a_damaged_container_is_read_again_and_never_believed(tmp_path: Path) -> None:
    """Whichever bit flips, the text is the same or there is none, and no crash."""
    texts, read = Texts(tmp_path), _read(2)
    texts.save(SHA, "1", read)
    path = tmp_path / "texts" / "ab" / f"{SHA}-1.zip"
    whole = path.read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same bits in every run
    gone = 0
    for _ in range(400):
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        found = texts.load(SHA, "1", boxes=True)
        assert found in (None, read)
        assert path.exists() == (found is not None)
        gone += found is None
    assert gone > 100


@pytest.mark.parametrize("kept", [0, 1, 22, 100, -1])
def test_a_truncated_container_is_removed(tmp_path: Path, kept: int) -> None:
    """However much is left."""
    texts = Texts(tmp_path)
    texts.save(SHA, "1", _read())
    path = tmp_path / "texts" / "ab" / f"{SHA}-1.zip"
    path.write_bytes(path.read_bytes()[:kept])
    assert texts.load_page(SHA, "1", 1) is None
    assert not path.exists()


def test_the_container_of_another_file_is_not_believed(tmp_path: Path) -> None:
    """Copied by hand under a wrong name."""
    texts, other = Texts(tmp_path), "ab" * 31 + "cd"
    texts.save(SHA, "1", _read())
    directory = tmp_path / "texts" / "ab"
    (directory / f"{SHA}-1.zip").rename(directory / f"{other}-1.zip")
    assert texts.load(other, "1") is None


@pytest.mark.parametrize(("sha256", "version"), [("../x", "1"), (SHA, "../1"), (SHA, "")])
def test_only_a_hash_and_a_version_become_a_path(tmp_path: Path, sha256: str, version: str) -> None:
    """Whatever comes from a URL."""
    with pytest.raises(ValueError, match="SHA-256"):
        Texts(tmp_path).load(sha256, version)


def test_the_leaves_of_a_file_are_its_pages_without_their_text(tmp_path: Path) -> None:
    """What an overview needs, without making all pages."""
    texts, read = Texts(tmp_path), _read()
    texts.save(SHA, "1", read)
    assert texts.leaves(SHA, "1") == tuple(
        Leaf(page.index, page.label, page.unit, page.width, page.height) for page in read.pages
    )
    assert texts.leaves(SHA, "2") is None
