"""A what-if written down: YAML with the lists land, lose and cut, or a table with the columns 动作, 企业, 环节."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..graph.changes import ACTIONS, CUT, LAND, LOSE, Change
from ..graph.errors import DataError
from .table_file import read_table
from .yaml_file import read_yaml

COLUMNS = {"动作": "action", "企业": "firm", "环节": "link", **{name: name for name in ("action", "firm", "link")}}
WORDS = {**{zh: action for action, zh in ACTIONS.items()}, **{action: action for action in ACTIONS}}


def read_scenario(path: Path) -> list[Change]:
    """Return the changes of a file (.yaml, .yml, .csv, .xlsx) in their order. Raises DataError naming every fault."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return scenario_of(read_yaml(path), path.name)
    return scenario_of_table(read_table(path), path.name)


def scenario_of(content: dict[str, Any], file: str) -> list[Change]:
    """Return the changes of a mapping with lists under land, lose and cut (or 引进, 失去, 切断). Pure."""
    found: list[Change | str] = []
    for key, items in content.items():
        if key not in WORDS or not isinstance(items, list):
            found.append(f"{file}：{key!r} 应为 {'、'.join(ACTIONS)} 之一，值为列表 / expected a list under one of these keys")
            continue
        found += [_item(WORDS[key], item, f"{file} {key} 第{n}项") for n, item in enumerate(items, 1)]
    return _sound(found, file)


def _item(action: str, item: Any, where: str) -> Change | str:
    if isinstance(item, str):
        return change_of(action, item, where)
    if isinstance(item, dict) and item.keys() <= {"firm", "link"} and all(isinstance(v, str) for v in item.values()):
        return _checked(Change(action, item.get("firm", "").strip(), item.get("link", "").strip(), where))
    return f"{where}：应为文字，或只含 firm、link 的映射 / expected text, or a mapping of firm and link"


def change_of(action: str, text: str, where: str) -> Change | str:
    """Return the change that a text says (企业@环节 for land, a firm for lose, a link for cut), or what is wrong with it."""
    firm, at, link = text.rpartition("@")
    if action == LAND:
        if not (at and firm.strip() and link.strip()):
            return f"{where}：{text!r} 应为 企业@环节 / expected FIRM@LINK"
        return Change(action, firm.strip(), link.strip(), where)
    return _checked(Change(action, text.strip(), "", where) if action == LOSE else Change(action, "", text.strip(), where))


def changes_of(options: Mapping[str, Sequence[str]]) -> list[Change]:
    """Return the changes of command-line options: action → texts. Raises DataError naming every fault."""
    found = [change_of(action, text, f"--{action}") for action, texts in options.items() for text in texts]
    if problems := [x for x in found if isinstance(x, str)]:
        raise DataError(*problems)
    return [x for x in found if isinstance(x, Change)]


def _checked(change: Change) -> Change | str:
    wanted = {LAND: bool(change.firm and change.link), LOSE: bool(change.firm), CUT: bool(change.link)}
    needs = {LAND: "企业和环节", LOSE: "企业", CUT: "环节"}[change.action]
    return change if wanted[change.action] else f"{change.where}：{ACTIONS[change.action]}须写明{needs} / a name is missing"


def scenario_of_table(cells: Sequence[Sequence[str]], file: str) -> list[Change]:
    """Return the changes of a table, header first. Pure."""
    header = [cell.strip() for cell in cells[0]] if cells else []
    columns = {COLUMNS[c]: i for i, c in enumerate(header) if c in COLUMNS}
    if "action" not in columns:
        raise DataError(f"{file} 第1行：表头应有 动作、企业、环节 / the header must hold these columns")
    return _sound(list(_rows(cells, columns, file)), file)


def _rows(cells: Sequence[Sequence[str]], columns: dict[str, int], file: str) -> Iterator[Change | str]:
    for number, row in enumerate(cells[1:], 2):
        told = {key: row[i].strip() if i < len(row) else "" for key, i in columns.items()}
        if not any(told.values()):
            continue
        where, action = f"{file} 第{number}行", WORDS.get(told["action"])
        if action is None:
            yield f"{where}：动作 {told['action']!r} 应为 {'、'.join(ACTIONS.values())} / unknown action"
        else:
            yield _checked(Change(action, told.get("firm", ""), told.get("link", ""), where))


def _sound(found: Sequence[Change | str], file: str) -> list[Change]:
    if problems := [x for x in found if isinstance(x, str)]:
        raise DataError(*problems)
    if not found:
        raise DataError(f"{file}：没有任何变化，请写明引进、失去或切断 / the scenario is empty")
    return [x for x in found if isinstance(x, Change)]
