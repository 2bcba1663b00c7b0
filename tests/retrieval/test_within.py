"""A question within one work, over a real index."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.records.works import Tier
from indexer.retrieval.results import Request
from tests.retrieval.shelves import PUBLIC, TODAY

if TYPE_CHECKING:
    from indexer.retrieval.within import Within
    from tests.retrieval.shelves import Shelf


def _within(shelf: Shelf, query: str, *works: str, tiers: frozenset[Tier] = PUBLIC) -> Within:
    return shelf.reopen().within(works, Request(query, tiers), TODAY)


def _pages(within: Within) -> list[int]:
    return [page.page for page in within.pages]


def _marked(within: Within, text: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in within.marks(text)]


class TestPages:
    """Which pages answer."""

    def test_each_answers_by_itself(self, shelf: Shelf) -> None:
        """In the order of the work; a word on each of two pages is no answer."""
        work = shelf.put("Một", ["đào tạo tại Lào", "mở đầu", "Lào", "ở Lào có đào tạo", "tạo"])
        shelf.put("Hai", ["đào tạo tại Lào"])
        assert _pages(_within(shelf, '"đào tạo" +Lào', work)) == [1, 4]

    def test_without_such_a_page_any_word_will_do(self, shelf: Shelf) -> None:
        """Better than nothing: the work was found by its words on several pages."""
        work = shelf.put("Một", ["mở đầu", "đào tạo", "Lào"])
        assert _pages(_within(shelf, '+"đào tạo" +Lào', work)) == [2, 3]

    def test_what_is_excluded_is_excluded_page_by_page(self, shelf: Shelf) -> None:
        """NOT holds for the page here."""
        work = shelf.put("Một", ["Lào và Thái", "Lào"])
        assert _pages(_within(shelf, "Lào -Thái", work)) == [2]

    def test_several_works_are_asked_at_once(self, shelf: Shelf) -> None:
        """A volume and its papers."""
        one, two = shelf.put("Một", ["Lào"]), shelf.put("Hai", ["không", "Lào"])
        assert sorted(_pages(_within(shelf, "Lào", one, two))) == [1, 2]

    def test_nothing_of_other_tiers(self, shelf: Shelf) -> None:
        """Who asks names them."""
        work = shelf.put("Một", ["Lào"], Tier.RESTRICTED)
        assert _within(shelf, "Lào", work).pages == ()
        assert _pages(_within(shelf, "Lào", work, tiers=frozenset(Tier))) == [1]

    def test_a_withdrawn_work_has_none(self, shelf: Shelf) -> None:
        """At once, in the generation that serves."""
        work = shelf.put("Một", ["Lào"])
        library = shelf.reopen()
        shelf.engine.withdraw([work])
        assert library.within([work], Request("Lào", PUBLIC), TODAY).pages == ()

    def test_heads_and_empty_questions_have_none(self, shelf: Shelf) -> None:
        """The title alone answers with no page."""
        work = shelf.put("Lào", ["mở đầu"])
        assert _within(shelf, "Lào", work).pages == ()
        assert _within(shelf, "", work).pages == ()

    def test_a_hit_has_the_place_that_answers_best(self, shelf: Shelf) -> None:
        """As in results."""
        work = shelf.put("Một", ["mở đầu", "ký kết với Lào"])
        within = _within(shelf, "Lào", work)
        hit = within.hit(within.pages[0])
        assert (hit.page, hit.label) == (2, "2")
        assert [hit.snippet[mark.start : mark.end] for mark in hit.marks] == ["Lào"]


class TestMarks:
    """What is marked on a page."""

    def test_every_place_that_the_question_admits(self, shelf: Shelf) -> None:
        """Typed bare, any spelling; with accents, its own."""
        work = shelf.put("Một", ["Đảng ta", "hình dạng"])
        text = "Đảng ta có hình dạng"
        assert _marked(_within(shelf, "dang", work), text) == ["Đảng", "dạng"]
        assert _marked(_within(shelf, "đảng", work), text) == ["Đảng"]

    def test_words_of_any_shape(self, shelf: Shelf) -> None:
        """A star, a question mark, a slip."""
        work = shelf.put("Một", ["nghiên cứu nghiêm túc"])
        assert _marked(_within(shelf, "nghi*", work), "nghiên cứu nghiêm túc") == [
            "nghiên",
            "nghiêm",
        ]

    def test_marks_do_not_overlap_and_are_in_order(self, shelf: Shelf) -> None:
        """Whatever was asked."""
        work = shelf.put("Một", ["hợp tác quốc tế với Lào về hợp tác"])
        text = "hợp tác quốc tế với Lào về hợp tác"
        marks = _within(shelf, '"hợp tác" quốc tế Lào', work).marks(text)
        assert all(one.start < one.end for one in marks)
        assert all(one.end <= two.start for one, two in pairwise(marks))
        assert not any(mark.added for mark in marks)
