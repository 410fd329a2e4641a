"""`liantu brief` and `liantu portfolio` on the shipped chains: what no firm may read, refusals, the same counts as what-if."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import liantu
from built import answer, copied
from liantu.analysis.search import find_firm, find_link
from liantu.cli.main import run
from liantu.graph import schema as s
from liantu.graph.errors import DataError, LiantuError
from liantu.graph.snapshot import Node, Snapshot
from liantu.reports.brief import refuse
from liantu.session import Session
from report_reading import docx_text, html_text

READ = {".docx": docx_text, ".html": html_text}
WEAKNESS = ("弱", "独家", "停产", "缺", "瓶颈", "短板", "断链", "受制", "卡脖子", "落后", "在谈", "台账")
SAMPLE = 12  # firms of the pool, drawn by a seed


@pytest.fixture(scope="module")
def home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a built graph, and a row of the ledger about an invitee."""
    root = copied(home, tmp_path_factory.mktemp("对接") / "w")
    entry = ["ledger", "add", "日亚化学", "正极材料", "--stage", "线索", "--date", "2026-02", "--unit", "招商某局"]
    assert run([*entry, "--workspace", str(root), "--quiet"]) == 0
    return root


@pytest.fixture(scope="module")
def g(home: Path) -> Iterator[Session]:
    with liantu.load(workspace=str(home), scope="all") as session:
        yield session


@pytest.fixture(scope="module")
def at_home(home: Path) -> Iterator[Session]:
    """The same graph in the default scope."""
    with liantu.load(workspace=str(home)) as session:
        yield session


def invitees(graph: Snapshot) -> list[Node]:
    return [f for f in graph.of_type(s.FIRM) if graph.out(f.id, s.INVITED_FOR) or graph.into(f.id, s.INVITES)]


def pool(graph: Snapshot) -> list[Node]:
    able = [f for f in graph.of_type(s.FIRM) if graph.out(f.id, s.CAPABLE_OF) and f.props.get("resident") is not True]
    return random.Random(7).sample(able, SAMPLE)


def forms(firm: Node) -> set[str]:
    return {firm.name, *firm.props.get("aliases", []), firm.props.get("name_en", "")} - {""}


