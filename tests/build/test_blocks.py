"""Works into blocks: what is counted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.build.blocks import make_blocks, outlines
from indexer.build.cuts import Cuts
from indexer.build.today import local_today
from indexer.language.analyser import Analyser
from indexer.language.segment import segment
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.files import File, Reading
from indexer.records.works import Field, Origin, Role, State, Tier, Value, Work, WorkFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.catalogue.catalogue import Catalogue
    from indexer.settings import Settings

_VALUES = (
    Value(Field.UNIT, "Vụ Mẫu", Origin.CONFIRMED, authority="unit-vm"),
    Value(Field.UNIT, "Phòng Thử", Origin.CONFIRMED),
    Value(Field.AUTHOR, "PGS. TS. Nguyễn Thị Mẫu", Origin.CONFIRMED),
    Value(Field.AUTHOR, "Nguyễn Thị Mẫu", Origin.CONFIRMED),
    Value(Field.AUTHOR, "Sample, Anne", Origin.CONFIRMED),
    Value(Field.AUTHOR, "Trần Văn Thử", Origin.SUGGESTED),
)


@pytest.fixture
def facets(catalogue: Catalogue, settings: Settings) -> Mapping[str, tuple[str, ...]]:
    """Give the facets of a work with all these values, a PDF and a draft in Word."""
    hashes = {"a" * 64: "pdf", "b" * 64: "docx"}
    with catalogue.write() as view:
        name = AuthorityName("Vụ Mẫu", "vi", NameForm.PREFERRED)
        view.authorities.add(Authority("unit-vm", AuthorityKind.UNIT, (name,)))
        for sha256, kind in hashes.items():
            view.files.add(File(sha256, 1, f"x.{kind}", kind, Reading.READ))
        files = tuple(WorkFile(sha256, Role.DRAFT) for sha256 in hashes)
        work = Work(view.works.new_id(), State.PUBLISHED, Tier.PUBLIC, files, _VALUES)
        view.works.add(work)
    today = local_today()
    with catalogue.read() as view:
        (outline,) = outlines(view, today)
    cuts = Cuts(settings.corpus, settings.index)
    (block,) = make_blocks([outline], cuts, Analyser(segment), today)
    return block.facets


def test_units_are_counted_by_record_else_by_name(facets: Mapping[str, tuple[str, ...]]) -> None:
    """As partners are."""
    assert facets["unit"] == ("unit-vm", "Phòng Thử")


def test_authors_are_counted_without_degrees(facets: Mapping[str, tuple[str, ...]]) -> None:
    """Each once, as the name is said; what was only guessed does not count beside the rest."""
    assert facets["author"] == ("Nguyễn Thị Mẫu", "Anne Sample")


def test_formats_are_those_of_all_files(facets: Mapping[str, tuple[str, ...]]) -> None:
    """Also of files whose pages are not searched."""
    assert facets["format"] == ("docx", "pdf")
