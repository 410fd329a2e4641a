"""A workbook becomes one batch or none: tried against the whole graph first, sound rows alone only when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import claim
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError
from liantu.graph.snapshot import GraphData, Snapshot
from liantu.loaders.intake.fault import ERROR, WARNING
from liantu.loaders.templates.ledger_book import ledger_book
from liantu.workspace import templates
from liantu.workspace.batches import history, standing_claims
from liantu.workspace.paths import Workspace, open_workspace
from liantu.workspace.templates import Imported, import_template
from report_graph import ZONE, report_graph
from workbooks import Cells, add, date, known, put, sheets_of, template

MAY = claim("firm:loose", "CAPABLE_OF", "link:battery/ore", modality="registered", as_of="2024")
SOMEWHERE = claim("firm:unknown", "CAPABLE_OF", "link:battery/tester", as_of="2024")
BASE = (*report_graph().claims.values(), MAY, SOMEWHERE)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace on the small zone of the reports instead of the shipped data."""

    def graph_data(place: Workspace, _: object, extra: tuple[Claim, ...] = ()) -> GraphData:
        return assemble([*BASE, *standing_claims(place), *extra], ZONE)

    monkeypatch.setattr(templates, "graph_data", graph_data)
    monkeypatch.setattr(templates, "known_to", lambda place, data: known(Snapshot(graph_data(place, data))))
    return open_workspace(tmp_path / "w")


@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    made = template(Snapshot(assemble(BASE, ZONE)), tmp_path)
    date(made)
    return made


def take(workspace: Workspace, cells: Cells, **how: bool) -> Imported:
    return import_template(workspace, Path("名册.xlsx"), sheets=cells, **how)


def declare(cells: Cells, **what: str) -> int:
    return add(cells, "名单齐全确认", 确认内容="企业名单", 名单="名录", 确认人="统计局", 确认日期="2026-03", **what)


def test_one_workbook_one_batch(workspace: Workspace, cells: Cells) -> None:
    put(cells, "企业", "firm:loose", 别名="散户")
    add(cells, "企业", 名称="新来厂", 所在="某园区")
    assert take(workspace, cells, check=True).batch == "" and history(workspace) == []
    done = take(workspace, cells)
    batch = history(workspace)[0]
    assert (done.batch, done.new, done.changed, batch.who, batch.when) == (batch.id, 1, 1, "统计局", "2026-03-01")
    assert {n.name for n in done.after.nodes.values()} - {n.name for n in done.before.nodes.values()} == {"新来厂"}
    assert take(workspace, cells).batch == "" and len(history(workspace)) == 1, "taken in once"


def test_a_fault_keeps_all_out_unless_asked(workspace: Workspace, cells: Cells) -> None:
    put(cells, "企业", "firm:loose", 别名="散户")
    put(cells, "企业", "firm:here", 类别="作坊")
    done = take(workspace, cells)
    assert done.stopped and history(workspace) == []
    done = take(workspace, cells, partial=True)
    assert not done.stopped and [c.value for c in standing_claims(workspace)] == ["散户"]


def test_without_a_date_not_even_the_sound_rows(workspace: Workspace, cells: Cells) -> None:
    date(cells, "")
    put(cells, "企业", "firm:loose", 别名="散户")
    assert take(workspace, cells, partial=True).stopped and history(workspace) == []


def test_a_declaration_that_leaves_out_a_resident_is_refused_in_one_line(workspace: Workspace, cells: Cells) -> None:
    row = declare(cells, 确认范围="矿石")
    done = take(workspace, cells)
    assert [(f.sheet, f.row, f.level) for f in done.faults] == [("名单齐全确认", row, ERROR)]
    assert "散居企业" in done.faults[0].problem and done.stopped and history(workspace) == []
    done = take(workspace, cells, partial=True)
    assert done.batch == "" and history(workspace) == []


def test_a_firm_of_unknown_place_is_a_warning(workspace: Workspace, cells: Cells) -> None:
    declare(cells, 确认范围="检测机")
    done = take(workspace, cells)
    assert [f.level for f in done.faults] == [WARNING] and "仅提及公司" in done.faults[0].problem and done.batch


def test_classes_say_how_far_they_reach(workspace: Workspace, cells: Cells) -> None:
    put(cells, "环节", "link:battery/ore", 行业小类="3985")
    put(cells, "环节", "link:robots/reducer", 行业小类="3985")
    declare(cells, 行业小类="3985")
    done = take(workspace, cells)
    assert [f.level for f in done.faults] == [WARNING] and "1 个环节" in done.faults[0].problem, "ore waits for the registered resident"
    assert (
        done.after.node("link:robots/reducer").props["makers_complete"]
        and "makers_complete" not in done.after.node("link:battery/ore").props
    )


def test_a_ledger_has_its_own_command(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="ledger import"):
        take(workspace, sheets_of(ledger_book([], report_graph(), ZONE), tmp_path))


def test_another_workbook_is_refused(workspace: Workspace) -> None:
    with pytest.raises(DataError, match="不是链图模板"):
        take(workspace, {"Sheet1": [["企业名称"]]})
