"""What the heads of papers look like into where they begin, in a volume without contents."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from indexer.describe.languages import language_of
from indexer.describe.volumes.found import Start
from indexer.describe.volumes.not_papers import is_front

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from indexer.describe.titles import FoundTitle
    from indexer.describe.volumes.heads import Head

_STRONG = 3
"""Signs from which on a head with authors is one without doubt."""
_ENOUGH = 2
_WORDS = 5
"""The words of a title that no authors stand with."""
_APART = 0.08
"""How much higher or lower than the others it may stand, in shares of the page's height."""


def starts_by_typography(
    heads: Sequence[Head | None], contents: Collection[int]
) -> tuple[Start, ...]:
    """Return the pages that begin with the head of a paper; those of the contents do not."""
    likely = [head for head in heads if head is not None and head.at not in contents]
    likely = [head for head in likely if not is_front(head.title[0].folded)]
    authored = [head for head in likely if head.authors and head.signs >= _ENOUGH]
    alike = [head for head in likely if not head.authors and _is_alike(head, authored)]
    found = sorted((*authored, *alike), key=lambda head: head.at)
    return tuple(start_of(head) for head in _without_translations(found))


def start_of(head: Head) -> Start:
    """Return what begins with a head, with how sure that is."""
    confidence = 0.9 if head.signs >= _STRONG else 0.75
    return Start(head.at, head.found_title, head.authors, confidence if head.authors else 0.6)


def _is_alike(head: Head, authored: Sequence[Head]) -> bool:
    """Whether a head without authors looks as most of those with authors around it do."""
    strong = [one for one in authored if one.capital and one.larger]
    if not (head.capital and head.larger) or len(strong) * 2 < len(authored):
        return False
    words = sum(len(line.text.split()) for line in head.title)
    if not strong or words < _WORDS:
        return False
    between = strong[0].at < head.at < strong[-1].at
    apart = abs(head.top - median(one.top for one in strong))
    return head.abstract or (between and apart <= _APART)


def _without_translations(heads: Sequence[Head]) -> list[Head]:
    """Return ``heads`` without those on the last page of a paper in another language.

    There stand the title and the abstract once more, in English.
    """
    kept: list[Head] = []
    for at, head in enumerate(heads):
        alone = at + 1 < len(heads) and heads[at + 1].at == head.at + 1
        title = head.found_title
        if kept and alone and is_vietnamese(title) != is_vietnamese(kept[-1].found_title):
            continue
        kept.append(head)
    return kept


def is_vietnamese(title: FoundTitle) -> bool:
    """Whether the title is; others may be in any language."""
    return language_of(title.text) == "vi"
