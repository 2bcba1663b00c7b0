"""Old Office files are read by an installed program, and wait while there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.extract.legacy import read_legacy
from indexer.extract.programs import OLD_KINDS, packages_for, programs_for
from indexer.extract.regular import NotRead
from indexer.records.files import Reading, Unit
from tests.extract.making import ample, paragraph, word

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract.content import Content


def _program(directory: Path, name: str, script: str) -> None:
    """Install a program that does what ``script`` says."""
    path = directory / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def _read(kind: str, directory: Path) -> Content:
    return read_legacy(kind, b"bytes", ample(), str(directory))


@pytest.mark.parametrize("kind", sorted(OLD_KINDS))
def test_without_a_program_files_wait_for_it(tmp_path: Path, kind: str) -> None:
    """The reason names the packages that would help."""
    with pytest.raises(NotRead) as caught:
        _read(kind, tmp_path)
    assert caught.value.reading is Reading.AWAITING_TOOL
    assert all(package in caught.value.reason for package in packages_for(kind))


@pytest.mark.parametrize(
    ("kind", "name", "unit", "pages"),
    [
        ("doc", "catdoc", Unit.SECTION, ["một\nhai"]),
        ("ppt", "catppt", Unit.SLIDE, ["một", "hai"]),
        ("xls", "xls2csv", Unit.SHEET, ["một", "hai"]),
    ],
)
def test_catdoc_gives_the_bare_text(
    tmp_path: Path, kind: str, name: str, unit: Unit, pages: list[str]
) -> None:
    """It is given the file's own bytes; slides and sheets are parted by form feeds."""
    between = r"\n\n" if kind == "doc" else r"\f"
    last = 'for last; do :; done; test "$(cat "$last")" = bytes || exit 1'
    _program(tmp_path, name, f"{last}; printf 'một{between}hai'")
    content = _read(kind, tmp_path)
    assert [page.text for page in content.pages] == pages
    assert {(page.unit, page.reader) for page in content.pages} == {(unit, "catdoc")}
    assert content.warnings == ("read by catdoc: fonts, tables and notes are lost",)


def _office(directory: Path, script: str) -> None:
    (directory / "libswlo.so").touch()
    _program(directory, "soffice", script)


def test_libreoffice_goes_before_catdoc(tmp_path: Path) -> None:
    """It makes a file of today; what it links to and what its macros do is switched off."""
    (tmp_path / "made.docx").write_bytes(word(paragraph("đủ cả")))
    _program(tmp_path, "catdoc", "echo x")
    _office(
        tmp_path,
        'while [ "$1" != --outdir ]; do\n'
        'case "$1" in -env*) profile=${1#*file://};; esac; shift; done\n'
        'grep -q DisableMacros "$profile/user/registrymodifications.xcu" || exit 1\n'
        f'cp {tmp_path}/made.docx "$2/file.docx"',
    )
    (page,) = _read("doc", tmp_path).pages
    assert (page.text, page.reader) == ("đủ cả", "libreoffice+python-docx")


def test_what_libreoffice_cannot_open_goes_to_catdoc(tmp_path: Path) -> None:
    """The warning says so; with no other program the file is damaged."""
    _office(tmp_path, "exit 6")
    with pytest.raises(NotRead) as caught:
        _read("doc", tmp_path)
    assert caught.value.reading is Reading.DAMAGED
    _program(tmp_path, "catdoc", "echo x")
    content = _read("doc", tmp_path)
    assert content.pages[0].text == "x"
    assert content.warnings[0] == "libreoffice failed with code 6"


def test_a_part_of_libreoffice_that_is_missing_is_no_program(tmp_path: Path) -> None:
    """Debian packs Writer, Calc and Impress apart."""
    _office(tmp_path, "exit 0")
    assert programs_for("doc", str(tmp_path))
    assert not programs_for("xls", str(tmp_path))


def test_a_file_in_which_catdoc_finds_nothing_waits_for_libreoffice(tmp_path: Path) -> None:
    """It knows not every file, so that nothing was found is no proof."""
    _program(tmp_path, "catppt", "exit 0")
    with pytest.raises(NotRead) as caught:
        _read("ppt", tmp_path)
    assert caught.value.reading is Reading.AWAITING_TOOL
    assert "libreoffice-impress-nogui" in caught.value.reason
