from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.build.lock import Lane, writing
from indexer.errors import ExitCode
from tests.extract.ocr.printing import bound, needs_tesseract, picture

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_the_main_job(run: Run, documents: Path) -> None:
    """A registered folder is read, indexed and searched; the empty file is named."""
    assert run("source", "add", documents).code == 0
    built = run("build", "--json")
    assert built.code == ExitCode.DONE_WITH_FAILURES
    assert built.json["read"] == {"read": 2, "no-text": 1}
    found = run("search", "hop tac quoc te", "--json")
    assert found.code == 0
    (work,) = found.json["works"]
    assert found.json["total"] == 1
    named = {"authors", "units", "partners", "countries"}
    assert set(work) == {"id", "title", "kind", "date", "score", "pages"} | named
    (page,) = work["pages"]
    assert {"index", "label", "snippet", "marks"} <= set(page)
    mark = page["marks"][0]
    assert page["snippet"][mark["start"] : mark["end"]] in {"tác", "hợp tác quốc tế"}


def test_a_second_update_does_nothing(run: Run, documents: Path) -> None:
    """With nothing new there is no new generation and nothing to look at."""
    run("source", "add", documents)
    run("update")
    again = run("update", "--json")
    assert again.code == 0
    assert again.json["generation"] is None


def test_sources(run: Run, documents: Path, tmp_path: Path) -> None:
    """A source is listed with its files, registered once, and may be removed."""
    assert run("source", "add", documents, "--tier", "internal").code == 0
    assert run("source", "add", documents).code == 0
    run("update")
    (listed,) = run("source", "list", "--json").lines
    assert listed == {"path": str(documents), "files": 3, "tier": "internal"}
    assert run("source", "add", documents / "..").code == ExitCode.WRONG_USE
    assert run("source", "add", tmp_path / "index").code != 0
    assert run("source", "remove", documents).code == 0
    assert run("source", "remove", documents).code == ExitCode.WRONG_USE
    assert not run("source", "list", "--json").lines


def test_add_with_its_options(run: Run, documents: Path) -> None:
    """Kind and tier are as asked; what is internal is found by who asks for it."""
    run("add", documents / "report.txt", "--tier", "internal", "--kind", "annual-summary")
    assert run("search", "KOICA", "--json").json["total"] == 0
    found = run("search", "KOICA", "--tiers", "public,internal", "--json").json
    assert [work["kind"] for work in found["works"]] == ["annual-summary"]


def test_works_and_show(run: Run, documents: Path) -> None:
    """Each work has a line, and all that is known of it can be shown."""
    run("add", documents)
    works = run("works", "--json").lines
    assert len(works) == 3
    shown = run("show", works[0]["id"], "--json").json
    assert shown["values"]
    assert shown["read"][0]["reading"] in {"read", "no-text"}
    assert works[0]["id"] in run("show", works[0]["id"].upper()).out
    assert run("show", "000000000").code == ExitCode.WRONG_USE
    assert run("show", "no-such").code == ExitCode.WRONG_USE


def test_remove_and_purge(run: Run, documents: Path) -> None:
    """A removed work is not found and stays on record; a purged one is gone."""
    run("add", documents / "report.txt")
    (work,) = run("works", "--json").lines
    assert run("remove", work["id"]).code == 0
    assert run("search", "KOICA", "--json").json["total"] == 0
    assert run("works", "--json").json["state"] == "deleted"
    assert run("purge", work["id"], "--yes").code == 0
    assert run("show", work["id"]).code == ExitCode.WRONG_USE


def test_files_and_status(run: Run, documents: Path) -> None:
    """Every file has its reading status; the status counts them."""
    run("add", documents)
    readings = {file["name"]: file["reading"] for file in run("files", "--json").lines}
    assert readings == {"report.txt": "read", "note.md": "read", "empty.txt": "no-text"}
    assert len(run("files", "--reading", "no-text", "--json").lines) == 1
    assert run("status", "--json").json["files"] == {"read": 2, "no-text": 1}


