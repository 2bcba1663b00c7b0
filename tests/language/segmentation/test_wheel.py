from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from indexer.errors.running import SegmentationUnavailable
from indexer.language.segmentation.wheel import find_package, read_wheel

if TYPE_CHECKING:
    from pathlib import Path


def copy_of_package(target: Path) -> Path:
    """Copy the parts of the installed package that are read."""
    source = find_package()
    for part in ("pipeline/word_tokenize", "pipeline/text_normalize", "models"):
        shutil.copytree(source / part, target / part)
    return target


def test_the_installed_package_is_the_known_one(tmp_path: Path) -> None:
    """The files are read from wherever the package is."""
    assert read_wheel(copy_of_package(tmp_path)).crf.startswith(b"lCRF")


@pytest.mark.parametrize(
    "name",
    [
        "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727/models.bin",
        "pipeline/word_tokenize/regex_tokenize.py",
        "pipeline/text_normalize/token_normalize.py",
    ],
)
def test_another_release_is_refused(tmp_path: Path, name: str) -> None:
    """One changed byte, in the model or in code that is only imitated, is named with the cure."""
    path = copy_of_package(tmp_path) / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(SegmentationUnavailable, match=rf"{path.name}.*underthesea==9\.5\.0"):
        read_wheel(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A package without its files cannot be used."""
    with pytest.raises(SegmentationUnavailable, match=r"models\.bin"):
        read_wheel(tmp_path)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the message says what to install."""
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "underthesea", raising=False)
    with pytest.raises(SegmentationUnavailable, match=r"pip install underthesea==9\.5\.0"):
        find_package()
