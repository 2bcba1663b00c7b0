"""Things with a place on a slide into the order in which people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_INSET = 0.05
"""Of a box; frames overlap a little where their texts do not."""
_FLAT = 200
"""Boxes; more are sorted by their tops, since nobody lays out so many by hand."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """A box on a slide, in whatever unit the file uses; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def within(self, outer: Place, inner: Place) -> Place:
        """Return this box, measured in ``inner``, where that is drawn at ``outer``."""
        across = outer.width / inner.width if inner.width else 1.0
        down = outer.height / inner.height if inner.height else 1.0
        return Place(
            outer.x + (self.x - inner.x) * across,
            outer.y + (self.y - inner.y) * down,
            self.width * across,
            self.height * down,
        )


@dataclass(frozen=True, slots=True)
class Placed(Generic[_T]):
    """Something at its place."""

    place: Place
    thing: _T


def in_reading_order(items: list[Placed[_T]]) -> list[Placed[_T]]:
    """Return ``items`` as read: columns from the left, in each of them from the top.

    A cut that crosses no box parts them, first between columns, then between bands, and so on
    (the recursive XY cut of Nagy and Seth, 1984); bands with the same columns stay together. What
    no cut parts goes by its top.
    """
    if len(items) < 2:
        return items
    if len(items) <= _FLAT:
        for parts in (_columns(items), _bands(items)):
            if len(parts) > 1:
                return [item for part in parts for item in in_reading_order(part)]
    return sorted(items, key=lambda item: (item.place.y, item.place.x))


def _columns(items: list[Placed[_T]]) -> list[list[Placed[_T]]]:
    return _cut(items, _left, _right)


def _bands(items: list[Placed[_T]]) -> list[list[Placed[_T]]]:
    bands: list[list[Placed[_T]]] = []
    for band in _cut(items, _top, _bottom):
        together = [*bands[-1], *band] if bands else []
        if bands and all(len(_columns(each)) > 1 for each in (bands[-1], band, together)):
            bands[-1] = together
        else:
            bands.append(band)
    return bands


def _cut(
    items: Iterable[Placed[_T]], low: Callable[[Place], float], high: Callable[[Place], float]
) -> list[list[Placed[_T]]]:
    """Return the parts between which no box reaches, in order."""
    parts: list[list[Placed[_T]]] = []
    end = 0.0
    for item in sorted(items, key=lambda item: low(item.place)):
        if not parts or low(item.place) >= end:
            parts.append([])
            end = high(item.place)
        parts[-1].append(item)
        end = max(end, high(item.place))
    return parts


def _left(place: Place) -> float:
    return place.x + _INSET * place.width


def _right(place: Place) -> float:
    return place.x + (1 - _INSET) * place.width


def _top(place: Place) -> float:
    return place.y + _INSET * place.height


def _bottom(place: Place) -> float:
    return place.y + (1 - _INSET) * place.height