def test_extract(run: Run, documents: Path) -> None:
    """Files are read without any catalogue, one line each, of the documented form."""
    said = run("extract", documents)
    assert said.code == ExitCode.DONE_WITH_FAILURES
    lines = {Path(line["path"]).name: line for line in said.lines}
    assert set(lines) == {"report.txt", "note.md", "empty.txt"}
    note = lines["note.md"]
    assert set(note) == {"path", "reading", "kind", "readers", "pages", "warnings"}
    assert set(note["pages"][0]) == {"index", "label", "unit", "text"}
    assert not (documents.parent / "corpus").exists()


@needs_tesseract
def test_extract_recognises_scans(run: Run, tmp_path: Path) -> None:
    """And says how sure it is, unless it is told not to."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(bound(picture()))
    (line,) = run("extract", scan).lines
    assert line["reading"] == "read"
    assert set(line["pages"][0]) == {"index", "label", "unit", "text", "confidence"}
    (line,) = run("extract", "--no-ocr", scan).lines
    assert line["reading"] == "no-text"


def test_metadata_by_sheet(run: Run, documents: Path, tmp_path: Path) -> None:
    """What is exported, changed and imported is what is found afterwards."""
    run("add", documents)
    sheet = tmp_path / "works.csv"
    assert run("export", sheet).code == 0
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text.replace("Note", "Ghi chép ở Viêng Chăn"), encoding="utf-8-sig")
    assert run("import", sheet).code == 0
    assert run("search", "Viêng Chăn", "--json").json["total"] == 1
    sheet.write_bytes("id,title\n000000000,Sai".encode("utf-16"))
    assert run("import", sheet).code == ExitCode.WRONG_USE


def test_authorities(run: Run, tmp_path: Path) -> None:
    """Records are added, merged, listed, and carried by a sheet."""
    assert run("authority", "add", "vung-xa", "--kind", "place", "--vi", "Vùng Xa").code == 0
    assert run("authority", "add", "vung-xa", "--kind", "place", "--vi", "Vùng Xa").code != 0
    assert run("authority", "add", "far", "--kind", "place", "--en", "Far Land").code == 0
    assert run("authority", "merge", "far", "vung-xa").code == 0
    listed = run("authority", "list", "--name", "vung xa", "--json").lines
    assert [one["key"] for one in listed][:1] == ["vung-xa"]
    assert "Far Land" in {name["text"] for name in listed[0]["names"]}
    assert run("authority", "merge", "nowhere", "vung-xa").code == ExitCode.WRONG_USE
    sheet = tmp_path / "names.csv"
    assert run("authority", "export", sheet).code == 0
    assert run("authority", "import", sheet).code == 0


def test_evaluate(run: Run, tmp_path: Path) -> None:
    """A judged set is answered as typed and without accents; a folder that is none is refused."""
    judged = tmp_path / "judged"
    judged.mkdir()
    assert run("evaluate", judged).code == ExitCode.WRONG_USE
    docs = [
        {"id": "a", "title": "Huế", "text": "Huế là cố đô của Việt Nam."},
        {"id": "b", "title": "Cà Mau", "text": "Cà Mau nằm ở cực nam."},
    ]
    _write_gzip(judged / "docs.jsonl.gz", docs)
    query = {"id": "q", "text": "Cố đô ở đâu?", "lang": "vi"}
    (judged / "queries.jsonl").write_text(json.dumps(query, ensure_ascii=False))
    (judged / "qrels.tsv").write_text("q\ta\t1\n")
    scores = run("evaluate", judged, "--json").json
    assert {(score["language"], score["accents"]) for score in scores} == {
        ("vi", "kept"),
        ("vi", "removed"),
    }
    assert all(score["ndcg@10"] == score["hit@1"] == 1.0 for score in scores)


def test_a_state_secret_is_refused(run: Run, documents: Path) -> None:
    """The message says what to do and names the content; only looking for it names the path."""
    (documents / "thư.txt").write_text("TUYỆT MẬT\nKính gửi", encoding="utf-8")
    run("source", "add", documents)
    said = run("update")
    assert said.code == ExitCode.DONE_WITH_FAILURES
    assert "STATE SECRETS" in said.out
    assert "thư" not in said.out + said.err
    (refused,) = run("update", "--json").json["refused"]
    assert refused["source"] == str(documents)
    found = run("locate", refused["sha256"][:16], "--json").json
    assert found == {"path": str(documents / "thư.txt")}
    assert run("locate", "0" * 16).code == ExitCode.DONE_WITH_FAILURES
    with zipfile.ZipFile(documents / "inner.zip", "w") as archive:
        archive.write(documents / "thư.txt", "x/thư.txt")
    with zipfile.ZipFile(documents / "all.zip", "w") as archive:
        archive.write(documents / "inner.zip", "inner.zip")
    places = {each["path"] for each in run("locate", refused["sha256"], "--json").lines}
    names = ("thư.txt", "inner.zip/x/thư.txt", "all.zip/inner.zip/x/thư.txt")
    assert places == {str(documents / name) for name in names}
    assert run("locate", "0").code == ExitCode.WRONG_USE


def test_near_duplicates_are_named(run: Run, tmp_path: Path) -> None:
    """A draft and its final form are shown with each other, and nothing is done about it."""
    text = " ".join(f"từ{number}" for number in range(200))
    (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    (tmp_path / "final.txt").write_text(f"{text} và phần kết", encoding="utf-8")
    run("add", tmp_path / "draft.txt", tmp_path / "final.txt")
    (pair,) = run("files", "--resembling", "--json").lines
    assert pair["share"] > 0.9
    works = run("works", "--json").lines
    assert len(works) == 2
    shown = run("show", works[0]["id"])
    assert f"({works[1]['id']}) by 9" in shown.out
    assert "final.txt" in run("files", "--resembling").out


def test_what_was_read_of_a_file_is_told(run: Run, tmp_path: Path) -> None:
    """Pages, readers, encodings, what waits and where it lies; all statuses have their reason."""
    (tmp_path / "note.txt").write_text("Báo cáo về hợp tác đào tạo.", encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    run("add", tmp_path / "note.txt", tmp_path / "broken.pdf")
    listed = run("files").out.splitlines()
    assert [line.split()[0] for line in listed if line] == ["reading", "damaged", "read", "!"]
    assert " !  broken.pdf" in listed[1]
    told = run("files", "--details", "--reading", "damaged").out
    assert "warning  pypdfium2:" in told
    assert f"lies at  {tmp_path / 'broken.pdf'}" in told
    (note,) = run("files", "--details", "--reading", "read", "--json").lines
    assert note["pages_by_reader"] == {"text": 1}
    assert note["empty_pages"] == note["resembles"] == []
    assert note["recognised"] == {"pages": [], "confidence": 0.0, "poor": [], "waiting": 0}
    assert note["places"] == [str(tmp_path / "note.txt")]


def test_numbers_of_persons_are_flagged(run: Run, tmp_path: Path) -> None:
    """The librarian sees on which page they stand, and no digit of them."""
    body = "Đoàn đã trao đổi với các cơ quan của bạn về đào tạo cán bộ.\n\n" * 8
    text = f"BÁO CÁO\nKết quả chuyến công tác tại Lào\n\n{body}Trưởng đoàn, CCCD: 001085012345."
    (tmp_path / "list.txt").write_text(text, encoding="utf-8")
    run("add", tmp_path / "list.txt")
    (work,) = run("works", "--json").lines
    shown = run("show", work["id"]).out
    assert "identity card numbers (1): page 1" in shown
    assert "001085012345" not in shown


def test_doctor(run: Run) -> None:
    """The doctor looks at every package and both directories."""
    names = {finding["name"] for finding in run("doctor", "--json").lines}
    assert {"python", "whoosh", "word segmentation", "text recognition", "corpus", "index"} <= names
    assert "network of readers" in names


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x"),
        ("works",),
        ("status",),
        ("files",),
        ("show", "000000000"),
        ("export", "a.csv"),
    ],
)
def test_before_anything_was_added(run: Run, arguments: tuple[str, ...]) -> None:
    """Without catalogue or index the message says what to run first."""
    said = run(*arguments)
    assert said.code in {ExitCode.ENVIRONMENT, ExitCode.WRONG_USE}
    assert "Traceback" not in said.err
    assert said.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("no-such-command",), ExitCode.WRONG_USE),
        (("search",), ExitCode.WRONG_USE),
        (("search", "x", "--tiers", "secret"), ExitCode.WRONG_USE),
        (("add", "no-such-file"), ExitCode.ENVIRONMENT),
        (("extract", "no-such-file"), ExitCode.ENVIRONMENT),
        (("source", "add", "no-such-folder"), ExitCode.ENVIRONMENT),
        (("evaluate", "no-such-folder"), ExitCode.WRONG_USE),
        (("import", "no-such.csv"), None),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], code: ExitCode | None) -> None:
    """What is typed wrongly ends with a message and its exit code, never with a traceback."""
    said = run(*arguments)
    assert said.code != 0
    assert code is None or said.code == code
    assert said.err
    assert "Traceback" not in said.err


def test_busy(run: Run, documents: Path, tmp_path: Path) -> None:
    """While another command writes, a second one ends with exit code 3 and names the first."""
    for lane, arguments in ((Lane.BATCH, ["update"]), (Lane.ADDING, ["add", documents])):
        with writing(tmp_path / "corpus", "the other", lane):
            said = run(*arguments)
        assert said.code == ExitCode.BUSY
        assert "the other" in said.err


def test_messages_in_vietnamese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The locale decides the language of a failure."""
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "Chưa có" in run("search", "x").err


