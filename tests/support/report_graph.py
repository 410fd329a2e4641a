"""A zone of two chains one can draw, for the reports; every display name can be replaced by a hostile one.

battery:  ore → cathode ⊃ {ncm, lfp} → cell (终端)     tester (装备) → cell
robots:   reducer → robot (终端)

here: resident, makes ncm        loose: resident, on no link        unknown: only mentioned
wanted: invited for cathode      client: demands cell               lfp: a source calls it absent
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from builders import claim
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

BATTERY, ROBOTS = "chain:battery", "chain:robots"
RESIDENTS, OUTSIDERS = {"firm:here", "firm:loose"}, {"firm:wanted", "firm:client", "firm:unknown"}
NAMES: Mapping[str, str] = {
    BATTERY: "甲电池",
    ROBOTS: "乙机器/人",
    "link:battery/ore": "矿石",
    "link:battery/cathode": "阴极总类",
    "link:battery/ncm": "三元阴极",
    "link:battery/lfp": "铁锂阴极",
    "link:battery/cell": "电池成品",
    "link:battery/tester": "检测机",
    "link:robots/reducer": "减速机构",
    "link:robots/robot": "整机人",
    "firm:here": "本地材料厂",
    "firm:loose": "散居企业",
    "firm:unknown": "仅提及公司",
    "firm:wanted": "海外巨头",
    "firm:client": "整车客户",
    "institution:uni": "合作大学",
    "institution:far": "拟来学院",
    "platform:lab": "已建检测中心",
    "platform:bench": "拟来测试台",
    "project:plant": "阴极扩产项目",
    "direction:battery/dry": "干法工艺",
    "direction:battery/dry-coat": "干法涂覆",
    "measure:battery/bring": "招来海外巨头",
    "measure:battery/mend": "补齐铁锂阴极",
    "indicator:battery/size": "产业规模",
    "place:zone": "某园区",
    "place:city": "某市",
    "place:region": "某湾区",
    "place:cn": "某国",
    "source:plan": "《某规划（草案）》",
    "source:domain": "行业常识",
}
STAGES = {"ore": "上游", "cathode": "中游", "ncm": "中游", "lfp": "中游", "cell": "下游", "tester": "装备"}
OFFICES = {
    "registered": ("统计局", "规上名录"),
    "high_tech": ("科技局", "高企名单"),
    "address": ("监管局", "登记信息"),
    "project": ("发改局", "项目库"),
}
FACTS = {
    "plan_label": "规划文本（草案，2020-12）",
    "resident_label": "规划载明（2020），未复核",
    "high_tech_firms": "352",
    "high_tech_year": "2019",
    **{f"{kind}.office": office for kind, (office, _) in OFFICES.items()},
    **{f"{kind}.list": held for kind, (_, held) in OFFICES.items()},
}
RINGS = (("园区", "place:zone"), ("市", "place:city"), ("区域", "place:region"), ("全国", "place:cn"))
ZONE = Zone("place:zone", "某高新区", frozenset(), RINGS, FACTS)
INVITE, ABSENT, HERE = "积极引进海外巨头，突破阴极总类瓶颈", "本区尚缺少铁锂阴极，亟待补链", "依托本地材料厂做三元阴极，散居企业亦在区"
GOAL = "预计到2025年产业规模达到200亿元"


def _domain(subject: str, predicate: str, value: Any) -> Claim:
    return claim(subject, predicate, value, source="source:domain", quote="行业常识", locator="links.yaml", grade="domain")


def _said(subject: str, predicate: str, value: Any, quote: str, modality: str = "existing", line: int = 5) -> Claim:
    about = {"source": "source:plan", "quote": quote, "locator": f"第5章第1节·第{line}行", "grade": "plan", "as_of": "2020-12"}
    return claim(subject, predicate, value, modality=modality, **about)


def _skeleton() -> Iterator[Claim]:
    for link, stage in STAGES.items():
        yield from (_domain(f"link:battery/{link}", "stage", stage), _domain(f"link:battery/{link}", "LINK_OF", BATTERY))
    for link, stage in (("reducer", "上游"), ("robot", "下游")):
        yield from (_domain(f"link:robots/{link}", "stage", stage), _domain(f"link:robots/{link}", "LINK_OF", ROBOTS))
    yield from (_domain(f"link:battery/{part}", "PART_OF", "link:battery/cathode") for part in ("ncm", "lfp"))
    for made, of in (("ncm", "ore"), ("lfp", "ore"), ("cell", "ncm"), ("cell", "tester")):
        yield _domain(f"link:battery/{of}", "INPUT_TO", f"link:battery/{made}")
    yield _domain("link:robots/reducer", "INPUT_TO", "link:robots/robot")
    yield from (_domain(i, "terminal", True) for i in ("link:battery/cell", "link:robots/robot"))
    yield from (
        _domain(a, "WITHIN", b) for a, b in (("place:zone", "place:city"), ("place:city", "place:region"), ("place:region", "place:cn"))
    )


def _plan() -> Iterator[Claim]:
    yield from (_said(firm, "LOCATED_IN", "place:zone", HERE) for firm in ("firm:here", "firm:loose"))
    yield _said("firm:here", "OPERATES_IN", "link:battery/ncm", HERE)
    yield _said("firm:unknown", "aliases", "提及", "提及仅提及公司", "reference", 6)
    yield from (_said("firm:wanted", p, v, INVITE, "invited", 7) for p, v in (("INVITED_FOR", "link:battery/cathode"), ("origin", "外国")))
    yield _said("measure:battery/bring", "kind", "引进", INVITE, "invited", 7)
    yield _said("measure:battery/bring", "INVITES", "firm:wanted", INVITE, "invited", 7)
    yield _said("measure:battery/bring", "INVITES", "institution:far", INVITE, "invited", 7)
    yield _said("measure:battery/bring", "INVITES", "platform:bench", INVITE, "invited", 7)
    yield _said("measure:battery/bring", "AIMS_AT", "link:battery/cathode", INVITE, "needed", 7)
    yield _said("firm:client", "DEMANDS", "link:battery/cell", "对接整车客户需求", "demand", 8)
    yield _said("link:battery/lfp", "stated", "absent", ABSENT, "needed", 9)
    yield _said("measure:battery/mend", "kind", "补", ABSENT, "needed", 9)
    yield _said("measure:battery/mend", "plan_word", "补链", ABSENT, "needed", 9)
    yield _said("measure:battery/mend", "AIMS_AT", "link:battery/lfp", ABSENT, "needed", 9)
    yield _said("direction:battery/dry", "DIRECTION_OF", BATTERY, "重点方向：干法工艺", "planned", 10)
    yield _said("direction:battery/dry-coat", "PART_OF", "direction:battery/dry", "发展干法涂覆", "planned", 11)
    yield _said("direction:battery/dry-coat", "ADVANCES", "link:battery/ncm", "发展干法涂覆", "planned", 11)
    yield _said("institution:uni", "RESEARCHES", "direction:battery/dry", "与合作大学合作", "cooperation", 12)
    yield _said("platform:lab", "LOCATED_IN", "place:zone", "拥有已建检测中心", "existing", 13)
    yield from (_said(p, "SERVES", BATTERY, "为全链服务", "existing", 13) for p in ("platform:lab", "platform:bench"))
    yield _said("project:plant", "investment", "超20亿元", "总投资超20亿元的阴极扩产项目", "planned", 14)
    yield _said("project:plant", "INVESTS_IN", "link:battery/ncm", "总投资超20亿元的阴极扩产项目", "planned", 14)
    yield _said("firm:here", "UNDERTAKES", "project:plant", "总投资超20亿元的阴极扩产项目", "planned", 14)
    for name, value in (("unit", "亿元"), ("target_year", "2025"), ("target_value", "200")):
        yield _said("indicator:battery/size", name, value, GOAL, "planned", 15)
    yield _said("indicator:battery/size", "INDICATOR_OF", BATTERY, GOAL, "planned", 15)


def report_graph(names: Mapping[str, str] | None = None) -> Snapshot:
    """Return the graph; `names` replaces display names by id."""
    shown = {**NAMES, **(names or {})}
    said = [_said(i, "name", name, name or "无名", "reference", 1) for i, name in shown.items()]
    return Snapshot(assemble([*said, *_skeleton(), *_plan()], ZONE, meta={"data": "abc"}))
