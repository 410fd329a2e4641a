"""How things look, in one place: statuses, stages, editions, residents and invitees; colour is never the only sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..graph.ids import clean_text
from ..graph.schema import DIRECTION, INSTITUTION, PLATFORM, PROJECT, STAGES
from ..graph.spec import NodeType

FONT_STACK = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
NEED_MARK = "规划点名需求 ✓"
INVITEE_WORD = "拟引进"
RESIDENT_WORD = "在区"
EDITIONS: Mapping[str, str] = {"internal": "内部版", "public": "对外推介版"}
STAGE_TITLES: Mapping[str, str] = {stage: stage for stage in STAGES[:3]} | {"装备": "装备支撑", "服务": "配套服务"}
STAGE_ORDER = tuple(STAGE_TITLES)
UNSTAGED = "段位未采集"


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """Look of a status word: fill, text, border (colour and CSS style), hatched or plain."""

    color: str
    text: str
    border: str
    border_style: str = "solid"
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """Look of a firm or other thing beside a link: residents solid, invitees dashed; `tag` goes before the name."""

    color: str
    text: str
    border: str
    border_style: str
    word: str
    tag: str = ""


STATUS_COLORS: Mapping[str, StatusStyle] = {
    "缺": StatusStyle("#c62828", "#ffffff", "#7f0000", "double"),
    "缺（在建）": StatusStyle("#ffcdd2", "#4a0a0a", "#c62828", "double"),
    "断": StatusStyle("#8e24aa", "#ffffff", "#4a0072", "dotted"),
    "弱": StatusStyle("#e6a23c", "#1f1300", "#8a5a00", "dashed"),
    "短": StatusStyle("#16708c", "#ffffff", "#0b4a5e", "dotted"),
    "强": StatusStyle("#1f7a48", "#ffffff", "#0b4d2a"),
    "有": StatusStyle("#cfe8d8", "#0b3d20", "#1f7a48"),
    "待核实": StatusStyle("#eceff1", "#37474f", "#78909c", "dashed", hatched=True),
}
LOCAL = BoxStyle("#e8f5e9", "#0b3d20", "#1f7a48", "solid", RESIDENT_WORD)
INVITEE = BoxStyle("#ffffff", "#7a3e00", "#b26a00", "dashed", INVITEE_WORD, INVITEE_WORD)
NEED = BoxStyle("#fff3c4", "#5c3d00", "#b8860b", "solid", NEED_MARK)


def _of_type(node_type: NodeType, tag: str) -> BoxStyle:
    return BoxStyle("#ffffff", "#1c2529", node_type.color, "solid", node_type.zh, tag)


BESIDE: Mapping[str, BoxStyle] = {  # what stands beside a link on the map; in the order drawn
    "resident": LOCAL,
    "invitee": INVITEE,
    "unplaced": BoxStyle("#eceff1", "#37474f", "#78909c", "dashed", "在区，是否生产待核实", "待核实"),
    "project": _of_type(PROJECT, "项目"),
    "institution": _of_type(INSTITUTION, "院所"),
    "platform": _of_type(PLATFORM, "平台"),
    "direction": _of_type(DIRECTION, "方向"),
    "outsider": BoxStyle("#f5f5f5", "#37474f", "#90a4ae", "dashed", "区外企业", "区外"),
}

_LEGAL_FORM = re.compile(
    r"((集团)?(股份有限|有限责任|有限)公司|股份公司|集团公司|(?<=.)公司|\s*(co\.?,?\s*ltd|inc|gmbh|ag|corp)\.?)$", re.IGNORECASE
)


def cut(text: str, limit: int) -> str:
    """Return clean text, cut with … where it is longer than `limit` characters."""
    text = clean_text(text).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def short_name(name: str, limit: int = 12) -> str:
    """Return a firm's name for display: legal form dropped, longer than `limit` characters cut with ….

    >>> short_name("某某新材料股份有限公司")
    '某某新材料'
    >>> short_name("一二三四五六七八九十甲乙丙丁")
    '一二三四五六七八九十甲…'
    """
    text = clean_text(name).strip()
    return cut(_LEGAL_FORM.sub("", text).strip() or text, limit)
