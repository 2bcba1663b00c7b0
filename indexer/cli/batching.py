"""A command into the only writer of its corpus and index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.build.batch import Batch
from indexer.build.loading import load
from indexer.build.lock import Lane, writing
from indexer.cli.cataloguing import open_catalogue
from indexer.cli.surroundings import check_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.cli.invocation import Invocation


@contextmanager
def open_batch(invocation: Invocation, command: str, lane: Lane = Lane.BATCH) -> Iterator[Batch]:
    """Become the only writer of a lane, with a catalogue that is made if there is none.

    When the command has answered and others may write again, the index is tidied.
    """
    settings = invocation.settings
    check_places(settings)
    with (
        writing(settings.corpus, command, lane),
        open_catalogue(invocation, create=True) as catalogue,
    ):
        yield Batch(settings, catalogue, invocation.progress())
    load("indexer.build.tidying:tidy")(settings)
