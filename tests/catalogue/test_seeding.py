from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.catalogue import seeding
from indexer.catalogue.authority_rules import check
from indexer.catalogue.territories import territories
from indexer.errors.catalogue import AuthorityWrong
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue


def test_countries_have_modern_names_in_both_languages() -> None:
    """All of ISO 3166-1, and no group of countries."""
    found = {one.key: one for one in territories()}
    assert (found["country-kr"].name("vi"), found["country-kr"].name("en")) == (
        "Hàn Quốc",
        "South Korea",
    )
    assert found["country-la"].name("vi") == "Lào"
    assert len(found) > 240
    assert not {"country-eu", "country-zz", "country-un"} & found.keys()


def test_all_seeds_are_sound() -> None:
    """Everything a librarian's record must be, the program's own are too."""
    records = seeding.seed_records()
    parents = {record.key: record.parent for record in records}
    wrong = []
    for record in records:
        try:
            check(record, parents)
        except AuthorityWrong as failure:
            wrong.append(failure.message("en"))
    assert wrong == []
    assert len(parents) == len(records)


def test_older_spellings_of_countries_find_them(catalogue: Catalogue) -> None:
    """The names of CLDR and those of the seeds are one record."""
    with catalogue.read() as view:
        for name in ("Mozambique", "Môdămbích", "mo-dam-bich"):
            assert [one.key for one in view.authorities.find(name)] == ["country-mz"], name


def test_later_seeds_leave_what_a_librarian_changed(catalogue: Catalogue) -> None:
    """New records come, untouched ones are refreshed, edited and merged ones stay."""

    def make(key: str, name: str) -> Authority:
        names = (AuthorityName(name, "vi", NameForm.PREFERRED),)
        return Authority(key, AuthorityKind.ORGANISATION, names)

    first = [make(f"seed-{i}", f"Hạt {i}") for i in range(4)]
    with catalogue.write() as view:
        assert view.authorities.seed(first) == 4
        assert view.authorities.seed(first) == 0
        mine = make("seed-1", "Tên của thư viện")
        view.authorities.replace(mine)
        view.authorities.merge("seed-2", "seed-3")
        later = [make(f"seed-{i}", f"Hạt mới {i}") for i in range(5)]
        assert view.authorities.seed(later) == 2
        assert view.authorities.get("seed-0") == later[0]
        assert view.authorities.get("seed-1") == mine
        assert view.authorities.get("seed-2").key == "seed-3"
        assert view.authorities.get("seed-3").names[0].text == "Hạt 3"
        assert view.authorities.get("seed-4") == later[4]


def test_seeds_are_sown_once_per_version(catalogue: Catalogue) -> None:
    """Opening a catalogue again changes nothing, so that what a librarian struck out stays so."""
    with catalogue.write() as view:
        connection = view.works._connection
        assert seeding.is_planted(connection)
        country = view.authorities.get("country-vn")
        view.authorities.replace(replace(country, names=country.names[:1]))
        seeding.plant(connection)
        assert view.authorities.get("country-vn").names == country.names[:1]
