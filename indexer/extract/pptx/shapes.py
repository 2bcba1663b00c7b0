"""The tree of a slide into its shapes, each with its place and what kind of text it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.places import Place, Placed
from indexer.extract.xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAVES = frozenset({"sp", "graphicFrame", "cxnSp", "pic", "contentPart"})
_BODIES = frozenset({"", "body", "obj", "subTitle", "tbl", "chart", "dgm", "media", "pic"})
_NOWHERE = Place(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a slide."""

    element: etree._Element
    role: str = ""
    """Of a placeholder: title, ctrTitle, body, sldNum, dt, ftr …"""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Which placeholder of a layout a shape fills."""

    role: str
    index: str


class Placeholders:
    """The places that the layout of a slide, and the master behind it, give to its shapes."""

    def __init__(self, *roots: etree._Element) -> None:
        self._by_index: dict[str, Place] = {}
        self._by_role: dict[str, Place] = {}
        for root in roots:
            for shape in root.iter("{*}sp"):
                holder, place = _holder(shape), _own_place(shape)
                if holder is not None and place is not None:
                    self._by_role.setdefault(_family(holder.role), place)
                    if root is roots[0]:
                        self._by_index.setdefault(holder.index, place)

    def place(self, holder: _Holder | None) -> Place:
        """Return the place of a shape that has none of its own."""
        if holder is None:
            return _NOWHERE
        by_role = self._by_role.get(_family(holder.role), _NOWHERE)
        return self._by_index.get(holder.index, by_role) if holder.index else by_role


def shapes_of(slide: etree._Element, placeholders: Placeholders) -> list[Placed[Shape]]:
    """Return the shapes of a slide, those of groups at their places on the slide."""
    tree = slide.find(".//{*}spTree")
    return [] if tree is None else list(_shapes(tree, placeholders))


def _shapes(tree: etree._Element, placeholders: Placeholders) -> Iterator[Placed[Shape]]:
    for element in tree:
        name = local_name(element)
        if name in _LEAVES:
            holder = _holder(element)
            place = _own_place(element) or placeholders.place(holder)
            yield Placed(place, Shape(element, holder.role if holder else ""))
        elif name == "grpSp":
            yield from _group(element, placeholders)
        elif name == "AlternateContent":
            # Its alternatives draw the same thing.
            first = next(children(element, "Choice"), element)
            yield from _shapes(first, placeholders)


def _group(group: etree._Element, placeholders: Placeholders) -> Iterator[Placed[Shape]]:
    frame = child(child(group, "grpSpPr"), "xfrm")
    outer = _place(frame, "off", "ext")
    inner = _place(frame, "chOff", "chExt")
    for shape in _shapes(group, placeholders):
        if outer is None or inner is None:
            yield shape
        else:
            yield Placed(shape.place.within(outer, inner), shape.thing)


def _own_place(shape: etree._Element) -> Place | None:
    frame = child(shape, "xfrm")
    return _place(child(child(shape, "spPr"), "xfrm") if frame is None else frame, "off", "ext")


def _place(frame: etree._Element | None, offset: str, extent: str) -> Place | None:
    at, size = child(frame, offset), child(frame, extent)
    try:
        return Place(
            int(attribute(at, "x")),
            int(attribute(at, "y")),
            int(attribute(size, "cx")),
            int(attribute(size, "cy")),
        )
    except ValueError:
        return None


def _holder(shape: etree._Element) -> _Holder | None:
    holder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    if holder is None:
        holder = shape.find("{*}nvGraphicFramePr/{*}nvPr/{*}ph")
    if holder is None:
        return None
    return _Holder(attribute(holder, "type"), attribute(holder, "idx"))


def _family(role: str) -> str:
    """Return what a role inherits from: all that hold a slide's matter from the body."""
    if role == "ctrTitle":
        return "title"
    return "body" if role in _BODIES else role
