"""What stands in brackets of a name: a former or a foreign name, a place, a group, a note, or a part of the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .fold import has_han
from .places import Places
from .words import words

_INSIDE = re.compile(r"\(([^()]*)\)")
_OTHER_NAME = re.compile(
    r"^(?:原名称|原名|曾用名|更名前|前身为|前身是|前身|旧称|旧名|原为|原|现已更名为|现更名为|更名为|现名|现为|现|以下简称|简称|下称|又名|又称|亦称|别名|也称"
    r"|英文名称?|中文名称?|formerly known as|formerly|also known as|fka|aka)[:： ]*(.{2,})$"
)
_OUTSIDE = re.compile(r"[,，;；/ ]*(?:原名|曾用名|更名前|前身为|又名|现更名为|已更名为|简称)[:：为 ]*([^()]{2,})$")
_NOTE = re.compile(
    r"^(?:(?:股票|证券)?代码?[:：]?\d{4,6}.*|\d{6}(?:\.?[a-z]{2})?|[a-z]{2,4}[:：]?\d{3,6}|[ahb]股|上市公司|已上市|新三板|筹|筹建|筹备|筹备组|拟设立|暂名|暂定名?|盖章|公章|本部|总部|总公司|母公司"
    r"|在业|存续|开业|在营|在册|注销|已注销|吊销|迁出|停业|歇业|个体工商户|个体|个人独资|自然人独资|外商独资|独资|台港澳独资|中外合资|合资|内资|民营|国有|全资)$"
)
_GROUP = re.compile(r"^(?:企业)?集团(?:公司)?$")
_PARTNERSHIP = re.compile(r"^(?:有限合伙|普通合伙|特殊普通合伙|合伙)$")


@dataclass
class Bracketed:
    """A name without its brackets, and what they said."""

    text: str
    others: list[str] = field(default_factory=list)  # former, short and foreign names of the same firm
    places: list[str] = field(default_factory=list)
    group: bool = False
    partnership: bool = False


def read_brackets(folded: str, places: Places) -> Bracketed:
    """Take the brackets out of a folded name. A bracket that says nothing known stays as a part of the name."""
    found = Bracketed("")
    outside = _OUTSIDE.search(folded)
    if outside and outside.start() > 1:
        found.others.append(outside[1])
        folded = folded[: outside.start()]
    rest = _INSIDE.sub("", folded)
    found.text = _INSIDE.sub(lambda m: _kept(m[1].strip(), rest, found, places), folded).replace("(", "").replace(")", "")
    return found


def _kept(inside: str, rest: str, found: Bracketed, places: Places) -> str:
    """Note what a bracket says; return what of it stays in the name."""
    if other := _OTHER_NAME.match(inside):
        found.others.append(other[1])
    elif _GROUP.match(inside):
        found.group = True
        return "集团" if not rest.startswith(inside) else ""
    elif _PARTNERSHIP.match(inside):
        found.partnership = True
    elif inside in words().regions or places.whole(inside) or inside in words().latin_arms:
        found.places.append(inside)
    elif rest and inside and has_han(inside) != has_han(rest) and len(inside) > 1:
        found.others.append(inside)
    elif inside and not _NOTE.match(inside):
        return inside
    return "" if has_han(rest) else " "
