"""Parts of office files into trees, whose elements are known by their local names."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def parse_part(data: bytes, *, recover: bool = False) -> etree._Element:
    """Return the root of a part; entities stay unresolved, nothing is loaded from elsewhere.

    Raises :class:`lxml.etree.XMLSyntaxError`, and :class:`ValueError` where nothing is left.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=recover,
        huge_tree=False,
        collect_ids=False,  # many programs write an id twice, which is no fault to us
    )
    root = etree.fromstring(data, parser)
    if root is None:  # what recovery gives when nothing is left
        message = "no element"
        raise ValueError(message)
    return root


def local_name(element: etree._Element) -> str:
    """Return the name without its namespace, which strict documents write differently.

    Comments, instructions and entities have the name "".
    """
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of ``element`` that are called ``name``."""
    return (inner for inner in element if local_name(inner) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child that is called ``name``."""
    return None if element is None else next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute by its local name, or an empty string."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def texts_named(elements: Iterable[etree._Element], names: Mapping[str, str]) -> dict[str, str]:
    """Return the first text among ``elements`` for each of ``names``, under what it maps to."""
    found: dict[str, str] = {}
    for element in elements:
        name = names.get(local_name(element))
        if name and element.text:
            found.setdefault(name, element.text)
    return found


def stream(data: bytes, name: str) -> Iterator[etree._Element]:
    """Yield the elements called ``name`` one after the other, and forget each when it was seen.

    Raises :class:`lxml.etree.XMLSyntaxError` at a fault; what stands before it was yielded.
    """
    events = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
