"""A firm's name read part by part: place, trade name (字号), trade, group, region, legal form, branch, other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .brackets import Bracketed, read_brackets
from .fold import fold, has_han
from .places import Chain, Codes, Places, bare
from .words import words

LONGEST = 400  # characters; no name of a firm comes near it
_WARNED = re.compile(r"^(?:\*st|s\*st|sst|st|pt|xd|xr|dr)(?=[^\x00-\x7f]{2})")
_SHARES = re.compile(r"(?<=[^\x00-\x7f]{2})(?:[abh]|-u|-w|-uw)$")
_CJK_CO_LTD = re.compile(r"(?<=[^\x00-\x7f])(?:co)?\.?,?(?:ltd|inc|limited|corp)\.?$")
_ZONE = re.compile(
    r"^(?:(?:高新技术产业|经济技术|经济|高新技术)?开发区|高新技术产业园区|高新区|经开区|工业园区|工业园|产业园|保税区|自贸区|[^\x00-\x7f]{2,3}(?:镇|街道))(?=.{2})"
)
_FOREIGN_TAIL = re.compile(r"(?<=[^\x00-\x7f]{2})[a-z][a-z&.]{3,}$")
_HEAD_AND_BRANCH = re.compile(r"^(.{2,}(?:公司|集团))(.{2,})$")
_GROUP = re.compile(r"(?:企业)?集团(?:控股)?$")
INSTITUTION = re.compile(r"大学|学院|医院|中学|小学|科学院|图书馆|博物馆|实验室")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.")
_TOKENS = re.compile(r"[^\W_]+(?:&[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of one name; every part may be empty.

    `place` and `region` are chains of place ids (wide to narrow): the place before the trade name, and the place or
    market behind it. `body` is trade name and trade (`core` + `trade`) without place, group and legal form. `form` is a family
    of legal forms, `lead` has the place words as written, `placed`
    says that the trade name is itself a place. `others` are the former, short and foreign names the text itself gives.
    """

    folded: str
    body: str = ""
    core: str = ""
    trade: tuple[str, ...] = ()
    place: Chain = ()
    region: Chain = ()
    group: bool = False
    form: str = ""
    branch: str = ""
    lead: tuple[str, ...] = ()
    listed: bool = False
    latin: bool = False
    placed: bool = False
    others: tuple[str, ...] = field(default=())

    @property
    def bare(self) -> bool:
        """True where the text states no whole legal form: a short name (某某, 某某股份), or one that lost it."""
        return self.form in ("", "stock")


class NameReader:
    """Reads names with the place words of a GB/T 2260 table (code → name, level, parent); names read once are remembered."""

    def __init__(self, codes: Codes) -> None:
        known = words()
        self.places = Places(codes, known.countries, known.not_places)
        self.read = lru_cache(maxsize=65_536)(self._read)

    def _read(self, name: str) -> Name:
        """Return the parts of a name. Never raises; a text without letters or longer than any name has an empty body."""
        folded = fold(name) if len(name) <= 10 * LONGEST else name
        if len(folded) > LONGEST:
            return Name(folded)
        found = read_brackets(folded, self.places)
        return self._chinese(folded, found) if has_han(found.text) else _latin(folded, found)

    def _chinese(self, folded: str, found: Bracketed) -> Name:
        text, listed = _without_listing_marks(_without_foreign_tail(found))
        head, branch = self._branch(_academy(text))
        rest, form = _form(head)
        rest, group = _group(rest)
        lead, place, rest = self._place(rest)
        rest, region = self._region(rest, found.places)
        core, trade = _segments(rest)
        placed = bool(lead) and (len(core) < 2 or bool(INSTITUTION.search(rest)))
        if placed:  # 深圳能源, 北京大学: the place is the trade name
            lead, place, rest = self._place_kept(lead, rest)
            core, trade = _segments(rest)
        form = "partnership" if found.partnership else form
        return Name(folded, rest, core, trade, place, region, group or found.group, form, branch, tuple(lead), listed,
                    placed=placed or core == "中国", others=tuple(found.others))  # fmt: skip

    def _place_kept(self, lead: list[str], rest: str) -> tuple[list[str], Chain, str]:
        """Give the innermost place word back to the name, without its ending."""
        outer = lead[:-1]
        return outer, self.places.whole("".join(outer)), bare(lead[-1]) + rest

    def _branch(self, text: str) -> tuple[str, str]:
        """Split a branch off: what follows the legal form, or the branch word with the place before it."""
        if not (word := words().branch.search(text)):
            return text, ""
        if (after := _HEAD_AND_BRANCH.match(text)) and after.end(1) <= word.start(1):
            return after[1], after[2]
        before = text[: word.start(1)]
        place, _ = self.places.trailing(before)
        head = before.removesuffix(place)
        return (head, place + word[1]) if len(head) > 1 else (text, "")

    def _place(self, text: str) -> tuple[list[str], Chain, str]:
        lead, chain = self.places.leading(text)
        rest = text[sum(map(len, lead)) :]
        if lead and (zone := _ZONE.match(rest)):
            return [*lead, zone[0]], (*chain, zone[0]), rest[zone.end() :]
        return (lead, chain, rest) if rest else ([], (), text)

    def _region(self, text: str, bracketed: list[str]) -> tuple[str, Chain]:
        if bracketed:
            return text, self.places.whole(bracketed[0]) or (_region_word(bracketed[0]),)
        for word in words().regions:
            if text.endswith(word) and len(text) - len(word) > 1:
                return text.removesuffix(word), (word,)
        word, chain = self.places.trailing(text)
        rest = text.removesuffix(word)
        return (rest, chain) if chain and len(rest) > 1 and _segments(rest)[0] else (text, ())


