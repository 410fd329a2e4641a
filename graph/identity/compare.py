"""Two names, one firm? A verdict with its terms: what agreed, what differed, and what the text cannot say.

`same` and `different` are said only where the text alone decides; all else is `unsure` and waits for a person. The order of
the questions follows the registry's own rules for equal and similar names (企业名称相同相近比对规则, 工商企注字〔2017〕133号): place, trade
name, trade and legal form may stand in another order and mean one name; a branch, a daughter and a group are other firms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz import fuzz

from .bodies import Bodies, Relation, relate
from .names import Name, NameReader
from .places import WEAK, nested, same_place
from .short import is_common, shown
from .words import words

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
OWN_REGISTERS = frozenset({"810000", "820000", "710000", "香港", "澳门", "台湾", "中国香港", "中国澳门", "中国台湾"})  # names of their own
_WORST = {SAME: 0, UNSURE: 1, DIFFERENT: 2}


@dataclass(frozen=True, slots=True)
class Term:
    """One finding on a part of two names: the verdict it allows at best, what it takes off the score (0 to 1), in words."""

    allows: str
    cost: float
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` is 1 for the same name and near 0 for strangers (same ≥ 0.8 > unsure ≥ 0.4 > different); no probability."""

    score: float
    verdict: str
    terms: tuple[Term, ...] = field(default=())

    @property
    def why(self) -> str:
        """Every term in words, joined by ；."""
        return "；".join(term.text for term in self.terms)


def compare_names(reader: NameReader, left: str, right: str) -> Verdict:
    """Read and compare two names. Symmetric; a name is the same as itself. Cost: O(length)."""
    return compare(reader.read(left), reader.read(right), reader)


def compare(left: Name, right: Name, reader: NameReader) -> Verdict:
    """Compare two names that were read. Former and other names in the text count: the best verdict of any two stands."""
    left, right = sorted((left, right), key=lambda n: (n.folded, n.others))
    best = _compare(left, right)
    for one, other in product(_forms(left, reader), _forms(right, reader)):
        if best.verdict == SAME or (one is left and other is right):
            continue
        if (found := _compare(one, other)).verdict == SAME:
            best = Verdict(
                min(found.score, 0.95),
                SAME,
                (Term(SAME, 0.05, f"文中给出的另一名称“{(other if one is left else one).folded}”相符"), *found.terms),
            )
    return best


def _forms(name: Name, reader: NameReader) -> list[Name]:
    return [name, *(reader.read(other) for other in name.others)]


def _compare(left: Name, right: Name) -> Verdict:
    if left.folded and left.folded == right.folded:
        return Verdict(1.0, SAME, (Term(SAME, 0.0, "名称逐字相同"),))
    if not (left.body and right.body):
        return Verdict(0.0, UNSURE, (Term(UNSURE, 1.0, "没有可比的名称"),))
    bodies = relate(left, right)
    terms = tuple(_terms(bodies))
    verdict = max((t.allows for t in terms), key=_WORST.__getitem__)
    return Verdict(_score(bodies, terms, verdict), verdict, terms)


def _score(bodies: Bodies, terms: tuple[Term, ...], verdict: str) -> float:
    """Return the score within the band of its verdict."""
    likeness = fuzz.ratio(bodies.left.body, bodies.right.body) / 100
    left = max(0.0, 1 - sum(t.cost for t in terms))
    if verdict == SAME:
        return round(0.8 + 0.19 * left, 4)
    if verdict == UNSURE:
        return round(0.4 + 0.39 * left * likeness, 4)
    return round(0.39 * left * likeness, 4)


def _terms(bodies: Bodies) -> Iterator[Term]:
    left, right = bodies.left, bodies.right
    yield Term(*_BODY[bodies.relation], f"{bodies.text}")
    if bodies.relation is Relation.OTHER:
        return
    yield from _branch(left, right)
    yield from _group(bodies)
    yield from _places(bodies)
    yield from _form(left, right)


_BODY = {
    Relation.EQUAL: (SAME, 0.0),
    Relation.SHORT: (SAME, 0.15),
    Relation.GLOSSED: (SAME, 0.2),
    Relation.MAYBE_SHORT: (UNSURE, 0.3),
    Relation.TRADE: (UNSURE, 0.4),
    Relation.SCRIPT: (UNSURE, 0.5),
    Relation.ARM: (DIFFERENT, 0.5),
    Relation.ONE_CHARACTER: (DIFFERENT, 0.4),
    Relation.NUMBER: (DIFFERENT, 0.4),
    Relation.OTHER: (DIFFERENT, 0.6),
}


def _branch(left: Name, right: Name) -> Iterator[Term]:
    if left.branch == right.branch:
        if left.branch:
            yield Term(SAME, 0.0, f"同为{left.branch}")
    elif left.branch and right.branch:
        ends = left.branch.endswith(right.branch) or right.branch.endswith(left.branch)
        yield Term(UNSURE if ends else DIFFERENT, 0.4, f"分支机构不同：{left.branch}／{right.branch}")
    else:
        yield Term(DIFFERENT, 0.4, f"一方是分支机构（{left.branch or right.branch}），与总机构是两个主体")


