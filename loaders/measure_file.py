"""A planner's own measures from a table: source, quote, what is to be done, at what it aims, whom it invites → claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim, digest
from ..graph.errors import DataError
from ..graph.ids import name_key
from ..graph.sources import Source
from .base import Scribe

COLUMNS = {  # header → what it is; the first four are required
    "来源": "source",
    "原文": "quote",
    "举措": "name",
    "类型": "kind",
    "第几处": "nth",
    "时限": "horizon",
    "规划用语": "plan_word",
    "针对": "aims",
    "拟引进": "invites",
}
REQUIRED = ("来源", "原文", "举措", "类型")


@dataclass(frozen=True)
class Names:
    """Ids by name key, of what a measure may aim at and of whom it may invite."""

    targets: Mapping[str, str]
    invitees: Mapping[str, str]


def names_of(nodes: Iterable[tuple[str, str, Iterable[str]]]) -> Names:
    """Return the names of nodes (id, type, name forms) a measure can speak of."""
    found: dict[str, dict[str, str]] = {s.AIMS_AT.name: {}, s.INVITES.name: {}}
    for node_id, label, forms in nodes:
        for edge in (s.AIMS_AT, s.INVITES):
            if (s.MEASURE.name, label) in edge.pairs:
                found[edge.name].update({name_key(form): node_id for form in forms})
    return Names(found[s.AIMS_AT.name], found[s.INVITES.name])


def measures_of(cells: list[list[str]], file: str, names: Names, sources: Mapping[str, Source]) -> list[Claim]:
    """Return the claims of a table of measures. Pure. Raises DataError with every fault: file, row, column."""
    header = [cell.strip() for cell in cells[0]] if cells else []
    lacking = [c for c in REQUIRED if c not in header]
    unknown = [c for c in header if c and c not in COLUMNS]
    if lacking or unknown:
        said = [f"缺少列 {'、'.join(lacking)} / columns missing"] if lacking else []
        said += [f"不认识的列 {'、'.join(unknown)}，可用：{'、'.join(COLUMNS)} / unknown columns"] if unknown else []
        raise DataError(*(f"{file} 第1行：{text}" for text in said))
    scribe = Scribe(sources)
    for number, row in enumerate(cells[1:], 2):
        filled = {COLUMNS[c]: v.strip() for c, v in zip(header, row, strict=False) if c and v.strip()}
        if filled:
            _measure(scribe, filled, names, f"{file} 第{number}行")
    if scribe.problems:
        raise DataError(*scribe.problems)
    return scribe.claims


def _measure(scribe: Scribe, row: Mapping[str, str], names: Names, where: str) -> None:
    if empty := [c for c in REQUIRED if COLUMNS[c] not in row]:
        scribe.fault(where, f"{'、'.join(empty)} 不能为空 / must not be empty")
        return
    if row["kind"] not in s.MEASURE_KINDS:
        scribe.fault(where, f"类型 {row['kind']!r} 只能是 {'、'.join(s.MEASURE_KINDS)} / not a kind of measure")
        return
    locator = scribe.locate(row["source"], row["quote"], row.get("nth"), where)
    aims = _known(scribe, row.get("aims", ""), names.targets, where, "针对")
    firms = _known(scribe, row.get("invites", ""), names.invitees, where, "拟引进")
    if locator is None:
        return
    measure = f"{s.MEASURE.prefix}:own-{digest([row['source'], row['quote'], row['name']])}"
    context: dict[str, Any] = {"source": row["source"], "quote": row["quote"], "locator": locator}
    props = {k: row[k] for k in ("name", "kind", "horizon", "plan_word") if k in row}
    scribe.props(measure, props, where, modality="planned", **context)
    for target in aims:
        scribe.edge(measure, s.AIMS_AT.name, target, {}, where, modality="needed", **context)
    for firm in firms:
        scribe.edge(measure, s.INVITES.name, firm, {}, where, modality="invited", **context)


def _known(scribe: Scribe, cell: str, ids: Mapping[str, str], where: str, column: str) -> list[str]:
    found = []
    for name in (n.strip() for n in cell.replace(";", "；").replace("；", "、").split("、")):
        if name and name_key(name) not in ids:
            scribe.fault(where, f"{column} “{name}” 不在图中，可用 liantu search 查名称 / no such name in the graph")
        elif name:
            found.append(ids[name_key(name)])
    return found
