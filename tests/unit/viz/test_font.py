"""The shipped font: every character of the shipped data, a name of its own, small enough to ship."""

from __future__ import annotations

from pathlib import Path

from font_table import characters, family
from liantu.viz.font import FAMILY, FONT_FILE

ROOT = Path(__file__).resolve().parents[3]


def test_every_character_of_the_data_is_there():
    texts = [p for p in sorted((ROOT / "data").rglob("*")) if p.suffix in (".csv", ".md", ".txt", ".yaml")]
    assert len(texts) > 50
    asked = {c for path in texts for c in path.read_text(encoding="utf-8") if c.isprintable()}
    lacking = asked - {chr(n) for n in characters(FONT_FILE)}
    assert not lacking, f"{''.join(sorted(lacking))}: run tools/font.py"


def test_gb2312_is_there():
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = {c for pair in pairs for c in pair.decode("gb2312", "ignore")}
    assert len(hanzi) == 6763
    assert hanzi <= {chr(n) for n in characters(FONT_FILE)}


def test_a_changed_font_has_another_name():
    assert family(FONT_FILE) == {FAMILY}
    assert "Noto" not in FAMILY and "Source" not in FAMILY


def test_it_is_small():
    assert FONT_FILE.stat().st_size <= 2_000_000
