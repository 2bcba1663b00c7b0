"""What BibTeX programs read is what the records say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from indexer.records.persons import parse_person
from search_app.cite.bibtex import write_bibtex
from tests.search_app.cite.items import ALL, ENGLISH, PAPER, REPORT

if TYPE_CHECKING:
    from search_app.cite.item import Item


def _read(item: Item) -> Entry:
    (entry,) = parse_string(write_bibtex(item), "bibtex").entries.values()
    return entry


def test_a_paper_is_read_back() -> None:
    """Type, people, volume, year, month and pages."""
    entry = _read(PAPER)
    assert entry.type == "inproceedings"
    assert [(p.last_names, p.first_names) for p in entry.persons["author"]] == [
        (["Nguyễn"], ["Văn"]),
        (["Trần"], ["Thị"]),
    ]
    assert [p.middle_names for p in entry.persons["author"]] == [["An"], ["Bình"]]
    assert entry.fields["title"] == "{Hợp tác quốc tế trong đào tạo cán bộ}"
    assert entry.fields["booktitle"] == "Kỷ yếu hội thảo quốc tế"
    assert (entry.fields["year"], entry.fields["month"]) == ("2016", "September")
    assert entry.fields["pages"] == "12--20"
    assert entry.fields["abstract"] == r"Bài viết bàn về 100\% chương trình \& kết quả."


def test_a_unit_is_one_name() -> None:
    """Not a person with a family name."""
    (author,) = _read(REPORT).persons["author"]
    assert author.last_names == ["{Vụ Hợp tác quốc tế}"]
    assert _read(REPORT).type == "techreport"


def test_keys_are_plain_and_stay() -> None:
    """They hold the id of the work, so no two are alike."""
    keys = [next(iter(parse_string(write_bibtex(item), "bibtex").entries)) for item in ALL]
    assert keys[0] == "nguyen20167f3k2m9q5"
    assert all(key.isascii() and key.isalnum() for key in keys)
    assert len(set(keys)) == len(ALL)


@pytest.mark.parametrize("sign", list(r"\{}$&#%_~^"))
def test_signs_of_tex_are_escaped(sign: str) -> None:
    """None stands bare in a field of text."""
    title = _read(replace(ENGLISH, title=f"a {sign} b")).fields["title"]
    assert title != f"{{a {sign} b}}"
    assert title.count("{") == title.count("}")


def test_a_name_is_never_parted_into_two() -> None:
    """An "and" or a comma within it stays within it."""
    strange = replace(PAPER, authors=(parse_person("Rice and Sons"), parse_person("A, B, C")))
    assert len(_read(strange).persons["author"]) == 2


@given(st.text(max_size=60))
def test_any_title_gives_an_entry_that_can_be_read(title: str) -> None:
    """Whatever signs it has, the other fields stay whole."""
    entry = _read(replace(PAPER, title=title))
    assert entry.fields["booktitle"] == PAPER.container
    assert entry.fields["url"] == PAPER.url
