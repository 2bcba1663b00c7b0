"""A work, open at a page, into what the page reader shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search_app.formats import write_number
from search_app.links import Link, cite_url, page_url, pages_url, picture_url, work_url
from search_app.present.lines import WorkLine, work_line
from search_app.present.names import Names
from search_app.present.places import Place, Spot, name_place
from search_app.reader.address import KEY_LENGTH, LAST, ZOOMS, ReadingState, file_key
from search_app.reader.blocks import Block, make_blocks
from search_app.reader.boxes import Box, boxes_of
from search_app.reader.pictures import DRAWN_KINDS, LARGE, PLAIN, THUMBNAIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.records.readable import Leaf
    from search_app.context import Visit
    from search_app.holdings import Records
    from search_app.reader.opened import HitPage, Turned
    from search_app.translate import Wording

_BESIDE = 4
"""Thumbnails on each side of the page."""
_PADDING = 1.0
"""Points that a mark is larger than its word."""
_A4 = (595.0, 842.0)
"""Points; the size that room is kept for where it is not known."""


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark on the picture."""

    number: int
    added: bool
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page; sizes in points."""

    url: str
    width: float
    height: float
    marks: tuple[ShownMark, ...]
    columns: int
    """Its width in pixels."""
    rows: int


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A page in the strip of pages."""

    url: str
    picture: str
    """Empty where there is none."""
    name: str
    rows: int
    current: bool
    answers: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """Where on this page, and on which pages, the question stands."""

    count: int
    """Marks on this page."""
    current: int
    """The mark that the address names, 0 for none."""
    drawn: bool
    """Whether that one is marked on the picture as well."""
    pages: int
    """Pages that answer."""
    previous: str
    following: str
    all_url: str
    without_url: str
    """The same page without the question."""


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """The page reader."""

    line: WorkLine
    within: tuple[WorkLine, ...]
    """The volume that the work is from, or the papers that the page belongs to."""
    place: Place
    label: str
    unit: str
    number: str
    """Its place among the pages of this file that the work has."""
    count: str
    """How many pages of this file the work has."""
    state: ReadingState
    picture: Picture | None
    blocks: tuple[Block, ...]
    language: str
    recognised: bool
    """Whether the text was recognised on a picture, and may be wrong."""
    previous: str
    following: str
    ahead: tuple[str, ...]
    """Pictures that will be wanted next."""
    hits: Hits | None
    zooms: tuple[Link, ...]
    thumbnails: tuple[Thumbnail, ...]
    files: tuple[Link, ...]
    """The other files of the work."""
    pages_url: str
    canonical: str
    cite_url: str
    """The ways to cite this very page."""


def present_page(turned: Turned, records: Records, visit: Visit) -> ReaderPage:
    """Return the page reader at a page."""
    wording, work, state = visit.wording, turned.opened.work, turned.state
    names = Names(records, wording)
    bare = ReadingState(file=turned.opened.key)
    plain = replace(state, hit=0)
    url = _Addresses(turned, plain)
    line, picture = work_line(work, names, wording), _picture(turned)
    languages = {part.language for part in work.files if part.sha256 == turned.opened.file.sha256}
    return ReaderPage(
        line=replace(line, url=work_url(work.id, state.question.query)),
        within=tuple(_kin(turned, records, names, visit)),
        place=_name(turned.leaf, turned, wording),
        label=turned.leaf.label,
        unit=turned.leaf.unit.value,
        number=write_number(turned.place + 1, wording),
        count=write_number(len(turned.opened.leaves), wording),
        state=state,
        picture=picture,
        blocks=make_blocks(turned.text, turned.marks) if turned.text else (),
        language=next(iter(languages)) if len(languages) == 1 else "",
        recognised=turned.text is not None and turned.text.confidence is not None,
        previous=url.beside(-1),
        following=url.beside(1),
        ahead=_ahead(turned),
        hits=_hits(turned, picture, url) if state.question.query else None,
        zooms=_zooms(turned),
        thumbnails=tuple(_thumbnails(turned, url, wording)),
        files=tuple(_other_files(turned, records, visit)),
        pages_url=pages_url(work.id, bare),
        canonical=page_url(work.id, turned.leaf.index, bare),
        cite_url=_cite_url(turned, records, visit),
    )


