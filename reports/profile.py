"""Profiles: which pictures and lists a report holds, in which order, under which titles (profiles/*.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..graph.errors import DataError, NotFound
from .sections import SECTIONS

FOLDER = Path(__file__).parent / "profiles"


@dataclass(frozen=True, slots=True)
class Profile:
    """A named order of (title, section id); `annexes` stand behind the parts of the zone's report, without a number."""

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]
    annexes: tuple[tuple[str, str], ...] = ()


def profiles() -> list[str]:
    """Return the ids of the shipped profiles."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_profile(name: str) -> Profile:
    """Return a shipped profile by id, or one from a file path. Raises NotFound, DataError."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not name.endswith(".toml") and name not in profiles():
        raise NotFound(f"没有报告样式 {name}，可用：{'、'.join(profiles())}，或给出 .toml 文件 / unknown profile")
    try:
        return _profile(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise DataError(f"{path}：报告样式读不了：{fault}，请修改该处 / cannot read the profile") from None


def _profile(name: str, given: dict[str, Any], path: Path) -> Profile:
    parts, annexes = (_named(given, key) for key in ("parts", "annexes"))
    unknown = sorted({section for _, section in (*parts, *annexes)} - SECTIONS.keys())
    if unknown or not parts:
        raise DataError(f"{path}：section {unknown} 不存在，可用：{'、'.join(SECTIONS)} / unknown section, or no [[parts]]")
    return Profile(name, str(given.get("title", name)), parts, annexes)


def _named(given: dict[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(p.get("title", "")), str(p.get("section", ""))) for p in given.get(key, []))
