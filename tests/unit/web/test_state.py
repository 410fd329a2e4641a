"""The answers are worked out once, swapped whole, and never half."""

from __future__ import annotations

import itertools
import threading
import time

import pytest

from liantu.graph.errors import StoreError
from liantu.web.state import KEPT, Answers, State
from report_graph import ZONE, report_graph
from web_pages import app_of, client_of, state_of


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(report_graph(), ZONE, {})


def test_once_makes_once_however_many_ask(answers: Answers) -> None:
    made: list[int] = []
    start = threading.Barrier(16)

    def make() -> int:
        time.sleep(0.01)
        made.append(1)
        return len(made)

    def ask() -> None:
        start.wait()
        assert answers.once("slow", make) == 1

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_failure_is_not_kept(answers: Answers) -> None:
    with pytest.raises(ZeroDivisionError):
        answers.once("fails", lambda: 1 // 0)
    assert answers.once("fails", lambda: 7) == 7


def test_what_is_kept_is_bounded(answers: Answers) -> None:
    for n in range(KEPT + 50):
        answers.once(("many", n), lambda n=n: n)
    assert len(answers._kept) <= KEPT
    assert len(answers._locks) <= KEPT + 1
    assert answers.once(("many", KEPT + 49), lambda: -1) == KEPT + 49


def test_once_inside_once_does_not_wait_for_itself(answers: Answers) -> None:
    assert answers.once("outer", lambda: answers.once("inner", lambda: 1) + 1) == 2


def _wait(state: State, wanted: str) -> None:
    for _ in range(500):
        if state.now.zone.name == wanted:
            return
        time.sleep(0.01)
    raise AssertionError(f"still {state.now.zone.name}, not {wanted}")


def test_a_new_build_is_swapped_in_while_the_old_one_serves() -> None:
    from dataclasses import replace

    held, go = {"stamp": 1, "name": "甲区"}, threading.Event()
    go.set()

    def fetch() -> Answers:
        assert go.wait(10)
        return Answers(report_graph(), replace(ZONE, name=str(held["name"])), {})

    state = State(fetch, lambda: held["stamp"])
    client = client_of(app_of(report_graph()))
    client.app.state.liantu = state  # type: ignore[attr-defined]
    assert "甲区" in client.get("/").text
    go.clear()
    held.update(stamp=2, name="乙区")
    assert [state.now.zone.name for _ in range(3)] == ["甲区"] * 3  # still loading: the old one serves
    go.set()
    _wait(state, "乙区")
    assert "乙区" in client.get("/").text and "甲区" not in client.get("/").text


def test_a_build_that_cannot_be_read_leaves_the_old_one_and_says_so() -> None:
    said: list[str] = []
    stamps = [0]
    good = Answers(report_graph(), ZONE, {})

    def fetch() -> Answers:
        if stamps[0]:
            raise StoreError("锁住了")
        return good

    state = State(fetch, lambda: stamps[0], said.append)
    stamps[0] = 1
    for _ in range(200):
        assert state.now is good
        if said:
            break
        time.sleep(0.01)
    assert len(said) == 1 and "锁住了" in said[0]
    time.sleep(0.02)
    assert state.now is good and len(said) == 1  # not tried again until it changes again
    with pytest.raises(StoreError):
        state.refresh()
    stamps[0] = 0
    assert state.refresh() is good


def test_readers_see_one_state_from_beginning_to_end() -> None:
    """Requests that run while states are swapped never mix two of them: head and foot of a page agree."""
    from dataclasses import replace

    turns = itertools.count()
    made = [Answers(report_graph(), replace(ZONE, name=f"第{n}区"), {}) for n in range(3)]
    state = State(lambda: made[next(turns) % 3], lambda: 0)
    app = app_of(report_graph())
    app.state.liantu = state
    client, stop, wrong = client_of(app), threading.Event(), list[str]()

    def swap() -> None:
        while not stop.is_set():
            state.refresh()

    def read() -> None:
        for _ in range(12):
            text = client.get("/").text
            named = {f"第{n}区" for n in range(3) if f"第{n}区" in text}
            if len(named) != 1:
                wrong.append(str(named))

    swapper = threading.Thread(target=swap)
    swapper.start()
    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    stop.set()
    swapper.join()
    assert wrong == []


def test_the_date_of_the_caller_heads_every_page() -> None:
    from liantu.web.site import Site

    client = client_of(app_of(report_graph(), site=Site(as_of="2026-11-22")))
    assert client.get("/gaps").text.count("编制日 2026-11-22") == 2
    assert state_of(report_graph()).now.head.line().endswith("编制日未填")
