"""The maps of several chains inside one page: their scripts once, all compressed, unpacked by the reader's browser into a frame."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .templates_text import template_text

if TYPE_CHECKING:
    from markupsafe import Markup

_SCRIPT = re.compile(r"(?<=<script>).*?(?=</script>)", re.DOTALL)
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
OWN_POLICY = "default-src 'none'; script-src {hash}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class PackedMaps:
    """Map pages ready to stand in a page: (key, title) of each, the compressed text, the script that opens it, the policy it needs."""

    titles: tuple[tuple[str, str], ...]
    packed: Markup
    script: Markup
    policy: str

    @property
    def count(self) -> int:
        """Number of maps."""
        return len(self.titles)


def pack_maps(pages: Mapping[str, tuple[str, str]]) -> PackedMaps:
    """Pack key → (title, page). A page may hold scripts without attributes; each text is kept once. Same pages, same bytes."""
    from markupsafe import Markup

    scripts: dict[str, int] = {}
    cut = {key: _cut(page, scripts) for key, (_, page) in pages.items()}
    text = json.dumps({"scripts": list(scripts), "pages": cut}, ensure_ascii=False, separators=(",", ":"))
    script = template_text("single.js")
    own = OWN_POLICY.format(hash=_hash(script))
    return PackedMaps(
        tuple((key, title) for key, (title, _) in pages.items()),
        Markup(base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")),
        Markup(script),
        joined([own, *(policy_of(page) for _, page in pages.values())]),
    )


def policy_of(page: str) -> str:
    """Return the content security policy a page gives itself; empty where it gives none."""
    found = _POLICY.search(page)
    return html.unescape(found[1]) if found else ""


def joined(policies: Iterable[str]) -> str:
    """Return the policy that allows what any of several does: a frame made of text is under the policy of its page too.

    >>> joined(["default-src 'none'; img-src data:", "img-src data: blob:"])
    "default-src 'none'; img-src data: blob:"
    """
    allowed: dict[str, dict[str, None]] = {}
    for policy in policies:
        for directive in filter(None, map(str.split, policy.split(";"))):
            allowed.setdefault(directive[0], {}).update(dict.fromkeys(directive[1:]))
    return "; ".join(f"{name} {' '.join(w for w in words if w != NONE or len(words) == 1)}" for name, words in allowed.items())


NONE = "'none'"


def _cut(page: str, scripts: dict[str, int]) -> list[str | int]:
    parts: list[str | int] = []
    at = 0
    for found in _SCRIPT.finditer(page):
        parts += [page[at : found.start()], scripts.setdefault(found[0], len(scripts))]
        at = found.end()
    return [*parts, page[at:]]


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
