"""Whoosh's own index with exact lengths, so that its scores can be compared with ours."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from whoosh.codec import whoosh3

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", autouse=True)
def exact_lengths() -> Iterator[None]:
    """Keep lengths up to 255 as they are; Whoosh rounds most from 11 on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh3, "length_to_byte", lambda length: length or 0)
        patch.setattr(whoosh3, "byte_to_length", lambda byte: byte)
        yield


@pytest.fixture(scope="module", autouse=True)
def own_scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep Whoosh's temporary files apart: its random names are the same in each process here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("scratch")))
        yield
