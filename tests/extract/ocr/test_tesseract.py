"""Tesseract is used where it and its model of Vietnamese are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.ocr.tesseract import find_tesseract, tesseract_version

if TYPE_CHECKING:
    from pathlib import Path


def _install(directory: Path, *languages: str) -> None:
    """Install a program that names its models, and its version, as Tesseract does."""
    program = directory / "tesseract"
    listed = "\\n".join(("List of available languages:", *languages))
    script = f'case "$1" in --version) echo "tesseract 5.3.0";; *) printf "{listed}\\n";; esac'
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_the_program_there_is_none(tmp_path: Path) -> None:
    """Nor where Vietnamese is missing: read as English it would be rubbish."""
    assert find_tesseract(str(tmp_path)) is None
    _install(tmp_path, "eng", "osd")
    assert find_tesseract(str(tmp_path)) is None


def test_the_models_are_known(tmp_path: Path) -> None:
    """English and the finding of orientation serve where they are there."""
    _install(tmp_path, "eng", "vie")
    found = find_tesseract(str(tmp_path))
    assert found is not None
    assert found.languages == {"eng", "vie"}
    assert tesseract_version(found) == "5.3.0"
