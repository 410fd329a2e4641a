"""The ledger in a workspace, and what it says of the graph: planned until produced, resident only by registration."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.analysis.gaps import gaps
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError, NotFound, StoreError
from liantu.graph.ledger import Entry
from liantu.graph.schema import LIVE_STAGES, PROJECT_STAGES
from liantu.graph.snapshot import Snapshot
from liantu.loaders.ledger import ledger_claims
from liantu.workspace.build import inputs_hash
from liantu.workspace.labels import Label, keep, labels
from liantu.workspace.ledger import add, change, entries, merge
from liantu.workspace.lock import locked
from liantu.workspace.paths import Workspace, open_workspace
from report_graph import ZONE, report_graph

LFP, ORE = "link:battery/lfp", "link:battery/ore"
BASE = tuple(report_graph().claims.values())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "w")


def new(firm: str = "新来厂", link: str = LFP, firm_id: str = "", **more: str) -> Entry:
    return Entry("", firm, firm_id, link, "", **more).moved("线索", "2026-01")


def graph(*stages: str, firm_id: str = "", link: str = LFP, extra: tuple[Claim, ...] = ()) -> Snapshot:
    made = Entry("L0001", "新来厂", firm_id, link, "", production="2027-06")
    for n, stage in enumerate(stages, 1):
        made = made.moved(stage, f"2026-{n:02}")
    claims = [*BASE, *extra]
    return Snapshot(assemble([*claims, *ledger_claims([made], ZONE, claims)], ZONE))


def status(found: Snapshot, link: str = LFP) -> str:
    return next(g for g in gaps(found, ZONE) if g.link.id == link).as_json()["status"]


def residents(found: Snapshot) -> set[str]:
    return {n.name for n in found.nodes.values() if n.props.get("resident") is True}


def makers(found: Snapshot, link: str = LFP) -> set[str]:
    return {found.node(e.source).name for e in found.data.edges if (e.type, e.target) == ("OPERATES_IN", link)}


HERE = {"本地材料厂", "散居企业"}


@pytest.mark.parametrize("stage", PROJECT_STAGES)
def test_one_stage_alone(stage: str) -> None:
    """Oracle: the table of METHODS §2, written out. lfp is 缺 by the source's word."""
    found = graph(stage)
    assert status(found) == ("缺（在建，投产 2027-06）" if stage in ("签约", "注册", "供地", "开工") else "缺")
    assert residents(found) == HERE | ({"新来厂"} if stage == "注册" else set())
    assert makers(found) == set(), "nobody makes anything by being talked to, nor without registration"


def test_from_lead_to_maker_and_out_again() -> None:
    path = ("线索", "在谈", "签约", "注册", "供地", "开工", "投产")
    states = [graph(*path[: n + 1]) for n in range(len(path))]
    assert [("新来厂" in residents(g), bool(makers(g))) for g in states] == [(False, False)] * 3 + [(True, False)] * 3 + [(True, True)]
    assert status(states[-1]) == "有" and makers(states[-1]) == {"新来厂"}
    ended = graph(*path, "终止")
    assert residents(ended) == HERE and makers(ended) == set() and status(ended) == "缺"
    paused = graph(*path, "暂缓")
    assert "新来厂" in residents(paused) and makers(paused) == set()


def test_a_live_project_is_nowhere_plain_in_the_parents_either() -> None:
    for stage in LIVE_STAGES:
        found = gaps(graph(stage), ZONE)
        touched = [g for g in found if g.link.id in (LFP, "link:battery/cathode")]
        assert all(g.status != "缺" and g.as_json()["status"] != "缺" and "缺" not in g.also for g in touched)


def test_a_resident_may_produce_without_registration_an_invitee_may_not() -> None:
    assert makers(graph("开工", "投产", firm_id="firm:loose")) == {"散居企业"}
    assert makers(graph("开工", "投产", firm_id="firm:wanted")) == set()
    assert residents(graph("开工", "投产", firm_id="firm:wanted")) == HERE


def test_a_firm_of_the_graph_keeps_its_name_and_id() -> None:
    found = graph("签约", firm_id="firm:wanted")
    assert found.node("firm:wanted").name == "海外巨头"
    assert [e.source for e in found.data.edges if e.target == "project:ledger-l0001"] == ["firm:wanted"]


def test_ids_are_given_once(workspace: Workspace) -> None:
    assert [add(workspace, new(link=link)).id for link in (LFP, ORE)] == ["L0001", "L0002"]
    with pytest.raises(DataError, match="L0001"):
        add(workspace, new())
    assert len(entries(workspace)) == 2


def test_changing_keeps_the_rest(workspace: Workspace) -> None:
    add(workspace, new(person="李", next_date="2026-02-01"))
    before, after = change(workspace, "L0001", lambda e: e.moved("在谈", "2026-02"))
    assert (before.stage, after.stage, after.person, after.next_date) == ("线索", "在谈", "李", "2026-02-01")
    assert entries(workspace) == [after]
    with pytest.raises(NotFound):
        change(workspace, "L0009", lambda e: e)


@pytest.mark.parametrize("how", [lambda e: e.moved("投产", "2026-02"), lambda e: e.moved("在谈", "下月")])
def test_what_cannot_be_writes_nothing(workspace: Workspace, how) -> None:  # type: ignore[no-untyped-def]
    add(workspace, new())
    before = workspace.ledger.read_bytes()
    with pytest.raises(DataError):
        change(workspace, "L0001", how)
    assert workspace.ledger.read_bytes() == before


def test_merging_is_all_or_nothing_and_keeps_what_the_table_lacks(workspace: Workspace) -> None:
    one, two = add(workspace, new()), add(workspace, new("乙厂"))
    moved = one.moved("在谈", "2026-03")
    assert merge(workspace, [moved, new("丙厂")]) == (1, 1)
    assert [(e.id, e.firm, e.stage) for e in entries(workspace)] == [
        ("L0001", "新来厂", "在谈"),
        ("L0002", "乙厂", "线索"),
        ("L0003", "丙厂", "线索"),
    ]
    with pytest.raises(DataError):
        merge(workspace, [moved.moved("签约", "2026-04"), two.moved("投产", "2026-04")])
    assert {e.stage for e in entries(workspace)} == {"在谈", "线索"}


def test_one_writer_at_a_time(workspace: Workspace) -> None:
    with locked(workspace.ready().lock), pytest.raises(StoreError):
        add(workspace, new())
    assert entries(workspace) == []


def test_only_what_the_graph_is_made_of_builds_it_anew(workspace: Workspace) -> None:
    empty = inputs_hash(workspace)
    add(workspace, new())
    first = inputs_hash(workspace)
    change(workspace, "L0001", lambda e: e.moved("在谈", "2026-02"))
    second = inputs_hash(workspace)
    from dataclasses import replace

    change(workspace, "L0001", lambda e: replace(e, note="电话", next_date="2026-09", person="张"))
    assert len({empty, first, second}) == 3 and inputs_hash(workspace) == second


def test_labels_are_kept_once_and_read_back(workspace: Workspace) -> None:
    one = Label("2026-03", "ledger", LFP, "firm:a", "投产", "缺", "L0001")
    keep(workspace, [one])
    keep(workspace, [one, Label("2026-04", "confirmed", ORE, "", "complete", "待核实", "0001-x,\n")])
    assert [x.outcome for x in labels(workspace)] == ["投产", "complete"] and labels(workspace)[0] == one
