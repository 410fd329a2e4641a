"""关键技术与创新资源清单: directions, institutions and platforms; what is only invited stays out of the public edition."""

from __future__ import annotations

from collections.abc import Iterable

from ...graph import schema as s
from ...graph.claims import MODALITIES
from ...graph.snapshot import Edge, Node
from ...graph.spec import EdgeType
from ..base import NOT_COLLECTED, Block, Context, Row, SectionType, Table, listed, table
from ..citing import cite_things, names

HERE, ALSO_PUBLIC = "existing", frozenset({"existing", "registered", "cooperation"})
ROLES = (s.RESEARCHES, s.COOPERATES_WITH, s.RUNS)


def build(ctx: Context) -> tuple[Block, ...]:
    """Return three lists: technical directions, institutions, platforms."""
    return (_directions(ctx), _institutions(ctx), _platforms(ctx))


def _directions(ctx: Context) -> Table:
    columns = [
        ("no", "序号", 7),
        ("name", "技术方向", 40),
        ("above", "上级方向", 30),
        ("horizon", "时限", 10),
        ("links", "推进环节", 40),
        ("partners", "可对接高校院所", 26),
        ("source", "依据（章节段落）", 42),
    ]
    order = sorted(ctx.scope.directions, key=lambda d: (bool(ctx.graph.out(d.id, s.PART_OF)), d.id))
    rows = [_direction(ctx, n, d) for n, d in enumerate(order, 1)]
    note = "" if ctx.public else f"各方向现状（自主／受制）：{NOT_COLLECTED}。"
    return table(columns, rows, f"关键技术方向（{len(rows)} 项）", note)


def _direction(ctx: Context, number: int, direction: Node) -> Row:
    g = ctx.graph
    return {
        "no": number,
        "name": direction.name,
        "above": names(g.node(e.target) for e in g.out(direction.id, s.PART_OF)),
        "horizon": str(direction.props.get("horizon", "")),
        "links": names(g.node(e.target) for e in g.out(direction.id, s.ADVANCES)),
        "partners": names(g.node(e.source) for e in _shown(ctx, g.into(direction.id, s.RESEARCHES))),
        "source": cite_things(ctx, direction),
    }


def _shown(ctx: Context, edges: Iterable[Edge]) -> list[Edge]:
    return [e for e in edges if not ctx.public or e.props["modality"] in ALSO_PUBLIC]


def _institutions(ctx: Context) -> Block:
    columns = [
        ("no", "序号", 7),
        ("name", "高校院所", 34),
        ("origin", "所在地", 14),
        ("relation", "关系", 24),
        ("topics", "研究或合作内容", 56),
        ("source", "依据（章节段落）", 44),
    ]
    kept = [(n, edges) for n in ctx.scope.institutions if (edges := ties(ctx, n)) or not ctx.public]
    rows = [_institution(ctx, number, node, edges) for number, (node, edges) in enumerate(kept, 1)]
    return listed(columns, rows, title=f"可对接高校院所（{len(rows)} 家）", empty="来源未写明。")


def ties(ctx: Context, node: Node) -> list[Edge]:
    """Return the edges that tie an institution to the zone and, in a chain's report, to that chain; those that the edition may show."""
    g = ctx.graph
    here = [e for e in g.out(node.id, s.LOCATED_IN) if ctx.zone.holds(e.target)]
    roles = [e for role in ROLES for e in g.out(node.id, role) if e.target in ctx.scope.ids]
    return _shown(ctx, [*here, *roles, *(e for e in g.into(node.id, s.INVITES) if e.source in ctx.scope.ids)])


def _institution(ctx: Context, number: int, node: Node, ties: list[Edge]) -> Row:
    kinds = dict.fromkeys(MODALITIES[e.props["modality"]] for e in ties)
    topics = dict.fromkeys(ctx.graph.node(e.target).name for e in ties if e.source == node.id and e.type != s.LOCATED_IN.name)
    return {
        "no": number,
        "name": node.name,
        "origin": str(node.props.get("origin", NOT_COLLECTED)),
        "relation": "、".join(kinds) or "提及",
        "topics": "、".join(topics),
        "source": cite_things(ctx, *ties) if ties else cite_things(ctx, node),
    }


def _platforms(ctx: Context) -> Block:
    columns = [
        ("no", "序号", 7),
        ("name", "平台载体", 52),
        ("kind", "类别", 20),
        ("stage", "阶段（来源用语）", 18),
        ("serves", "服务对象", 34),
        ("runs", "建设运营", 20),
        ("source", "依据（章节段落）", 44),
    ]
    kept = [p for p in ctx.scope.platforms if not ctx.public or platform_stage(ctx, p) == MODALITIES[HERE]]
    rows = [_platform(ctx, n, p) for n, p in enumerate(sorted(kept, key=lambda p: _platform_order(ctx, p)), 1)]
    note = "" if ctx.public else "先列已有的，再列服务于本链的。“提及”：来源提到它，没有说建成、在建或规划。"
    return listed(columns, rows, title=f"平台载体（{len(rows)} 个）", empty="来源未写明。", note=note)


def _platform_order(ctx: Context, platform: Node) -> tuple[bool, bool, str]:
    return (platform_stage(ctx, platform) != MODALITIES[HERE], not ctx.graph.out(platform.id, s.SERVES), platform.id)


def _platform(ctx: Context, number: int, node: Node) -> Row:
    return {
        "no": number,
        "name": node.name,
        "kind": str(node.props.get("kind", "")),
        "stage": platform_stage(ctx, node),
        "serves": names(_ends(ctx, ctx.graph.out(node.id, s.SERVES), "target")),
        "runs": names(_ends(ctx, _shown(ctx, ctx.graph.into(node.id, s.RUNS)), "source")),
        "source": cite_things(ctx, node, *_edges_of(ctx, node, s.LOCATED_IN)),
    }


def _edges_of(ctx: Context, node: Node, edge_type: EdgeType) -> list[Edge]:
    return _shown(ctx, ctx.graph.out(node.id, edge_type))


def _ends(ctx: Context, edges: Iterable[Edge], end: str) -> list[Node]:
    return [ctx.graph.node(getattr(e, end)) for e in edges]


def platform_stage(ctx: Context, node: Node) -> str:
    """Return the source's word, else what its claims tell: here, invited by a measure, planned, or only spoken of."""
    said = str(node.props.get("stage", ""))
    if any(e.props["modality"] == HERE for e in ctx.graph.out(node.id, s.LOCATED_IN)) or said == HERE:
        return MODALITIES[HERE]
    if said:
        return MODALITIES.get(said, said)
    told = {e.props["modality"] for t in (s.SERVES, s.LOCATED_IN) for e in ctx.graph.out(node.id, t)}
    return MODALITIES["invited" if ctx.graph.into(node.id, s.INVITES) else "planned" if "planned" in told else "reference"]


SECTION = SectionType("resources", "关键技术与创新资源清单", "关键技术与创新资源", build, wide=True)
