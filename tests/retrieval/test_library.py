"""A question into results, over a real catalogue and a real index."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.catalogue.snapshot import SNAPSHOT_NAME
from indexer.engine.manifest import MANIFEST, read_manifest
from indexer.errors.index import IndexDamaged, IndexMissing
from indexer.language.analyser import Analyser
from indexer.records.works import State, Tier
from indexer.retrieval.clauses import Source
from indexer.retrieval.library import Library
from indexer.retrieval.results import FacetCount, Request
from tests.retrieval.shelves import ANALYSER, PUBLIC, TODAY, Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.retrieval.results import Hit, Results


def take_whole(texts: Sequence[str]) -> list[list[str]]:
    """Segment into one word."""
    return [[text] for text in texts]


def _ids(results: Results) -> list[str]:
    return [hit.work.id for hit in results.hits]


def _only(results: Results) -> Hit:
    (hit,) = results.hits
    return hit


class TestSearching:
    """What comes back for a question."""

    def test_the_page_that_answers_with_its_words_marked(self, shelf: Shelf) -> None:
        """Work, page, label, snippet and marks."""
        work = shelf.put("Báo cáo đoàn ra", ["mở đầu", "ký kết hợp tác với Lào"])
        hit = _only(shelf.ask("hợp tác"))
        (page,) = hit.pages
        assert (hit.work.id, page.page, page.label) == (work, 2, "2")
        assert [page.snippet[mark.start : mark.end] for mark in page.marks] == ["hợp tác"]

    def test_unaccented_words_find_every_spelling(self, shelf: Shelf) -> None:
        """Typed bare, Đảng and dạng are both found; typed Đảng, dạng is not."""
        party, form = shelf.put("Một", ["Đảng ta"]), shelf.put("Hai", ["hình dạng"])
        assert set(_ids(shelf.ask("dang"))) == {party, form}
        assert _ids(shelf.ask("đảng")) == [party]

    def test_a_syllable_that_has_no_accent_is_exact_beside_one_that_has(self, shelf: Shelf) -> None:
        """As "tin" in "thông tin": it stands so; in "quoc tế" the accent was left out."""
        shelf.put("Một", ["công nghệ thông tin", "thông tín"])
        shelf.put("Hai", ["quốc tế", "quộc tế"])
        pages = _only(shelf.ask("thông tin")).pages
        assert [page.snippet[mark.start : mark.end] for page in pages for mark in page.marks] == [
            "thông tin",
            "thông",
        ]
        assert {page.page for page in _only(shelf.ask("quoc tế")).pages} == {1, 2}

    def test_accents_are_restored_for_the_order_alone(self, shelf: Shelf) -> None:
        """Of pages with any accents, those with the likely ones come first."""
        shelf.put("Một", ["hóp tạc", *["hợp tác"] * 3])
        pages = _only(shelf.ask("hop tac")).pages
        assert [page.snippet for page in pages] == ["hợp tác"] * 3
        shelf.put("Hai", ["hóp tạc"])
        assert len(shelf.ask("hop tac").hits) == 2

    def test_accents_are_restored_from_what_the_reader_may_see(self, shelf: Shelf) -> None:
        """What other tiers spell otherwise changes no score."""
        shelf.put("Một", ["Đảng ta", "Đảng"])
        before = _only(shelf.ask("dang"))
        shelf.put("Hai", ["hình dạng dạng dạng dạng"], Tier.RESTRICTED)
        assert _only(shelf.ask("dang")) == before

    def test_a_page_with_another_spelling_is_no_answer(self, shelf: Shelf) -> None:
        """Of a work that holds the words, only pages that hold them are shown."""
        shelf.put("Một", ["Đảng ta", "hình dạng"])
        assert [page.page for page in _only(shelf.ask("đảng")).pages] == [1]

    def test_a_title_alone_leads_to_the_work(self, shelf: Shelf) -> None:
        """Its words are marked, and no page is shown."""
        shelf.put("Kỷ yếu hội thảo", ["lời nói đầu"])
        hit = _only(shelf.ask("hội thảo"))
        title = "Kỷ yếu hội thảo"
        assert [title[mark.start : mark.end] for mark in hit.title_marks] == ["hội thảo"]
        assert hit.pages == ()

    def test_must_not_and_phrases(self, shelf: Shelf) -> None:
        """The signs of the question reach the engine."""
        one, two = shelf.put("a", ["kinh tế Lào"]), shelf.put("b", ["tế kinh Lào Nga"])
        assert _ids(shelf.ask('"kinh tế" lào')) == [one]
        assert _ids(shelf.ask("lào -nga")) == [one]
        assert _ids(shelf.ask("lào +nga")) == [two]

    def test_the_whole_language_reaches_the_engine(self, shelf: Shelf) -> None:
        """Years, alternatives, beginnings; what was understood comes back."""
        one = shelf.put("a", ["kinh tế Lào"], dated="2015")
        two = shelf.put("b", ["nghiên cứu Nga"], dated="2017")
        assert _ids(shelf.ask("năm:2014..2016")) == [one]
        assert set(_ids(shelf.ask("lào | nga"))) == {one, two}
        results = shelf.ask("nghi*")
        (page,) = _only(results).pages
        assert [page.snippet[mark.start : mark.end] for mark in page.marks] == ["nghiên"]
        (part,) = results.as_json()["understood"]["clauses"]
        assert (part["form"], part["demand"], part["text"]) == ("prefix", "should", "nghi")

    @pytest.mark.parametrize(
        ("query", "form"), [("*gh?ên", "wildcard"), ("ng*en", "wildcard"), ("nghien~", "fuzzy")]
    )
    def test_words_of_a_shape_or_with_slips(self, shelf: Shelf, query: str, form: str) -> None:
        """They find, score and mark what they stand for, and say how they were taken."""
        shelf.put("a", ["kinh tế Lào"])
        two = shelf.put("b", ["nghiên cứu Nga"])
        results = shelf.ask(query)
        assert _ids(results) == [two]
        (page,) = _only(results).pages
        assert page.score > 0
        assert [page.snippet[mark.start : mark.end] for mark in page.marks] == ["nghiên"]
        (part,) = results.as_json()["understood"]["clauses"]
        assert (part["form"], part.get("distance")) == (form, 1 if form == "fuzzy" else None)

    def test_words_near_each_other(self, shelf: Shelf) -> None:
        """On one page, in any order, with no more others between than were allowed."""
        near = shelf.put("a", ["hợp tác giữa Việt Nam và Lào"])
        turned = shelf.put("b", ["Lào mong muốn hợp tác"])
        far = shelf.put("c", ["hợp tác trong lĩnh vực kinh tế và văn hóa với Lào"])
        apart = shelf.put("d", ["hợp tác", "Lào"])
        assert set(_ids(shelf.ask('"hợp tác Lào"~4'))) == {near, turned}
        assert set(_ids(shelf.ask('"hợp tác Lào"~9'))) == {near, turned, far}
        assert set(_ids(shelf.ask('hợp tác -"hợp tác Lào"~3'))) == {near, far, apart}
        assert set(_ids(shelf.ask("+(hợp tác Lào)"))) == {near, turned, far, apart}
        page = shelf.ask('"hop tac Lào"~2').hits[0].pages[0]
        assert [page.snippet[mark.start : mark.end] for mark in page.marks] == ["Lào", "hợp tác"]

    def test_pages_that_hold_a_part_of_a_word_alone_stand_behind(self, shelf: Shelf) -> None:
        """They are shown where a work has no better ones."""
        shelf.put("a", ["bộ quốc phòng", "thăm Hàn Quốc"])
        shelf.publish()
        # One that takes a question for one word.
        with closing(Library.open(shelf.index, Analyser(take_whole))) as library:
            (hit,) = library.search(Request("Hàn Quốc", PUBLIC), TODAY).hits
        assert [page.page for page in hit.pages] == [2]

    def test_what_is_chosen_narrows_or_widens_what_was_typed(self, shelf: Shelf) -> None:
        """A year within the range narrows it, one beside it is one more."""
        old, new = shelf.put("a", dated="2015"), shelf.put("b", dated="2016")
        other = shelf.put("c", dated="2019")
        shelf.publish()
        library = shelf.open()
        for chosen, found in (("2016", {new}), ("2019", {old, new, other})):
            request = Request("năm:2015..2016", PUBLIC, filters={"year": frozenset({chosen})})
            assert set(_ids(library.search(request, TODAY))) == found

    def test_names_of_countries_and_partners(self, shelf: Shelf) -> None:
        """In any spelling, through the authority records of the generation."""
        shelf.publish()
        (clause,) = shelf.open().search(Request("nuoc: HAN QUOC", PUBLIC), TODAY).understood.clauses
        assert (clause.facet, clause.codes) == ("country", ("country-kr",))

    def test_other_names_of_the_same_body_are_looked_for(self, shelf: Shelf) -> None:
        """KOICA finds its full names, which are marked; what was added is said."""
        work = shelf.put("a", ["Cơ quan Hợp tác Quốc tế Hàn Quốc tài trợ", "phù hợp"])
        results = shelf.ask("KOICA")
        (page,) = _only(results).pages
        assert _ids(results) == [work]
        assert [page.snippet[mark.start : mark.end] for mark in page.marks] == [
            "Cơ quan Hợp tác Quốc tế Hàn Quốc"
        ]
        (added,) = results.understood.expansions
        assert (added.original, added.source) == ("KOICA", Source.NAME)
        assert "Korea International Cooperation Agency" in added.added

    def test_expansion_can_be_switched_off(self, shelf: Shelf) -> None:
        """Then only the words typed count."""
        shelf.put("a", ["hợp tác quốc tế"])
        shelf.publish()
        library = shelf.open()
        assert library.search(Request("international cooperation", PUBLIC), TODAY).total == 1
        request = Request("international cooperation", PUBLIC, expand=False)
        results = library.search(request, TODAY)
        assert (results.total, results.understood.expansions) == (0, ())

    def test_own_words_come_before_added_ones(self, shelf: Shelf) -> None:
        """An English question finds both languages, its own first."""
        foreign = shelf.put("a", ["hội nghị về hợp tác quốc tế"])
        own = shelf.put("b", ["a conference on international cooperation"])
        assert _ids(shelf.ask("conference on international cooperation")) == [own, foreign]

    def test_without_a_question_the_newest_come_first(self, shelf: Shelf) -> None:
        """Browsing shows everything that may be seen."""
        old, new = shelf.put("a", dated="2015"), shelf.put("b", dated="2020")
        assert _ids(shelf.ask("")) == [new, old]

    def test_signs_that_mean_nothing_find_everything(self, shelf: Shelf) -> None:
        """As if nothing had been typed."""
        work = shelf.put("a")
        assert _ids(shelf.ask("?!")) == [work]

    def test_facets_filters_sort_and_paging(self, shelf: Shelf) -> None:
        """They reach the engine, and counts come back."""
        works = [
            shelf.put(f"đoàn {n}", dated=str(2010 + n), kind="paper" if n % 2 else "other")
            for n in range(5)
        ]
        shelf.publish()
        request = Request(
            "đoàn",
            PUBLIC,
            filters={"kind": frozenset({"other"})},
            sort="date",
            offset=1,
            limit=1,
            facets=("kind", "year"),
        )
        results = shelf.open().search(request, TODAY)
        assert (results.total, _ids(results)) == (3, [works[2]])
        assert results.facets["kind"] == (FacetCount("other", 3), FacetCount("paper", 2))
        assert [count.code for count in results.facets["year"]] == ["2010", "2012", "2014"]

    def test_what_was_left_out_is_said(self, shelf: Shelf) -> None:
        """Notes come through."""
        assert shelf.ask("a " * 400).notes == ("too-long",)


class TestHiding:
    """What may not be seen."""

    def test_tiers(self, shelf: Shelf) -> None:
        """Only the tiers named are searched."""
        shelf.put("mật", tier=Tier.RESTRICTED)
        assert shelf.ask("mật").total == 0
        assert shelf.ask("mật", frozenset(Tier)).total == 1

    def test_withdrawn_works_vanish_at_once(self, shelf: Shelf) -> None:
        """From results, totals and facets, and from the records."""
        gone, stays = shelf.put("đoàn ra"), shelf.put("đoàn vào")
        shelf.publish()
        library = shelf.open()
        shelf.engine.withdraw([gone])
        results = library.search(Request("đoàn", PUBLIC), TODAY)
        assert (results.total, _ids(results)) == (1, [stays])
        assert results.facets["kind"] == (FacetCount("other", 1),)
        assert library.records.work(gone, PUBLIC, TODAY) is None
        assert [work.id for work in library.records.recent(PUBLIC, TODAY, 1)] == [stays]
        assert library.records.work(stays, PUBLIC, TODAY) is not None

    def test_a_work_that_the_records_do_not_show_is_neither_shown_nor_counted(
        self, shelf: Shelf
    ) -> None:
        """Should index and records differ, the stricter one holds."""
        hidden, shown = shelf.put("đoàn ra"), shelf.put("đoàn vào")
        with shelf.catalogue.write() as view:
            view.works.set_state(hidden, State.WITHDRAWN)
        results = shelf.ask("đoàn")
        assert (results.total, _ids(results)) == (1, [shown])


class TestOpening:
    """Which generation serves."""

    def test_a_new_generation_is_taken_up(self, shelf: Shelf) -> None:
        """On refresh, not before."""
        shelf.put("một")
        shelf.publish()
        library = shelf.open()
        shelf.put("hai")
        shelf.publish()
        assert library.search(Request("hai", PUBLIC), TODAY).total == 0
        library.refresh()
        assert library.search(Request("hai", PUBLIC), TODAY).total == 1
        assert library.generation == 2

    def test_a_generation_that_cannot_be_opened_is_not_taken_up(self, shelf: Shelf) -> None:
        """The former one serves on, and is opened by whoever comes later."""
        shelf.put("một")
        shelf.publish()
        library = shelf.open()
        assert library.set_aside == ()
        shelf.publish(analyser_version="another")
        library.refresh()
        for one in (library, shelf.open()):
            assert one.search(Request("một", PUBLIC), TODAY).total == 1
            assert (one.generation, one.set_aside) == (1, (2,))
        shelf.publish()
        library.refresh()
        assert (library.generation, library.set_aside) == (3, ())

    def test_damage_that_is_met_lets_the_former_generation_serve(self, shelf: Shelf) -> None:
        """The very search that meets it is answered; a new generation is taken up as ever."""
        shelf.put("một", ["một hai"])
        shelf.publish()
        shelf.publish()
        library = shelf.open()
        assert library.generation == 2
        (segment,) = read_manifest(shelf.engine.directory() / MANIFEST).segments
        path = shelf.index / "segments" / segment.id / "segment"
        content = path.read_bytes()
        with path.open("r+b") as file:
            file.write(bytes(255 - byte for byte in content))
        assert library.search(Request("một", PUBLIC), TODAY).total == 1
        assert (library.generation, library.set_aside) == (1, (2,))
        shelf.publish()
        library.refresh()
        assert (library.generation, library.set_aside) == (3, ())

    def test_what_cannot_be_opened_is_named(self, shelf: Shelf) -> None:
        """Missing, and without its records."""
        with pytest.raises(IndexMissing):
            Library.open(shelf.index, ANALYSER)
        shelf.publish()
        (shelf.engine.directory() / SNAPSHOT_NAME).unlink()
        with pytest.raises(IndexDamaged, match=SNAPSHOT_NAME):
            Library.open(shelf.index, ANALYSER)

    def test_a_closed_library_says_so(self, shelf: Shelf) -> None:
        """Rather than read closed files."""
        shelf.publish()
        library = shelf.open()
        library.close()
        with pytest.raises(IndexMissing):
            library.search(Request("a", PUBLIC), TODAY)

    def test_threads_search_while_generations_change(self, shelf: Shelf) -> None:
        """No search meets a closed file or half a generation."""
        shelf.put("đoàn ra", ["đoàn ra"])
        shelf.publish()
        library = shelf.open()
        stop = threading.Event()
        totals: set[int] = set()
        errors: list[BaseException] = []

        def read() -> None:
            try:
                while not stop.is_set():
                    library.refresh()
                    totals.add(library.search(Request("đoàn", PUBLIC), TODAY).total)
            except BaseException as error:  # noqa: BLE001 - shown by the assertion below
                errors.append(error)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(4):
            shelf.put("đoàn ra", ["đoàn ra"])
            shelf.publish()
        stop.set()
        for thread in threads:
            thread.join()
        assert not errors
        assert totals <= {1, 2, 3, 4, 5}


class TestSimilar:
    """Works like one."""

    def test_what_shares_telling_words(self, shelf: Shelf) -> None:
        """The more of them the nearer; what shares none is not there, nor the work itself."""
        rice = shelf.put("Báo cáo lúa", ["giống lúa chịu mặn ở đồng bằng"])
        near = shelf.put("Ruộng", ["giống lúa chịu mặn"])
        far = shelf.put("Hạn", ["lúa ở vùng đồng bằng"])
        shelf.put("Khác", ["quan hệ ngoại giao"])
        library = shelf.reopen()
        found = library.similar(rice, PUBLIC, TODAY, 10)
        assert [work.id for work in found] == [near, far]
        assert [work.id for work in library.similar(rice, PUBLIC, TODAY, 1)] == [near]

    def test_hidden_works_are_like_none(self, shelf: Shelf) -> None:
        """Neither shown nor asked for, and they change nothing for who may not see them."""
        rice = shelf.put("Lúa", ["giống lúa chịu mặn"])
        near = shelf.put("Ruộng", ["giống lúa chịu hạn"])
        before = shelf.reopen().similar(rice, PUBLIC, TODAY, 10)
        hidden = shelf.put("Mật", ["giống lúa chịu mặn"], Tier.RESTRICTED)
        library = shelf.reopen()
        assert library.similar(rice, PUBLIC, TODAY, 10) == before
        assert not library.similar(hidden, PUBLIC, TODAY, 10)
        everyone = frozenset({Tier.PUBLIC, Tier.RESTRICTED})
        assert [work.id for work in library.similar(hidden, everyone, TODAY, 10)] == [rice, near]
        shelf.engine.withdraw({near})
        assert not library.similar(rice, PUBLIC, TODAY, 10)
