"""New catalogues for tests, with a few of the program's authority records.

All thousand of them cost a second wherever a generation is made and opened, and most tests ask
nothing of them.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue import seeding
from indexer.catalogue.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = ("hcma", "koica", "jica", "country-kr", "country-la", "country-vn", "country-jp")
_NAME = "catalogue.sqlite"
_ALL = {name: getattr(seeding, name) for name in ("seed_records", "seeds_version")}


@contextmanager
def few_seeds() -> Iterator[None]:
    """Let catalogues be made with a few authority records."""
    records = {record.key: record for record in seeding.seed_records()}
    few = tuple(records[key] for key in _KEPT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seeding, "seed_records", lambda: few)
        patch.setattr(seeding, "seeds_version", lambda: "few")
        yield


@contextmanager
def all_seeds() -> Iterator[None]:
    """Let catalogues be made with all of them, where others have a few."""
    with pytest.MonkeyPatch.context() as patch:
        for name, function in _ALL.items():
            patch.setattr(seeding, name, function)
        yield


def lay_catalogue(corpus: Path) -> None:
    """Put a new catalogue with a few authority records into a corpus."""
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / _NAME).write_bytes(_new_catalogue())


@cache
def _new_catalogue() -> bytes:
    """Return the file of one, which takes a third of a second to make."""
    with TemporaryDirectory() as directory, few_seeds():
        path = Path(directory, _NAME)
        Catalogue.open(f"sqlite:///{path}", create=True).close()
        return path.read_bytes()
