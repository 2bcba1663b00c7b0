"""What indexing needs, loaded while somebody else is waited for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.build.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def loading_ahead() -> Iterator[None]:
    """Load the engine, machine code and the language model beside what is done meanwhile.

    Worth it where that is waiting for other processes, and something is to be indexed afterwards.
    What cannot be loaded is not named here: whoever needs it comes upon it again.
    """
    with ThreadPoolExecutor(1) as beside:
        beside.submit(_load)
        yield


def _load() -> None:
    load("indexer.language.analyser:tokenise")("một")
    load("indexer.build.indexing:Indexing")
    load("indexer.engine.flat.front_coding:read_texts").load()
    load("indexer.language.segment:segment")(["một"])
