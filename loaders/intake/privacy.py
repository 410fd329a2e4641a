"""Natural persons in a list: their columns, and numbers and addresses that reach them, are left out unless asked for."""

from __future__ import annotations

import re

LEFT_OUT = "〔联系方式已略〕"
_REACHES = re.compile(
    r"(?<![\dA-Za-z])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z])"  # a mobile number
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # bounded: a long text without an @ must not take long
    r"|(?<![\dA-Za-z])[1-8]\d{16}[\dXx](?![\dA-Za-z])"  # an identity card; the codes of firms begin with 9
)
_CARRIERS = frozenset({"", "remark", "address", "other_address", "register_office", "name"})  # "" is a column nobody knows


def shield(column: str, text: str) -> str:
    """Return a cell without personal data; a column of persons gives an empty cell.

    >>> shield("personal", "张三"), shield("remark", "找李工13800138000")
    ('', '找李工〔联系方式已略〕')
    """
    if column == "personal":
        return ""
    return _REACHES.sub(LEFT_OUT, text) if column in _CARRIERS else text


def keep(_column: str, text: str) -> str:
    """Return the cell as it is: what `--keep-contact` asks for."""
    return text
