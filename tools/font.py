"""Make the font that reports and figures carry: `python tools/font.py [NotoSansCJK-Regular.ttc]` (needs `pip install fonttools`).

A subset of Noto Sans CJK SC: GB2312, Latin, every character of the shipped data and of our own texts, and those that
firms and people are often named with. Renamed, as the Open Font License asks of a changed font. Same input, same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FAMILY, VERSION = "Liantu Sans SC Subset", "2.004"
FOLDER = ROOT / "viz" / "static" / "vendor" / f"liantu-sans-sc-subset-{VERSION}"  # as viz/font.py says
FONT = FOLDER / "LiantuSansSCSubset-Regular.otf"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
PACKAGE = "deb:fonts-noto-cjk@1:20220127+repack1-1"
FACE = "Noto Sans CJK SC"
TEXTS = ("*.py", "*.toml", "*.yaml", "*.csv", "*.txt", "*.md", "*.j2", "*.js", "*.css", "*.typ")
ROOMS = ("analysis", "cli", "data", "queries", "reports", "viz", "web", "workspace")
NAMES = (
    "喆镕堃旻昇炘烜珺玥琰瑄璟鑫淼焱垚犇骉堯邨祎赟晞昉暐瑀珏玮珂翀翊昊昱昶晗皓睿璐璘琨琳琛玺璞鋆钰铖铮锘锟镔韡頔颋彧曌禤邝冼郄仝阚逄亓郏𠮷"
)
UNITS = "€‰™®©°±×÷²³µ·ΩΔ℃㎡㎏㎜㎝㎞㎎㎥№…—–‘’“”•√∞≈≠≤≥←↑→↓①②③④⑤⑥⑦⑧⑨⑩■□▲△●○◆◇★☆✓"


def wanted() -> set[str]:
    """Return the characters of the font."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chars = set("".join(pair.decode("gb2312", "ignore") for pair in pairs))
    chars |= {chr(n) for n in (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xFF01, 0xFF5F))}
    return chars | set(NAMES + UNITS) | texts()


def texts() -> set[str]:
    """Return every character that the shipped data and our own code and templates hold."""
    paths = (p for room in ROOMS for kind in TEXTS for p in sorted((ROOT / room).rglob(kind)) if "vendor" not in p.parts)
    return {c for path in paths for c in path.read_text(encoding="utf-8") if c.isprintable()}


def face(path: Path) -> Any:
    """Return the face of the collection. Raises SystemExit where there is none."""
    from fontTools.ttLib import TTCollection

    for font in TTCollection(str(path)).fonts:
        if font["name"].getDebugName(1) == FACE:
            return font
    raise SystemExit(f"{path}：没有字体 {FACE} / no such face in the collection")


def subset(font: Any, chars: set[str]) -> Any:
    """Cut a font to characters and rename it."""
    from fontTools.subset import Options, Subsetter

    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14])
    options.name_languages = [0x409]
    cutter = Subsetter(options)
    cutter.populate(text="".join(sorted(chars)))
    cutter.subset(font)
    _rename(font)
    return font


def _rename(font: Any) -> None:
    script = FAMILY.replace(" ", "") + "-Regular"
    for number, text in {1: FAMILY, 3: f"{VERSION};{script}", 4: FAMILY, 6: script}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames[0] = script
    top[0].FullName, top[0].FamilyName = FAMILY, FAMILY


def vendor(files: list[Path]) -> str:
    """Return VENDOR.json: from what the font was made, what was changed, its licence, the hash of each file."""
    hashes = {p.name: "sha512-" + base64.b64encode(hashlib.sha512(p.read_bytes()).digest()).decode() for p in files}
    said = {
        "name": FACE,
        "version": VERSION,
        "package": PACKAGE,
        "homepage": "https://github.com/notofonts/noto-cjk",
        "licence": "OFL-1.1",
        "changes": f"subset of NotoSansCJK-Regular.ttc ({FACE}) made by tools/font.py, hints dropped, renamed “{FAMILY}”",
        "files": hashes,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the font, its licence is already there, and VENDOR.json; say what it lacks."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    if not path.is_file():
        print(f"没有 {path}；请安装 fonts-noto-cjk 或给出字体文件 / font file not found", file=sys.stderr)
        return 1
    font, chars = face(path), wanted()
    lacking = {c for c in chars if ord(c) not in font.getBestCmap()}
    made = subset(font, chars - lacking)
    made.recalcTimestamp = False
    made.save(str(FONT))
    (FOLDER / "VENDOR.json").write_text(vendor([FONT, FOLDER / "LICENSE"]), encoding="utf-8", newline="\n")
    print(f"{FONT.relative_to(ROOT)}：{len(chars - lacking)} 字，{FONT.stat().st_size} 字节；源字体没有：{''.join(sorted(lacking))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
