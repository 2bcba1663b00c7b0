"""An item into what stands in a page for programs: meta tags, COinS and JSON-LD.

Highwire Press tags as Google Scholar and Zotero read them, Dublin Core terms
(https://www.dublincore.org/specifications/dublin-core/dcmi-terms/), COinS after OpenURL 1.0
(Z39.88-2004), JSON-LD in the terms of https://schema.org.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from search_app.cite.item import ItemType

if TYPE_CHECKING:
    from search_app.cite.item import Item

_SCHEMA_TYPES = {
    ItemType.PAPER: "ScholarlyArticle",
    ItemType.VOLUME: "Book",
    ItemType.REPORT: "Report",
}
_GENRES = {
    ItemType.PAPER: "proceeding",
    ItemType.VOLUME: "conference",
    ItemType.REPORT: "report",
}
"""The genres of OpenURL's format for books."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A ``meta`` element."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in the page of a work for programs."""

    tags: tuple[Tag, ...]
    coins: str
    """The ``title`` of a ``span`` of class ``Z3988``."""
    json_ld: str
    """The content of a ``script`` of type ``application/ld+json``; closes no element."""


def make_metadata(item: Item, pdf_url: str = "") -> Metadata:
    """Return what programs read; ``pdf_url`` is the address of the text where it is a PDF."""
    tags = (*_highwire(item, pdf_url), *_dublin_core(item))
    return Metadata(
        tags=tuple(Tag(name, content) for name, content in tags if content),
        coins=_coins(item),
        json_ld=_json_ld(item),
    )


def _highwire(item: Item, pdf_url: str) -> list[tuple[str, str]]:
    paper = item.type is ItemType.PAPER
    report = item.type is ItemType.REPORT
    return [
        ("citation_title", item.title),
        *(("citation_author", person.written) for person in item.authors),
        ("citation_publication_date", item.issued.partition("/")[0].replace("-", "/")),
        ("citation_conference_title", item.container if paper else ""),
        ("citation_inbook_title", item.container if paper else ""),
        ("citation_technical_report_institution", item.issuer if report else ""),
        ("citation_technical_report_number", item.number if report else ""),
        ("citation_publisher", "" if report else item.issuer),
        ("citation_firstpage", item.pages.first if item.pages else ""),
        ("citation_lastpage", item.pages.last if item.pages else ""),
        ("citation_language", item.language),
        ("citation_keywords", "; ".join(item.keywords)),
        ("citation_abstract_html_url", item.url),
        ("citation_pdf_url", pdf_url),
    ]


def _dublin_core(item: Item) -> list[tuple[str, str]]:
    creators = [person.written for person in item.authors] or [item.issuer]
    return [
        ("DC.title", item.title),
        *(("DC.creator", creator) for creator in creators),
        ("DC.publisher", item.issuer if item.authors else ""),
        ("DC.date", item.issued),
        ("DC.language", item.language),
        ("DC.identifier", item.url),
        ("DCTERMS.isPartOf", item.container),
        ("DCTERMS.abstract", item.abstract),
        *(("DC.subject", keyword) for keyword in item.keywords),
    ]


def _coins(item: Item) -> str:
    values = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", _GENRES.get(item.type, "document")),
        ("rft.atitle" if item.container else "rft.btitle", item.title),
        ("rft.btitle" if item.container else "", item.container),
        *(("rft.au", person.written) for person in item.authors),
        ("rft.date", item.issued.partition("/")[0]),
        ("rft.pub", item.issuer),
        ("rft.place", item.place),
        ("rft.pages", item.pages.joined("-") if item.pages else ""),
        ("rft_id", item.url),
        ("rft.language", item.language),
    ]
    return urlencode([(name, value) for name, value in values if name and value])


def _json_ld(item: Item) -> str:
    authors = [{"@type": "Person", "name": person.written} for person in item.authors]
    values = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(item.type, "CreativeWork"),
        "@id": item.url,
        "name": item.title,
        "author": authors,
        "datePublished": item.issued.partition("/")[0],
        "inLanguage": item.language,
        "publisher": {"@type": "Organization", "name": item.issuer} if item.issuer else None,
        "isPartOf": {"@type": "Book", "name": item.container} if item.container else None,
        "pageStart": item.pages.first if item.pages else "",
        "pageEnd": item.pages.last if item.pages else "",
        "abstract": item.abstract,
        "keywords": ", ".join(item.keywords),
    }
    text = json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)
    # Within a script element only these could end it or begin a comment.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
