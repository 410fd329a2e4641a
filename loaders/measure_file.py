"""A planner's own measures from a table: source, quote, what is to be done, at what it aims, whom it invites → claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph import schema as s
from ..graph.claims import Claim, digest
from ..graph.errors import DataError
from ..graph.ids import name_key
from ..graph.sources import PLAN, Source
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


SHOWN = 3  # names like the one that is not there


@dataclass(frozen=True)
class Names:
    """Ids by name key, of what a measure may aim at and of whom it may invite; more than one id where a name is no single thing's."""

    targets: Mapping[str, tuple[str, ...]]
    invitees: Mapping[str, tuple[str, ...]]


def names_of(nodes: Iterable[tuple[str, str, Iterable[str]]]) -> Names:
    """Return the names of nodes (id, type, name forms, the display name first) a measure can speak of; an id is a name too.

    Where several bear a name, a display name goes before an alias, a link before other things.
    """
    found: dict[str, dict[str, set[tuple[bool, bool, str]]]] = {s.AIMS_AT.name: {}, s.INVITES.name: {}}
    for node_id, label, forms in nodes:
        for edge in (s.AIMS_AT, s.INVITES):
            if (s.MEASURE.name, label) in edge.pairs:
                for place, form in enumerate([*forms, node_id]):
                    rank = (place > 0, label != s.LINK.name, node_id)
                    found[edge.name].setdefault(name_key(form), set()).add(rank)
    return Names(_best(found[s.AIMS_AT.name]), _best(found[s.INVITES.name]))


def _best(found: Mapping[str, set[tuple[bool, bool, str]]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted({i for *rank, i in ranks if rank == list(min(ranks)[:2])})) for key, ranks in found.items()}


def measures_of(cells: list[list[str]], file: str, names: Names, sources: Mapping[str, Source]) -> list[Claim]:
    """Return the claims of a table of measures. Pure. Raises DataError with every fault: file, row, column."""
    header = [cell.strip() for cell in cells[0]] if cells else []
    if faults := list(_header_faults(header)):
        raise DataError(*(f"{file} 第1行：{text}" for text in faults))
    filled = [{COLUMNS[c]: v.strip() for c, v in zip(header, row, strict=False) if c and v.strip()} for row in cells[1:]]
    if not any(filled):
        raise DataError(f"{file}：只有表头，没有举措，请填写后再导入 / a header and no rows, fill in first")
    scribe = Scribe(sources)
    for number, row in enumerate(filled, 2):
        if row:
            _measure(scribe, row, names, f"{file} 第{number}行")
    if scribe.problems:
        raise DataError(*scribe.problems)
    return scribe.claims


def _header_faults(header: list[str]) -> Iterator[str]:
    if lacking := [c for c in REQUIRED if c not in header]:
        yield f"缺少列 {'、'.join(lacking)}；读到：{' | '.join(c for c in header if c)[:60] or '空'} / columns missing"
    if unknown := [c for c in header if c and c not in COLUMNS]:
        yield f"不认识的列 {'、'.join(unknown)}，可用：{'、'.join(COLUMNS)} / unknown columns"
    if twice := sorted({c for c in header if c and header.count(c) > 1}):
        yield f"列 {'、'.join(twice)} 不止一个，请只留一个 / stands more than once"


def _measure(scribe: Scribe, row: Mapping[str, str], names: Names, where: str) -> None:
    for empty in (c for c in REQUIRED if COLUMNS[c] not in row):
        scribe.fault(f"{where} [{empty}]", "不能为空 / must not be empty")
    if (kind := row.get("kind")) and kind not in s.MEASURE_KINDS:
        scribe.fault(f"{where} [类型]", f"{kind!r} 只能是 {'、'.join(s.MEASURE_KINDS)} / not a kind of measure")
    locator = _place(scribe, row, where)
    aims = _known(scribe, row.get("aims", ""), names.targets, f"{where} [针对]")
    firms = _known(scribe, row.get("invites", ""), names.invitees, f"{where} [拟引进]")
    if locator is None or "name" not in row:
        return
    measure = f"{s.MEASURE.prefix}:own-{digest([row['source'], row['quote'], row['name']])}"
    context: dict[str, Any] = {"source": row["source"], "quote": row["quote"], "locator": locator}
    props = {k: row[k] for k in ("name", "kind", "horizon", "plan_word") if k in row}
    scribe.props(measure, props, where, modality="planned", **context)
    for target in aims:
        scribe.edge(measure, s.AIMS_AT.name, target, {}, where, modality="needed", **context)
    for firm in firms:
        scribe.edge(measure, s.INVITES.name, firm, {}, where, modality="invited", **context)


def _place(scribe: Scribe, row: Mapping[str, str], where: str) -> str | None:
    """Return where the quote stands, in the words of the table's columns where it does not."""
    source, quote, nth = (row.get(c, "") for c in ("source", "quote", "nth"))
    if not (source and quote):
        return None
    if source not in scribe.sources:
        texts = "、".join(i for i, known in scribe.sources.items() if known.text and known.grade == PLAN)
        scribe.fault(f"{where} [来源]", f"{source!r} 未登记；可用：{texts}，新文本用 liantu source add 加入 / source not registered")
        return None
    if nth and not nth.isdigit():
        scribe.fault(f"{where} [第几处]", f"{nth!r} 应为数字 1、2、3… / expected a number")
        return None
    found = len(scribe.sources[source].offsets(quote))
    if found > 1 and not nth:
        scribe.fault(f"{where} [第几处]", f"「{quote[:40]}」出现 {found} 次，请写第几处 / stands {found} times, say which")
        return None
    return scribe.locate(source, quote, nth or None, f"{where} [原文]")


def _known(scribe: Scribe, cell: str, ids: Mapping[str, tuple[str, ...]], where: str) -> list[str]:
    found = []
    for name in (n.strip() for n in cell.replace(";", "；").replace("；", "、").split("、")):
        meant = ids.get(name_key(name), ()) if name else ()
        if len(meant) > 1:
            scribe.fault(where, f"“{name}” 不止一个，请写编号：{'、'.join(meant)} / several bear that name, write the id")
        elif meant:
            found.append(meant[0])
        elif name:
            scribe.fault(where, f"“{name}” 不在图中{_like(name, ids)}；可用 liantu search 查名称 / no such name in the graph")
    return found


def _like(name: str, ids: Iterable[str]) -> str:
    """Names that hold the given one or are held in it, the longest common ones first."""
    key = name_key(name)
    near = sorted((x for x in ids if len(x) > 1 and ":" not in x and (x in key or key in x)), key=lambda x: (abs(len(x) - len(key)), x))
    return f"，相近的有：{'、'.join(near[:SHOWN])}" if near else ""
