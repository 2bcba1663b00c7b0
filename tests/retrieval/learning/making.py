"""Lessons for the tests of what is made of them."""

from __future__ import annotations

from datetime import date

from indexer.records.works import Tier
from indexer.retrieval.learning.acronyms import Fit, Stated
from indexer.retrieval.learning.associations import Association
from indexer.retrieval.learning.learnt import Reader
from indexer.retrieval.learning.lessons import Associated, Holder, Lessons, Sighting

TODAY = date(2026, 3, 2)
PUBLIC = Reader(frozenset({Tier.PUBLIC}), TODAY, frozenset())
STAFF = Reader(frozenset({Tier.PUBLIC, Tier.INTERNAL}), TODAY, frozenset())

UNIT = Stated("TTTTKH", "Trung tâm Thông tin Khoa học", Fit.LETTERS)
KOREAN = Stated("KOICA", "Cơ quan Hợp tác Quốc tế Hàn Quốc", Fit.FOREIGN)
HIDDEN = Stated("BCĐ", "ban chỉ đạo", Fit.LETTERS)

HOLDERS = {
    "a": Holder(Tier.PUBLIC),
    "b": Holder(Tier.PUBLIC),
    "c": Holder(Tier.PUBLIC),
    "d": Holder(Tier.INTERNAL),
    "e": Holder(Tier.PUBLIC, date(2027, 1, 1)),
}
HASH = "f" * 64

LESSONS = Lessons(
    HOLDERS,
    (
        Sighting(UNIT, "a", HASH, 3, 2),
        Sighting(KOREAN, "a", HASH, 1, 1),
        Sighting(KOREAN, "d", "", 0, 1),
        Sighting(HIDDEN, "d", HASH, 1, 4),
        Sighting(HIDDEN, "e", HASH, 2, 1),
    ),
    (
        Associated(Tier.PUBLIC, "1", (Association("rice", "lúa gạo", 0.8, ("a", "b", "c")),)),
        Associated(Tier.INTERNAL, "2", ()),
        Associated(Tier.RESTRICTED, "3", ()),
    ),
)
