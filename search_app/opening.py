"""The settings' directories into the holdings that the site serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.catalogue.originals import Originals
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.retrieval.library import Library
from search_app.holdings import Holdings

if TYPE_CHECKING:
    from search_app.settings import SiteSettings


def open_holdings(settings: SiteSettings) -> Holdings:
    """Return the holdings; neither directory need be there yet."""
    analyser = Analyser(segment)
    # The word segmenter loads its model with its first text: no reader shall wait for that.
    analyser.analyse("hợp tác quốc tế")
    return Holdings(lambda: Library.open(settings.index, analyser), Originals(settings.corpus))
