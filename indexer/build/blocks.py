"""Published works into the blocks of passages that the engine indexes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from indexer.engine.blocks import HEAD, Block, Passage
from indexer.language.analyser import ANALYSER_VERSION, Analyser
from indexer.language.collation import sort_key
from indexer.records.authorities import Authority
from indexer.records.dates import parse_date
from indexer.records.persons import parse_person
from indexer.records.serial import digest
from indexer.records.works import Field, Role, State, Work
from indexer.retrieval.passages import terms_by_layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from indexer.build.cuts import CutPage, Cuts
    from indexer.catalogue.catalogue import View
    from indexer.records.files import File

_HEAD_FIELDS = (Field.TITLE, Field.AUTHOR, Field.NUMBER, Field.ABSTRACT, Field.KEYWORD)
_NAMED_FIELDS = (Field.PARTNER, Field.COUNTRY, Field.UNIT, Field.ORGANISER, Field.FUNDER)
_INDEXED_ROLES = frozenset({Role.TEXT, Role.TRANSLATION, Role.ANNEX})

BLOCK_VERSION = "2"
"""Changes when a block made of the same records would."""


_TOGETHER = 64
"""Pages, or heads of works, analysed at a time."""


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages of a file that one work owns; both ends inclusive, no end means all that follow."""

    sha256: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A work with all that its block is made of, but the text."""

    work: Work
    owned: tuple[PageRange, ...]
    lent: tuple[PageRange, ...]
    """What works below it own of the same files."""
    authorities: tuple[Authority, ...]
    fingerprint: str
    formats: tuple[str, ...] = ()
    """The kinds of its files."""
    pages: int = 0
    """How many it owns or has lent; they tell how long its block takes."""


def outlines(view: View, today: date, only: frozenset[str] | None = None) -> list[Outline]:
    """Return the outline of every work that readers of some tier may find.

    With ``only`` some works the others have neither values nor fingerprint, which take time.
    """
    works = view.works.all() if only is None else _with_values(view, only)
    named = {value.authority for work in works for value in work.values} - {""}
    authorities = view.authorities.get_many(named)
    files = view.files.get_many(
        {file.sha256 for work in works if only is None or work.id in only for file in work.files}
    )
    below = _pages_below(works)
    return [
        _outline(work, below[work.id], authorities, files, today)
        if only is None or work.id in only
        else Outline(work, (), (), (), "")
        for work in works
        if work.state is State.PUBLISHED
    ]


def _with_values(view: View, some: frozenset[str]) -> tuple[Work, ...]:
    """Return all works, but ``some`` alone with their values."""
    full = view.works.get_many(some)
    return tuple(full.get(work.id, work) for work in view.works.without_values())


def _outline(
    work: Work,
    lent: Sequence[PageRange],
    authorities: Mapping[str, Authority],
    files: Mapping[str, File],
    today: date,
) -> Outline:
    named = tuple(
        authorities[value.authority] for value in work.values if value.authority in authorities
    )
    owned = _owned(work)
    versions = [files[one.sha256].text_version for one in owned]
    formats = tuple(sorted({files[file.sha256].kind for file in work.files} - {""}))
    # When a work was touched does not change what is found of it.
    timeless = replace(work, created=None, changed=None)
    made_of = (work.tier_on(today), versions, formats, timeless, lent, named)
    stamp = (BLOCK_VERSION, ANALYSER_VERSION, *made_of)
    pages = sum((one.last or files[one.sha256].pages) + 1 - one.first for one in owned)
    return Outline(work, owned, tuple(lent), named, digest(stamp), formats, pages)


def _owned(work: Work) -> tuple[PageRange, ...]:
    return tuple(
        PageRange(file.sha256, file.first_page, file.last_page)
        for file in work.files
        if file.role in _INDEXED_ROLES
    )


def _pages_below(works: Sequence[Work]) -> defaultdict[str, list[PageRange]]:
    """Return per work the pages that its papers own, whatever the state of the papers."""
    below: defaultdict[str, list[PageRange]] = defaultdict(list)
    for work in works:
        if work.parent:
            below[work.parent] += _owned(work)
    return below


def make_blocks(
    outlines: Iterable[Outline], cuts: Cuts, analyser: Analyser, today: date
) -> Iterator[Block]:
    """Yield the block of each work: its head, then the pages it owns, in the order of its files."""
    waiting = iter(outlines)
    while some := list(islice(waiting, _TOGETHER)):
        for outline, head in zip(some, _heads(some, analyser), strict=True):
            pages = _passages(owned_pages(outline, cuts, analyser), analyser)
            yield Block(
                work=outline.work.id,
                tier=outline.work.tier_on(today),
                fingerprint=outline.fingerprint,
                passages=(head, *pages),
                facets=_facets(outline),
                order=_order(outline.work),
            )


def _heads(outlines: Sequence[Outline], analyser: Analyser) -> Iterator[Passage]:
    """Yield the passages of the heads of works, which cost less together."""
    texts = [_head_text(one) for one in outlines]
    analysed = analyser.layers_many(analyser.cut(texts))
    for text, layers in zip(texts, map(terms_by_layer, analysed), strict=True):
        yield Passage(HEAD, "", "head", "", text, layers)


def owned_pages(outline: Outline, cuts: Cuts, analyser: Analyser) -> Iterator[CutPage]:
    """Yield the pages that a work owns and that are not blank, in the order of its files."""
    for owned in outline.owned:
        for one in cuts.load(owned.sha256, analyser):
            if _owns(outline, owned, one.page.index):
                yield one


def _passages(pages: Iterator[CutPage], analyser: Analyser) -> Iterator[Passage]:
    while some := list(islice(pages, _TOGETHER)):
        analysed = analyser.layers_many([one.cut for one in some])
        for one, layers in zip(some, map(terms_by_layer, analysed), strict=True):
            page = one.page
            yield Passage(page.index, page.label, page.unit.value, one.sha256, one.body, layers)


def _owns(outline: Outline, owned: PageRange, index: int) -> bool:
    lent = (one for one in outline.lent if one.sha256 == owned.sha256)
    return _within(owned, index) and not any(_within(one, index) for one in lent)


def _within(pages: PageRange, index: int) -> bool:
    return pages.first <= index and (pages.last is None or index <= pages.last)


def _head_text(outline: Outline) -> str:
    work = outline.work
    named = {authority.key: authority for authority in outline.authorities}
    lines = [value.text for field in _HEAD_FIELDS for value in work.of(field)]
    for value in (value for field in _NAMED_FIELDS for value in work.of(field)):
        authority = named.get(value.authority)
        names = (authority.name("vi"), authority.name("en")) if authority else (value.text,)
        lines.append(" · ".join(dict.fromkeys(names)))
    return "\n".join(dict.fromkeys(lines))


def _facets(outline: Outline) -> dict[str, tuple[str, ...]]:
    work = outline.work
    years = {str(year) for value in work.of(Field.DATE) for year in parse_date(value.text).years}
    return {
        "kind": tuple(value.text for value in work.of(Field.KIND)),
        "year": tuple(sorted(years)),
        "partner": _codes(work, Field.PARTNER),
        "country": _codes(work, Field.COUNTRY),
        "unit": _codes(work, Field.UNIT),
        "author": _authors(work),
        "format": outline.formats,
        "language": tuple(value.text for value in work.of(Field.LANGUAGE)),
    }


def _codes(work: Work, field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.authority or value.text for value in work.of(field)))


def _authors(work: Work) -> tuple[str, ...]:
    """Return the keys of authors, or their names as they are said, without degrees."""
    authors = (
        value.authority or parse_person(value.text).written for value in work.of(Field.AUTHOR)
    )
    return tuple(dict.fromkeys(filter(None, authors)))


def _order(work: Work) -> dict[str, str]:
    dates = [parse_date(value.text).first.isoformat() for value in work.of(Field.DATE)]
    order = {"title": sort_key(work.first(Field.TITLE))}
    return order | ({"date": dates[0]} if dates else {})
