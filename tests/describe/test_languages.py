from __future__ import annotations

import pytest

from indexer.describe.languages import find_languages, language_of
from tests.describe.making import page

VIETNAMESE = (
    "Học viện đã tổ chức nhiều cuộc tiếp và làm việc với các đoàn khách quốc tế trong năm.\n"
)
ENGLISH = (
    "The Academy has received many of the delegations that were in the country for this year.\n"
)
FRENCH = (
    "La coopération est une des tâches de la maison et elle est dans le plan pour les années.\n"
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (VIETNAMESE * 5, ["vi"]),
        (ENGLISH * 5, ["en"]),
        (FRENCH * 5, ["fr"]),
        (VIETNAMESE * 5 + ENGLISH * 5, ["en", "vi"]),
        (VIETNAMESE * 12 + ENGLISH, ["vi"]),
        (
            "Bao cao ket qua cong tac cua doan can bo hoc vien tai Lao trong nam va cac viec " * 3,
            ["vi"],
        ),
        ("한국국제협력단은 대한민국의 무상원조를 담당하는 기관이다. 협력 사업을 수행한다.", ["ko"]),
        ("12 345 67,8", []),
        ("", []),
    ],
)
def test_languages_of_pages(text: str, codes: list[str]) -> None:
    """Each language with a quarter of the text is one, and no other."""
    found = find_languages([page(text)])
    assert sorted(language.code for language in found) == codes


def test_the_sample_is_in_the_language() -> None:
    """The evidence of a language is a line written in it."""
    found = {
        one.code: one.span.text for one in find_languages([page(VIETNAMESE), page(ENGLISH, 2)])
    }
    assert found == {"vi": VIETNAMESE.strip(), "en": ENGLISH.strip()}


def test_the_language_of_a_title() -> None:
    """A few words are enough for a title, one may be too few."""
    assert language_of("Hợp tác quốc tế") == "vi"
    assert language_of("REPORT ON THE VISIT OF THE DELEGATION") == "en"
    assert language_of("KOICA") == ""
