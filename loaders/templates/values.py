"""Values as a clerk writes them → values of the schema, and back; every refusal says what was expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from ...graph import schema as s
from ...graph.claims import Value
from ...graph.dates import is_date
from ...graph.identity.codes import USCC_ALPHABET, uscc_check_character
from ...graph.spec import Prop
from .names import SEPARATOR, Unclear, split

YES, NO = "是", "否"
DATES = frozenset({"date", "until", "withdrawn", "production"})
YEARS = frozenset({"figures_year", "since", "year", "base_year", "latest_year", "target_year"})
TEXTS = frozenset({"uscc", "codes", "code"})  # written as text, as dates are: no program shall turn them into numbers
WORDS: Mapping[str, str] = {  # stored word → word of the office
    **s.DECLARED,
    **s.LEFT,
    **s.STATED,
    **{"group": "集团", "plant": "工厂", "company": "公司", "open": "可外购", "single": "单一来源", "barred": "受限"},
}
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_USCC = re.compile(rf"[{USCC_ALPHABET}]{{18}}")


def choices(prop: Prop) -> tuple[str, ...]:
    """Return the closed list of a property in the words of the office; empty where it is free."""
    return (YES, NO) if prop.type == "bool" else tuple(WORDS.get(c, c) for c in prop.choices)


def shown(prop: Prop, value: Value | list[str]) -> str:
    """Return a value as it stands in a cell."""
    if isinstance(value, list):
        return SEPARATOR.join(WORDS.get(v, v) if prop.choices else v for v in value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return WORDS.get(str(value), str(value)) if prop.choices else str(value)


def read(prop: Prop, text: str) -> list[Value]:
    """Return the values a cell states, several for a list. Raises Unclear."""
    parts = split(text.replace("、", SEPARATOR) if prop.choices or prop.name in TEXTS else text) if prop.type == "list" else [text]
    return [_value(prop, part) for part in parts]


def _value(prop: Prop, text: str) -> Value:
    if allowed := choices(prop):
        return _choice(prop, text, allowed)
    if prop.type in ("int", "float"):
        return _number(prop, text)
    if prop.name in DATES:
        return date_of(text)
    if prop.name in YEARS:
        return year_of(text)
    return code_of(text) if prop.name == "uscc" else text


def _choice(prop: Prop, text: str, allowed: tuple[str, ...]) -> Value:
    if text not in allowed:
        raise Unclear(f"{prop.zh}不能是“{text}”", f"应为：{'、'.join(allowed)}")
    return text == YES if prop.type == "bool" else prop.choices[allowed.index(text)]


def _number(prop: Prop, text: str) -> Value:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not re.fullmatch(r"\d{1,15}(\.\d+)?", plain):
        raise Unclear(f"{prop.zh}应为不小于 0 的数，得到“{text}”", "请只填数字，单位见表头；没有的留空")
    number = float(plain)
    if prop.type == "float":
        return number
    if not number.is_integer():
        raise Unclear(f"{prop.zh}应为整数，得到“{text}”", "请填整数")
    return int(number)


def date_of(text: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD of a date as people write it. Raises Unclear.

    >>> date_of("2026年3月"), date_of("2026/3/1"), date_of("2026.12.31"), date_of("2026")
    ('2026-03', '2026-03-01', '2026-12-31', '2026')
    """
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    iso = "-".join([found[1], *(part.zfill(2) for part in found.groups()[1:] if part)]) if found else ""
    if not is_date(iso):
        raise Unclear(f"“{text}”不是日期", "请写成 2026、2026-03 或 2026-03-01")
    return iso


def year_of(text: str) -> str:
    """Return a year of four digits. Raises Unclear."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("年")
    if not re.fullmatch(r"(19|20)\d\d", plain):
        raise Unclear(f"“{text}”不是年份", "请写成四位数，如 2025")
    return plain


def code_of(text: str) -> str:
    """Return a credit code (GB 32100-2015) in capitals. Raises Unclear where it has not 18 characters or fails its check character.

    >>> code_of("91350100m000100y43")
    '91350100M000100Y43'
    """
    code = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if re.fullmatch(r"[\d.]+E\+?\d+", code):
        raise Unclear(f"代码被表格程序改成了数字：{text}", "原代码已无法恢复，请把该列设为文本后重新填写 18 位代码")
    if not _USCC.fullmatch(code):
        raise Unclear(f"“{text}”不是 18 位统一社会信用代码", "请核对；没有的留空")
    if uscc_check_character(code[:17]) != code[17]:
        raise Unclear(f"统一社会信用代码 {code} 的校验位不对", "请对照营业执照核对每一位")
    return code
