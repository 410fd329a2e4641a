"""统一社会信用代码 (GB 32100-2015): a sound code, or what is wrong with it; one that a spreadsheet rounded is never guessed."""

from __future__ import annotations

import re
import unicodedata

from ...graph.identity.codes import USCC_ALPHABET, uscc_check_character
from .fault import ERROR, WARNING

_LARGEST_EXACT = 1e15  # a spreadsheet keeps 15 figures of a number
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_OLD_NUMBERS = re.compile(r"\d{13}|\d{15}|[0-9A-Z]{8}-?[0-9X]")


def code_of(cell: object, numbers_too: bool = False) -> tuple[str | None, tuple[str, str, str] | None]:
    """Return (code, None) or (None, (level, problem, advice)); `numbers_too`: the column holds old register numbers as well.

    >>> code_of("91440704MA4W000390")
    ('91440704MA4W000390', None)
    >>> code_of("9.14407E+17")[1][0], code_of("91310115MA1H8R7C6D")[1][0]
    ('错误', '警告')
    """
    if isinstance(cell, float) and cell < _LARGEST_EXACT and cell.is_integer():
        cell = int(cell)
    written = unicodedata.normalize("NFKC", str(cell)).replace(" ", "").strip("'`").upper()
    text = written.replace("-", "") if len(written) > 15 else written
    if isinstance(cell, float) or _ROUNDED.fullmatch(text):
        return None, (ERROR, "信用代码被表格软件变成了数字，后几位已丢失", "把该列设为“文本”格式，从原系统重新导出或重新填写")
    if _OLD_NUMBERS.fullmatch(text):
        advice = "请补 18 位统一社会信用代码；本行按企业名称识别"
        return None, None if numbers_too else (WARNING, "是旧的注册号或组织机构代码，不是统一社会信用代码", advice)
    if len(text) != 18:
        return None, (ERROR, f"统一社会信用代码应为 18 位，这里是 {len(text)} 位", "对照营业执照改正；没有就留空")
    if wrong := sorted(set(text) - set(USCC_ALPHABET)):
        return None, (
            ERROR,
            f"统一社会信用代码不会有字符 {'、'.join(wrong)}",
            "对照营业执照改正（不用字母 I、O、S、V、Z）",
        )
    if uscc_check_character(text[:17]) != text[17]:
        return None, (WARNING, "统一社会信用代码的校验位不符，可能有一位写错", "对照营业执照改正；改正前本行按企业名称识别，不用此代码")
    return text, None
