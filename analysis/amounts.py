"""Amounts as the plan writes them (约200亿, 超100亿元, 3-5, 12件, 2.83%) → value, unit, qualifier. Pure; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SCALES = {"万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4)}
UNITS = ("%", "美元", "元", "吨/年", "吨", "平方米", "亩", "家", "个", "件", "人", "名", "项", "条", "所", "台", "次", "倍")
LOWER = ("不低于", "不少于", "超过", "突破", "大于", "至少", "超", "≥", ">", "以上", "余", "多")
UPPER = ("不高于", "不超过", "不大于", "小于", "低于", "≤", "<", "以内", "以下")
ABOUT = ("约", "近", "左右", "级")
EXPECTED = ("预计", "力争")
_PLAIN = str.maketrans("０１２３４５６７８９．，％－−～＞＜", "0123456789.,%--~><")
_TENS = {"十": "10", "百": "100", "千": "1000", "万": "10000"}
_WORDED = re.compile(r"(?<![0-9.一二三四五六七八九十百千万])([十百千万])(?=亿)")
_YEAR = re.compile(r"(?<![0-9.])[0-9]{4}年末?")
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_UNIT = rf"(?:[多余]?)(?:{'|'.join(SCALES)})?(?:{'|'.join(UNITS)})?"
_AMOUNT = re.compile(
    rf"(?P<sign>(?<![0-9%\w])[-+])?(?P<low>{_NUMBER})(?P<first>{_UNIT})(?:[-–—~至](?P<high>{_NUMBER})(?P<second>{_UNIT}))?"
    r"(?P<after>以上|左右|以内|以下|级)?(?P<rest>[一-鿿/A-Za-z]*)"
)
_BEFORE = re.compile("|".join([*UPPER, *LOWER[:9], *EXPECTED, "约", "近(?=[0-9])"]))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount between `low` and `high` (equal where one number is written) in `unit`; `words` are its qualifiers."""

    low: Decimal
    high: Decimal
    unit: str = ""
    words: tuple[str, ...] = ()

    @property
    def dimension(self) -> str:
        """The unit without its scale: 元 for 亿元, 家 for 家."""
        return self.unit[len(_scale(self.unit)) :]

    @property
    def factor(self) -> Decimal:
        """How many of the dimension one unit is."""
        return SCALES.get(_scale(self.unit), Decimal(1))

    @property
    def is_lower(self) -> bool:
        """True where the text gives a lower bound (超, 大于, 以上 …)."""
        return any(w in LOWER for w in self.words)

    @property
    def is_about(self) -> bool:
        """True where the text says that the number is not exact."""
        return any(w in ABOUT for w in self.words)

    @property
    def shown(self) -> str:
        """The amount in words: qualifiers, number, unit."""
        after = [w for w in self.words if w in ("以上", "左右", "以内", "以下", "级")]
        before = [w for w in self.words if w not in after and w not in ("余", "多")]
        number = _plain(self.low) if self.low == self.high else f"{_plain(self.low)}–{_plain(self.high)}"
        more = "".join(w for w in self.words if w in ("余", "多"))
        return f"{''.join(before)}{number}{more}{self.unit}{''.join(after)}"


def parse(text: str, unit: str = "") -> Amount | None:
    """Return the one amount a text states, or None where it states none, or several.

    `unit` is what the table's head says; the text's own unit wins, a bare 亿 or 万 is completed by it. Years are no
    amounts. Cost O(len).

    >>> parse("项目整体达产后预计年产值约200亿", "亿元").shown
    '预计约200亿元'
    >>> parse("3-5", "家").shown, parse("2.83%").shown, parse("数据较虚，待核实")
    ('3–5家', '2.83%', None)
    """
    plain = _YEAR.sub("", _WORDED.sub(lambda m: _TENS[m[1]], text.translate(_PLAIN)))
    found = list(_AMOUNT.finditer(plain))
    if len(found) != 1:
        return None
    match = found[0]
    low = Decimal((match["sign"] or "").replace("+", "") + match["low"].replace(",", ""))
    high = Decimal(match["high"].replace(",", "")) if match["high"] else low
    own = _own_unit(match, unit)
    if low > high or own is None:
        return None
    return Amount(low, high, own, _words(plain[: match.start()], match))


def _own_unit(match: re.Match[str], given: str) -> str | None:
    """The unit of the text, completed by the given one; None where a range has two."""
    first, second = (re.sub("^[多余]", "", match[k] or "") for k in ("first", "second"))
    if first and second and first != second:
        return None
    own = second or first
    if own in SCALES:
        return f"{own}{given[len(_scale(given)) :]}" if given else own
    unknown = match["rest"] if not (own or match["after"]) else ""
    return own or unknown[:4] or given


def _words(before: str, match: re.Match[str]) -> tuple[str, ...]:
    said = [m[0] for m in _BEFORE.finditer(before + match["low"][0])]
    more = [w for w in ("余", "多") if w in (match["first"] or "")[:1] or w in (match["second"] or "")[:1]]
    return tuple(dict.fromkeys([*said, *more, *([match["after"]] if match["after"] else [])]))


def _scale(unit: str) -> str:
    return next((s for s in SCALES if unit.startswith(s)), "")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Quotient:
    """One amount divided by another; `mark` is 超 or 约 where the numerator says so."""

    low: Decimal
    high: Decimal
    mark: str = ""

    @property
    def percent(self) -> str:
        """The quotient in percent, one decimal."""
        ends = [rounded(x * 100) for x in (self.low, self.high)]
        return self.mark + "–".join(f"{x}%" for x in dict.fromkeys(ends))

    @property
    def times(self) -> str:
        """The quotient as a plain number, two decimals."""
        return self.mark + "–".join(dict.fromkeys(rounded(x, 2) for x in (self.low, self.high)))


def divide(top: Amount, bottom: Amount) -> Quotient | None:
    """Return top ÷ bottom, or None where the units do not fit or the divisor is not positive.

    >>> divide(parse("超100亿元"), parse("150亿元")).percent
    '超66.7%'
    """
    if top.dimension != bottom.dimension or bottom.low <= 0:
        return None
    ends = [t * top.factor / (b * bottom.factor) for t in (top.low, top.high) for b in (bottom.low, bottom.high)]
    return Quotient(min(ends), max(ends), "超" if top.is_lower else "约" if top.is_about or bottom.is_about else "")


def add(amounts: Sequence[Amount]) -> Amount | None:
    """Return the sum in the unit of the first, or None where there is none or the units do not fit."""
    if not amounts or len({a.dimension for a in amounts}) > 1:
        return None
    factor = amounts[0].factor
    low, high = (sum((getattr(a, end) * a.factor for a in amounts), Decimal(0)) / factor for end in ("low", "high"))
    return Amount(low, high, amounts[0].unit, tuple(dict.fromkeys(w for a in amounts for w in a.words)))


def yearly_growth(ratio: Decimal, years: int) -> Decimal | None:
    """Return the average growth a year that multiplies by `ratio` in `years`, or None where there is no such rate.

    >>> rounded(yearly_growth(Decimal("1.21"), 2) * 100)
    '10'
    """
    if ratio <= 0 or years <= 0:
        return None
    return ratio ** (Decimal(1) / Decimal(years)) - 1


def rounded(number: Decimal, places: int = 1) -> str:
    """Return a number rounded half up, without trailing zeros.

    >>> rounded(Decimal("66.666")), rounded(Decimal("100.0"))
    ('66.7', '100')
    """
    text = _plain(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
    return "0" if text == "-0" else text
