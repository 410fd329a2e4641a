"""The font that goes with reports and figures where the machine's own may lack Chinese: a subset of Noto Sans CJK SC (tools/font.py)."""

from __future__ import annotations

from pathlib import Path

FAMILY = "Liantu Sans SC Subset"
FONT_FOLDER = Path(__file__).parent / "static" / "vendor" / "liantu-sans-sc-subset-2.004"
FONT_FILE = FONT_FOLDER / "LiantuSansSCSubset-Regular.otf"
