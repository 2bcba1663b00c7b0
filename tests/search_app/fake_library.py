"""A library of six works in memory: one restricted, one under embargo, one withdrawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.engine.blocks import Layer
from indexer.engine.tree import FoundPage, Term
from indexer.language.fold import fold
from indexer.records.authorities import Authority, AuthorityKind, AuthorityName, NameForm
from indexer.records.boxes import WordBox, WordBoxes
from indexer.records.files import File, Page, Reading, Stretch, Unit
from indexer.records.readable import Holder, Leaf, Readable
from indexer.records.works import (
    Evidence,
    Field,
    Kind,
    Origin,
    State,
    Tier,
    Value,
    Work,
    WorkFile,
)
from indexer.retrieval.completion import Completion, CompletionKind
from indexer.retrieval.marking import Mark, Wanted
from indexer.retrieval.results import (
    FacetCount,
    Hit,
    PageHit,
    Request,
    Results,
    Step,
    StepKind,
    UnderstoodQuestion,
)
from indexer.retrieval.within import Within
from search_app.holdings import Holdings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from search_app.holdings import Library

TODAY = date(2026, 3, 2)
VOLUME, PAPER, REPORT, HIDDEN, EMBARGOED, WITHDRAWN = (
    "00000000" + "0",
    "00000001" + "1",
    "00000002" + "2",
    "00000003" + "3",
    "00000004" + "4",
    "00000005" + "5",
)
HOSTILE = "<script>alert('hợp tác')</script> & \"tác\""
STRANGE_NAME = 'Đề cương "x"\n.pdf'


def digest(text: str) -> str:
    """Return a SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


VOLUME_FILE, REPORT_FILE, HIDDEN_FILE, WITHDRAWN_FILE = (
    digest(name) for name in ("volume", "report", "hidden", "withdrawn")
)


def _value(kind: Field, text: str, language: str = "", authority: str = "") -> Value:
    return Value(kind, text, Origin.IMPORTED, language=language, authority=authority)


def _works() -> list[Work]:
    seen = Evidence(REPORT_FILE, 1, "Seoul, <b>tháng 9</b> năm 2016")
    published = Work("", State.PUBLISHED, Tier.PUBLIC)
    hidden = (_value(Field.TITLE, "Báo cáo mật canary"), _value(Field.KIND, Kind.DELEGATION_IN))
    return [
        replace(
            published,
            id=VOLUME,
            files=(WorkFile(VOLUME_FILE),),
            values=(
                _value(Field.TITLE, "Kỷ yếu hội thảo hợp tác quốc tế", language="vi"),
                _value(Field.TITLE, "Proceedings on cooperation", language="en"),
                _value(Field.KIND, Kind.PROCEEDINGS),
                _value(Field.LANGUAGE, "vi"),
                _value(Field.LANGUAGE, "en"),
                _value(Field.DATE, "2019-10-19/2019-10-23"),
                _value(Field.ABSTRACT, "Tóm tắt <i>nghiêng</i>"),
            ),
        ),
        replace(
            published,
            id=PAPER,
            parent=VOLUME,
            files=(WorkFile(VOLUME_FILE, first_page=12, last_page=20),),
            values=(
                _value(Field.TITLE, "A paper on rice cooperation", language="en"),
                _value(Field.KIND, Kind.PAPER),
                _value(Field.LANGUAGE, "en"),
                _value(Field.AUTHOR, "Nguyễn Thị Mẫu"),
                _value(Field.DATE, "2019-10"),
            ),
        ),
        replace(
            published,
            id=REPORT,
            files=(WorkFile(REPORT_FILE),),
            values=(
                _value(Field.TITLE, f"Báo cáo {HOSTILE}", language="vi"),
                _value(Field.KIND, Kind.DELEGATION_OUT),
                _value(Field.LANGUAGE, "vi"),
                Value(Field.DATE, "2016-09-15", Origin.SUGGESTED, evidence=seen),
                _value(Field.PARTNER, "KOICA", authority="koica"),
                _value(Field.COUNTRY, "Hàn Quốc", authority="kr"),
                _value(Field.UNIT, "Học viện", authority="hv"),
            ),
        ),
        replace(
            published,
            id=HIDDEN,
            tier=Tier.RESTRICTED,
            parent=VOLUME,
            files=(WorkFile(HIDDEN_FILE),),
            values=hidden,
        ),
        replace(published, id=EMBARGOED, embargo=date(2026, 3, 3), values=hidden),
        replace(
            published,
            id=WITHDRAWN,
            state=State.WITHDRAWN,
            parent=VOLUME,
            files=(WorkFile(WITHDRAWN_FILE),),
            values=hidden,
        ),
    ]


def _files() -> dict[str, File]:
    read = File("", 1_250_000, "", "pdf", Reading.READ, pages=64, text_version="6")
    return {
        VOLUME_FILE: replace(read, sha256=VOLUME_FILE, name="kỷ yếu.pdf"),
        REPORT_FILE: replace(
            read, sha256=REPORT_FILE, name=STRANGE_NAME, reading=Reading.READ_PARTLY, pages=3
        ),
        HIDDEN_FILE: replace(read, sha256=HIDDEN_FILE, name="canary.pdf"),
        WITHDRAWN_FILE: replace(read, sha256=WITHDRAWN_FILE, name="canary.pdf"),
    }