def _academy(text: str) -> str:
    """Write the academy of sciences and its institutes in full."""
    whole = f"中国科学院{text.removeprefix('中科院')}" if text.startswith("中科院") else text
    short = whole.startswith("中国科学院") and whole.endswith("所") and not whole.endswith("研究所")
    return f"{whole[:-1]}研究所" if short else whole


def _without_foreign_tail(found: Bracketed) -> str:
    """Take a foreign name off the end of a Chinese one (优美科 Umicore) and keep it as another name."""
    text = found.text.replace(" ", "")
    if (tail := _FOREIGN_TAIL.search(text)) and not _CJK_CO_LTD.search(text):
        found.others.append(tail[0])
        return text[: tail.start()]
    return text


def _without_listing_marks(text: str) -> tuple[str, bool]:
    """Take off ST and the letter of a kind of shares; tell whether ST stood there (the rest is then often cut)."""
    bare = _WARNED.sub("", text)
    return _SHARES.sub("", bare), bare != text


def _form(text: str) -> tuple[str, str]:
    text, count = _CJK_CO_LTD.subn("", text)
    if text.startswith("株式会社") and len(text) > 5:
        return text.removeprefix("株式会社"), "joint"
    for word, family in words().forms:
        if text.endswith(word) and len(text) - len(word) > 1:
            return text.removesuffix(word), family
    return text, "limited" if count else ""


def _group(text: str) -> tuple[str, bool]:
    rest = _GROUP.sub("", text)
    return (rest, True) if rest != text and len(rest) > 1 else (text, False)


def _segments(body: str) -> tuple[str, tuple[str, ...]]:
    """Split trade name and trade words, from the right, the longest word first; the trade name keeps two characters or is empty."""
    known, rest, trade = words(), body, list[str]()
    while rest:
        length = next((n for n in range(min(known.longest, len(rest)), 0, -1) if rest[-n:] in known.trade), 0)
        if not length or len(rest) - length == 1:
            break
        trade.append(rest[-length:])
        rest = rest[:-length]
    return rest, tuple(reversed(trade))


def _region_word(word: str) -> str:
    return words().glossary.get(word, word)


def _latin(folded: str, found: Bracketed) -> Name:
    """Read a name without Chinese: its words without legal forms; `core` has the words that remain, `trade` those of an arm."""
    known = words()
    tokens = _TOKENS.findall(_DOTTED.sub("", found.text.replace(" & ", "&").replace(" and ", "&")))
    kept = [t for t in tokens if not known.latin_forms.issuperset(t.split("&"))] or tokens
    form = "limited" if len(kept) < len(tokens) else ""
    group = len(kept) > 1 and kept[-1] == "group"
    kept = kept[:-1] if group else kept
    trade = tuple(t for t in kept if t in known.latin_arms)
    core = " ".join(t for t in kept if t not in known.latin_arms)
    region = (_region_word(found.places[0]),) if found.places else ()
    return Name(folded, "".join(kept), core, trade, (), region, group, form, latin=True, others=tuple(found.others))
