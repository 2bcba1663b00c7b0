from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.authority_sheet import (
    export_authorities,
    import_authorities,
    read_authorities,
)
from indexer.catalogue.seeding import SEEDS
from indexer.errors.sheets import SheetWrong

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.catalogue.catalogue import Catalogue

HEADING = "key,kind,parent,valid_from,valid_to,language,form,name,source\n"


def test_an_exported_sheet_changes_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    """All records, names and years come back as they were."""
    path = tmp_path / "names.csv"
    with catalogue.write() as view:
        before = view.authorities.all()
        assert export_authorities(view, path) == len(before)
        assert read_authorities(path) == before
        assert import_authorities(view, path) == 0
        assert view.authorities.all() == before


def test_a_sheet_adds_and_replaces_and_leaves_the_rest(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """Parents may stand below their children."""
    path = tmp_path / "names.csv"
    path.write_text(
        HEADING
        + "new-unit,unit,new-body,,,vi,preferred,Ban Mới,x\n"
        + "new-body,organisation,country-vn,2020,,vi,preferred,Viện Mới,x\n"
        + "koica,organisation,country-kr,,,mul,acronym,KOICA,x\n",
        encoding="utf-8",
    )
    with catalogue.write() as view:
        number = len(view.authorities.all())
        assert import_authorities(view, path) == 3
        assert len(view.authorities.all()) == number + 2
        assert [name.text for name in view.authorities.get("koica").names] == ["KOICA"]
        assert view.authorities.get("new-body").names[0].valid_from == "2020"
        assert view.authorities.find("ban moi")[0].parent == "new-body"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("x,planet,,,,vi,preferred,X,\n", "row 2, column kind"),
        ("x,unit,,,,vi,nickname,X,\n", "row 2, column form"),
        ("x,unit,,,,vi,preferred,,\n", "row 2, column name"),
        (",unit,,,,vi,preferred,X,\n", "row 2, column key"),
        ("x,unit,,,,vi,preferred,X,\nx,place,,,,en,preferred,X,\n", "row 3, column kind"),
        ("x,unit,,,,vi,preferred,X,\nx,unit,hcma,,,en,preferred,X,\n", "row 3, column parent"),
        ("x,unit,nobody,,,vi,preferred,X,\n", "nobody"),
        ("x,unit,,,,vi,preferred,X,\nx,unit,,,,vi,preferred,Y,\n", "two preferred"),
        ("jica,organisation,,,,vi,preferred,X,\n", "jica is now koica"),
    ],
)
def test_errors_are_named_and_nothing_is_stored(
    catalogue: Catalogue, tmp_path: Path, rows: str, said: str
) -> None:
    """By row and column where there is one cell to blame."""
    path = tmp_path / "names.csv"
    path.write_text(HEADING + "good,unit,,,,vi,preferred,Ban Rất Lạ,\n" + rows, encoding="utf-8")
    with catalogue.write() as view:
        view.authorities.merge("jica", "koica")
        with pytest.raises(SheetWrong) as raised:
            import_authorities(view, path)
        assert view.authorities.find("Ban Rất Lạ") == ()
    wanted = said.replace("row 2", "row 3") if "row 2" in said else said.replace("row 3", "row 4")
    assert wanted in raised.value.message("en")


def test_the_seeds_are_such_a_sheet() -> None:
    """Hundreds of partners, countries, programmes and terms."""
    assert len(read_authorities(SEEDS)) > 500
