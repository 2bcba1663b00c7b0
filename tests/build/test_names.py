"""Files never collide by their names, and each keeps the name that it was given."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from indexer.records.files import Reading
from indexer.records.works import Intake

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.build.batch import Batch

_NAME = "Đề cương.txt"
_NAMES = [
    _NAME,
    "Đè cương.txt",
    "De cuong.txt",
    "ĐỀ CƯƠNG.TXT",
    unicodedata.normalize("NFD", _NAME),
    "Đề cương .txt",
    "Đề\ncương.txt",
    "\u202eĐề cương.txt",
    "ề" * 83 + ".txt",
]


def test_names_that_look_alike(batch: Batch, tmp_path: Path) -> None:
    """By accent, case, composition or white space only: all are read, each under its own name."""
    folder = tmp_path / "source"
    folder.mkdir()
    for number, name in enumerate(_NAMES):
        (folder / name).write_text(f"Bản {number}", encoding="utf-8")
    (folder / os.fsdecode(b"\xd0\xea cuong.txt")).write_text("Bản cũ", encoding="utf-8")
    batch.add([folder], Intake())
    batch.read()
    with batch.catalogue.read() as view:
        files = list(view.files.all())
        works = view.works.all()
        sightings = view.sources.sightings(view.sources.paths_source().id)
    assert {file.reading for file in files} == {Reading.READ}
    assert len(works) == len(sightings) == len(_NAMES) + 1
    # Only bytes that are no text at all are replaced, and these stand in the sighting.
    assert {file.name for file in files} == {*_NAMES, "\ufffd\ufffd cuong.txt"}
    assert bytes(folder / os.fsdecode(b"\xd0\xea cuong.txt")) in {one.path for one in sightings}


def test_the_same_content_under_two_names(batch: Batch, tmp_path: Path) -> None:
    """Is one file with two sightings."""
    for name in _NAMES[:2]:
        (tmp_path / name).write_text("Cùng nội dung", encoding="utf-8")
    batch.add([tmp_path / name for name in _NAMES[:2]], Intake())
    with batch.catalogue.read() as view:
        (file,) = view.files.all()
        assert len(view.sources.sightings_of(file.sha256)) == 2
