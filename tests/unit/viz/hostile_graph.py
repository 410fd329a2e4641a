"""A chain one can draw on paper, with the worst names that data may carry.

    ore → powder ⊃ {fine, coarse} → cell (终端)      press (装备) → cell      test (服务) → cell
    other chain: foil → cell

RESIDENT operates in fine; INVITEE is invited for fine and for powder; OUTSIDER is capable of coarse elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from liantu.analysis.gaps import Gap
from liantu.analysis.gaps import gaps as find_gaps
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

CHAIN, OTHER = "chain:x", "chain:y"
IMG = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(2)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
TEMPLATE = "{{7*7}}{% raw %}"
BROKEN = "坏\x00字\ud800符𠮷"
LONG = "长" * 200
RESIDENT, INVITEE, OUTSIDER = "firm:resident", "firm:invitee", "firm:outsider"
RESIDENT_NAME, INVITEE_NAME, OUTSIDER_NAME = f"本地{IMG}有限公司", f"拟来{SCRIPT}股份有限公司", f"远方{FORMULA}"
MAKE_QUOTE = f"依托本地企业{IMG}做细粉，href 也在此"
INVITE_QUOTE = f"积极引进{SCRIPT}，突破瓶颈"
ZONE = Zone(
    "place:z", "某区", frozenset(), (("园区", "place:z"), ("市", "place:c"), ("区域", "place:r"), ("全国", "place:cn")),
    {"plan_label": "规划文本（草案）", "resident_label": "规划载明，未复核"},
)  # fmt: skip
LINKS = {
    "link:x/ore": (f"矿石{IMG}", "上游", ""),
    "link:x/powder": ("粉体", "中游", ""),
    "link:x/fine": (f"细粉{TEMPLATE}", "中游", "link:x/powder"),
    "link:x/coarse": (BROKEN, "中游", "link:x/powder"),
    "link:x/cell": (LONG, "下游", ""),
    "link:x/press": (SCRIPT, "装备", ""),
    "link:x/test": (FORMULA, "服务", ""),
}
INPUTS = [("ore", "fine"), ("ore", "coarse"), ("fine", "cell"), ("coarse", "cell"), ("press", "cell"), ("test", "cell")]


def _claim(subject: str, predicate: str, value: Any, modality: str = "existing", quote: str = "", grade: str = "plan") -> Claim:
    return Claim(subject, predicate, value, f"source:{grade}", quote or "行业常识", "第5章第1节·第9行", modality, grade, "2020-12")


def _domain(subject: str, predicate: str, value: Any) -> Claim:
    return _claim(subject, predicate, value, "existing", "", "domain")


def _skeleton() -> Iterator[Claim]:
    yield from (_domain(i, "name", name) for i, name in ((CHAIN, f"甲{IMG}链"), (OTHER, "乙链")))
    for link, (name, stage, parent) in LINKS.items():
        yield from (_domain(link, "name", name), _domain(link, "stage", stage), _domain(link, "LINK_OF", CHAIN))
        if parent:
            yield _domain(link, "PART_OF", parent)
    yield _domain("link:x/cell", "terminal", True)
    yield _domain("link:x/fine", "aliases", f"超细粉{SCRIPT}")
    yield from (_domain("link:y/foil", p, v) for p, v in (("name", "外链箔"), ("stage", "上游"), ("LINK_OF", OTHER)))
    yield from (_domain(f"link:x/{a}", "INPUT_TO", f"link:x/{b}") for a, b in INPUTS)
    yield _domain("link:y/foil", "INPUT_TO", "link:x/cell")


def _plan() -> Iterator[Claim]:
    for place in ("z", "c", "r", "cn"):
        yield _domain(f"place:{place}", "name", place)
    names = {RESIDENT: RESIDENT_NAME, INVITEE: INVITEE_NAME, OUTSIDER: OUTSIDER_NAME}
    names |= {"institution:u": f"大学{IMG}", "institution:v": "拟来学院", "platform:p": "检测平台", "project:j": f"项目{SCRIPT}"}
    yield from (_claim(i, "name", name, "reference") for i, name in names.items())
    yield _claim(RESIDENT, "aliases", "本地别名", "reference")
    yield _claim(RESIDENT, "LOCATED_IN", "place:z", "existing", MAKE_QUOTE)
    yield _claim(RESIDENT, "OPERATES_IN", "link:x/fine", "existing", MAKE_QUOTE)
    yield _claim(RESIDENT, "UNDERTAKES", "project:j", "planned", MAKE_QUOTE)
    yield _claim("project:j", "INVESTS_IN", "link:x/coarse", "planned", MAKE_QUOTE)
    yield _claim("measure:x/m", "name", f"引进{IMG}", "invited", INVITE_QUOTE)
    yield _claim("measure:x/m", "kind", "引进", "invited", INVITE_QUOTE)
    yield _claim("measure:x/m", "AIMS_AT", "link:x/powder", "needed", INVITE_QUOTE)
    yield from (_claim("measure:x/m", "INVITES", i, "invited", INVITE_QUOTE) for i in (INVITEE, "institution:v"))
    for link in ("link:x/fine", "link:x/powder"):
        yield _claim(INVITEE, "INVITED_FOR", link, "invited", INVITE_QUOTE)
        yield _claim(INVITEE, "CAPABLE_OF", link, "invited", INVITE_QUOTE)
    yield _claim(OUTSIDER, "LOCATED_IN", "place:c", "existing", "在外地")
    yield _claim(OUTSIDER, "CAPABLE_OF", "link:x/coarse", "existing", "在外地")
    yield _claim("link:x/press", "stated", "absent", "existing", "压机缺少")
    yield _claim("institution:u", "RESEARCHES", "link:x/fine", "cooperation", "与大学合作")
    yield _claim("institution:v", "RESEARCHES", "link:x/fine", "cooperation", "与学院合作")
    yield _claim("platform:p", "SERVES", "link:x/test", "planned", "建设平台")


def hostile_graph() -> Snapshot:
    """Return the graph drawn above."""
    return Snapshot(assemble([*_skeleton(), *_plan()], ZONE))


def gaps_of(graph: Snapshot) -> list[Gap]:
    """Return the gaps of a graph of ours."""
    return find_gaps(graph, ZONE)


def wide_graph(links: int, firms_each: int = 1, outside: int = 0) -> Snapshot:
    """Return a chain of `links` links in a row, each with residents, and with firms elsewhere: for size and for the limit of the map."""
    claims = [_domain(CHAIN, "name", "宽链"), *(_domain(f"place:{p}", "name", p) for p in ("z", "c", "r", "cn"))]
    stages = ("上游", "中游", "下游", "装备", "服务")
    for n in range(links):
        link = f"link:x/l{n:04}"
        claims += [
            _domain(link, "name", f"第{n}号材料环节"),
            _domain(link, "stage", stages[n * 5 // links]),
            _domain(link, "LINK_OF", CHAIN),
        ]
        claims += [_domain(f"link:x/l{n - 1:04}", "INPUT_TO", link)] if n else []
        for k in range(firms_each):
            firm = f"firm:f{n:04}-{k}"
            claims += [_claim(firm, "name", f"企业{n}之{k}", "reference"), _claim(firm, "LOCATED_IN", "place:z", "existing", f"第{n}家")]
            claims += [_claim(firm, "OPERATES_IN", link, "existing", f"企业{n}之{k}在区内生产该环节产品")]
        for k in range(outside):
            firm = f"firm:o{n:04}-{k:03}"
            claims += [_claim(firm, "name", f"区外企业{n}之{k}股份有限公司", "reference", "", "disclosure")]
            claims += [_claim(firm, "LOCATED_IN", "place:r", "existing", f"{n}-{k}", "disclosure")]
            claims += [_claim(firm, "CAPABLE_OF", link, "existing", f"{n}-{k}", "disclosure")]
    return Snapshot(assemble(claims, ZONE))
