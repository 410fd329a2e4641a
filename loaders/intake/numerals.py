"""Numbers written in Chinese: 伍佰万 and 二〇〇〇 in figures."""

from __future__ import annotations

_DIGITS = dict(zip("零〇○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖两", (*range(1, 10), 2), strict=True))
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
LETTERS = "".join([*_DIGITS, *_STEPS])


def number_of(text: str) -> int | None:
    """Return the number a text of Chinese figures stands for, None where it is no such text.

    >>> number_of("伍佰"), number_of("一千二百万"), number_of("十"), number_of("二〇〇〇"), number_of("百三")
    (500, 12000000, 10, 2000, None)
    """
    if text and all(letter in _DIGITS for letter in text):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total, group, digit = 0, 0, None
    for letter in text:
        if letter in _DIGITS:
            digit = _DIGITS[letter] or digit
        elif letter in _STEPS:
            if digit is None and (group or letter not in "十拾"):
                return None
            group, digit = group + (digit or 1) * _STEPS[letter], None
        elif letter in _GROUPS and (group or digit):
            total, group, digit = (total + group + (digit or 0)) * _GROUPS[letter], 0, None
        else:
            return None
    return total + group + (digit or 0) or None
