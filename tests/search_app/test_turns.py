from __future__ import annotations

import threading
import time

import pytest

from search_app.turns import Turns

_WAIT = 30


def test_one_after_another_in_their_order() -> None:
    """Nobody is inside with anybody else, and nobody is passed over."""
    turns = Turns(longest=_WAIT)
    inside: list[int] = []
    order: list[int] = []
    first = threading.Event()

    def work(number: int) -> None:
        with turns.take():
            inside.append(number)
            assert len(inside) == 1
            order.append(number)
            if number == 0:
                first.wait(_WAIT)
            inside.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for asked, thread in enumerate(threads):
        thread.start()
        while len(turns._waiting) + len(order) <= asked:
            time.sleep(0.001)
    first.set()
    for thread in threads:
        thread.join(_WAIT)
    assert order == list(range(8))


def test_whoever_takes_too_long_does_not_keep_others_out() -> None:
    """It goes on beside them, and its end is no turn that they could lose."""
    turns = Turns(longest=0.01)
    goes_on, began = threading.Event(), threading.Event()

    def work() -> None:
        with turns.take():
            began.set()
            goes_on.wait(_WAIT)

    slow = threading.Thread(target=work)
    slow.start()
    began.wait(_WAIT)
    with turns.take():
        goes_on.set()
        slow.join(_WAIT)
        assert turns._holder is not None
    assert turns._holder is None


def test_a_failure_ends_a_turn() -> None:
    """The next one begins."""
    turns = Turns(longest=_WAIT)
    with pytest.raises(LookupError), turns.take():
        raise LookupError
    with turns.take():
        assert not turns._waiting
