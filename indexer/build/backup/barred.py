"""What a library has refused or erased for good into one that a backup would bring it back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.build.refusal import refuse
from indexer.build.report import Report
from indexer.catalogue.catalogue import Catalogue
from indexer.errors import Failure
from indexer.records.files import File, Reading

if TYPE_CHECKING:
    from indexer.build.read import Corpus


@dataclass(frozen=True, slots=True)
class Barred:
    """Contents that must not come back, by their hashes."""

    refused: tuple[File, ...] = ()
    """Those that bear a stamp of secrecy."""
    erased: frozenset[str] = frozenset()

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self.erased or any(file.sha256 == sha256 for file in self.refused)


NOTHING_BARRED = Barred()


def barred_by(url: str) -> Barred:
    """Return what the catalogue at ``url`` bars; nothing where it can no longer be read."""
    try:
        with Catalogue.open(url, create=False) as catalogue, catalogue.read() as view:
            refused = tuple(view.files.by_reading(Reading.REFUSED_SECRET))
            return Barred(refused, frozenset(view.files.erased()))
    except Failure:
        return NOTHING_BARRED


def bar(corpus: Corpus, barred: Barred) -> None:
    """Refuse and erase in the catalogue of ``corpus`` what is barred."""
    for file in barred.refused:
        with corpus.catalogue.write() as view:
            if view.files.get(file.sha256) is None:
                view.files.add(file)
        refuse(corpus, file, Report(), file.text_version)
    for sha256 in sorted(barred.erased):
        with corpus.catalogue.write() as view:
            for work in sorted(view.works.of_file(sha256), key=lambda one: not one.parent):
                view.works.purge(work.id)
            view.files.erase(sha256)
