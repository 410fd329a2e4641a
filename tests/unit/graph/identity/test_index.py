"""Matches among known firms: codes decide, whole names are sure, short ones are asked about, blocks lose nothing."""

from __future__ import annotations

import csv
import random
from itertools import combinations

import pytest

from liantu.graph.identity.blocking import Blocks
from liantu.graph.identity.compare import DIFFERENT, SAME, compare
from liantu.graph.identity.index import IdentityIndex, Record
from liantu.graph.identity.questions import pair_of, questions
from liantu.loaders.shipped import DATA
from liantu.loaders.shipped_names import name_reader

READER = name_reader()
POOL = list(csv.DictReader((DATA / "pool" / "firms.csv").read_text(encoding="utf-8").splitlines()))
CODE, OTHER_CODE = "91350100M000100Y43", "91110108551385082Q"
KEHENG = Record("firm:keheng", ("科恒实业", "江门市科恒实业股份有限公司", "科恒股份"), CODE, "江门市")


def find(record: Record, *known: Record):
    """The match of one record among some."""
    return IdentityIndex(READER, known or (KEHENG,)).find(record)


@pytest.mark.parametrize(
    "name", ["江门市科恒实业股份有限公司", "江門市科恆實業股份有限公司", "科恒股份", "江门科恒实业有限公司", "江门市科恒实业有限责任公司"]
)
def test_a_whole_name_or_an_alias_is_sure(name):
    match = find(Record("new", (name,)))
    assert match.sure and match.sure.id == "firm:keheng" and match.sure.verdict.why


@pytest.mark.parametrize("name", ["科恒", "江门市科恒新材料有限公司", "科恒实业（江门）股份有限公司江海分公司"])
def test_a_name_that_leaves_it_open_is_never_sure(name):
    assert find(Record("new", (name,))).sure is None


def test_a_short_name_that_fits_is_asked_about_not_merged():
    known = Record("firm:a", ("深圳市汇川技术股份有限公司",))
    match = find(Record("new", ("汇川技术",)), known)
    assert match.sure is None
    assert [(c.id, c.verdict.verdict) for c in match.doubtful] == [("firm:a", SAME)]


def test_a_code_decides_whatever_the_names_say():
    assert find(Record("new", ("完全不同的名字有限公司",), CODE.lower())).sure.verdict.score == 1.0
    assert find(Record("new", ("江门市科恒实业股份有限公司",), OTHER_CODE)).sure is None


def test_a_code_with_a_wrong_check_character_counts_for_nothing():
    wrong = CODE[:-1] + "A"
    assert find(Record("new", ("完全不同的名字有限公司",), wrong)).sure is None
    assert find(Record("new", ("江门市科恒实业股份有限公司",), wrong)).sure.id == "firm:keheng"


def test_one_name_of_two_firms_is_not_sure():
    twins = Record("firm:1", ("宏达电子有限公司",)), Record("firm:2", ("宏达电子有限公司",))
    match = find(Record("new", ("宏达电子有限公司",)), *twins)
    assert match.sure is None and [c.id for c in match.doubtful] == ["firm:1", "firm:2"]


def test_another_registered_place_makes_a_fitting_name_doubtful():
    match = find(Record("new", ("科恒股份",), place="宁波市北仑区某路1号"))
    assert match.sure is None and "登记地不同" in match.doubtful[0].verdict.why
    assert find(Record("new", ("科恒股份",), place="广东省江门市江海区")).sure, "a place within the other is no contradiction"


def test_a_former_name_counts():
    assert find(Record("new", ("江门市新名实业有限公司", "江门市科恒实业有限公司"))).sure.id == "firm:keheng"


def test_group_and_plant_are_never_matched():
    group, plant = Record("firm:g", ("德昌集团有限公司",)), Record("firm:p", ("德昌电机",))
    assert questions([group, plant], set(), READER) == []


def test_the_record_itself_is_no_match():
    assert find(KEHENG).sure is None and find(KEHENG).doubtful == ()


def test_a_hostile_or_empty_name_matches_nothing():
    for name in ("", "\0", "\ud800", "=HYPERLINK(1)", "<img onerror=alert(1)>", "（）", "有限公司"):
        assert find(Record("new", (name,))).sure is None


def test_blocks_lose_no_pair_that_may_be_one():
    rows = random.Random(7).sample(POOL, 110)
    names = [READER.read(text) for row in rows for text in (row["name"], row["short_name"])]
    blocks = Blocks()
    for number, name in enumerate(names):
        blocks.add(name, number)
    for (i, a), (j, b) in combinations(enumerate(names), 2):
        if compare(a, b, READER).verdict != DIFFERENT:
            assert j in blocks.candidates(a) and i in blocks.candidates(b), (a.folded, b.folded)


@pytest.mark.parametrize(
    "names", [("阳谷华泰", "山东阳谷华泰化工股份有限公司"), ("宁德时代", "宁德时代新能源科技股份有限公司"), ("江门北方", "北方")]
)
def test_a_place_word_that_is_a_part_of_the_trade_name_hides_nothing(names):
    for one, other in (names, names[::-1]):
        match = find(Record("new", (one,)), Record("firm:a", (other,)))
        assert [c.id for c in match.doubtful] == ["firm:a"]


def test_candidates_stay_few_however_many_names_begin_alike():
    blocks = Blocks()
    for number in range(2_000):
        blocks.add(READER.read(f"中国{number}号电子有限公司"), number)
    assert len(blocks.candidates(READER.read("中国1999号电子有限公司"))) <= 32 * 2


def test_no_two_firms_of_the_pool_are_surely_one():
    index = IdentityIndex(READER, [Record(row["code"], (row["name"], row["short_name"])) for row in POOL])
    assert [row["name"] for row in POOL if index.find(Record("new:" + row["code"], (row["name"],))).sure.id != row["code"]] == []
    assert not any(index.find(Record(row["code"], (row["name"], row["short_name"]))).sure for row in POOL)


# --- the queue ------------------------------------------------------------------------------------------------------------


def test_questions_come_once_sure_ones_first_and_settled_ones_not_at_all():
    records = [KEHENG, Record("firm:x", ("汇川技术",)), Record("firm:y", ("深圳市汇川技术股份有限公司",)), Record("firm:z", ("科恒股份",))]
    asked = questions(records, set(), READER)
    assert [(q.winner.id, q.loser.id, q.sure) for q in asked] == [("firm:keheng", "firm:z", True), ("firm:x", "firm:y", False)]
    assert questions(list(reversed(records)), set(), READER)[0].winner.id == "firm:z"
    assert [q.id for q in questions(list(reversed(records)), set(), READER)] == [q.id for q in asked], "ids do not depend on the order"
    left = questions(records, {pair_of("firm:z", "firm:keheng")}, READER)
    assert [q.winner.id for q in left] == ["firm:x"]


def test_a_resident_and_a_stranger_are_never_merged_unasked():
    here, away = Record("firm:a", ("某某电子有限公司",), resident=True), Record("firm:b", ("某某电子有限公司",), resident=False)
    assert [q.sure for q in questions([here, away], set(), READER)] == [False]