@pytest.fixture(scope="module")
def pages(g: Session, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """The text of every brief: (firm, ending) → text."""
    out = tmp_path_factory.mktemp("单")
    firms = [*invitees(g.graph), *pool(g.graph)]
    files = [p for p in g.write_briefs(firms, out) if p.suffix in READ]
    ids = [f.id for f in firms for _ in READ]
    return {(i, p.suffix): READ[p.suffix](p.read_bytes()) for i, p in zip(ids, files, strict=True)}


def test_every_invitee_and_a_sample_of_the_pool_is_there(g: Session, pages: dict[tuple[str, str], str]) -> None:
    assert len(pages) == 2 * (len(invitees(g.graph)) + SAMPLE) and len(invitees(g.graph)) >= 16
    for (firm, _), text in pages.items():
        assert f"{g.graph.node(firm).name}对接单" in text.replace("\n", "")


def test_no_page_tells_a_weakness_or_anything_of_the_ledger(pages: dict[tuple[str, str], str]) -> None:
    told = {(key, word) for key, text in pages.items() for word in (*WEAKNESS, "招商某局") if word in text}
    assert not told


def test_no_page_holds_the_words_of_a_stated_weakness(g: Session, pages: dict[tuple[str, str], str]) -> None:
    amiss = [m for m in g.graph.of_type(s.MEASURE) if m.props.get("kind") in ("短板", "补", "固")]
    said = {c.quote for m in amiss for c in g.graph.claims_of(m) if c.grade == "plan"}
    said |= {c.quote for c in g.graph.claims.values() if c.predicate == "stated" and c.value in ("absent", "weak", "bottleneck")}
    usable = {c.quote for m in g.graph.of_type(s.MEASURE) if m not in amiss for c in g.graph.claims_of(m)}
    only_amiss = {q for q in said - usable if len(q) > 8}
    assert len(only_amiss) > 20
    assert not [(key, q) for key, text in pages.items() for q in only_amiss if q in text]


def test_no_page_names_another_candidate_or_a_rival(g: Session, pages: dict[tuple[str, str], str]) -> None:
    """Names that are words of a link (机器人) are words."""
    graph, faults = g.graph, []
    words = "\n".join(link.name for link in graph.of_type(s.LINK))
    others = [f for f in graph.of_type(s.FIRM) if f.props.get("resident") is not True]
    for (firm, kind), text in pages.items():
        groups = [e.target for e in graph.out(firm, s.PART_OF_GROUP)]
        mine = sorted({x for i in (firm, *groups) for x in forms(graph.node(i))}, key=len, reverse=True)
        left = re.sub("|".join(map(re.escape, mine)), "", text)
        links = {e.target for t in (s.CAPABLE_OF, s.INVITED_FOR) for e in graph.out(firm, t)}
        links |= {e.source for x in links for e in graph.into(x, s.PART_OF)} | {e.target for x in links for e in graph.out(x, s.PART_OF)}
        rivals = {e.source for x in links for t in (s.OPERATES_IN, s.CAPABLE_OF) for e in graph.into(x, t)} - {firm}
        hidden = {x for o in (*others, *map(graph.node, rivals)) if o.id not in (firm, *groups) for x in forms(o)}
        faults += [(firm, kind, x) for x in hidden if x in left and x not in words]
    assert not faults


def test_no_page_calls_a_firm_resident_that_is_not(g: Session, pages: dict[tuple[str, str], str]) -> None:
    """A firm named as beside it here is a proven resident."""
    here = {f.name for f in g.graph.of_type(s.FIRM) if f.props.get("resident") is True}
    named = {
        n for (_, kind), text in pages.items() if kind == ".html" for n in re.findall(r"可能的(?:客户|供应)（[^）]*）：([^；]+)；", text)
    }
    assert named and named <= here


def test_the_internal_copy_adds_the_ledger_and_nothing_else(g: Session, tmp_path: Path) -> None:
    firm = [g.graph.node("firm:nichia")]
    outside, inside = (
        html_text(next(p for p in g.write_briefs(firm, tmp_path / e, edition=e) if p.suffix == ".html").read_bytes())
        for e in ("public", "internal")
    )
    assert "招商某局" in inside and "招商某局" not in outside
    before, _, _ = inside.replace("内部版", "对外推介版").partition("对接台账（内部，不对外）")
    assert before.strip() in outside or outside.startswith(before.strip()[:200])


def test_a_gap_s_list_is_the_same_from_python_byte_for_byte(home: Path, g: Session, tmp_path: Path) -> None:
    assert run(["brief", "--gap", "动力电池回收", "-o", str(tmp_path / "a"), "--workspace", str(home), "--quiet"]) == 0
    link = find_link(g.graph, "动力电池回收")
    (advice,) = g.find_recommend(link.id)
    assert [n.id for n in advice.outsiders] == [c.node.id for c in advice.candidates if c.group in ("region", "target")]
    g.write_briefs(advice.outsiders, tmp_path / "b", link=link)
    first, second = ({p.name: p.read_bytes() for p in sorted((tmp_path / x).iterdir())} for x in "ab")
    assert first == second and len(first) == 7, "three invitees in two formats and a manifest"
    assert len(json.loads(first["manifest.json"])["files"]) == 6


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["brief", "德昌电机"], 3, "德昌电机是在区企业，不写对接单"),
        (["brief", "没有这家企业"], 4, "没有唯一的企业“没有这家企业”"),
        (["brief", "日亚化学", "--link", "没有的环节"], 4, "没有唯一的环节“没有的环节”"),
        (["brief"], 2, "请给出一家企业"),
        (["brief", "日亚化学", "--gap", "隔膜"], 2, "请给出一家企业"),
        (["brief", "--gap", "区块链底层平台"], 4, "“区块链底层平台”没有已知的候选企业"),
        (["portfolio", "没有的链"], 4, "没有产业链“没有的链”"),
        (["portfolio", "--firms", "0"], 2, "--firms"),
        (["portfolio", "--land", "nan"], 3, "应为大于 0 的数"),
    ],
)
def test_faults_are_one_clear_line(capsys: pytest.CaptureFixture[str], home: Path, arguments: list[str], code: int, words: str) -> None:
    capsys.readouterr()
    assert run([*arguments, "--workspace", str(home), "--quiet"]) == code
    said = capsys.readouterr()
    assert words in said.err and len(said.err.strip().splitlines()) == 1 and not said.out


def test_every_name_of_every_resident_is_refused(g: Session) -> None:
    residents = [f for f in g.graph.of_type(s.FIRM) if f.props.get("resident") is True]
    for form in {x for f in residents for x in forms(f)}:
        try:
            found = find_firm(g.graph, form)
        except LiantuError:
            continue  # a name of several firms is no way in either
        if found.props.get("resident") is True:
            with pytest.raises(DataError):
                refuse(found)
        else:
            assert form in forms(found), "another firm, of its own right"
    assert len(residents) >= 20


def test_the_portfolio_s_json_and_python_agree_and_what_if_counts_the_same(
    capsys: pytest.CaptureFixture[str], home: Path, g: Session
) -> None:
    told = answer(capsys, home, "portfolio", "--firms", "3")
    assert json.loads(g.portfolio(firms=3).to_json(orient="records")) == told["additions"]
    land = [f"{row['firm_id']}@{one['link_id']}" for row in told["additions"] for one in row["closes"]]
    played = g.whatif(land=land)
    assert played["before"]["needs_open"] - played["after"]["needs_open"] == sum(len(r["closes"]) for r in told["additions"])
    assert told["greedy"]["value"] <= told["value"] <= told["upper_bound"]
    assert told["greedy"]["value"] >= told["greedy"]["guarantee"] * told["value"]


def test_no_resident_is_ever_chosen_however_many_are_asked_for(g: Session, at_home: Session) -> None:
    found = g.find_portfolio(firms=400)
    chosen = {f.id for row in found.additions for f in (row.firm, *row.instead)} | {f.id for one in found.ties for f in one}
    assert found.value == len(found.reachable) and chosen
    assert not [f for f in chosen if g.graph.node(f).props.get("resident") is True]
    assert not chosen & set(at_home.nodes().id), "and none became one by being chosen"


def test_a_budget_of_land_nobody_filled_is_said(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told = answer(capsys, home, "portfolio", "新能源材料", "--land", "80")
    assert told["limits"] == {"firms": 5, "land_mu": None, "land_mu_asked": 80.0, "land_mu_filled": 0}
    assert any("一家也没有填写" in line for line in told["text"])
