from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.catalogue.sheet import COLUMN_NAMES, export_sheet, import_sheet
from indexer.catalogue.sheet.columns import VALUE_COLUMNS
from indexer.records.dates import parse_date
from indexer.records.works import Field, Origin, State, Tier, TitleForm, Value, Work
from tests.catalogue.examples import file_of, report

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.catalogue.catalogue import Catalogue

_TEXTS = st.text(max_size=40) | st.sampled_from(["=1", "-", "'-", "a; b", "\\;", " x ", "x\r\ny"])

_VALUES = st.builds(
    Value,
    st.sampled_from(Field),
    _TEXTS,
    st.sampled_from(Origin),
    st.sampled_from(["", "vi", "en"]),
    st.sampled_from(["", *TitleForm]),
    st.sampled_from(["", "koica", "country-la"]),
)

_WORKS = st.builds(
    lambda values, state, tier, embargo: replace(
        report(), values=tuple(values), state=state, tier=tier, embargo=embargo
    ),
    st.lists(_VALUES, max_size=8),
    st.sampled_from([State.SUGGESTED, State.PUBLISHED, State.WITHDRAWN]),
    st.sampled_from(Tier),
    st.none() | st.dates(),
)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@given(works=st.lists(_WORKS, max_size=9))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
def test_an_exported_sheet_changes_nothing(
    catalogue: Catalogue, tmp_path: Path, suffix: str, works: list[Work]
) -> None:
    """Whatever values there are, of whatever origins: what nobody edited stays as it was."""
    path = tmp_path / f"works{suffix}"
    with catalogue.write() as view:
        for old in view.works.all():
            view.works.purge(old.id)
        view.works.add_all(works)
        before = view.works.all()
        assert export_sheet(view, path) == len(works)
        imported = import_sheet(view, path)
        assert view.works.all() == before
    assert imported.changed == ()
    assert imported.rows == len(works)
    assert imported.warnings == ()


def test_every_field_has_a_column() -> None:
    """Nothing that is known of a work is missing in its row."""
    assert {column.field for column in VALUE_COLUMNS} == set(Field)
    assert len(set(COLUMN_NAMES)) == len(COLUMN_NAMES)


def test_deleted_works_are_left_out(catalogue: Catalogue, tmp_path: Path) -> None:
    """They come back by their id, not by a sheet."""
    with catalogue.write() as view:
        view.works.add(report(state=State.DELETED))
        assert export_sheet(view, tmp_path / "x.csv") == 0


def test_a_row_shows_all_that_is_known(catalogue: Catalogue, tmp_path: Path) -> None:
    """As a person reads it."""
    path = tmp_path / "x.csv"
    with catalogue.write() as view:
        view.files.add(file_of("a", "Báo cáo 1.pdf"))
        work = view.works.add(report(file_of("a", "Báo cáo 1.pdf")))
        export_sheet(view, path)
    text = path.read_text(encoding="utf-8-sig")
    assert parse_date(work.first(Field.DATE)).years == range(2019, 2020)
    for part in (
        f"{work.id},published,public,,delegation-out,Báo cáo đoàn ra,Delegation report,",
        "2019-10-19/2019-10-23",
        ",KOICA,Hàn Quốc,",
        "hợp tác\\; phát triển",
        ",Báo cáo 1.pdf",
    ):
        assert part in text, part
