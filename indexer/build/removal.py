"""A work out of every search at once, and for good if so wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.engine.withdrawn import withdraw
from indexer.records.works import State

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.build.read import Corpus
    from indexer.catalogue.catalogue import Catalogue


def remove_work(catalogue: Catalogue, index: Path, work: str) -> None:
    """Mark ``work`` and its papers as deleted and hide them from the running site at once.

    The index is told first: if anything fails in between, the work is hidden rather than shown.
    Raises :class:`WorkUnknown`.
    """
    with catalogue.write() as view:
        hidden = [work, *(child.id for child in view.works.children(view.works.get(work).id))]
        withdraw(index, hidden)
        for one in hidden:
            view.works.set_state(one, State.DELETED)


def purge_work(corpus: Corpus, index: Path, work: str) -> None:
    """Erase ``work`` and its papers, and every original and text that belongs to no other work.

    Raises :class:`WorkUnknown`.
    """
    with corpus.catalogue.write() as view:
        found = view.works.get(work)
        doomed = [found, *view.works.children(work)]
        withdraw(index, [one.id for one in doomed])
        for one in reversed(doomed):
            view.works.purge(one.id)
        contents = {file.sha256 for one in doomed for file in one.files}
        orphans = [sha256 for sha256 in contents if not view.works.of_file(sha256)]
        for sha256 in orphans:
            view.files.erase(sha256)
    for sha256 in orphans:
        corpus.originals.remove(sha256)
        corpus.texts.remove(sha256)
    corpus.catalogue.scrub()
