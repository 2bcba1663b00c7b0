from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.sheet import import_sheet
from indexer.errors.sheets import SheetWrong
from indexer.records.identifiers import new_work_id
from indexer.records.works import Field, Origin, State, Tier, TitleForm, Value, Work, WorkFile
from tests.catalogue.examples import DAY, file_of, report, sha_of

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.catalogue.catalogue import Catalogue
    from indexer.catalogue.sheet import Imported

FILE = file_of("a", "Báo cáo 1.pdf")


class Sheet:
    """A catalogue with one work, and sheets about it."""

    def __init__(self, catalogue: Catalogue, path: Path) -> None:
        self.catalogue = catalogue
        self._path = path
        with catalogue.write() as view:
            view.files.add(FILE)
            self.work = view.works.add(report(FILE))

    def take(self, *rows: dict[str, str]) -> Imported:
        """Import rows; those without id and files are about the one work."""
        full = [
            row if {"id", "files"} & row.keys() else {"id": self.work.id, **row} for row in rows
        ]
        heading = list(dict.fromkeys(name for row in full for name in row))
        with self._path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heading)
            writer.writeheader()
            writer.writerows(full)
        with self.catalogue.write() as view:
            return import_sheet(view, self._path)

    def wrong(self, *rows: dict[str, str]) -> str:
        """Import rows that are wrong; return what is said of them."""
        with self.catalogue.read() as view:
            before = view.works.all()
        with pytest.raises(SheetWrong) as raised:
            self.take(*rows)
        with self.catalogue.read() as view:
            assert view.works.all() == before
        return raised.value.message("en")

    def now(self) -> Work:
        """Return the work as it is now."""
        with self.catalogue.read() as view:
            return view.works.get(self.work.id)

    def texts(self, field: Field) -> list[str]:
        """Return the texts of a field as they are shown now."""
        return [value.text for value in self.now().of(field)]


@pytest.fixture
def sheet(catalogue: Catalogue, tmp_path: Path) -> Sheet:
    """Sheets about one work."""
    return Sheet(catalogue, tmp_path / "sheet.csv")


def test_a_filled_cell_becomes_the_value(sheet: Sheet) -> None:
    """Of origin imported, before what the program suggested, which stays beneath."""
    imported = sheet.take({"date": "15/9/2016", "keywords": "đào tạo; cán bộ", "language": "VI;en"})
    assert imported.changed == (sheet.work.id,)
    (value,) = sheet.now().of(Field.DATE)
    assert (value.text, value.origin) == ("2016-09-15", Origin.IMPORTED)
    assert sheet.texts(Field.KEYWORD) == ["đào tạo", "cán bộ"]
    assert sheet.texts(Field.LANGUAGE) == ["vi", "en"]
    assert set(sheet.work.values) < set(sheet.now().values)


def test_names_lead_to_their_records(sheet: Sheet) -> None:
    """By any name, accents or not, or by the key."""
    sheet.take({"countries": "Môdămbích; lao; country-vn", "partners": "koica; Quỹ Không Ai Biết"})
    keys = [value.authority for value in sheet.now().of(Field.COUNTRY)]
    assert keys == ["country-mz", "country-la", "country-vn"]
    assert [value.authority for value in sheet.now().of(Field.PARTNER)] == ["koica", ""]


def test_an_unknown_partner_is_kept_as_text_with_a_warning(sheet: Sheet) -> None:
    """A new partner is no error; an unknown country is a slip of the keyboard."""
    imported = sheet.take({"partners": "Quỹ Không Ai Biết"})
    assert sheet.texts(Field.PARTNER) == ["Quỹ Không Ai Biết"]
    assert "row 2, column partners" in imported.warnings[0].english
    assert "row 2, column countries: the name Lòa" in sheet.wrong({"countries": "Hàn Quốc; Lòa"})


def test_what_stood_in_the_cell_keeps_what_was_known_of_it(sheet: Sheet) -> None:
    """Evidence, authority and language of the texts that were left."""
    sheet.take({"countries": "Hàn Quốc; Lào", "keywords": "hợp tác\\; phát triển; mới"})
    first = sheet.now().of(Field.COUNTRY)[0]
    known = next(value for value in sheet.work.values if value.field is Field.COUNTRY)
    assert first == replace(known, origin=Origin.IMPORTED)
    assert [value.language for value in sheet.now().of(Field.KEYWORD)] == ["vi", ""]


def test_titles_in_two_columns_stand_by_each_other(sheet: Sheet) -> None:
    """Changing one does not hide the other."""
    sheet.take({"title": "Tên đúng"})
    titles = {value.text: (value.language, value.form) for value in sheet.now().of(Field.TITLE)}
    assert titles == {
        "Tên đúng": ("vi", TitleForm.MAIN),
        "Delegation report": ("en", TitleForm.TRANSLATED),
    }
    sheet.take({"title_en": "The right title"})
    assert sheet.texts(Field.TITLE) == ["Tên đúng", "The right title"]
    sheet.take({"title": "-"})
    assert sheet.texts(Field.TITLE) == ["Báo cáo đoàn ra", "The right title"]
    sheet.take({"title_en": "-", "title": "-"})
    assert sheet.now().values == sheet.work.values


