"""Thresholds and words of the gap engine (gaps.toml, or a user's file), the plan's audit and recommendations (audit, recommend.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Any

from ..graph.errors import DataError

SHIPPED = Path(__file__).parent / "gaps.toml"
AUDIT = Path(__file__).parent / "audit.toml"
RECOMMEND = Path(__file__).parent / "recommend.toml"


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
        given = _parse(path)
        if faults := [
            fault for section, values in given.items() for fault in setting_faults(f"{path} [{section}]", base.get(section), values)
        ]:
            raise DataError(*faults)
        for section, values in given.items():
            base[section] |= values
    return Settings(base)


def setting_faults(where: str, known: dict[str, Any] | None, values: Any) -> Iterator[str]:
    """Say what is wrong with settings that replace those of a section: unknown names, values of another kind or size, unknown words."""
    if known is None or not isinstance(values, dict):
        yield f"{where}：没有这一节 / unknown section, see analysis/gaps.toml"
        return
    for key, value in values.items():
        if key not in known:
            yield f"{where} {key}：没有这一项，可用：{'、'.join(known)} / unknown key"
        elif type(value) is not type(known[key]) and (type(value), type(known[key])) != (int, float):
            yield f"{where} {key}：{value!r} 应为 {type(known[key]).__name__} / a value of another kind is expected"
        elif isinstance(known[key], int) and value < 1:
            yield f"{where} {key}：{value} 应至少为 1 / must be 1 or more"
        elif isinstance(known[key], float) and not 0 <= value < inf:
            yield f"{where} {key}：{value} 应为不小于 0 的数 / a number, 0 or more, is expected"
        elif isinstance(value, list) and (wrong := _wrong_words(where, known[key], value)):
            yield f"{where} {key}：{wrong}"


def _wrong_words(where: str, known: list[str], words: list[Any]) -> str:
    if where.endswith("[order]") and sorted(map(str, words)) != sorted(known):
        return f"应是 {'、'.join(known)} 各一次，只换次序 / a permutation of these is expected"
    strange = [str(w) for w in words if w not in _statuses()]
    return f"没有现状 {'、'.join(strange)}，可用：{'、'.join(_statuses())} / unknown status" if strange else ""


def _statuses() -> list[str]:
    return list(_parse(SHIPPED)["order"]["statuses"])


@cache
def audit_settings() -> Settings:
    """Return the words and rules of the plan's audit. Raises DataError."""
    return Settings(_parse(AUDIT))


@cache
def recommend_settings() -> Settings:
    """Return the words and thresholds of recommendations. Raises DataError."""
    return Settings(_parse(RECOMMEND))


def _parse(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise DataError(f"{path}：配置读不了：{fault}，请修改该处 / cannot read the settings") from None
