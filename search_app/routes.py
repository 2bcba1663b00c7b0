"""The table of all routes: each says what of the library it may show.

A view is given a visit. Where the table says ``NOTHING``, the visit's reader holds no tier, so that
such a view could not show a record even by mistake. There is no other way to add a route.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from flask.typing import ResponseReturnValue

from search_app.api.pages import api_page, api_pages
from search_app.api.views import (
    api_complete,
    api_description,
    api_search,
    api_similar,
    api_work,
)
from search_app.context import current_visit
from search_app.pages.asset import asset
from search_app.pages.cite import cite, reference
from search_app.pages.discovery import opensearch, robots, sitemap, sitemaps, suggest
from search_app.pages.embed import embed
from search_app.pages.feed import feed
from search_app.pages.file import file
from search_app.pages.guide import guide
from search_app.pages.health import health
from search_app.pages.home import home
from search_app.pages.metrics import metrics
from search_app.pages.page import page
from search_app.pages.pages import pages
from search_app.pages.picture import picture
from search_app.pages.references import found_file, list_file, reading_list
from search_app.pages.search import search
from search_app.pages.values import values
from search_app.pages.work import work

if TYPE_CHECKING:
    from flask import Flask


class Shows(Enum):
    """What of the library a route may show."""

    READERS_TIERS = "what the tiers of the reader allow on this day"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Route:
    """An address and its view."""

    name: str
    rule: str
    view: Callable[..., ResponseReturnValue]
    shows: Shows


ROUTES = (
    Route("home", "/", home, Shows.READERS_TIERS),
    Route("search", "/search", search, Shows.READERS_TIERS),
    Route("values", "/search/values/<facet>", values, Shows.READERS_TIERS),
    Route("work", "/works/<work>", work, Shows.READERS_TIERS),
    Route("cite", "/works/<work>/cite", cite, Shows.READERS_TIERS),
    Route("reference", "/works/<work>/reference.<form>", reference, Shows.READERS_TIERS),
    Route("embed", "/embed", embed, Shows.READERS_TIERS),
    Route("found_file", "/search/references.<form>", found_file, Shows.READERS_TIERS),
    Route("reading_list", "/list", reading_list, Shows.READERS_TIERS),
    Route("list_file", "/list/references.<form>", list_file, Shows.READERS_TIERS),
    Route("feed", "/feed.atom", feed, Shows.READERS_TIERS),
    Route("suggest", "/suggest", suggest, Shows.READERS_TIERS),
    Route("sitemaps", "/sitemap.xml", sitemaps, Shows.READERS_TIERS),
    Route("sitemap", "/sitemap/<part>.xml", sitemap, Shows.READERS_TIERS),
    Route("guide", "/guide", guide, Shows.NOTHING),
    Route("opensearch", "/opensearch.xml", opensearch, Shows.NOTHING),
    Route("robots", "/robots.txt", robots, Shows.NOTHING),
    Route("page", "/works/<work>/pages/<number>", page, Shows.READERS_TIERS),
    Route("pages", "/works/<work>/pages", pages, Shows.READERS_TIERS),
    Route("picture", "/pictures/<sha256>/<page>-<width>.webp", picture, Shows.READERS_TIERS),
    Route("file", "/files/<sha256>/<name>", file, Shows.READERS_TIERS),
    Route("api_search", "/api/v1/search", api_search, Shows.READERS_TIERS),
    Route("api_complete", "/api/v1/complete", api_complete, Shows.READERS_TIERS),
    Route("api_work", "/api/v1/works/<work>", api_work, Shows.READERS_TIERS),
    Route("api_page", "/api/v1/works/<work>/pages/<number>", api_page, Shows.READERS_TIERS),
    Route("api_pages", "/api/v1/works/<work>/pages", api_pages, Shows.READERS_TIERS),
    Route("api_similar", "/api/v1/works/<work>/similar", api_similar, Shows.READERS_TIERS),
    Route("api_description", "/api/v1/openapi.json", api_description, Shows.NOTHING),
    Route("health", "/healthz", health, Shows.NOTHING),
    Route("metrics", "/metrics", metrics, Shows.NOTHING),
    Route("asset", "/static/<name>", asset, Shows.NOTHING),
)
FREE = frozenset(route.name for route in ROUTES if route.shows is Shows.NOTHING)
"""What costs next to nothing, so that no address waits for it."""


def add_routes(app: Flask) -> None:
    """Add every route of the table, for GET and HEAD alone."""
    for route in ROUTES:
        view = partial(_answer, route)
        app.add_url_rule(
            route.rule, route.name, view, methods=["GET"], provide_automatic_options=False
        )


def _answer(route: Route, **arguments: str) -> ResponseReturnValue:
    visit = current_visit(shows_records=route.shows is Shows.READERS_TIERS)
    return route.view(visit, **arguments)
