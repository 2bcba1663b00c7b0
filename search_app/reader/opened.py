"""A work and a file of it into the pages that a reader may see, and those that answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.records.files import Page
from indexer.records.readable import Leaf, Readable
from indexer.records.text_version import TextVersion
from indexer.records.works import Work
from indexer.retrieval.marking import Mark
from indexer.retrieval.results import PageHit
from search_app.errors import NothingHere
from search_app.present.units import unit_of
from search_app.reader.address import ReadingState, file_key
from search_app.reader.pictures import DRAWN_KINDS

if TYPE_CHECKING:
    from indexer.records.files import File
    from indexer.retrieval.within import Within
    from search_app.context import Visit
    from search_app.holdings import Texts
    from search_app.params import SearchState

PART = 40
"""Pages shown together in an overview."""

_HALVES = re.compile("[\ud800-\udfff]")
_FILES_KEPT = 64
"""Files whose pages' names are kept at hand; a volume takes some 100 kB."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file of a work, with the pages of it that belong to the work and may be seen."""

    work: Work
    readable: Readable
    leaves: tuple[Leaf, ...]

    @property
    def file(self) -> File:
        """The file."""
        return self.readable.file

    @property
    def key(self) -> str:
        """What names the file in addresses: nothing for the first of its work."""
        return file_key(self.work, self.file.sha256)

    def place(self, number: int) -> int:
        """Return the place of a page among the leaves; raises :class:`NothingHere`."""
        for place, leaf in enumerate(self.leaves):
            if leaf.index == number:
                return place
        raise NothingHere

    def named(self, label: str) -> int:
        """Return the page on which ``label`` is printed, else that with this number, or 0."""
        labels = {leaf.label.casefold(): leaf.index for leaf in reversed(self.leaves)}
        numbers = {str(leaf.index): leaf.index for leaf in self.leaves}
        return labels.get(label.casefold()) or numbers.get(label, 0)


@dataclass(frozen=True, slots=True)
class HitPage:
    """A page of a work that answers, and may be seen."""

    file: str
    """What names its file in addresses."""
    page: int
    rank: int
    """Its place among the pages that the question found."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A work, open at a page, with what the question finds in all of it."""

    opened: OpenFile
    state: ReadingState
    place: int
    """Of the page among the leaves of the file."""
    text: Page | None
    """What was read from it."""
    marks: tuple[Mark, ...]
    hits: tuple[HitPage, ...]

    @property
    def leaf(self) -> Leaf:
        """The page."""
        return self.opened.leaves[self.place]


@dataclass(frozen=True, slots=True)
class Overview:
    """A part of the pages of a file, or of those of a work that answer."""

    opened: OpenFile
    state: ReadingState
    part: int
    """From 1."""
    parts: int
    total: int
    """Pages in all parts."""
    leaves: tuple[Leaf, ...]
    """Without a question."""
    hits: tuple[PageHit, ...]
    """With one."""
    drawn: Mapping[str, Sequence[Leaf]]
    """The files of the work whose pages have pictures, with all their pages."""


def turn_to(visit: Visit, work: Work, number: int, state: ReadingState) -> Turned:
    """Return a work open at a page; raises :class:`NothingHere` where it may not be seen."""
    opened = open_file(visit, work, state.file)
    place = opened.place(number)
    text = load_page(visit, opened.file, number)
    if not state.question.query:
        return Turned(opened, state, place, text, (), ())
    within = look_within(visit, work, state.question)
    marks = within.marks(text.body) if text else ()
    return Turned(opened, state, place, text, marks, hit_pages(visit, work, within, opened))


def look_around(visit: Visit, opened: OpenFile, state: ReadingState, part: int) -> Overview:
    """Return the pages of a file, or those of its work that answer the question."""
    if not state.question.query:
        total = len(opened.leaves)
        some = _part(total, part)
        leaves = opened.leaves[some]
        return Overview(opened, state, part, _parts(total), total, leaves, (), {})
    within = look_within(visit, opened.work, state.question)
    found = hit_pages(visit, opened.work, within, opened)
    hits = tuple(within.hit(within.pages[one.rank]) for one in found[_part(len(found), part)])
    drawn = drawn_files(visit, opened.work)
    return Overview(opened, state, part, _parts(len(found)), len(found), (), hits, drawn)


def first_page(visit: Visit, work: Work) -> int:
    """Return where reading a work begins, 0 where nothing of its first file may be seen."""
    try:
        return open_file(visit, work, "").leaves[0].index
    except NothingHere:
        return 0


def best_pages(visit: Visit, work: Work, question: SearchState, count: int) -> tuple[PageHit, ...]:
    """Return the ``count`` pages of a work that answer best, in its order."""
    if not question.query:
        return ()
    within = look_within(visit, work, question)
    ranks = [one.rank for one in hit_pages(visit, work, within)]
    best = sorted(ranks, key=lambda rank: -within.pages[rank].score)[:count]
    return tuple(within.hit(within.pages[rank]) for rank in ranks if rank in best)


