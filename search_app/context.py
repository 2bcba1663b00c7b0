"""The current request into who asks, in which language, and what of the library they reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from flask import current_app, g, request

from indexer.errors import Language
from search_app.assets import Asset
from search_app.holdings import Holdings
from search_app.metrics import Metrics
from search_app.readers import Reader, current_reader, nobody
from search_app.settings import SiteSettings
from search_app.translate import Wording

if TYPE_CHECKING:
    from flask import Flask

    from search_app.holdings import Library

_KEY = "kyyeu"


@dataclass(frozen=True, slots=True)
class Site:
    """What an app was made from; the same for all its requests."""

    settings: SiteSettings
    holdings: Holdings
    wordings: Mapping[Language, Wording]
    assets: Mapping[str, Asset]
    today: Callable[[], date]
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Visit:
    """What a view is given: the reader, their language, and the site."""

    site: Site
    reader: Reader
    wording: Wording

    def library(self) -> Library:
        """Return the library as it is now; raises a :class:`Failure` when there is none."""
        return self.site.holdings.library()


def attach_site(app: Flask, site: Site) -> None:
    """Let every request of the app find what it was made from."""
    app.extensions[_KEY] = site


def current_site() -> Site:
    """Return what the app of this request was made from."""
    return cast("Site", current_app.extensions[_KEY])


def current_wording() -> Wording:
    """Return the wording of this request: ``lang`` decides, else the site's own language."""
    if "wording" not in g:
        site = current_site()
        named = request.args.get("lang", "")
        usual = site.wordings[site.settings.language]
        g.wording = next((w for w in site.wordings.values() if w.language == named), usual)
    return cast("Wording", g.wording)


def current_visit(*, shows_records: bool) -> Visit:
    """Return the visit of this request; without records its reader holds no tier at all."""
    site = current_site()
    day = site.today()
    reader = current_reader(site.settings, day) if shows_records else nobody(day)
    return Visit(site, reader, current_wording())
