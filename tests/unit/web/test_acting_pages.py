"""The acting pages as plain data over the small zone: what the boxes offer, what the numbers say, what waits for confirmation."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import HOSTILE
from liantu.analysis.whatif import state_before, what_if
from liantu.analysis.whatif_words import as_json
from liantu.graph import schema as s
from liantu.graph.errors import DataError, NotFound
from liantu.web.pages.calls import ANSWERED, SIZE, Filter, asked_gaps, calls_page, question_rows
from liantu.web.pages.whatif import Wish, numbers, played, result, ticks
from liantu.web.state import Answers
from liantu.web.uploads import MOST, Uploads, harmless_name
from report_graph import ZONE, report_graph
from web_pages import WORST, app_of, client_of, hostile_report_graph


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(report_graph(), ZONE, {})


def maker(answers: Answers) -> str:
    return next(f.id for f in answers.graph.of_type(s.FIRM) if answers.graph.out(f.id, s.OPERATES_IN))


def test_numbers_are_the_counts_of_the_json_and_their_rows_the_difference(answers):
    found = played(answers, Wish(lose=(maker(answers),)))
    told, rows = as_json(found), {n.name: n for n in numbers(found)}
    needs = rows["规划点名需求，尚无已知企业"]
    assert (needs.before, needs.after) == (told["before"]["needs_open"], told["after"]["needs_open"])
    opened = set(told["after"]["needs"]) - set(told["before"]["needs"])
    assert {item.href for item in needs.new} == {f"/links/{link}" for link in opened}
    assert {item.href for item in needs.gone} == {f"/links/{x}" for x in set(told["before"]["needs"]) - set(told["after"]["needs"])}
    assert needs.new, "losing a maker opens a need in this graph"
    for world in ("悲观", "乐观"):
        stopped = [hit["link"] for hit in told["hit"] if world in hit["worlds"]]
        assert [item.text for item in rows[f"停产环节（{world}情形）"].new] == stopped


def test_the_state_before_is_the_same_whoever_worked_it_out(answers):
    wish = Wish(lose=(maker(answers),))
    found = played(answers, wish)
    assert found == played(answers, wish) or as_json(found) == as_json(played(answers, wish))
    alone = what_if(answers.graph, ZONE, found.scenario)
    assert as_json(found) == as_json(alone) and found.before == state_before(answers.graph)


def test_no_maker_of_the_link_is_offered_and_who_is_not_here_says_so(answers):
    for gap in answers.gaps:
        shown = ticks(answers, Wish(about=gap.link.id))
        offered = {tick.value.rpartition("@")[0]: tick.mark for tick in shown["offered"]}
        assert not offered.keys() & {m.id for m in gap.makers}
        for firm, mark in offered.items():
            assert ("不在区" in mark) == (answers.graph.node(firm).props.get("resident") is not True), (firm, mark)
        assert {i.id for i in gap.need.invitees} <= offered.keys() | {m.id for m in gap.makers}


def test_every_offered_firm_can_be_ticked(answers):
    gap = next(gap for gap in answers.gaps if gap.need.invitees)
    for tick in ticks(answers, Wish(about=gap.link.id))["offered"]:
        assert result(answers, Wish(land=(tick.value,)))["faults"] == []


@pytest.mark.parametrize("wish", [Wish(lose=("x",)), Wish(land=("x",)), Wish(cut=("x",)), Wish(chain="x", cut=("y",))])
def test_what_cannot_be_is_a_fault_and_no_result(answers, wish):
    shown = result(answers, wish)
    assert shown["found"] is None and len(shown["faults"]) == 1
    with pytest.raises((DataError, NotFound)):
        played(answers, wish)


@given(st.lists(st.sampled_from(HOSTILE), max_size=3), st.sampled_from(HOSTILE))
def test_the_address_keeps_the_whole_wish(lands, chain):
    wish = Wish(tuple(lands), (), (), chain)
    query = wish.query()
    assert query.get("land", []) == lands and query.get("chain", "") == chain
    assert all(query.values())


def test_the_call_list_has_every_open_question_once_and_pages_do_not_overlap(answers):
    every = asked_gaps(answers, Filter())
    seen = [
        asked.link
        for n in range(1, calls_page(answers, Filter())["pages"] + 1)
        for _, asked in calls_page(answers, Filter(page=n))["asked"]
    ]
    assert seen == [gap.link.id for gap in every] and len(set(seen)) == len(seen) and SIZE > 1
    assert all(gap.need for gap in asked_gaps(answers, Filter(need="1")))


def test_only_answered_lines_become_rows_and_they_hold_what_the_confirm_sheet_holds(answers):
    gap = asked_gaps(answers, Filter())[0]
    blank = dict.fromkeys(ANSWERED, "")
    rows = question_rows(answers, [{"编号": gap.link.id, **blank, "生产企业": "甲"}, {"编号": "link:x", **blank}])
    assert len(rows) == 1 and rows[0]["生产企业"] == "甲"
    assert rows[0]["问题"] == gap.settle_by.fact and rows[0]["掌握单位"] == gap.settle_by.office


def test_hostile_names_stay_words_on_the_acting_pages():
    client = client_of(app_of(hostile_report_graph()))
    for path in ("/whatif", "/calls", "/calls/firms", "/ledger"):
        found = client.get(path)
        assert found.status_code == 200, path
        assert "<img src=x" not in found.text and "<script>alert" not in found.text
        names = [worst for worst in (WORST[0], WORST[3]) if html.escape(worst) in found.text]
        assert names == [WORST[0], WORST[3]] or path == "/calls/firms", "names are there, as words"


@given(st.text(max_size=120) | st.sampled_from(HOSTILE))
def test_a_harmless_name_is_one_part_of_a_path_and_stays_so(name):
    made = harmless_name(name)
    assert made and len(made) <= 100 and not set(made) & set('/\\<>:"|?*\x00\n\r\u202e')
    assert made not in (".", "..") and made == made.strip() and harmless_name(made) == made


def test_the_oldest_upload_goes_and_its_file_with_it():
    uploads = Uploads()
    held = [uploads.add(f"{n}.csv", b"x") for n in range(MOST + 1)]
    assert not held[0].path.exists() and all(one.path.exists() for one in held[1:])
    with pytest.raises(NotFound):
        uploads.get(held[0].token)
    assert uploads.get(held[1].token) == held[1]
    uploads.drop(held[1].token)
    assert not held[1].path.parent.exists()
    folder = held[2].path.parents[1]
    del uploads
    assert not folder.exists(), "the folder goes with the process"
