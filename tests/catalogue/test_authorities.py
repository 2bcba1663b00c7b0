from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.errors.catalogue import AuthorityUnknown, AuthorityWrong
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.works import Field, Origin, Value
from tests.catalogue.examples import MOMENT, report

if TYPE_CHECKING:
    from indexer.catalogue.catalogue import Catalogue

FOUNDATION = Authority(
    "test-fund",
    AuthorityKind.ORGANISATION,
    (
        AuthorityName("Quỹ Thử nghiệm", "vi", NameForm.PREFERRED, "test", "2001", "2019-05"),
        AuthorityName("Test Foundation", "en", NameForm.PREFERRED),
        AuthorityName("QTN", "mul", NameForm.ACRONYM),
    ),
    "country-kr",
)
OFFICE = Authority(
    "test-office",
    AuthorityKind.ORGANISATION,
    (
        AuthorityName("Văn phòng Quỹ Thử nghiệm", "vi", NameForm.PREFERRED),
        AuthorityName("Test Foundation", "en", NameForm.PREFERRED),
    ),
    "test-fund",
)


def test_a_record_comes_back_as_it_was_stored(catalogue: Catalogue) -> None:
    """Names in their order with their years."""
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        assert view.authorities.get("test-fund") == FOUNDATION
        changed = replace(FOUNDATION, names=FOUNDATION.names[1:])
        view.authorities.replace(changed)
        assert view.authorities.get("test-fund") == changed
        assert changed in view.authorities.all(AuthorityKind.ORGANISATION)
        assert changed not in view.authorities.all(AuthorityKind.COUNTRY)


@pytest.mark.parametrize(
    "typed", ["Quỹ Thử nghiệm", "quy thu nghiem", "QUỸ THỬ  NGHIỆM", "qtn", "Test foundation "]
)
def test_a_record_is_found_by_any_of_its_names(catalogue: Catalogue, typed: str) -> None:
    """Accents, case and blanks aside."""
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        assert view.authorities.find(typed) == (FOUNDATION,)
        assert view.authorities.find(typed, AuthorityKind.COUNTRY) == ()


def test_the_name_as_it_was_typed_comes_first(catalogue: Catalogue) -> None:
    """Áo is Austria before anything whose name is Ao."""
    names = (AuthorityName("Ao", "en", NameForm.PREFERRED),)
    with catalogue.write() as view:
        view.authorities.add(Authority("aa-ao", AuthorityKind.PLACE, names))
        assert [one.key for one in view.authorities.find("Áo")] == ["country-at", "aa-ao"]
        assert [one.key for one in view.authorities.find("ao")] == ["aa-ao", "country-at"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FOUNDATION, key="Hai Chữ"),
        replace(FOUNDATION, key="country-vn"),
        replace(FOUNDATION, names=()),
        replace(FOUNDATION, names=(AuthorityName(" ", "vi", NameForm.VARIANT),)),
        replace(FOUNDATION, names=(AuthorityName("x" * 501, "vi", NameForm.VARIANT),)),
        replace(FOUNDATION, names=(AuthorityName("x", "Việt", NameForm.VARIANT),)),
        replace(FOUNDATION, names=(AuthorityName("x", "vi", NameForm.VARIANT, "", "hôm qua"),)),
        replace(FOUNDATION, names=(FOUNDATION.names[0], FOUNDATION.names[0])),
        replace(FOUNDATION, parent="nobody"),
        replace(FOUNDATION, parent="test-fund"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused(catalogue: Catalogue, wrong: Authority) -> None:
    """With the reason."""
    with pytest.raises(AuthorityWrong), catalogue.write() as view:
        view.authorities.add(wrong)


def test_records_form_no_circle(catalogue: Catalogue) -> None:
    """Whoever follows parents must come to an end."""
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        view.authorities.add(OFFICE)
        with pytest.raises(AuthorityWrong, match="ancestor"):
            view.authorities.replace(replace(FOUNDATION, parent="test-office"))


def test_unknown_records_are_named(catalogue: Catalogue) -> None:
    """By every method that needs one."""
    with catalogue.write() as view:
        for act in (
            lambda: view.authorities.get("nobody"),
            lambda: view.authorities.replace(replace(FOUNDATION, key="nobody")),
            lambda: view.authorities.merge("nobody", "koica"),
            lambda: view.authorities.merge("koica", "nobody"),
        ):
            with pytest.raises(AuthorityUnknown):
                act()


def test_merging_moves_names_works_and_children(catalogue: Catalogue) -> None:
    """The old key leads to the new one, also when that is merged once more."""
    value = Value(Field.FUNDER, "Quỹ", Origin.SUGGESTED, authority="test-office")
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        view.authorities.add(OFFICE)
        view.authorities.add(replace(OFFICE, key="test-desk", parent="test-office"))
        work = view.works.add(replace(report(), values=(value,), created=MOMENT, changed=MOMENT))
        joined = view.authorities.merge("test-office", "test-fund")
        assert [name.text for name in joined.names] == [
            "Quỹ Thử nghiệm",
            "Test Foundation",
            "QTN",
            "Văn phòng Quỹ Thử nghiệm",
        ]
        assert joined.names[-1].form is NameForm.VARIANT
        assert view.authorities.get("test-office") == view.authorities.get("test-fund") == joined
        assert view.authorities.get("test-desk").parent == "test-fund"
        found = view.works.get(work.id)
        assert found.values[0].authority == "test-fund"
        assert found.changed != work.changed
        view.authorities.merge("test-fund", "koica")
        assert view.authorities.get("test-office").key == "koica"
        assert view.authorities.redirects() == {"test-fund": "koica", "test-office": "koica"}
        assert view.authorities.find("QTN")[0].key == "koica"
        with pytest.raises(AuthorityWrong):
            view.authorities.add(OFFICE)


def test_merging_into_its_child_makes_no_circle(catalogue: Catalogue) -> None:
    """The child takes the place of its parent."""
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        view.authorities.add(OFFICE)
        assert view.authorities.merge("test-fund", "test-office").parent == "country-kr"


@pytest.mark.parametrize("into", ["test-fund", "country-vn"])
def test_what_is_not_alike_is_not_merged(catalogue: Catalogue, into: str) -> None:
    """A fund is no country, and nothing is merged into itself."""
    with catalogue.write() as view:
        view.authorities.add(FOUNDATION)
        with pytest.raises(AuthorityWrong):
            view.authorities.merge("test-fund", into)