def _authority(key: str, kind: AuthorityKind, vietnamese: str, english: str) -> Authority:
    names = (("vi", vietnamese), ("en", english))
    return Authority(
        key, kind, tuple(AuthorityName(text, lang, NameForm.PREFERRED) for lang, text in names)
    )


@dataclass
class FakeLibrary:
    """Works in a list, searched by the folded letters of one word in their titles."""

    works: list[Work] = field(default_factory=_works)
    stored: dict[str, File] = field(default_factory=_files)
    generation: int = 7
    built: datetime = datetime(2026, 3, 1, 19, tzinfo=UTC)
    set_aside: tuple[int, ...] = ()
    asked: list[Request] = field(default_factory=list)
    understood: UnderstoodQuestion = field(default_factory=UnderstoodQuestion)

    @property
    def records(self) -> FakeLibrary:
        """The fake is its own records."""
        return self

    def refresh(self) -> None:
        """Nothing changes by itself."""

    def close(self) -> None:
        """Nothing was opened."""

    def withdraw(self, work: str) -> None:
        """Take a work from readers."""
        self.works = [
            replace(one, state=State.WITHDRAWN) if one.id == work else one for one in self.works
        ]

    def work(self, work: str, tiers: frozenset[Tier], day: date) -> Work | None:
        """Return a visible work."""
        return next((one for one in self._visible(tiers, day) if one.id == work), None)

    def children(self, work: str, tiers: frozenset[Tier], day: date) -> Sequence[Work]:
        """Return the visible works of a volume."""
        return [one for one in self._visible(tiers, day) if one.parent == work]

    def recent(self, tiers: frozenset[Tier], day: date, limit: int) -> Sequence[Work]:
        """Return the last works."""
        return self._visible(tiers, day)[::-1][:limit]

    def file(self, sha256: str, tiers: frozenset[Tier], day: date) -> File | None:
        """Return a file none of whose works is hidden."""
        seen = {one.id for one in self._visible(tiers, day)}
        owners = [one.id for one in self.works if sha256 in {part.sha256 for part in one.files}]
        return self.stored[sha256] if owners and seen.issuperset(owners) else None

    def readable(self, sha256: str, tiers: frozenset[Tier], day: date) -> Readable | None:
        """Return a file with all the works in it."""
        holders = tuple(
            Holder(one.id, one.parent, part.first_page, part.last_page)
            for one in self.works
            for part in one.files
            if part.sha256 == sha256
        )
        seen = frozenset(one.id for one in self._visible(tiers, day))
        return Readable(self.stored[sha256], holders, seen) if holders else None

    def within(self, works: Collection[str], request: Request, day: date) -> Within:
        """Return the pages of works that hold a word."""
        self.asked.append(request)
        leaf = Term(Layer.FOLDED, fold(request.query.lower()))
        pages = [
            FoundPage(page.index, page.label, page.unit.value, sha256, page.text, 1.0 / page.index)
            for sha256 in dict.fromkeys(
                part.sha256
                for one in self._visible(request.tiers, day)
                if one.id in works
                for part in one.files
            )
            for page in made_pages(sha256)
            if fold(request.query.lower()) in fold(page.text.lower())
        ]
        return Within(tuple(pages), Wanted({leaf: 1.0})) if request.query else Within()

    def authority(self, key: str) -> Authority | None:
        """Return one of three authorities."""
        return {
            "koica": _authority(
                "koica",
                AuthorityKind.ORGANISATION,
                "Cơ quan Hợp tác Quốc tế Hàn Quốc",
                "Korea International Cooperation Agency",
            ),
            "hv": _authority("hv", AuthorityKind.UNIT, "Học viện Mẫu", "Sample Academy"),
            "kr": _authority("kr", AuthorityKind.COUNTRY, "Hàn Quốc", "South Korea"),
        }.get(key)

    def authorities(self, keys: Collection[str]) -> Mapping[str, Authority]:
        """Return those of them that there are."""
        found = {key: self.authority(key) for key in keys}
        return {key: record for key, record in found.items() if record}

    def similar(self, work: str, tiers: frozenset[Tier], day: date, limit: int) -> Sequence[Work]:
        """Return all other visible works."""
        return [one for one in self._visible(tiers, day) if one.id != work][:limit]

    def search(self, request: Request, day: date) -> Results:
        """Return the works whose titles hold the query, each with a hostile page."""
        self.asked.append(request)
        word = request.query.lower()
        found = [
            one
            for one in self._visible(request.tiers, day)
            if word in one.first(Field.TITLE).lower() and self._passes(one, request)
        ]
        shown = found[request.offset : request.offset + request.limit]
        return Results(
            total=len(found),
            hits=tuple(self._hit(one) for one in shown),
            facets={name: self._counts(found, name) for name in request.facets},
            notes=("too-long",) if len(word) > 512 else (),
            seconds=0.0123,
            understood=self.understood,
            suggestion="hợp tác" if word == "họp tác" else "",
            steps=() if found else self._steps(request, day),
        )

    def complete(
        self, text: str, tiers: frozenset[Tier], day: date, limit: int
    ) -> Sequence[Completion]:
        """Return a word, a name, and the titles that hold what was typed."""
        self.asked.append(Request(text, tiers))
        titles = [
            Completion(title, CompletionKind.TITLE, one.id, title.lower().index(text.lower()))
            for one in self._visible(tiers, day)
            if text.lower() in (title := one.first(Field.TITLE)).lower()
        ]
        word = Completion(f"{text} tác", CompletionKind.WORD)
        name = Completion(f"{text} {HOSTILE}", CompletionKind.NAME)
        return [word, name, *titles][:limit] if titles else ()

    def _steps(self, request: Request, day: date) -> tuple[Step, ...]:
        total = len(self._visible(request.tiers, day))
        steps = [Step(StepKind.EVERYTHING, "", {}, expand=True, total=total)] if total else []
        if request.filters:
            one = Step(StepKind.ONE_WORD, "o", request.filters, expand=True, total=1)
            steps.insert(0, one)
        return tuple(steps)

    def _visible(self, tiers: frozenset[Tier], day: date) -> list[Work]:
        return [
            one for one in self.works if one.state is State.PUBLISHED and one.tier_on(day) in tiers
        ]

    def _passes(self, work: Work, request: Request) -> bool:
        return all(codes & set(_codes(work, facet)) for facet, codes in request.filters.items())

    def _counts(self, works: list[Work], facet: str) -> tuple[FacetCount, ...]:
        codes = [code for one in works for code in _codes(one, facet)]
        return tuple(FacetCount(code, codes.count(code)) for code in dict.fromkeys(codes))

    def _hit(self, work: Work) -> Hit:
        sha256 = work.files[0].sha256
        last = HOSTILE.rindex("tác")
        marks = (Mark(15, 22), Mark(last, last + 3, added=True))
        page = PageHit(41, "37", "page", sha256, HOSTILE, marks, 1.5)
        return Hit(work, 2.5, (page,), title_marks=(Mark(0, 2),))