class _Addresses:
    """The addresses of pages of the work under one question."""

    def __init__(self, turned: Turned, state: ReadingState) -> None:
        self._turned = turned
        self._state = state

    def leaf(self, leaf: Leaf) -> str:
        return page_url(self._turned.opened.work.id, leaf.index, self._state)

    def beside(self, step: int) -> str:
        """Return the address of the page so many further on; nothing where there is none."""
        place = self._turned.place + step
        leaves = self._turned.opened.leaves
        return self.leaf(leaves[place]) if 0 <= place < len(leaves) else ""

    def mark(self, hit: int) -> str:
        """Return the address of a mark on this page."""
        state = replace(self._state, hit=hit)
        return page_url(self._turned.opened.work.id, self._turned.leaf.index, state, "hit")

    def hit_page(self, page: HitPage | None, hit: int) -> str:
        """Return the address of the first or last mark on another page."""
        if page is None:
            return ""
        state = replace(self._state, file=page.file, hit=hit)
        return page_url(self._turned.opened.work.id, page.page, state, "hit")


def _current_hit(turned: Turned) -> int:
    """Return the number of the mark that the address names, 0 for none."""
    hit = turned.state.hit
    return len(turned.marks) if hit == LAST else min(hit, len(turned.marks))


def _hits(turned: Turned, picture: Picture | None, url: _Addresses) -> Hits:
    count, current = len(turned.marks), _current_hit(turned)
    before, after = _neighbours(turned)
    work, place = turned.opened.work.id, turned.leaf.index
    return Hits(
        count=count,
        current=current,
        drawn=any(one.number == current and one.boxes for one in picture.marks)
        if picture
        else False,
        pages=len(turned.hits),
        previous=url.mark(current - 1) if current > 1 else url.hit_page(before, LAST),
        following=url.mark(current + 1) if current < count else url.hit_page(after, 1),
        all_url=pages_url(work, replace(turned.state, hit=0, zoom=1)),
        without_url=page_url(work, place, ReadingState(file=turned.opened.key)),
    )


def _neighbours(turned: Turned) -> tuple[HitPage | None, HitPage | None]:
    """Return the pages that answer before and after this one."""
    files = list(dict.fromkeys(part.sha256 for part in turned.opened.work.files))
    order = {"" if not at else sha256[:KEY_LENGTH]: at for at, sha256 in enumerate(files)}
    here = (order[turned.opened.key], turned.leaf.index)
    places = [((order[hit.file], hit.page), hit) for hit in turned.hits]
    before = [hit for place, hit in places if place < here]
    after = [hit for place, hit in places if place > here]
    return (before[-1] if before else None, after[0] if after else None)


def _picture(turned: Turned) -> Picture | None:
    file, leaf, text = turned.opened.file, turned.leaf, turned.text
    if file.kind not in DRAWN_KINDS:
        return None
    width, height = _size(leaf)
    columns = LARGE if turned.state.zoom > 1 else PLAIN
    places = boxes_of(turned.marks, text.boxes) if text and leaf.width else ()
    marks = zip(turned.marks, places, strict=True) if places else ()
    return Picture(
        url=picture_url(file.sha256, leaf.index, columns),
        width=width,
        height=height,
        marks=tuple(
            ShownMark(number, mark.added, tuple(_pad(box) for box in boxes))
            for number, (mark, boxes) in enumerate(marks, 1)
        ),
        columns=columns,
        rows=round(columns * height / width),
    )


def _size(leaf: Leaf) -> tuple[float, float]:
    return (leaf.width, leaf.height) if leaf.width > 0 and leaf.height > 0 else _A4


def _pad(box: Box) -> Box:
    return Box(
        round(box.left - _PADDING, 1),
        round(box.top - _PADDING, 1),
        round(box.right + _PADDING, 1),
        round(box.bottom + _PADDING, 1),
    )


