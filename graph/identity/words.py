"""The words of firm names (words.toml), read once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


class Words:
    """What stands in words.toml, in the form the reader of names needs."""

    def __init__(self, content: dict[str, Any]) -> None:
        words = content["words"]
        self.forms = sorted(((w, family) for family, ws in content["forms"].items() for w in ws), key=lambda f: -len(f[0]))
        self.generic, self.arms = frozenset(words["generic"]), frozenset(words["arms"])
        self.trade = self.generic | self.arms | frozenset(words["trades"])
        self.longest = max(map(len, self.trade))
        self.regions, self.countries = frozenset(words["regions"]), frozenset(words["countries"])
        self.not_places, self.omens = frozenset(words["not_places"]), frozenset(words["omens"])
        branches = "|".join(sorted(map(re.escape, words["branches"]), key=len, reverse=True))
        self.branch = re.compile(rf"(\d*(?:{branches}))$")
        self.latin_forms, self.latin_arms = frozenset(content["latin"]["forms"]), frozenset(content["latin"]["arms"])
        self.latin_generic = frozenset(content["latin"]["generic"])
        self.glossary: dict[str, str] = content["glossary"]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words. Cost: one read of the file a process."""
    return Words(tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")))
