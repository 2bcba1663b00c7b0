from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.describe import Description, describe
from indexer.describe.document import QUOTE
from indexer.records.dates import parse_date
from indexer.records.files import File, Heading, Page, ReadFile, Reading, Unit
from indexer.records.works import Field, Kind, Origin, TitleForm
from tests.describe.making import FINDER, HASH, LETTERHEAD, PAPER, REPORT, described

PIECES = [
    *REPORT.split("\n"),
    *PAPER.split("\n"),
    *LETTERHEAD.split("\n"),
    "",
    "KỶ YẾU",
    "\t",
    "(",
    "31/2/2016",
]
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25).map("\n".join)
HEADINGS = st.lists(
    st.builds(Heading, st.integers(0, 300), st.integers(0, 300), st.integers(0, 3)), max_size=3
).map(tuple)


@st.composite
def files(draw: st.DrawFn) -> ReadFile:
    """Draw what reading any file may give."""
    texts = draw(st.lists(LINES, max_size=4))
    pages = tuple(
        Page(index, str(index), Unit.PAGE, text, "test", headings=draw(HEADINGS))
        for index, text in enumerate(texts, start=1)
    )
    properties = draw(st.dictionaries(st.sampled_from(["title", "created", "author"]), st.text()))
    return ReadFile(Reading.READ, "pdf", pages=pages, properties=properties)


def check(description: Description, read: ReadFile) -> None:
    """Assert what holds of every description."""
    texts = {page.index: page.text for page in read.pages}
    for value in description.values:
        assert value.text.strip()
        assert value.origin in {Origin.SUGGESTED, Origin.READ}
        if value.evidence is not None:
            assert value.evidence.sha256 == HASH
            assert value.evidence.words in texts[value.evidence.page]
            assert 0 < len(value.evidence.words) <= QUOTE
        if value.field in {Field.DATE, Field.PERIOD}:
            parse_date(value.text)
    main = [value for value in description.of(Field.TITLE) if value.form == TitleForm.MAIN]
    assert len(main) == len(description.of(Field.KIND)) == 1
    assert main == list(description.of(Field.TITLE)[:1])


@settings(max_examples=60, deadline=None)
@given(files(), st.text(max_size=30))
def test_any_pages_can_be_described(read: ReadFile, name: str) -> None:
    """Whatever was read, there is a title and a kind, and evidence stands on its page."""
    check(describe(File(HASH, 1, name), read, FINDER), read)


def test_every_value_of_a_report() -> None:
    """The report of a delegation is described whole."""
    values = {(value.field, value.text) for value in described(REPORT).values}
    assert values == {
        (Field.TITLE, "Báo cáo kết quả chuyến công tác của Đoàn cán bộ Học viện tại Hàn Quốc"),
        (Field.KIND, Kind.DELEGATION_OUT),
        (Field.LANGUAGE, "vi"),
        (Field.DATE, "2016-09-15"),
        (Field.PERIOD, "2016-08-21/2016-08-28"),
        (Field.NUMBER, "27-BC/HTQT"),
        (Field.PLACE, "Hà Nội"),
        (Field.UNIT, "Vụ Hợp tác quốc tế"),
        (Field.PARTNER, "Cơ quan Hợp tác Quốc tế Hàn Quốc"),
        (Field.COUNTRY, "Hàn Quốc"),
        (Field.HEAD, "Lê Hữu Thạc"),
        (Field.MEMBERS, "6"),
        (Field.HOST, "Cơ quan Hợp tác Quốc tế Hàn Quốc"),
    }


def test_a_file_without_text() -> None:
    """A scan that was not read is called by its file's name and is of no kind."""
    values = described("", name="scan_0012.pdf").values
    assert [(value.field, value.text) for value in values] == [
        (Field.TITLE, "scan 0012"),
        (Field.KIND, Kind.OTHER),
    ]