def test_an_empty_cell_changes_nothing_and_a_dash_takes_back(sheet: Sheet) -> None:
    """The suggestion shows again."""
    sheet.take({"date": "2020"})
    assert sheet.take({"date": "", "keywords": " "}).changed == ()
    assert sheet.texts(Field.DATE) == ["2020"]
    sheet.take({"date": "-"})
    assert sheet.now().values == sheet.work.values
    assert sheet.take({"date": "-"}).changed == ()


def test_a_confirmed_value_gives_way_and_the_report_says_so(sheet: Sheet) -> None:
    """The sheet is the later word of a person; a dash takes back nothing that was confirmed."""
    assert sheet.take({"number": "-"}).changed == ()
    imported = sheet.take({"number": "58-NQ/TW"})
    assert "57-NQ/TW" in imported.warnings[0].vietnamese
    assert sheet.texts(Field.NUMBER) == ["58-NQ/TW"]


def test_state_tier_and_embargo_are_set(sheet: Sheet) -> None:
    """And an embargo is lifted by a dash."""
    sheet.take({"state": "Withdrawn", "tier": "internal", "embargo": "2/3/2026"})
    now = sheet.now()
    assert (now.state, now.tier, now.embargo) == (State.WITHDRAWN, Tier.INTERNAL, DAY)
    sheet.take({"embargo": "-"})
    assert sheet.now().embargo is None


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("state", "deleted"),
        ("state", "-"),
        ("tier", "secret"),
        ("embargo", "soon"),
        ("kind", "báo cáo"),
        ("language", "tiếng Việt"),
        ("date", "Sep-16"),
        ("date", "31/2/2016"),
        ("period", "2020/2019"),
        ("keywords", " ; ;"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(sheet: Sheet, column: str, cell: str) -> None:
    """With what could stand there."""
    assert f"row 2, column {column}" in sheet.wrong({column: cell})


def test_all_errors_are_named_at_once_and_nothing_is_imported(sheet: Sheet) -> None:
    """Also not the rows that are right."""
    said = sheet.wrong(
        {"title": "Đúng", "date": "x"}, {"id": new_work_id()}, {"id": "1"}, {"title": "twice"}
    )
    for place in ("row 2, column date", "row 3, column id", "row 4, column id", "row 5, column id"):
        assert place in said


@pytest.mark.parametrize("mark", [FILE.name, "Báo cáo 1.pdf", FILE.sha256])
def test_a_row_without_id_is_that_of_its_file(sheet: Sheet, mark: str) -> None:
    """By name or hash."""
    sheet.take({"id": "", "files": mark, "note": "theo tệp"})
    assert sheet.texts(Field.NOTE) == ["theo tệp"]


def test_a_file_of_a_volume_and_its_papers_means_the_volume(sheet: Sheet) -> None:
    """Two works that are not of each other are ambiguous."""
    with sheet.catalogue.write() as view:
        view.works.add(replace(report(FILE), parent=sheet.work.id))
    sheet.take({"files": FILE.name, "note": "cả tập"})
    assert sheet.texts(Field.NOTE) == ["cả tập"]
    with sheet.catalogue.write() as view:
        view.works.add(replace(report(), files=(WorkFile(sha_of("a")),)))
    assert "row 2, column files" in sheet.wrong({"files": FILE.name, "note": "x"})


def test_a_row_that_names_nothing_known_is_wrong(sheet: Sheet) -> None:
    """Neither by file nor at all."""
    assert "row 2, column files" in sheet.wrong({"files": "không có.pdf", "note": "x"})
    assert "row 2, column id" in sheet.wrong({"id": "", "note": "x"})


def test_an_id_may_be_typed_as_it_is_read_aloud(sheet: Sheet) -> None:
    """In capitals."""
    sheet.take({"id": sheet.work.id.upper(), "note": "hoa"})
    assert sheet.texts(Field.NOTE) == ["hoa"]


def test_what_the_sheet_does_not_show_stays(sheet: Sheet) -> None:
    """A running title, a second abstract."""
    running = Value(Field.TITLE, "Báo cáo …", Origin.SUGGESTED, "vi", TitleForm.RUNNING)
    with sheet.catalogue.write() as view:
        view.works.replace(replace(sheet.work, values=(*sheet.work.values, running)))
    sheet.take({"title": "Tên đúng"})
    assert sheet.texts(Field.TITLE) == ["Tên đúng", "Delegation report", "Báo cáo …"]


def test_the_report_is_readable(sheet: Sheet) -> None:
    """For the command line."""
    assert str(sheet.take({"note": "x"})) == "1 rows, 1 works changed"
