"""A command's settings into the open catalogue."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from indexer.catalogue.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.cli.invocation import Invocation


@contextmanager
def open_catalogue(invocation: Invocation, *, create: bool = False) -> Iterator[Catalogue]:
    """Open the catalogue for as long as the command needs it."""
    catalogue = Catalogue.open(invocation.settings.catalogue_url, create=create)
    try:
        yield catalogue
    finally:
        catalogue.close()