def test_the_settings_outrank_the_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A language in the settings file holds whatever the locale is; wrong settings are told too."""
    config = tmp_path / "kyyeu.toml"
    config.write_text('[indexer]\nlanguage = "vi"\n')
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "Chưa có" in run("search", "x").err
    config.write_text('[indexer]\nlanguage = "fr"\n')
    said = run("search", "x")
    assert said.code == ExitCode.WRONG_USE
    assert "indexer.language" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_without_rights(run: Run, documents: Path) -> None:
    """A folder that may not be read is named with what to do."""
    documents.chmod(0)
    said = run("source", "add", documents)
    documents.chmod(0o755)
    assert said.code == ExitCode.ENVIRONMENT


def test_an_index_of_another_version(run: Run, documents: Path, tmp_path: Path) -> None:
    """Searching it says to build; building does it."""
    run("add", documents)
    (manifest,) = (tmp_path / "index" / "generations").glob("*/manifest.json")
    plain = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(plain | {"schema": 999}), encoding="utf-8")
    said = run("search", "KOICA")
    assert said.code == ExitCode.ENVIRONMENT
    assert "kyyeu build" in said.err
    run("build")
    assert run("search", "KOICA", "--json").json["total"] == 1


def _write_gzip(path: Path, records: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_similar(run: Run, documents: Path) -> None:
    """Works like one are named; an id that no reader may see is named as wrong."""
    text = (documents / "report.txt").read_text("utf-8")
    (documents / "second.txt").write_text(text + "\nphụ lục", "utf-8")
    run("add", documents)
    one, *_ = run("search", "KOICA", "--json").json["works"]
    (other,) = run("similar", one["id"], "--json").lines
    assert other["id"] != one["id"]
    assert other["id"] in run("similar", one["id"]).out
    assert run("similar", one["id"], "--tiers", "internal").code == ExitCode.WRONG_USE
