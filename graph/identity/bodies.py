"""How the distinctive parts of two names stand to each other: equal, shortened, another trade, one character apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from rapidfuzz.distance import Indel, Levenshtein

from .fold import has_han
from .names import INSTITUTION, Name
from .places import bare
from .short import Shortening, left_out, shortening
from .words import words

HOLDINGS = frozenset({"holding", "holdings", "international"})  # the firm itself, or one above it
_FIGURE = re.compile(r"\d+")


class Relation(Enum):
    """Of two bodies; the comments give an example of each."""

    EQUAL = auto()
    SHORT = auto()  # 海康威视 / 海康威视数字技术
    MAYBE_SHORT = auto()  # 比亚迪 / 比亚迪半导体
    GLOSSED = auto()  # lg chem / lg化学
    TRADE = auto()  # 甲乙科技 / 甲乙电子
    ARM = auto()  # 甲乙电子 / 甲乙电子销售
    SCRIPT = auto()  # umicore / 优美科
    NUMBER = auto()  # 1厂 / 2厂
    ONE_CHARACTER = auto()  # 科恒 / 科衡
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Bodies:
    """Two names with the same place words given back or taken off, the relation of their bodies, and that in words."""

    left: Name
    right: Name
    relation: Relation
    text: str

    @property
    def core(self) -> str:
        """The trade name both share: the shorter one."""
        return min(self.left.core, self.right.core, key=len)


def relate(left: Name, right: Name) -> Bodies:
    """Return the relation of two names' bodies. Symmetric but for the order of the words in `text`."""
    if left.latin or right.latin:
        return _latin(left, right)
    left, right = _aligned(left, right)
    if left.body == right.body:
        return Bodies(left, right, Relation.EQUAL, f"字号和行业一致（{left.body}）" if left.trade else f"字号一致（{left.body}）")
    short, long = sorted((left, right), key=lambda n: (len(n.body), n.body))
    relation, text = _institutions(left, right) or _shortened(short, long) or _same_core(left, right) or _unlike(left, right)
    return Bodies(left, right, relation, text)


def _aligned(left: Name, right: Name) -> tuple[Name, Name]:
    """Where one name's place word is a part of the other's trade name, give it back: 阳谷华泰 and 山东阳谷华泰."""
    if left.lead and right.core.startswith(word := bare(left.lead[-1])) and not left.core.startswith(word):
        return _given_back(left, word), right
    if right.lead and left.core.startswith(word := bare(right.lead[-1])) and not right.core.startswith(word):
        return left, _given_back(right, word)
    return left, right


def _given_back(name: Name, word: str) -> Name:
    place = name.place[:-1] if name.lead[1:] else ()
    return replace(name, body=word + name.body, core=word + name.core, place=place, lead=name.lead[:-1])


def _shortened(short: Name, long: Name) -> tuple[Relation, str] | None:
    found = shortening(short, long)
    if found is Shortening.NONE:
        return None
    missing = long.body.removeprefix(short.body) if long.body.startswith(short.body) else "".join(left_out(short, long))
    if found is Shortening.SURE:
        return Relation.SHORT, f"{short.body}是{long.body}的简称（略去“{missing}”）"
    return Relation.MAYBE_SHORT, f"{long.body}可能是{short.body}的全称，也可能是所属企业"


def _institutions(left: Name, right: Name) -> tuple[Relation, str] | None:
    """Two schools, hospitals or institutes with other words are two, however much they share."""
    if INSTITUTION.search(left.body) and INSTITUTION.search(right.body):
        short, long = sorted((left.body, right.body), key=len)
        if long.endswith(short):
            return Relation.MAYBE_SHORT, f"机构名称一方多“{long.removesuffix(short)}”：可能只是地名，也可能是另一家"
        return Relation.OTHER, f"机构名称不同：{left.body}／{right.body}"
    return None


def _same_core(left: Name, right: Name) -> tuple[Relation, str] | None:
    if not left.core or left.core != right.core:
        return None
    generic, arms = words().generic, words().arms
    ours, theirs = set(left.trade) - generic, set(right.trade) - generic
    more = (ours ^ theirs) & arms
    if more and not (left.bare or right.bare) and (ours <= theirs or theirs <= ours or len(more) == len(ours ^ theirs)):
        return Relation.ARM, f"一方多“{'、'.join(sorted(more))}”，是另设的企业"
    written = f"{''.join(left.trade) or '无'}／{''.join(right.trade) or '无'}"
    if left.placed or (ours and theirs and not _alike("".join(left.trade), "".join(right.trade))):
        return Relation.OTHER, f"字号同为{left.core}，行业不同：{written}"
    return Relation.TRADE, f"字号一致（{left.core}），行业词不同：{written}"


def _alike(left: str, right: str) -> bool:
    """True where most characters of two trades agree: 电路板 and 线路板."""
    return Indel.normalized_similarity(left, right) >= 0.5


def _unlike(left: Name, right: Name) -> tuple[Relation, str]:
    both = f"{left.body}／{right.body}"
    if _FIGURE.sub("#", left.body) == _FIGURE.sub("#", right.body):
        return Relation.NUMBER, f"序号不同：{both}"
    if left.trade == right.trade and Levenshtein.distance(left.core, right.core, score_cutoff=1) == 1:
        return Relation.ONE_CHARACTER, f"字号差一字：{both}"
    return Relation.OTHER, f"字号不同：{both}"


def _latin(left: Name, right: Name) -> Bodies:
    if left.latin and right.latin:
        return _both_latin(left, right)
    latin, han = (left, right) if left.latin else (right, left)
    known = words()
    glossed = "".join(known.glossary.get(t, t) for t in latin.core.split()) + "".join(known.glossary.get(t, t) for t in latin.trade)
    if glossed == han.body or latin.body == han.body:
        return Bodies(left, right, Relation.GLOSSED, f"外文字号一致（{latin.core}）")
    if not has_han(han.body):
        return Bodies(left, right, Relation.OTHER, f"字号不同：{left.body}／{right.body}")
    return Bodies(left, right, Relation.SCRIPT, f"一中文一外文，只凭文字不能判断：{left.folded}／{right.folded}")


def _both_latin(left: Name, right: Name) -> Bodies:
    if left.body == right.body:
        return Bodies(left, right, Relation.EQUAL, f"外文字号一致（{left.core or left.body}）")
    ours, theirs = set(left.core.split()), set(right.core.split())
    more = {*left.trade} ^ {*right.trade}
    if left.core == right.core and left.core:
        relation = Relation.MAYBE_SHORT if more <= HOLDINGS else Relation.ARM
        return Bodies(left, right, relation, f"一方多 {' '.join(sorted(more))}：可能是全称，也可能是另设的企业")
    if ours and theirs and (ours <= theirs or theirs <= ours) and {*left.trade} == {*right.trade}:
        relation = Relation.SHORT if ours ^ theirs <= words().latin_generic else Relation.MAYBE_SHORT
        return Bodies(left, right, relation, f"一方多 {' '.join(sorted(ours ^ theirs))}，可能是全称")
    return Bodies(left, right, Relation.OTHER, f"字号不同：{left.core}／{right.core}")
