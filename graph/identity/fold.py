"""One writing for all: width, case, traditional characters, brackets, quotes and blanks no longer tell two names apart."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ..ids import clean_text

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
KANA = r"\u3040-\u30ff"
_DROPPED = re.compile(r"[\"'“”‘’「」『』《》〈〉<>·•・˙`´‐-―~*_^|\\\u200b-\u200f\u2060\ufeff\u00ad!?！？…#]+")
_BRACKETS = str.maketrans("（）【】［］〔〕[]{}｛｝", "()()()()()()()")
_BETWEEN = re.compile(rf"(?<=[{HAN}{KANA}()])[\s.,，、。;；:：/-]+(?=[{HAN}{KANA}()\w])|(?<=[\w])[\s.,，、。;；/-]+(?=[{HAN}{KANA}()])")
_BLANKS = re.compile(r"\s+")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_ORDINAL = re.compile(
    r"第([零一二三四五六七八九十]{1,3})|([一二三四五六七八九十]{1,3})(?=(?:分)?(?:厂|车间|期|号|工厂|校区|院区))|第(?=\d)"
)


def _table() -> dict[int, str]:
    text = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8")
    return {ord(variant): group[0] for group in text.split() for variant in group[1:]}


_SIMPLIFIED = _table()


def fold(name: str) -> str:
    """Return a name in one writing: NFKC, simplified characters, lower case, round brackets, no blanks beside Chinese.

    Ordinals become figures (第一 → 1). Cost: O(length).

    >>> fold("　廣東光華科技（集團）股份有限公司 "), fold("BASF  SE"), fold("第一机床厂")
    ('广东光华科技(集团)股份有限公司', 'basf se', '1机床厂')
    """
    text = unicodedata.normalize("NFKC", clean_text(name)).translate(_BRACKETS).translate(_SIMPLIFIED).lower()
    if any("À" <= c <= "ɏ" for c in text):
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _BLANKS.sub(" ", _DROPPED.sub("", text)).strip(" .,，、。;；:：/-")
    return _ORDINAL.sub(_figure, _BETWEEN.sub("", text))


def _figure(found: re.Match[str]) -> str:
    tens, ten, ones = (found[1] or found[2] or "").rpartition("十")
    if ten:
        return str(10 * _DIGITS.get(tens or "一", 1) + _DIGITS.get(ones, 0))
    return "".join(str(_DIGITS[c]) for c in ones)


def has_han(text: str) -> bool:
    """True where a Chinese character or kana stands in the text."""
    return bool(_HAN.search(text))


_HAN = re.compile(rf"[{HAN}{KANA}]")
