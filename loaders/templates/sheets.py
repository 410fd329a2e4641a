"""The sheets of the workbook, declared once: sheet ↔ node types, edges and properties of graph/schema.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.dates import earliest, latest
from ...graph.snapshot import Node, Snapshot
from ...graph.spec import EdgeType, NodeType, Prop
from .columns import Column, EndsColumn, TitleColumn, prop_column

ABOUT, DICTIONARY, MARK = "说明", "字典", "链图模板"
TEMPLATE, CONFIRM = "模板", "确认表"  # kinds of workbook
ID, EXAMPLE, TYPE, RELATION = "编号", "示例", "类型", "关系"
YEAR = "数据年份"
FIGURES = frozenset({"revenue_cny_10k", "rd_cny_10k", "patents", "employees", "land_mu"})
TITLES = ("高企", "专精特新", "科小", "上市")
HIDDEN = frozenset({"honours", *(f"{kind}_complete" for kind in s.DECLARED), "actuals"})
Cells = Mapping[str, str]


@dataclass(frozen=True)
class NodeSheet:
    """One row a node. Where `types` are several, a column 类型 tells them apart."""

    title: str
    types: tuple[NodeType, ...]
    columns: tuple[Column, ...]
    named: bool = True  # False: the name is made from the row

    @property
    def labels(self) -> frozenset[str]:
        """The names of its node types."""
        return frozenset(t.name for t in self.types)

    def includes(self, graph: Snapshot, node: Node) -> bool:
        """Whether the filled workbook lists a node; firms known from disclosures alone (the pool) stay out."""
        known = {c.grade for c in graph.claims_of(node)} - {"disclosure", "domain"}
        return node.type in self.labels and (node.type != s.FIRM.name or bool(known) or node.props.get("resident") is True)


@dataclass(frozen=True)
class EdgeSheet:
    """One row an edge: who, in which relation, to what, with the edge's own properties."""

    title: str
    source: str
    target: str
    edges: tuple[tuple[EdgeType, str], ...]  # with the modality a row of it claims

    @property
    def props(self) -> tuple[Prop, ...]:
        """The properties a row may state."""
        found = {p.name: p for edge, _ in self.edges for p in edge.props if not p.derived}
        return tuple(found.values())

    def by_word(self, word: str) -> tuple[EdgeType, str] | None:
        """Return the edge type a word of the column 关系 names."""
        return next((pair for pair in self.edges if pair[0].zh == word), None)


EXAMPLES: Mapping[str, str] = {
    "企业": "例：某某新材料有限公司", "环节": "例：某某材料", "高校平台": "例：某某大学", "技术": "例：某某技术", "项目": "例：某某项目",
    "指标": "例：规上工业总产值", "举措": "例：建设某某平台", "技术需求": "例：某某工艺攻关", "专家团队": "例：某某团队",
}  # fmt: skip
CELL_EXAMPLES: Mapping[str, str] = {
    "uscc": "18 位，文本", "figures_year": "2025", "revenue_cny_10k": "12000", "patents": "5", "until": "2027-03-31", "date": "2026-03-01",
    "register": "规上工业企业名录", "who": "某单位 某某", "production": "2027-06", "unit": "某单位",
    "aliases": "别名一；别名二", "codes": "3985；3841",
}  # fmt: skip


def _props(sheet: str, types: tuple[NodeType, ...], modality: str, required: str = "", fixed: str = "", lead: str = "") -> list[Column]:
    """Return the columns of all claimable properties of the types, those of `lead` first."""
    found = {p.name: p for t in types for p in t.props if not p.derived and p.name not in HIDDEN}
    order = [*(lead or "name uscc").split(), *found]
    kept = [found[name] for name in dict.fromkeys(order) if name in found]
    return [
        prop_column(
            p, required=p.name in required.split(), fixed=p.name in fixed.split(), figure=p.name in FIGURES, modality=modality,
            example=EXAMPLES.get(sheet, "") if p.name == "name" else CELL_EXAMPLES.get(p.name, ""),
        )
        for p in kept
    ]  # fmt: skip


def _ends(edge: EdgeType, title: str = "", *, inward: bool = False, modality: str = "existing", fixed: bool = False) -> EndsColumn:
    return EndsColumn(title=title or edge.zh, edge=edge, inward=inward, modality=modality, width=28, fixed=fixed)


def _titles() -> list[Column]:
    honours = s.FIRM.prop("honours")
    assert honours is not None
    return [TitleColumn(title=word, prop=honours, word=word, width=10, example="2025") for word in TITLES]


@dataclass(frozen=True, kw_only=True)
class ActualColumn(Column):
    """A cell of the year's actual value; the three make one statement and are empty in a filled workbook."""

    def shown(self, graph: Snapshot, names: object, node: Node) -> str:
        """Return nothing: the year's value is asked for, the earlier ones stand in the graph."""
        return ""


