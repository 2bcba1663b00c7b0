"""The settings' directories into the holdings that the site serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.catalogue.originals import Originals
from indexer.catalogue.texts import Texts
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.retrieval.library import Library
from search_app.holdings import Holdings
from search_app.reader.cache import PictureCache
from search_app.reader.drawers import Drawers
from search_app.reader.pictures import Pictures

if TYPE_CHECKING:
    from search_app.settings import SiteSettings


def open_holdings(settings: SiteSettings) -> Holdings:
    """Return the holdings; neither directory need be there yet."""
    analyser = Analyser(segment)
    # The word segmenter loads its model with its first text: no reader shall wait for that.
    analyser.analyse("hợp tác quốc tế")
    originals, drawers = Originals(settings.corpus), Drawers()
    drawers.warm()
    return Holdings(
        lambda: Library.open(settings.index, analyser),
        originals,
        Texts(settings.corpus),
        Pictures(_cache(settings, originals), drawers),
    )


def _cache(settings: SiteSettings, originals: Originals) -> PictureCache:
    def is_gone(sha256: str) -> bool:
        return not originals.path(sha256).exists()

    return PictureCache(settings.pictures, settings.pictures_megabytes * 1_000_000, is_gone)
