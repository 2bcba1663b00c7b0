"""A work into the lines that stand for it in a list: title, kind, dates, people, bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.records.works import Field
from search_app.links import work_url
from search_app.present.pieces import Piece, cut

if TYPE_CHECKING:
    from indexer.records.works import Work
    from indexer.retrieval.marking import Mark
    from search_app.present.names import Names
    from search_app.translate import Wording

_SHOWN_NAMES = 3
_ABOUT = (Field.PARTNER, Field.COUNTRY)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work in a list."""

    url: str
    title: tuple[Piece, ...]
    title_language: str
    kind: str
    date: str
    people: str
    units: str
    about: str
    """Partners and countries."""


def work_line(work: Work, names: Names, wording: Wording, marks: tuple[Mark, ...] = ()) -> WorkLine:
    """Return a work as a list shows it; ``marks`` are those in its first title."""
    title = work.first(Field.TITLE)
    about = [names.of_value(value) for field in _ABOUT for value in work.of(field)]
    return WorkLine(
        url=work_url(work.id),
        title=cut(title, marks) if title else cut(wording.gettext("Untitled"), ()),
        title_language=title_language(work),
        kind=wording.pgettext("kind", work.first(Field.KIND) or "other"),
        date=_first(work, names, Field.DATE) or _first(work, names, Field.PERIOD),
        people=_join([names.of_value(value) for value in work.of(Field.AUTHOR)]),
        units=_join([names.of_value(value) for value in work.of(Field.UNIT)]),
        about=_join(about),
    )


def title_language(work: Work) -> str:
    """Return the language of the first title, else the work's only one, else nothing."""
    title = next(iter(work.of(Field.TITLE)), None)
    languages = work.of(Field.LANGUAGE)
    if title and title.language:
        return title.language
    return languages[0].text if len(languages) == 1 else ""


def _first(work: Work, names: Names, field: Field) -> str:
    return next((names.of_value(value) for value in work.of(field)), "")


def _join(texts: list[str]) -> str:
    unique = list(dict.fromkeys(texts))
    more = " …" if len(unique) > _SHOWN_NAMES else ""
    return ", ".join(unique[:_SHOWN_NAMES]) + more