def _ahead(turned: Turned) -> tuple[str, ...]:
    """Return the pictures of the next page, and of the next one that answers."""
    file, leaves = turned.opened.file, turned.opened.leaves
    if file.kind not in DRAWN_KINDS or turned.state.zoom > 1:
        return ()
    wanted = [leaf.index for leaf in leaves[turned.place + 1 : turned.place + 2]]
    _, after = _neighbours(turned)
    if after is not None and after.file == turned.opened.key:
        wanted.append(after.page)
    return tuple(picture_url(file.sha256, page, PLAIN) for page in dict.fromkeys(wanted))


def _zooms(turned: Turned) -> tuple[Link, ...]:
    """Return the other sizes at which the picture can be looked at; the current one leads on."""
    work, state = turned.opened.work.id, turned.state
    return tuple(
        Link(
            f"{100 * zoom}%",
            ""
            if zoom == state.zoom
            else page_url(work, turned.leaf.index, replace(state, zoom=zoom)),
        )
        for zoom in ZOOMS
    )


def _thumbnails(turned: Turned, url: _Addresses, wording: Wording) -> Sequence[Thumbnail]:
    file, leaves = turned.opened.file, turned.opened.leaves
    answering = {hit.page for hit in turned.hits if hit.file == turned.opened.key}
    near = leaves[max(turned.place - _BESIDE, 0) : turned.place + _BESIDE + 1]
    return [
        Thumbnail(
            url=url.leaf(leaf),
            picture=picture_url(file.sha256, leaf.index, THUMBNAIL)
            if file.kind in DRAWN_KINDS
            else "",
            name=_name(leaf, turned, wording).name,
            rows=round(THUMBNAIL * _size(leaf)[1] / _size(leaf)[0]),
            current=leaf is turned.leaf,
            answers=leaf.index in answering,
        )
        for leaf in near
    ]


def _name(leaf: Leaf, turned: Turned, wording: Wording) -> Place:
    sha256, question = turned.opened.file.sha256, turned.state.question
    spot = Spot(turned.opened.work, sha256, leaf.index, leaf.label, leaf.unit.value, question)
    return name_place(spot, wording)


def _kin(turned: Turned, records: Records, names: Names, visit: Visit) -> Sequence[WorkLine]:
    """Return the volume that the work is from, or the papers that the page belongs to."""
    reader, work, sha256 = visit.reader, turned.opened.work, turned.opened.file.sha256
    owners = [one.work for one in turned.opened.readable.owners(turned.leaf.index)]
    state = ReadingState(turned.state.question, sha256[:KEY_LENGTH])
    ids = owners if work.id not in owners else [work.parent] if work.parent else []
    found = [records.work(one, reader.tiers, reader.day) for one in ids]
    return [
        replace(
            work_line(one, names, visit.wording), url=page_url(one.id, turned.leaf.index, state)
        )
        for one in found
        if one is not None
    ]


def _cite_url(turned: Turned, records: Records, visit: Visit) -> str:
    """Return where the page is cited: as one of the paper that it belongs to, if that is one."""
    work, sha256, page = turned.opened.work, turned.opened.file.sha256, turned.leaf.index
    owners = [one.work for one in turned.opened.readable.owners(page)]
    if len(owners) == 1 and owners[0] != work.id:
        work = records.work(owners[0], visit.reader.tiers, visit.reader.day) or work
    return cite_url(work.id, page, file_key(work, sha256))


def _other_files(turned: Turned, records: Records, visit: Visit) -> Sequence[Link]:
    work, reader = turned.opened.work, visit.reader
    links = []
    first = {part.sha256: part for part in reversed(work.files)}
    first.pop(turned.opened.file.sha256)
    for part in first.values():
        readable = records.readable(part.sha256, reader.tiers, reader.day)
        if readable is not None and readable.shows(part.first_page):
            key = "" if part.sha256 == work.files[0].sha256 else part.sha256[:KEY_LENGTH]
            state = ReadingState(turned.state.question, key)
            name = f"{visit.wording.pgettext('role', part.role)}: {readable.file.name}"
            links.append(Link(name, page_url(work.id, part.first_page, state)))
    return links[::-1]
