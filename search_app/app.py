"""Settings and holdings into the WSGI application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request, url_for
from flask.json.provider import DefaultJSONProvider

from search_app.assets import read_assets
from search_app.budgets import Budgets
from search_app.compression import compress
from search_app.context import Site, attach_site, current_site, current_wording
from search_app.errors import register_errors
from search_app.limiting import limit_requests
from search_app.links import LANGUAGE_PAGES
from search_app.metrics import Metrics
from search_app.observing import observe_requests
from search_app.params import PARAMETERS
from search_app.proxy import ProxyAware, addresses_of
from search_app.reader.address import PARAMETERS as READING
from search_app.readers import local_today
from search_app.routes import FREE, add_routes
from search_app.security import add_headers
from search_app.sharing import add_sharing
from search_app.standing import standing_of, utc_now
from search_app.translate import LANGUAGES, read_wordings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from search_app.holdings import Holdings
    from search_app.settings import SiteSettings


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a document of XML 1.0 cannot hold in any form."""
_SAID = (*PARAMETERS, *READING, "work", "style", "find")
"""What the addresses of pages say; a page in the other language says the same."""


def create_app(
    settings: SiteSettings, holdings: Holdings, today: Callable[[], date] = local_today
) -> Flask:
    """Return the site over ``holdings``; the index need not be there yet.

    Raises :class:`SettingsWrong` when the trusted proxy has no address.
    """
    app = Flask("search_app", static_folder=None)
    app.json = _readable_json(app)
    _set_up_templates(app)
    site = Site(settings, holdings, read_wordings(), read_assets(), today, Metrics())
    site.metrics.watch(lambda: standing_of(site, utc_now()))
    attach_site(app, site)
    add_routes(app)
    register_errors(app)
    app.url_defaults(_keep_language)
    # The last one named is the first to get an answer.
    observe_requests(app, site.metrics)
    budgets = Budgets(settings.address_percent, settings.address_seconds)
    limit_requests(app, budgets, FREE)
    app.after_request(compress)
    app.after_request(_make_conditional)
    app.after_request(add_headers)
    app.after_request(add_sharing)
    trusted = addresses_of(settings.trusted_proxy)
    # Flask's own way to wrap an app; its stub knows a method only.
    app.wsgi_app = ProxyAware(app.wsgi_app, trusted, settings.url_prefix)  # type: ignore[method-assign]  # Flask's way
    return app


def _readable_json(app: Flask) -> DefaultJSONProvider:
    """Return what writes JSON: Vietnamese as letters, fields in the order they are described in."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = False
    provider.sort_keys = False
    return provider


def _set_up_templates(app: Flask) -> None:
    # Templates are ours alone and all are HTML: escaping never depends on a file's name.
    app.jinja_options = {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    app.jinja_env.filters["for_xml"] = lambda text: _NO_XML.sub(" ", text)
    # The extension adds this method to the environment when it is loaded.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # by an extension
        gettext=lambda text: current_wording().gettext(text),
        ngettext=lambda one, many, n: current_wording().ngettext(one, many, n),
        pgettext=lambda context, text: current_wording().pgettext(context, text),
        npgettext=lambda context, one, many, n: current_wording().npgettext(context, one, many, n),
        newstyle=True,
    )
    app.context_processor(_page_frame)


def _page_frame() -> dict[str, Any]:
    """Return what the frame of every page needs."""
    site, wording = current_site(), current_wording()
    return {
        "site_name": site.settings.name,
        "language": wording.language,
        "usual_language": site.settings.language,
        "languages": {code: _same_page(code) for code in LANGUAGES},
        "asset_url": _asset_url,
        "font_urls": _font_urls,
        "completions_url": url_for("api_complete"),
    }


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Let links lead on in the language of the page, told only where it is not the usual one."""
    if endpoint in LANGUAGE_PAGES and "lang" not in values:
        language = current_wording().language
        values["lang"] = None if language == current_site().settings.language else language


def _same_page(language: str) -> str:
    """Return this page's address in a language; that of the first page where it has none."""
    if request.endpoint not in LANGUAGE_PAGES:
        return url_for("home", lang=language)
    known = {name: request.args.getlist(name) for name in _SAID if name in request.args}
    arguments = {**known, **(request.view_args or {}), "lang": language}
    return url_for(request.endpoint or "home", **arguments)


def _asset_url(name: str) -> str:
    return url_for("asset", name=name, v=current_site().assets[name].version)


def _font_urls(*names: str) -> list[str]:
    """Return the addresses of fonts that a browser is to fetch beside the style of the page."""
    made = current_site().assets
    return [_asset_url(file) for file in (f"{name}.woff2" for name in names) if file in made]


def _make_conditional(response: Response) -> Response:
    """Let a browser that has the same page already be told so, in a word."""
    if response.status_code == 200 and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response
