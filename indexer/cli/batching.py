"""A command into the only writer of its corpus and index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.lock import writing
from indexer.build.tidying import tidy
from indexer.cli.cataloguing import open_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.cli.invocation import Invocation


@contextmanager
def open_batch(invocation: Invocation, command: str) -> Iterator[Batch]:
    """Become the only writer, with a catalogue that is made if there is none.

    When the command has answered and others may write again, the index is tidied.
    """
    settings = invocation.settings
    with writing(settings.corpus, command), open_catalogue(invocation, create=True) as catalogue:
        yield Batch(settings, catalogue, invocation.progress())
    tidy(settings)
