"""The catalogues hold exactly what the site says."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from indexer.records.files import Reading, Unit
from indexer.records.works import Field, Kind, Origin, Role
from indexer.retrieval.clauses import Demand, Form, Source
from indexer.retrieval.results import FACETS, SORTS, StepKind
from search_app.cite.forms import FORMS
from search_app.cite.styles import STYLES
from search_app.translate import LANGUAGES, read_wordings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import Enum

    from babel.messages.catalog import Catalog

    from indexer.errors import Language

_LISTS: dict[str, type[Enum]] = {
    "kind": Kind,
    "field": Field,
    "origin": Origin,
    "reading": Reading,
    "role": Role,
    "step": StepKind,
}
_PLACEHOLDER = re.compile(r"%\(\w+\)s")


def _codes() -> Iterator[tuple[str, str | tuple[str, str]]]:
    for context, codes in _LISTS.items():
        yield from ((context, str(code.value)) for code in codes)
    yield from (("unit", f"{unit} %(label)s") for unit in Unit)
    yield from (("unit", (f"%(num)s {unit}", f"%(num)s {unit}s")) for unit in Unit)
    yield from (("unit-name", unit.value) for unit in Unit)
    yield from (("unit-in-file", f"{unit} %(number)s") for unit in Unit)
    yield from (("facet", facet) for facet in FACETS)
    yield from (("sort", sort or "relevance") for sort in SORTS)
    yield from (("note", note) for note in ("too-long", "too-many-terms"))
    yield from (("source", source.value) for source in Source)
    yield from (("form", form.value) for form in Form if form is not Form.FILTER)
    yield from (("demand", demand.value) for demand in Demand if demand is not Demand.SHOULD)
    yield from (("change", demand.value) for demand in Demand)
    yield from (("change", f"{demand}-several") for demand in (Demand.MUST, Demand.NOT))
    yield from (("own-name", language) for language in LANGUAGES)
    yield from (("style", style) for style in STYLES)
    yield from (("form", form) for form in FORMS)
    yield ("field", "other-titles")


def _said() -> set[str]:
    """Return the keys in the sources and templates, those of codes apart."""
    found = extract_from_dir(
        str(files("search_app")),
        method_map=[("**.py", "python")],
        keywords={**DEFAULT_KEYWORDS, "msgid": None},
    )
    in_templates = extract_from_dir(
        str(files("search_app").joinpath("templates")),
        method_map=[("**.html", "jinja2.ext:babel_extract")],
    )
    keys = set()
    for _, _, message, _, context in (*found, *in_templates):
        if context is None:
            keys.add(message if isinstance(message, str) else message[0])
    return keys


def _catalogue(language: str) -> Catalog:
    with Path(str(files("search_app"))).joinpath("locale", f"{language}.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def test_vietnamese_has_every_text_and_no_other() -> None:
    """What the sources say is translated, and nothing is translated that nobody says."""
    kept = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in _catalogue("vi")
        if message.id and message.context is None
    }
    assert kept == _said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(language: str) -> None:
    """No reader meets a bare code."""
    catalogue = _catalogue(language)
    kept = {(m.context, m.id) for m in catalogue if m.context and m.string}
    assert kept == set(_codes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    """A translation has the holes of its key, no more and no fewer."""
    for message in _catalogue(language):
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[-1]
            strings = [message.string] if isinstance(message.string, str) else message.string
            for string in strings or [""]:
                assert string
                assert set(_PLACEHOLDER.findall(string)) == set(_PLACEHOLDER.findall(one))


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("vi", "%(num)s trang", "%(num)s trang"), ("en", "%(num)s page", "%(num)s pages")],
)
def test_numbers_of_things_follow_the_language(language: Language, one: str, many: str) -> None:
    """Vietnamese has one form, English two."""
    wording = read_wordings()[language]
    keys = ("unit", "%(num)s page", "%(num)s pages")
    assert wording.npgettext(*keys, 1) == one
    assert wording.npgettext(*keys, 2) == many


def test_a_text_without_translation_is_its_key() -> None:
    """A missing text shows in English rather than not at all."""
    assert read_wordings()["vi"].gettext("Never translated") == "Never translated"
    assert read_wordings()["vi"].pgettext("kind", "poem") == "poem"
