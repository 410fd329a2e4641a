"""Thresholds and words: of the gap engine (gaps.toml, or a file of the user's) and of the plan's audit (audit.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..graph.errors import DataError

SHIPPED = Path(__file__).parent / "gaps.toml"
AUDIT = Path(__file__).parent / "audit.toml"


@dataclass(frozen=True)
class Settings:
    """Words and thresholds by section; `settings["show"]["statuses"]`."""

    sections: dict[str, dict[str, Any]]

    def __getitem__(self, section: str) -> dict[str, Any]:
        return self.sections[section]

    def rules(self, section: str) -> list[dict[str, Any]]:
        """Return a list of rules (`[[section]]`)."""
        return list(self.sections.get(section, ()))  # type: ignore[arg-type]


@cache
def read_settings(path: Path = SHIPPED) -> Settings:
    """Read settings; a user's file overrides single keys of the shipped one. Raises DataError."""
    base = _parse(SHIPPED)
    if path != SHIPPED:
        for section, values in _parse(path).items():
            if section not in base:
                raise DataError(f"{path}：没有 [{section}] 这一节，可用：{'、'.join(base)} / unknown section")
            base[section] |= values
    return Settings(base)


@cache
def audit_settings() -> Settings:
    """Return the words and rules of the plan's audit. Raises DataError."""
    return Settings(_parse(AUDIT))


def _parse(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise DataError(f"{path}：配置读不了：{fault}，请修改该处 / cannot read the settings") from None
