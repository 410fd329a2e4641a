"""Names in a sentence: the first ones, and how many there are where that is not all."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], shown: int, measure: str = "家", separator: str = "、") -> str:
    """Return the first `shown` names, and 等 N with the measure word where there are more.

    >>> listed(["甲", "乙", "丙"], 2), listed(["甲", "乙"], 2)
    ('甲、乙等 3 家', '甲、乙')
    """
    first = separator.join(names[:shown])
    return first if len(names) <= shown else f"{first}等 {len(names)} {measure}"
