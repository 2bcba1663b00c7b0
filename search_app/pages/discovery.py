"""What other programs learn of the site: OpenSearch, suggestions, sitemaps, rules for robots.

OpenSearch 1.1 (https://github.com/dewitt/opensearch), https://www.sitemaps.org/protocol.html,
RFC 9309.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, render_template, request, url_for

from indexer.retrieval.results import Request
from search_app.errors import NothingHere
from search_app.links import permanent_url
from search_app.params import PAGE_DIGITS, parse_typed

if TYPE_CHECKING:
    from search_app.context import Visit

SITEMAP_SIZE = 10_000
"""Works in one sitemap; the protocol allows 50,000."""
_SUGGESTIONS = 8


def opensearch(visit: Visit) -> Response:
    """Answer how a browser may search here."""
    version = visit.site.assets["icon.svg"].version
    text = render_template(
        "opensearch.xml",
        search=url_for("search", _external=True),
        feed=url_for("feed", _external=True),
        suggestions=url_for("suggest", _external=True),
        itself=url_for("opensearch", _external=True),
        icon=url_for("asset", name="icon.svg", v=version, _external=True),
    )
    return Response(text, content_type="application/opensearchdescription+xml; charset=utf-8")


def suggest(visit: Visit) -> Response:
    """Answer how a question may go on, as OpenSearch's extension of suggestions wants it."""
    text = parse_typed(request.args)
    reader = visit.reader
    found = visit.library().complete(text, reader.tiers, reader.day, _SUGGESTIONS)
    return jsonify([text, [one.text for one in found]])


def sitemaps(visit: Visit) -> Response:
    """Answer the list of the sitemaps that name all works."""
    reader = visit.reader
    total = visit.library().search(Request("", reader.tiers, limit=0), reader.day).total
    count = max(1, -(-total // SITEMAP_SIZE))
    parts = [url_for("sitemap", part=part, _external=True) for part in range(1, count + 1)]
    return _xml(render_template("sitemaps.xml", parts=parts))


def sitemap(visit: Visit, part: str) -> Response:
    """Answer a share of the works, the last ones first."""
    if not (part.isascii() and part.isdigit() and 0 < len(part) <= PAGE_DIGITS - 2):
        raise NothingHere
    reader, last = visit.reader, int(part) * SITEMAP_SIZE
    works = visit.library().records.recent(reader.tiers, reader.day, last)
    shown = works[last - SITEMAP_SIZE :] if last else ()
    if not shown and int(part) != 1:
        raise NothingHere
    lines = [
        {
            "url": permanent_url(work.id),
            "changed": work.changed.date().isoformat() if work.changed else "",
        }
        for work in shown
    ]
    return _xml(render_template("sitemap.xml", works=lines))


def robots(visit: Visit) -> Response:  # noqa: ARG001 - the same for everybody
    """Answer what robots may fetch: works and their files, no searches without end."""
    closed = ("search", "reading_list")
    rules = [f"Disallow: {url_for(name, lang=None)}" for name in closed]
    places = [f"Sitemap: {url_for('sitemaps', _external=True)}"]
    text = "\n".join(["User-agent: *", *rules, "", *places, ""])
    return Response(text, content_type="text/plain; charset=utf-8")


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")
