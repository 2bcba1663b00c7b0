"""A page of a file into how it is named: "trang 37" or "page 37"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.records.files import Unit
from indexer.records.works import Work
from search_app.links import place_url
from search_app.params import SearchState

if TYPE_CHECKING:
    from search_app.translate import Wording


@dataclass(frozen=True, slots=True)
class Spot:
    """A page of a file of a work."""

    work: Work
    sha256: str
    page: int
    """In the file, from 1."""
    label: str = ""
    """As printed; empty where that is not known."""
    unit: str = Unit.PAGE.value
    question: SearchState = field(default_factory=SearchState)
    """What is to be marked there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be looked up."""

    name: str
    within: str
    """Its number in the file, where the printed label is another; else nothing."""
    url: str


def name_place(spot: Spot, wording: Wording) -> Place:
    """Return how a page is named and where it is found."""
    printed = spot.label or str(spot.page)
    within = wording.gettext("no. %(number)s in the file") % {"number": spot.page}
    return Place(
        name=wording.pgettext("unit", spot.unit + " %(label)s") % {"label": printed},
        within="" if printed == str(spot.page) else within,
        url=_url(spot),
    )


def name_place_in_file(spot: Spot, wording: Wording) -> Place:
    """Return how a page is named whose printed label is not known: by its number in the file."""
    name = wording.pgettext("unit-in-file", spot.unit + " %(number)s") % {"number": spot.page}
    return Place(name=name, within="", url=_url(spot))


def _url(spot: Spot) -> str:
    return place_url(spot.work, spot.sha256, spot.page, spot.question)
