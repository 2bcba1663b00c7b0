from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.records.files import Reading
from tests.catalogue.examples import file_of, report

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue


def test_a_file_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    """All of its fields, whatever its name."""
    file = replace(
        file_of("a", "Đè cương\n.pdf"),
        warnings=("trang 3: (cid:16)", "ký tự lạ"),
        encodings=("tcvn3",),
        readable=0.25,
        attempts=2,
        text_version="1",
        described="1/1",
    )
    with catalogue.write() as view:
        view.files.add(file)
        assert view.files.get(file.sha256) == file
        view.files.update(replace(file, reading=Reading.DAMAGED))
    with catalogue.read() as view:
        assert view.files.get_many([file.sha256, "b" * 64]) == {
            file.sha256: replace(file, reading=Reading.DAMAGED)
        }
        assert view.files.get("b" * 64) is None


def test_text_that_no_database_takes_is_stored_all_the_same(catalogue: Catalogue) -> None:
    """NUL and lone surrogates become replacement characters."""
    file = replace(file_of("a", "b\x00a\udcff.pdf"), warnings=("x\x00",))
    with catalogue.write() as view:
        view.files.add(file)
        found = view.files.get(file.sha256)
    assert found == replace(file, name="b\ufffda\ufffd.pdf", warnings=("x\ufffd",))


def test_only_a_known_file_is_updated(catalogue: Catalogue) -> None:
    """An update that meets nothing is a fault of the program."""
    with pytest.raises(KeyError), catalogue.write() as view:
        view.files.update(file_of("a"))


def test_unread_files_are_those_that_these_readers_have_not_tried(catalogue: Catalogue) -> None:
    """What is not kept is not tried again."""
    base = file_of("")
    files = [
        replace(base, sha256="1" * 64, reading=Reading.PENDING),
        replace(base, sha256="2" * 64, reading=Reading.READ, text_version="old"),
        replace(base, sha256="3" * 64, reading=Reading.READ, text_version="new"),
        replace(base, sha256="4" * 64, reading=Reading.DAMAGED, text_version="old"),
        replace(base, sha256="5" * 64, reading=Reading.REFUSED_SECRET, text_version="old"),
        replace(base, sha256="6" * 64, reading=Reading.MISSING),
    ]
    with catalogue.write() as view:
        for file in files:
            view.files.add(file)
    with catalogue.read() as view:
        assert [file.sha256[0] for file in view.files.unread("new")] == ["1", "2", "4"]
        assert [file.sha256[0] for file in view.files.by_reading(Reading.READ)] == ["2", "3"]
        outline = view.files.outline()
        assert list(view.files.all()) == files
    assert set(outline) == set(Reading)
    assert (outline[Reading.READ], outline[Reading.TOO_SLOW]) == (2, 0)


def test_files_whose_pages_wait_for_recognition(catalogue: Catalogue) -> None:
    """They have been read; only what text recognition of this version has not seen waits."""
    base = replace(file_of(""), reading=Reading.READ_PARTLY)
    versions = ("new", "new+ocr1.2/2", "new+ocr1.1/2", "new+ocr0.2/2", "newer+ocr1.0/1")
    with catalogue.write() as view:
        for number, version in enumerate(versions):
            view.files.add(replace(base, sha256=str(number) * 64, text_version=version))
    with catalogue.read() as view:
        waiting = view.files.left_to_recognition("1")
        assert [file.sha256[0] for file in waiting] == ["2", "3", "4"]
        assert [file.sha256[0] for file in view.files.unread("new")] == ["4"]


def test_a_file_of_a_work_cannot_be_erased(catalogue: Catalogue) -> None:
    """A work would lose its pages."""
    file = file_of("a")
    with catalogue.write() as view:
        view.files.add(file)
        work = view.works.add(report(file))
        with pytest.raises(ValueError, match="belongs"):
            view.files.erase(file.sha256)
        assert view.works.purge(work.id) == (file.sha256,)
        view.files.erase(file.sha256)
        assert list(view.files.all()) == []


def test_of_an_erased_file_only_the_hash_is_known(catalogue: Catalogue) -> None:
    """It is recognised when it comes again, until somebody lets it in."""
    file = file_of("a")
    with catalogue.write() as view:
        view.files.add(file)
        assert not view.files.is_erased(file.sha256)
        view.files.erase(file.sha256)
        assert view.files.is_erased(file.sha256)
        assert view.sources.sightings_of(file.sha256) == ()
        view.files.allow(file.sha256)
        assert not view.files.is_erased(file.sha256)
