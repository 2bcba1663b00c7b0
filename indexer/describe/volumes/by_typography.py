"""What the heads of papers look like into where they begin, in a volume without contents."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from indexer.describe.languages import language_of
from indexer.describe.volumes.found import Start
from indexer.describe.volumes.not_papers import is_front

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from indexer.describe.title_wording import FoundTitle
    from indexer.describe.volumes.heads import Head

_STRONG = 3
"""Signs from which on a head with authors is one without doubt."""
_ENOUGH = 2
_WORDS = 5
"""The words of a title that no authors stand with."""
_APART = 0.08
"""How much higher or lower than the others it may stand, in shares of the page's height."""
_SAME_SIZE = 0.05
"""How much the size of a title further down may differ from those at the tops of pages."""
_LAST_PAGES = 2
"""How many pages follow the last title of all when it is a translation."""


def starts_by_typography(
    heads: Sequence[Head | None], lower: Iterable[Head], contents: Collection[int]
) -> tuple[Start, ...]:
    """Return the pages with the head of a paper; those of the contents have none.

    ``heads`` stand at the tops of pages, ``lower`` ones further down: there only what is set
    as most of the titles above is one.
    """
    likely = [head for head in heads if head is not None and _may_begin(head, contents)]
    signed = [head for head in likely if head.signed and head.signs >= _ENOUGH]
    taken = {head.at for head in signed}
    signed += [
        head
        for head in lower
        if head.at not in taken and _may_begin(head, contents) and _is_set_as(head, signed)
    ]
    alike = [head for head in likely if not head.signed and _is_alike(head, signed)]
    found = {head.at: head for head in (*alike, *signed)}
    kept = _without_translations([found[at] for at in sorted(found)], len(heads))
    return tuple(start_of(head) for head in kept)


def start_of(head: Head) -> Start:
    """Return what begins with a head, with how sure that is."""
    confidence = 0.9 if head.signs >= _STRONG else 0.75
    signed = head.signed
    return Start(
        head.at, head.found_title, head.authors, confidence if signed else 0.6, signed=signed
    )


def _may_begin(head: Head, contents: Collection[int]) -> bool:
    # Lines of a body may end with rising numbers too, but no contents have an abstract.
    listed = head.at in contents and not (head.authors and head.abstract)
    return not listed and not is_front(head.title[0].folded)


def _is_set_as(head: Head, signed: Sequence[Head]) -> bool:
    """Whether the title is set as at least a third of those that begin pages."""
    like = [
        one
        for one in signed
        if one.capital == head.capital and abs(one.size - head.size) <= _SAME_SIZE * one.size
    ]
    return len(like) * 3 >= max(3, len(signed))


def _is_alike(head: Head, signed: Sequence[Head]) -> bool:
    """Whether a head without authors looks as most of those with authors around it do."""
    strong = sorted((one for one in signed if one.capital and one.larger), key=lambda one: one.at)
    if not (head.capital and head.larger) or len(strong) * 2 < len(signed):
        return False
    words = sum(len(line.text.split()) for line in head.title)
    if not strong or words < _WORDS:
        return False
    between = strong[0].at < head.at < strong[-1].at
    apart = abs(head.top - median(one.top for one in strong))
    return head.abstract or (between and apart <= _APART)


def _without_translations(heads: Sequence[Head], count: int) -> list[Head]:
    """Return ``heads`` without those on the last page of a paper in another language.

    There stand the title and the abstract once more, in English.
    """
    kept: list[Head] = []
    for at, head in enumerate(heads):
        end = heads[at + 1].at if at + 1 < len(heads) else count
        short = end - head.at <= (1 if end < count else _LAST_PAGES)
        title = head.found_title
        if kept and short and is_vietnamese(title) != is_vietnamese(kept[-1].found_title):
            continue
        kept.append(head)
    return kept


def is_vietnamese(title: FoundTitle) -> bool:
    """Whether the title is; others may be in any language."""
    return language_of(title.text) == "vi"
