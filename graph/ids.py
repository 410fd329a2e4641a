"""Names and ids: what makes two written names the same, and how an edge is named."""

from __future__ import annotations

import re
import unicodedata

_LEGAL_FORMS = re.compile(r"(股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|co\.?,?ltd\.?|inc\.?|gmbh)$", re.IGNORECASE)
_NOISE = re.compile(r"[\s()\[\]{}<>《》〈〉「」『』“”\"'‘’·•,，.。、—_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Drop what no store and no file format can hold: control characters, lone surrogates, non-characters."""
    return _CONTROL.sub("", text)


def is_clean(text: str) -> bool:
    """True where `clean_text` would drop nothing."""
    return _CONTROL.search(text) is None


def name_key(name: str) -> str:
    """Return the matching key of a name: NFKC, no brackets or blanks, lower case, legal form dropped.

    >>> name_key("某某市（甲乙）科技 股份有限公司") == name_key("某某市(甲乙)科技")
    True
    """
    folded = _NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()
    return _LEGAL_FORMS.sub("", folded) or folded


def edge_id(type_name: str, source: str, target: str, key: str = "") -> str:
    """Return the id of an edge: `source|TYPE|target`, with `|key` where the type declares one.

    >>> edge_id("MAKES", "firm:a", "product:b")
    'firm:a|MAKES|product:b'
    """
    return "|".join([source, type_name, target, *([key] if key else [])])