def _group(bodies: Bodies) -> Iterator[Term]:
    left, right = bodies.left, bodies.right
    if left.group == right.group:
        if left.group:
            yield Term(SAME, 0.0, "同为集团")
        return
    group, plain = (left, right) if left.group else (right, left)
    agree = bodies.relation in (Relation.EQUAL, Relation.SHORT, Relation.GLOSSED)
    if not agree and not plain.body.startswith(group.body):
        yield Term(UNSURE, 0.3, "一方是集团：可能是全称，也可能是所属企业")
    elif not agree:
        yield Term(DIFFERENT, 0.3, "集团与所属企业是两个主体")
    elif group.form == "joint" and plain.bare and (plain.form or shown(plain) > 2):
        yield Term(SAME, 0.2, "简称略去“集团”")
    elif plain.bare or {group.form, plain.form} <= {"joint", "stock"}:
        yield Term(UNSURE, 0.3, "一方是集团：可能是更名或简称，也可能是所属企业")
    else:
        yield Term(DIFFERENT, 0.3, "集团与所属企业是两个主体")


def _places(bodies: Bodies) -> Iterator[Term]:
    left, right = bodies.left, bodies.right
    if same_place(left.place, right.place) and same_place(left.region, right.region):
        yield Term(SAME, 0.0, "地名一致")
    elif _moved(left, right) or _moved(right, left):
        yield Term(SAME, 0.05, "地名相同，位置不同")
    else:
        yield from _region(left, right)
        yield from _place(bodies)


def _moved(left: Name, right: Name) -> bool:
    """True where the place stands before one trade name and behind the other, and nowhere else."""
    return not (left.region or right.place) and same_place(left.place, right.region)


def _region(left: Name, right: Name) -> Iterator[Term]:
    if left.region == right.region:
        return
    if left.region and right.region:
        same = nested(left.region, right.region)
        yield Term(UNSURE if same else DIFFERENT, 0.3, "字号后的地区不同")
    elif (left.region or right.region)[-1] in words().regions | words().countries:
        yield Term(DIFFERENT, 0.3, f"一方限于“{(left.region or right.region)[-1]}”，与母公司是两个主体")
    elif "joint" in (left.form, right.form) and (left.bare or right.bare):
        yield Term(SAME, 0.1, "简称略去地名")
    else:
        yield Term(UNSURE, 0.3, "一方字号后有地名，可能是当地子公司")


def _place(bodies: Bodies) -> Iterator[Term]:
    left, right = bodies.left.place, bodies.right.place
    if not left and not right:
        return
    if same_place(left, right):
        yield Term(SAME, 0.0, "地名一致")
    elif left and right:
        yield Term(UNSURE if nested(left, right) else DIFFERENT, 0.3, "地名一宽一窄" if nested(left, right) else "地名不同，各在一地")
    else:
        yield _one_place(bodies, left or right)


def _one_place(bodies: Bodies, place: tuple[str, ...]) -> Term:
    """Only one name says a place: does the rest alone tell which firm is meant?"""
    unplaced = bodies.right if bodies.left.place else bodies.left
    if place[0] in OWN_REGISTERS and not unplaced.bare:
        return Term(UNSURE, 0.2, "一方在境外登记，另一方没有地名")
    joint = "joint" in (bodies.left.form, bodies.right.form)
    if unplaced.bare and not unplaced.trade and len(unplaced.body) < 4 and not joint and place[0] not in words().countries:
        return Term(UNSURE, 0.2, "一方只有字号，另一方带地名，可能是当地企业")
    if len(bodies.core) < 2 or (place[-1].startswith(WEAK) and not joint):
        return Term(UNSURE, 0.2, "一方没有地名，字号不足以辨认")
    if is_common(bodies.core) and not {bodies.left.form, bodies.right.form} <= {"joint", "stock"}:
        return Term(UNSURE, 0.2, f"一方没有地名，而“{bodies.core}”是常见字号，各地都有")
    return Term(SAME, 0.1, "一方略去地名")


def _form(left: Name, right: Name) -> Iterator[Term]:
    forms = {left.form, right.form}
    if len(forms) == 1:
        return
    if "" in forms:
        yield Term(SAME, 0.05, "一方略去组织形式")
    elif forms <= {"limited", "joint", "stock", "company"}:
        yield Term(SAME, 0.1, "组织形式不同（如改制更名）")
    elif "partnership" in forms:
        yield Term(DIFFERENT, 0.3, "组织形式不同，是两个主体")
    else:
        yield Term(UNSURE, 0.3, "厂与公司：可能是改制更名，也可能是两个主体")
