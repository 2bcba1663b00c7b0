"""A printed table of contents into where the papers begin, each title confirmed on its page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.describe.document import span_of
from indexer.describe.folding import fold_evenly
from indexer.describe.papers import Piece
from indexer.describe.title_wording import FoundTitle
from indexer.describe.volumes.confirming import Confirming
from indexer.describe.volumes.contents import Entry
from indexer.describe.volumes.found import Start
from indexer.describe.volumes.numbering import offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.describe.volumes.contents import Contents, FoundContents
    from indexer.describe.volumes.heads import Head
    from indexer.describe.volumes.placed import PlacedPages

_CONFIRMED = 0.8
"""The share of the titles that must stand on their pages; else the list is something else."""
_FEWEST = 3
_SOME_WORDS = 0.3
"""The share of an entry's words in the title of the head that is taken for its own."""
_SAME_TITLE = 0.8
"""The share of a title's words that its page must have for the wording of the contents to hold."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The papers that a table of contents lists, and where it stands."""

    starts: tuple[Start, ...]
    pages: tuple[int, ...]
    """The places of its own pages, from 0."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry with the place of the page where its text begins."""

    entry: Entry
    at: int
    share: float
    """How much of the title stands there; 0 where it was not confirmed."""


def starts_by_contents(
    pages: PlacedPages,
    found: FoundContents,
    heads: Sequence[Head | None],
    lower: Sequence[Head],
) -> Listed | None:
    """Return the papers by that table of contents of which the pages confirm most titles."""
    confirming = Confirming(pages)
    best: tuple[_Placed, ...] = ()
    where: tuple[int, ...] = ()
    for contents in found.contents:
        tried = offsets(found.numbering, contents.entries, confirming, len(pages.pages))
        placed = _place(pages, contents, confirming, tried)
        if _confirmed(placed) > _confirmed(best):
            best, where = placed, contents.pages
    if not best:
        return None
    return Listed(tuple(_start(one, _head_of(one, heads, lower)) for one in best), where)


def _confirmed(placed: Sequence[_Placed]) -> int:
    return sum(one.share > 0 for one in placed)


def _place(
    pages: PlacedPages, contents: Contents, confirming: Confirming, tried: Sequence[int]
) -> tuple[_Placed, ...]:
    """Return the papers listed with their pages; nothing if too few titles are confirmed."""
    entries = contents.entries
    if not tried:
        return ()
    found = [_look_up(entry, tried, confirming) for entry in entries]
    sure = [one for one in found if one.share]
    if len(sure) < max(_FEWEST, _CONFIRMED * len(entries)):
        return ()
    return tuple(_in_order(found, len(pages.pages), frozenset(contents.pages)))


def _look_up(entry: Entry, tried: Sequence[int], confirming: Confirming) -> _Placed:
    for one in (entry, *entry.shortened()):
        for offset in tried:
            at = one.number + offset - 1
            if confirming.confirms(one.title, at):
                return _Placed(one, at, confirming.share(one.title, at))
    for offset in tried:
        at = entry.number + offset - 1
        if confirming.stands_on(entry.title, at):
            return _Placed(entry, at, 1.0)
    return _Placed(entry, entry.number + tried[0] - 1, 0.0)


def _in_order(found: Sequence[_Placed], count: int, own: frozenset[int]) -> list[_Placed]:
    """Return the entries whose pages rise; an unconfirmed one must fit between confirmed ones."""
    kept: list[_Placed] = []
    for at, one in enumerate(found):
        later = [other.at for other in found[at + 1 :] if other.share]
        end = min(later, default=count)
        first = kept[-1].at + 1 if kept else 0
        if first <= one.at < count and (one.share or one.at < end) and one.at not in own:
            kept.append(one)
    return kept


def _start(one: _Placed, head: Head | None) -> Start:
    entry = one.entry
    listed = FoundTitle(entry.title, span=span_of(entry.lines))
    if head is None:
        title = listed
    elif one.share >= _SAME_TITLE:
        title = replace(listed, span=span_of(head.title))
    else:
        title = head.found_title
    authors = head.authors if head is not None else ()
    if not authors:
        authors = tuple(Piece(name, span_of(entry.lines)) for name in entry.authors)
    confidence = (0.9 if one.share else 0.5) + (0.05 if authors else 0.0)
    signed = bool(authors) or (head is not None and head.signed)
    return Start(one.at, title, authors, confidence, signed=signed)


def _head_of(one: _Placed, heads: Sequence[Head | None], lower: Sequence[Head]) -> Head | None:
    """Return the head on the page of an entry whose title has most of the words of the entry's."""
    sought = set(fold_evenly(one.entry.title).split())
    own = [head for head in (heads[one.at], *lower) if head is not None and head.at == one.at]

    def common(head: Head) -> int:
        return len(sought & {word for line in head.title for word in line.folded.split()})

    best = max(own, key=common, default=None)
    return best if best is not None and common(best) >= _SOME_WORDS * len(sought) else None
