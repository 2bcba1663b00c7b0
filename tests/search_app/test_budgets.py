from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from search_app.budgets import MOST_ADDRESSES, MOST_BROWSERS, Asker, Budgets

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from flask import Flask

CAMPUS, HOME = "203.0.113.9", "198.51.100.4"
READERS, SCRIPT = "Firefox", "curl"


@dataclass
class Clock:
    """A time that is set."""

    now: float = 0.0

    def __call__(self) -> float:
        """Return it."""
        return self.now


def _spend(budgets: Budgets, asker: Asker, seconds: float) -> bool:
    """Ask, and have it answered if it may be."""
    if budgets.wait(asker):
        return False
    budgets.charge(asker, seconds)
    return True


def test_nobody_waits_within_the_share() -> None:
    """A campus of two hundred readers, each asking every ten seconds, is never refused."""
    clock = Clock()
    budgets = Budgets(80, 60, clock)
    for _ in range(200 * 60):
        assert _spend(budgets, Asker(CAMPUS, READERS), 0.035)
        clock.now += 10 / 200


def test_who_asks_without_end_waits_and_the_others_at_the_same_address_do_not() -> None:
    """The script gets what the readers leave; at other addresses nobody notices."""
    clock = Clock()
    budgets = Budgets(80, 60, clock)
    script, readers = Asker(CAMPUS, SCRIPT), Asker(CAMPUS, READERS)
    answered = 0
    for _ in range(600):
        answered += sum(_spend(budgets, script, 1.0) for _ in range(10))
        assert _spend(budgets, readers, 0.2)
        assert budgets.wait(Asker(HOME, SCRIPT)) == 0
        clock.now += 1
    # Half of what is saved up, then what the readers leave of eight tenths of a second.
    assert 30 + 600 * 0.5 <= answered <= 30 + 600 * 0.65


def test_an_address_waits_as_a_whole_when_all_is_spent() -> None:
    """Who calls itself by another name each time does not get more than one address may."""
    clock = Clock()
    budgets = Budgets(80, 60, clock)
    asked = [Asker(CAMPUS, f"{number}") for number in range(500)]
    answered = sum(_spend(budgets, asker, 1.0) for asker in asked)
    assert answered <= 61
    wait = budgets.wait(asked[0])
    clock.now += wait
    assert _spend(budgets, asked[0], 1.0)
    assert _spend(budgets, Asker(HOME, "0"), 1.0)


def test_addresses_of_one_holder_are_one() -> None:
    """Who has a network of IPv6 has many addresses, and one budget."""
    budgets = Budgets(80, 10, Clock())
    assert _spend(budgets, Asker("2001:db8:1:2::1", SCRIPT), 20.0)
    assert budgets.wait(Asker("2001:db8:1:2:ffff::9", SCRIPT)) > 0
    assert budgets.wait(Asker("2001:db8:1:3::1", SCRIPT)) == 0


def test_no_limit() -> None:
    """Where the settings want none, nobody waits."""
    budgets = Budgets(0, 60, Clock())
    assert all(_spend(budgets, Asker(CAMPUS, SCRIPT), 100.0) for _ in range(10))


def test_memory_is_bounded() -> None:
    """Neither addresses nor browsers without end are remembered."""
    budgets = Budgets(80, 60, Clock())
    for number in range(MOST_ADDRESSES + 10):
        budgets.charge(Asker(f"{number}", SCRIPT), 0.001)
    for number in range(MOST_BROWSERS + 10):
        budgets.charge(Asker(CAMPUS, f"{number}"), 0.001)
    assert len(budgets._accounts) == MOST_ADDRESSES
    assert len(budgets._accounts[CAMPUS].spent) == MOST_BROWSERS + 1


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 5), st.floats(0, 10)), max_size=60))
def test_never_more_is_spent_than_is_refilled(asked: list[tuple[str, float, float]]) -> None:
    """Whatever comes in whatever order: the budget, its refill, and one last answer."""
    clock = Clock()
    budgets, dearest, spent = Budgets(50, 10, clock), 0.0, 0.0
    for browser, cost, pause in asked:
        clock.now += pause
        dearest = max(dearest, cost)
        spent += cost * _spend(budgets, Asker(CAMPUS, browser), cost)
        assert spent <= 10 + 0.5 * clock.now + dearest + 1e-6


def test_a_refusal_says_when_to_come_back(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 in the reader's language, as a problem under /api; what costs nothing is answered."""
    client = make_app().test_client()
    monkeypatch.setattr(Budgets, "wait", lambda *_: 12.3)
    answer = client.get("/search?q=canary")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "13")
    assert "sau 13 giây" in answer.text
    # The question is in its box, to be asked again, and in the link to the other language.
    asked = ("q=canary", 'value="canary"')
    assert answer.text.count("canary") == sum(map(answer.text.count, asked))
    assert "in 13 seconds" in client.get("/search?lang=en").text
    problem = client.get("/api/v1/search?q=a")
    assert problem.json
    assert (problem.status_code, problem.json["status"]) == (429, 429)
    for free in ("/healthz", "/guide", "/static/site.css", "/robots.txt", "/api/v1/openapi.json"):
        assert client.get(free).status_code == 200
    assert client.get("/nowhere").status_code == 429


def test_work_is_charged_to_the_address_that_asked(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the trusted proxy it is the reader's, not the proxy's."""
    charged: list[Asker] = []
    monkeypatch.setattr(Budgets, "charge", lambda _, asker, __: charged.append(asker))
    client = make_app(trusted_proxy="127.0.0.1").test_client()
    for reader in (CAMPUS, HOME):
        client.get("/", headers={"X-Forwarded-For": reader, "User-Agent": SCRIPT})
    assert [asker.address for asker in charged] == [CAMPUS, HOME]
    assert {asker.browser.strip() for asker in charged} == {SCRIPT}
