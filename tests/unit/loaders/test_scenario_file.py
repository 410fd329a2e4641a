"""Scenario files: YAML and tables say the same, and every fault is named in one go."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.changes import CUT, LAND, LOSE
from liantu.graph.errors import DataError
from liantu.loaders.scenario_file import changes_of, read_scenario

EXPECTED = [(LAND, "甲公司", "隔膜"), (LAND, "乙@丙", "电解液"), (LOSE, "丁", ""), (CUT, "", "电解铜")]


def told(path: Path) -> list[tuple[str, str, str]]:
    return [(c.action, c.firm, c.link) for c in read_scenario(path)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "land: [甲公司@隔膜, {firm: 乙@丙, link: 电解液}]\nlose: [丁]\ncut: [电解铜]\n"),
        ("b.yml", "引进:\n  - 甲公司@隔膜\n  - 乙@丙@电解液\n失去:\n  - {firm: 丁}\n切断:\n  - {link: 电解铜}\n"),
        ("c.csv", "动作,企业,环节\n引进,甲公司,隔膜\nland,乙@丙,电解液\n\n失去,丁,\ncut,,电解铜\n"),
    ],
)
def test_the_same_scenario_in_every_form(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert told(path) == EXPECTED


def test_options_say_the_same() -> None:
    found = changes_of({LAND: ["甲公司@隔膜", "乙@丙@电解液"], LOSE: ["丁"], CUT: ["电解铜"]})
    assert [(c.action, c.firm, c.link) for c in found] == EXPECTED


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        ("a.yaml", "land: [甲]\nlose: ['']\nburn: [x]\n", ["第1项：'甲' 应为 企业@环节", "失去须写明企业", "'burn' 应为 land、lose、cut"]),
        ("a.yaml", "land: 甲@乙\n", ["值为列表"]),
        ("a.yaml", "land: [[甲]]\ncut: [{link: a, extra: b}]\n", ["应为文字", "应为文字"]),
        ("a.yaml", "land: []\n", ["没有任何变化"]),
        (
            "a.csv",
            "动作,企业,环节\n引进,甲,\n烧毁,甲,乙\n失去,,乙\n",
            ["第2行：引进须写明企业和环节", "第3行：动作 '烧毁'", "第4行：失去须写明企业"],
        ),
        ("a.csv", "企业,环节\n甲,乙\n", ["表头应有 动作"]),
        ("a.csv", "", ["表头应有 动作"]),
    ],
)
def test_every_fault_is_named(tmp_path: Path, name: str, text: str, problems: list[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as fault:
        read_scenario(path)
    assert len(fault.value.problems) == len(problems)
    assert all(words in said for words, said in zip(problems, fault.value.problems, strict=True))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name in ("none.yaml", "none.csv"):
        with pytest.raises(DataError, match="none"):
            read_scenario(tmp_path / name)
