"""From the confirm sheet to calibration: an answer is kept with what was thought, and shares are printed from a hundred on."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl

from liantu.workspace.labels import Label, keep, labels
from liantu.workspace.paths import Workspace
from test_second_zone import call


def filled_in(path: Path) -> None:
    """Say in the sheet that the list of makers of one link is whole."""
    book = openpyxl.load_workbook(path)
    for row in book["说明"].iter_rows():
        if row[0].value in ("填报日期", "填报单位"):
            row[1].value = "2029-06-01" if row[0].value == "填报日期" else "县统计办"
    heads = [cell.value for cell in book["关键问题"][1]]
    row = next(r for r in book["关键问题"].iter_rows() if r[0].value == "link:tea/black")
    for header, value in {"生产企业": "青峰茶厂", "名单是否齐全": "是", "答复人": "县统计办 王某"}.items():
        row[heads.index(header)].value = value
    book.save(path)


def calibrated(told: str) -> list[dict[str, object]]:
    return [row for row in json.loads(told) if row["kind"] == "核实"]


def test_answers_become_labels_and_a_hundred_of_them_a_calibration(tmp_path: Path) -> None:
    sheet, evaluate = tmp_path / "确认.xlsx", ["evaluate", "gaps", "--draws", "2", "--json"]
    call(tmp_path / "w", ["template", "--confirm", "--out", str(sheet)])
    filled_in(sheet)
    told, err = call(tmp_path / "w", ["import", str(sheet)], evaluate)
    assert [code for code, _ in told] == [0, 0], err
    (label,) = labels(workspace := Workspace(tmp_path / "w"))
    assert (label.link, label.firms, label.outcome, label.status_before) == ("link:tea/black", "firm:qingfeng", "complete", "强")
    assert (label.grade_before, label.stability_before) == ("B", "不可评")
    (row,) = calibrated(told[1][1])
    assert row["value"] is None and row["measured_on"] == "人工核实 1 条，其中能检验判断的 1 条；满 100 条才给出"
    keep(
        workspace,
        [Label("2029", "confirmed", f"link:{n}", "", "complete", "缺" if n % 4 else "强", label.batch, "B", "低") for n in range(99)],
    )
    told, err = call(tmp_path / "w", evaluate)
    whole, *groups = calibrated(told[0][1])
    assert (whole["title"], whole["value"]) == ("判断正确的比例：全部", 0.75)
    assert str(whole["measured_on"]).startswith("n=100，95% 区间 0.")
    assert [g["title"] for g in groups] == ["判断正确的比例：证据等级 B", "判断正确的比例：把握 不可评", "判断正确的比例：把握 低"]
    told, err = call(tmp_path / "w", ["undo", label.batch], evaluate)
    assert calibrated(told[1][1])[0]["measured_on"] == "人工核实 0 条，其中能检验判断的 0 条；满 100 条才给出"
