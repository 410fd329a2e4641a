"""A zone of two chains whose plan can be held against itself by hand, for the audit's tests.

motors:  magnet → motor (终端)      reducer ⊂ drive        cells:  salt → cell (终端)

goals 2025:   motors 150亿元, cells 200亿元 (sum 350)       base 2019: 工业总产值 500亿元      350 ÷ 500 = 0.7
projects:     town 超100亿元 → motor (100 ÷ 150 = 66.7 %)   plant 约200亿 → cell (200 ÷ 200 = 100 %)
cluster:      measure:cluster aims at motor, 千亿级产业集群 (1000 ÷ 150 = 6.67)
stated:       reducer strong and bottleneck; magnet absent (nothing addresses it)
"""

from __future__ import annotations

from typing import Any

from builders import claim, joined, named
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim, Value
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

RINGS = (("园区", "place:zone"), ("市", "place:city"), ("区域", "place:bay"), ("全国", "place:cn"))
ZONE = Zone("place:zone", "某高新区", frozenset(), RINGS, {"plan_label": "规划文本（草案）"})
NODES = (
    "chain:motors chain:cells link:motors/magnet link:motors/motor link:motors/drive link:motors/reducer link:cells/salt "
    "link:cells/cell place:zone place:city place:bay place:cn firm:here firm:wanted"
)


def said(subject: str, predicate: str, value: Value, quote: str, line: int, modality: str = "planned", **more: Any) -> Claim:
    """A claim of the plan with its words and line."""
    about = {"source": "source:plan", "quote": quote, "locator": f"第1章·第{line}行", "grade": "plan", "as_of": "2020-12"}
    return claim(subject, predicate, value, modality=modality, **{**about, **more})


def indicator(slug: str, name: str, about: str = "place:zone", quote: str = "", line: int = 50, **props: str) -> list[Claim]:
    """The claims of an indicator: its name, its cells, what it is about."""
    node, words = f"indicator:{slug}", quote or f"{name} {' '.join(props.values())}"
    cells = [said(node, k, v, words, line, "existing") for k, v in props.items()]
    return [said(node, "name", name, words, line), *cells, said(node, "INDICATOR_OF", about, words, line)]


def measure(slug: str, quote: str, *aims: str, line: int = 60, kind: str = "引进") -> list[Claim]:
    """The claims of a measure that aims at some things."""
    node = f"measure:{slug}"
    edges = [said(node, "AIMS_AT", aim, quote, line) for aim in aims]
    return [said(node, "name", quote[:12], quote, line), said(node, "kind", kind, quote, line), *edges]


def goals() -> list[Claim]:
    """The chains' goals and the zone's base."""
    goal = {"unit": "亿元", "target_year": "2025"}
    return [
        *indicator("motors/scale", "电机产业规模", "chain:motors", line=10, target_value="150", **goal),
        *indicator("cells/scale", "电池产业规模", "chain:cells", line=11, target_value="200", **goal),
        *indicator("output", "工业总产值", line=12, unit="亿元", base_year="2019", base_value="500", department="统计局"),
    ]


def projects() -> list[Claim]:
    """Two named projects with a stated output, and one without."""
    town, plant = "项目整体达产后年产值预计超100亿元", "项目整体达产后预计年产值约200亿"
    return [
        *named("project:town", "project:plant", "project:silent"),
        said("project:town", "output", town, town, 20),
        said("project:town", "INVESTS_IN", "link:motors/motor", town, 20),
        said("project:plant", "output", plant, plant, 21),
        said("project:plant", "INVESTS_IN", "link:cells/cell", plant, 21),
        said("project:silent", "INVESTS_IN", "link:cells/cell", "推进另一项目", 22),
    ]


def skeleton() -> list[Claim]:
    """Links, places, one resident, one invitee, what the plan says of two links."""
    blame, praise = "突破减速器等关键技术瓶颈", "发挥减速器比较优势"
    homes = {
        f"link:{c}/{x}": f"chain:{c}" for c, xs in (("motors", "magnet motor drive reducer"), ("cells", "salt cell")) for x in xs.split()
    }
    return [
        *named(*NODES.split()),
        *(claim(link, "LINK_OF", chain, grade="domain") for link, chain in homes.items()),
        *(claim(link, "terminal", True, grade="domain") for link in ("link:motors/motor", "link:cells/cell")),
        claim("link:motors/magnet", "INPUT_TO", "link:motors/motor", grade="domain"),
        claim("link:cells/salt", "INPUT_TO", "link:cells/cell", grade="domain"),
        claim("link:motors/reducer", "PART_OF", "link:motors/drive", grade="domain"),
        *(joined(a, "WITHIN", b) for a, b in (("place:zone", "place:city"), ("place:city", "place:bay"), ("place:bay", "place:cn"))),
        said("firm:here", "LOCATED_IN", "place:zone", "依托本地企业", 30, "existing"),
        said("firm:wanted", "INVITED_FOR", "link:motors/reducer", "引进减速器龙头", 31, "invited"),
        said("link:motors/reducer", "stated", "bottleneck", blame, 32, "needed"),
        said("link:motors/reducer", "stated", "strong", praise, 33, "existing"),
        said("link:motors/magnet", "stated", "absent", "本区缺少磁材", 34, "needed"),
        *measure("cluster", "构建千亿级产业集群", "link:motors/motor", line=35),
    ]


def audit_graph(*more: list[Claim]) -> Snapshot:
    """The graph of the docstring, with some more claims."""
    return Snapshot(assemble([*skeleton(), *goals(), *projects(), *(c for claims in more for c in claims)], ZONE))
