"""Counts of links by 现状: per ring, and per kind of need the plan names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..analysis.gaps import Gap
from ..analysis.ring_status import capable
from ..analysis.rings import UNKNOWN
from ..graph.ids import clean_text
from ..graph.schema import MEASURE_KINDS
from ..graph.snapshot import Snapshot
from .charts_model import Bars, Chart, Value
from .theme import STATUS_COLORS

UNTYPED, WHOLE = "类型未采集", "点名环节合计"


def rings_chart(graph: Snapshot, own: Sequence[Gap]) -> Chart:
    """Return how the links of a chain stand in each ring, inner to outer. Counts leaf links, as the coverage line does."""
    leaves, firms = [g for g in own if not g.rolled_up], ring_firms(graph, own)
    rings = tuple(next((g.rings_status for g in own), {}))
    counts = {ring: _counted(g.rings_status[ring] for g in leaves) for ring in rings}
    notes = {ring: f"已知企业 {len(firms[ring])} 家" for ring in rings}
    above = {ring: _counted(g.rings_status[ring] for g in own if g.rolled_up) for ring in rings}
    lost, abroad = len(firms[UNKNOWN]), len(firms[""])
    caption = (
        f"末级环节 {len(leaves)} 个在各圈层的现状；外圈含内圈。已知企业指有依据能做的企业，园区一圈只计在区生产的；"
        f"拟引进企业不计入在区。所在地未采集的 {lost} 家、在各圈层以外的 {abroad} 家不计入任何圈层。"
    )
    chart = _bars("rings", "各圈层的环节现状", caption, "圈层", counts, notes)
    rolled = "；".join(f"{ring} {'、'.join(f'{w} {n}' for w, n in found.items())}" for ring, found in above.items() if found)
    return replace(chart, notes=(f"汇总环节不计入图中，企业也可只落到汇总环节：{rolled}。",) if rolled else ())


def chains_chart(graph: Snapshot, found: Sequence[Gap]) -> Chart:
    """Return the rings of every chain, chain by chain: the zone's figure."""
    counts: dict[str, Mapping[str, int]] = {}
    notes: dict[str, str] = {}
    for chain in dict.fromkeys(sorted(g.chain for g in found)):
        own = [g for g in found if g.chain == chain]
        part, name = rings_chart(graph, own).figure, clean_text(graph.node(chain).name)
        assert isinstance(part, Bars)
        counts |= {f"{name} · {ring}": part.counts[ring] for ring in part.rows}
        notes |= {f"{name} · {ring}": part.notes[ring] for ring in part.rows}
    caption = (
        "各链末级环节在各圈层的现状；外圈含内圈。已知企业指有依据能做的企业，园区一圈只计在区生产的；拟引进企业不计入在区。"
        "一家企业可在几条链计数。"
    )
    return _bars("rings", "各产业链各圈层的环节现状", caption, "产业链 · 圈层", counts, notes)


def ring_firms(graph: Snapshot, own: Iterable[Gap]) -> dict[str, frozenset[str]]:
    """Return ring → firms with proof that they make one of the links; UNKNOWN → place not collected; "" → beyond every ring."""
    own = list(own)
    known = capable(graph, sorted({one for g in own for one in (g.link.id, *g.facts.leaves)}))
    names = list(dict.fromkeys(name for g in own for name in g.rings))
    found = {n: frozenset(f for g in own for f in g.rings[n]) & known for n in names}
    inside = frozenset().union(*found.values())
    return {UNKNOWN: frozenset(), **found, "": known - inside}


def needs_chart(own: Sequence[Gap]) -> Chart:
    """Return the links the plan names a need of, by what it wants and by what is known of them."""
    wanted = [g for g in own if g.need]
    kinds = {kind: [g for g in wanted if kind in g.need.kinds] for kind in MEASURE_KINDS}
    groups = {WHOLE: wanted, **kinds, UNTYPED: [g for g in wanted if not g.need.kinds]}
    counts = {kind: _counted(g.status for g in links) for kind, links in groups.items() if links}
    above = sum(g.rolled_up for g in wanted)
    caption = (
        f"规划点名需求的环节 {len(wanted)} 个（其中汇总环节 {above} 个）按规划要求的类型和现状分列；"
        "一个环节可有几类要求，各类相加多于合计。"
        "点名需求不等于缺：多数环节的现状仍待核实。"
    )
    return _bars("needs", "规划点名需求与现状", caption, "规划要求", counts, {})


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    found = Counter(statuses)
    return {word: found[word] for word in STATUS_COLORS if found[word]}


def _bars(chart_id: str, title: str, caption: str, head: str, counts: Mapping[str, Mapping[str, int]], notes: Mapping[str, str]) -> Chart:
    used = {word: look for word, look in STATUS_COLORS.items() if any(word in row for row in counts.values())}
    beside = ("已知企业",) if notes else ()
    rows = tuple(_row(row, [n.get(word, 0) for word in used], notes.get(row)) for row, n in counts.items())
    return Chart(chart_id, title, caption, Bars(tuple(counts), used, counts, notes), (head, *used, "合计", *beside), rows)


def _row(name: str, counts: Sequence[int], note: str | None) -> tuple[Value, ...]:
    return (name, *counts, sum(counts), *([note] if note else []))