ACTUAL = ("实际年份", "实际值", "数据来源")
FIRMS = NodeSheet(
    "企业", (s.FIRM,),
    (*_props("企业", (s.FIRM,), "existing", "name")[:2], *_titles(), *_props("企业", (s.FIRM,), "existing")[2:],
     _ends(s.LOCATED_IN), _ends(s.PART_OF_GROUP)),
)  # fmt: skip
LINKS = NodeSheet(
    "环节", (s.LINK,),
    (*_props("环节", (s.LINK,), "existing", "name"), EndsColumn(title=s.LINK_OF.zh, edge=s.LINK_OF, required=True, fixed=True, single=True),
     _ends(s.PART_OF, fixed=True)),
)  # fmt: skip
INSTITUTIONS = NodeSheet(
    "高校平台", (s.INSTITUTION, s.PLATFORM),
    (*_props("高校平台", (s.INSTITUTION, s.PLATFORM), "existing", "name"), _ends(s.LOCATED_IN), _ends(s.RESEARCHES),
     _ends(s.SERVES), _ends(s.RUNS, "建设运营单位", inward=True)),
)  # fmt: skip
DIRECTIONS = NodeSheet(
    "技术", (s.DIRECTION,),
    (*_props("技术", (s.DIRECTION,), "planned", "name"), _ends(s.DIRECTION_OF, modality="planned"), _ends(s.PART_OF, fixed=True),
     _ends(s.ADVANCES, modality="planned")),
)  # fmt: skip
PROJECTS = NodeSheet(
    "项目", (s.PROJECT,),
    (*_props("项目", (s.PROJECT,), "planned", "name"), _ends(s.INVESTS_IN, modality="planned"),
     _ends(s.UNDERTAKES, "承担企业", inward=True, modality="planned")),
)  # fmt: skip
INDICATORS = NodeSheet(
    "指标", (s.INDICATOR,),
    (*_props("指标", (s.INDICATOR,), "existing", "name"), _ends(s.INDICATOR_OF),
     *(ActualColumn(title=t, example=e) for t, e in zip(ACTUAL, ("2025", "152.3", "统计公报"), strict=True))),
)  # fmt: skip
MEASURES = NodeSheet(
    "举措", (s.MEASURE,),
    (*_props("举措", (s.MEASURE,), "planned", "name kind", lead="name kind text unit due progress proof"),
     _ends(s.AIMS_AT, modality="needed"), _ends(s.INVITES, modality="invited")),
)  # fmt: skip
NEEDS = NodeSheet(
    "技术需求", (s.TECH_NEED,),
    (*_props("技术需求", (s.TECH_NEED,), "needed", "name"), _ends(s.RAISES, "提出单位", inward=True), _ends(s.CONCERNS, modality="needed")),
)  # fmt: skip
TEAMS = NodeSheet("专家团队", (s.TEAM,), (*_props("专家团队", (s.TEAM,), "existing", "name"), _ends(s.MEMBER_OF), _ends(s.RESEARCHES)))
DECLARATIONS = NodeSheet(
    "名单齐全确认", (s.DECLARATION,),
    (*[c for c in _props("名单齐全确认", (s.DECLARATION,), "existing", "kind register who date", lead="kind register codes who date until")
       if c.title not in {p.zh for p in (s.NAME, s.NAME_EN, s.ALIASES, s.ABOUT)}], _ends(s.COVERS)),
    named=False,
)  # fmt: skip
PLACED = EdgeSheet(
    "企业-环节", s.FIRM.name, s.LINK.name,
    ((s.OPERATES_IN, "existing"), (s.CAPABLE_OF, "existing"), (s.INVITED_FOR, "invited"), (s.DEMANDS, "demand")),
)  # fmt: skip
SUPPLY = EdgeSheet("供应关系", s.FIRM.name, s.FIRM.name, ((s.SUPPLIES, "existing"),))
SHEETS: tuple[NodeSheet | EdgeSheet, ...] = (
    FIRMS, LINKS, PLACED, SUPPLY, INSTITUTIONS, DIRECTIONS, PROJECTS, INDICATORS, MEASURES, NEEDS, TEAMS, DECLARATIONS,
)  # fmt: skip
ENDS = {PLACED.title: ("企业", "环节"), SUPPLY.title: ("供方企业", "需方企业")}


def declaration_faults(cells: Cells, codes: frozenset[str], stated: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield (column, problem, advice) for a row of 名单齐全确认; `stated` holds its dates as read."""
    if not (cells.get(s.COVERS.zh) or cells.get("行业小类")):
        yield s.COVERS.zh, "没有写明确认的环节或行业小类", "请填环节名称，或 GB/T 4754 小类代码"
    unknown = [
        c for c in cells.get("行业小类", "").replace("；", "、").replace(";", "、").split("、") if c.strip() and c.strip() not in codes
    ]
    if unknown:
        yield "行业小类", f"{'、'.join(unknown)} 不是 GB/T 4754-2017 的小类", "请填四位小类代码"
    until, date = stated.get("until", ""), stated.get("date", "")
    if until and date and latest(until) < earliest(date):
        yield "有效期至", f"有效期至 {until} 早于确认日期 {date}", "请核对两个日期"
