"""The installed underthesea package into its rules and model, each checked to be the known one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from indexer.errors.running import SegmentationUnavailable

VERSION: Final = "9.5.0"
"""The release of underthesea whose behaviour this package reproduces."""

_PACKAGE: Final = "underthesea"
_MODEL: Final = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"

# Code that is not run is checked too: a release that changes it changes the words as well.
_SHA256: Final = {
    f"{_MODEL}/models.bin": "c3a64c64349f1d73304f89babacaa8f8cd6078b1ec1a1b2c104e9e411ac1d2c3",
    f"{_MODEL}/features.bin": "cf93263c7c7973bf50122b0be76a394443ff61be00c1368713dee1b7d5b8a435",
    f"{_MODEL}/dictionary.bin": "ec8c62b3881c6682c18959988e1fe08800cc835777778845bded470ca02745d9",
    "pipeline/word_tokenize/__init__.py": (
        "65b26025dfd44e2e1ddb03b98b1a25a26fe703596b22730e0c16f79a7f0fbb5d"
    ),
    "pipeline/word_tokenize/regex_tokenize.py": (
        "5cb4fdc04fc806ac51842d9ec96834e9647262361bf865bacc164e96dc898a76"
    ),
    "pipeline/text_normalize/character_normalize.py": (
        "f10727cca09ec90c88abaaa6b697ad3a1205ab783066ad0b59fa31ecdaa792d1"
    ),
    "pipeline/text_normalize/text_normalizer.py": (
        "f35f6d22e7b1c4f916bc0f832222496ff3993be4f31d34dee2c8fed4565b4c2d"
    ),
    "pipeline/text_normalize/token_normalize.py": (
        "e3dfaccc016417d181260234db2573f2c2c349e403e6566d9f35022633d9c50e"
    ),
    "pipeline/text_normalize/tn_rules_2023_07_14.bin": (
        "a8ef96ef9837f6a377154fdfc970b9b88351d39f9353fa693d53ab49798817f9"
    ),
    "models/fast_crf_sequence_tagger.py": (
        "2f7dba214c3e4ea31221a328e759c5a11deff902c9768581a061e8a4a28d8762"
    ),
}


@dataclass(frozen=True, slots=True)
class WheelFiles:
    """What segmentation needs of the package, as read."""

    crf: bytes
    """The CRFsuite model."""
    templates: bytes
    """Pickled list of the feature templates' names, in the order in which they are added."""
    dictionary: bytes
    """Pickled set of the known words, in lower case."""
    spellings: bytes
    """Pickled maps of characters and tokens to their standard spelling."""
    patterns: str
    """Source of the module that builds the regular expression of tokens."""


def find_package() -> Path:
    """Return the directory of the installed package; looking for it imports nothing of it."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SegmentationUnavailable(_PACKAGE, VERSION)
    return Path(spec.submodule_search_locations[0])


def read_wheel(package: Path) -> WheelFiles:
    """Return the files under ``package``.

    Raises:
        SegmentationUnavailable: a file is missing or is not the one of release 9.5.0.
    """
    files = {name: _read_checked(package / name, digest) for name, digest in _SHA256.items()}
    return WheelFiles(
        crf=files[f"{_MODEL}/models.bin"],
        templates=files[f"{_MODEL}/features.bin"],
        dictionary=files[f"{_MODEL}/dictionary.bin"],
        spellings=files["pipeline/text_normalize/tn_rules_2023_07_14.bin"],
        patterns=files["pipeline/word_tokenize/regex_tokenize.py"].decode(),
    )


def _read_checked(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SegmentationUnavailable(path.name, VERSION) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise SegmentationUnavailable(path.name, VERSION)
    return content