def _codes(work: Work, facet: str) -> list[str]:
    if facet == "year":
        return sorted({value.text[:4] for value in work.of(Field.DATE)})
    if facet == "format":
        return ["pdf"] * bool(work.files)
    return [value.authority or value.text for value in work.of(Field(facet))]


@cache
def made_pages(sha256: str) -> tuple[Page, ...]:
    """Return what was read from a file: PDFs of three pages, the volume's of 64."""
    count = {VOLUME_FILE: 64, REPORT_FILE: 3, HIDDEN_FILE: 2, WITHDRAWN_FILE: 2}.get(sha256, 0)
    secret = "canary " if sha256 in {HIDDEN_FILE, WITHDRAWN_FILE} else ""
    return tuple(_made_page(number, f"{secret}{HOSTILE}") for number in range(1, count + 1))


def _made_page(number: int, text: str) -> Page:
    lines = f"Hợp tác quốc tế\n{text}\nTên | Số lượng\nLào | {number}\nTrang {number}"
    label = str(number - 4) if number > 4 else "i" * number
    boxes = WordBoxes.of((WordBox(0, 3, 72, 72, 90, 84), WordBox(4, 7, 94, 72, 112, 84)))
    running = (Stretch(lines.rindex("\n") + 1, len(lines)),)
    reader = "pypdfium2"
    return Page(number, label, Unit.PAGE, lines, reader, 595.0, 842.0, boxes, running=running)


class MadeTexts:
    """The texts of :func:`made_pages`."""

    def leaves(self, sha256: str, version: str) -> tuple[Leaf, ...] | None:
        """Return what the pages are called."""
        assert version == "6"
        return tuple(
            Leaf(page.index, page.label, page.unit, page.width, page.height)
            for page in made_pages(sha256)
        )

    def load_page(self, sha256: str, version: str, index: int) -> Page | None:
        """Return one page."""
        assert version == "6"
        return next((page for page in made_pages(sha256) if page.index == index), None)


@dataclass
class MadePictures:
    """Pictures that say what they are of."""

    asked: list[str] = field(default_factory=list)

    def picture(self, file: File, path: Path, page: int, width: int) -> bytes | None:
        """Return a picture of all pages but the third."""
        assert path.name == file.sha256
        self.asked.append(f"{file.sha256}-{page}-{width}")
        return None if page == 3 else b"RIFF %d %d" % (page, width)

    def close(self) -> None:
        """Nothing was started."""


@dataclass(frozen=True)
class Folder:
    """Originals in a folder, each named by its hash."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Return where an original lies."""
        return self.root / sha256


def hold(
    open_library: Callable[[], Library], originals: Folder, pictures: MadePictures | None = None
) -> Holdings:
    """Return holdings with what was made up beside the library."""
    return Holdings(open_library, originals, MadeTexts(), pictures or MadePictures())