def open_file(visit: Visit, work: Work, key: str) -> OpenFile:
    """Return a file of a work; raises :class:`NothingHere` where no page of it may be seen."""
    named = (part.sha256 for part in work.files if part.sha256.startswith(key))
    sha256 = next(named, None)
    readable = _readable(visit, sha256) if sha256 else None
    if readable is None:
        raise NothingHere
    leaves = tuple(leaf for leaf in _leaves(visit, readable.file) if _shows(work, readable, leaf))
    if not leaves:
        raise NothingHere
    return OpenFile(work, readable, leaves)


def stored_leaves(visit: Visit, file: File) -> tuple[Leaf, ...]:
    """Return the pages of a file as they are called; none where nothing was read."""
    return _stored_leaves(visit.site.holdings.texts, file.sha256, file.text_version)


def load_page(visit: Visit, file: File, number: int) -> Page | None:
    """Return what was read from a page, if it is there."""
    version = TextVersion.parse(file.text_version).readers
    page = visit.site.holdings.texts.load_page(file.sha256, version, number) if version else None
    return replace(page, text=_legible(page.text)) if page else None


def look_within(visit: Visit, work: Work, question: SearchState) -> Within:
    """Return what a question finds in a work and the works within it."""
    library, reader = visit.library(), visit.reader
    children = library.records.children(work.id, reader.tiers, reader.day)
    request = question.request(reader.tiers, 0)
    return library.within([work.id, *(child.id for child in children)], request, reader.day)


def hit_pages(
    visit: Visit, work: Work, within: Within, opened: OpenFile | None = None
) -> tuple[HitPage, ...]:
    """Return the pages that a question found, in the order of the work, if they may be seen.

    ``opened`` is a file of the work of which that is known already.
    """
    order = {sha256: at for at, sha256 in enumerate(dict.fromkeys(p.sha256 for p in work.files))}
    files = {opened.file.sha256: opened.readable} if opened else {}
    for sha256 in {page.sha256 for page in within.pages} - files.keys():
        if readable := _readable(visit, sha256):
            files[sha256] = readable
    found = [
        (order[page.sha256], page.page, rank)
        for rank, page in enumerate(within.pages)
        if page.sha256 in order
        and (readable := files.get(page.sha256))
        and _holds(work, page.sha256, page.page)
        and readable.shows(page.page)
    ]
    keys = [file_key(work, sha256) for sha256 in order]
    return tuple(HitPage(keys[at], page, rank) for at, page, rank in sorted(found))


def drawn_files(visit: Visit, work: Work) -> dict[str, Sequence[Leaf]]:
    """Return the files of a work whose pages can be drawn, with all their pages."""
    found = (_readable(visit, sha256) for sha256 in {part.sha256 for part in work.files})
    drawn = (one.file for one in found if one and one.file.kind in DRAWN_KINDS)
    return {file.sha256: _leaves(visit, file) for file in drawn}


def _readable(visit: Visit, sha256: str) -> Readable | None:
    reader = visit.reader
    return visit.library().records.readable(sha256, reader.tiers, reader.day)


def _shows(work: Work, readable: Readable, leaf: Leaf) -> bool:
    return _holds(work, readable.file.sha256, leaf.index) and readable.shows(leaf.index)


def _holds(work: Work, sha256: str, page: int) -> bool:
    return any(part.holds(page) for part in work.files if part.sha256 == sha256)


def _leaves(visit: Visit, file: File) -> Sequence[Leaf]:
    """Return the pages of a file as they are called; by number alone, if nothing was read."""
    return stored_leaves(visit, file) or tuple(
        Leaf(number, str(number), unit_of(file.kind), 0.0, 0.0)
        for number in range(1, file.pages + 1)
    )


@lru_cache(_FILES_KEPT)
def _stored_leaves(texts: Texts, sha256: str, text_version: str) -> tuple[Leaf, ...]:
    version = TextVersion.parse(text_version).readers
    leaves = texts.leaves(sha256, version) if version else None
    return tuple(replace(leaf, label=_legible(leaf.label)) for leaf in leaves or ())


def _legible(text: str) -> str:
    """Return ``text`` with the halves of characters that readers may give as signs for them."""
    return _HALVES.sub("\ufffd", text)


def _parts(total: int) -> int:
    return max(1, -(-total // PART))


def _part(total: int, part: int) -> slice:
    """Return which pages are shown; raises :class:`NothingHere` for a part behind the last."""
    if part > _parts(total):
        raise NothingHere
    return slice(PART * (part - 1), PART * part)
