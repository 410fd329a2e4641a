"""The map of 500 boxes in a real browser: drawn, searched, walked, moved. `python benchmarks/map.py`; PASS or FAIL.

Needs Chromium and playwright (a development tool); without them it says so and ends with 0. Times are the browser's own, by the clock
from the start of the navigation to the second frame after the map stands; a machine with other work on it is slower.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from liantu.analysis.gaps import gaps
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from liantu.viz.network import map_html

BOXES, RUNS = 500, 5
CHAIN, PLACE = "chain:bench", "place:bench"
ZONE = Zone(PLACE, "某区", frozenset(), (("园区", PLACE), ("全国", "place:cn")), {"plan_label": "规划", "resident_label": "规划载明"})
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
STAGES = ("上游", "中游", "下游", "装备", "服务")
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
DO = """async work => { const began = performance.now(); eval(work);
    await new Promise(done => requestAnimationFrame(done)); return performance.now() - began; }"""
WORK = {  # what is done → (limit in milliseconds, the work)
    "search by initials as typed": (300, "liantu.matches('dcl')"),
    "choose a box, its lines and panel": (300, "liantu.select('link:bench/0100')"),
    "redraw (pan)": (200, "liantu.network().redraw()"),
}


def claims() -> Iterator[Claim]:
    """Yield a chain of half as many links as boxes, each with a maker and up to three inputs."""
    draw, links = random.Random(8), BOXES // 2
    yield from (_claim(i, "name", name) for i, name in ((CHAIN, "测算链"), (PLACE, "某区"), ("place:cn", "全国")))
    for n in range(links):
        link, firm = f"link:bench/{n:04}", f"firm:bench-{n:04}"
        yield from (_claim(link, p, v) for p, v in (("name", f"第{n}号材料"), ("stage", STAGES[n * 5 // links]), ("LINK_OF", CHAIN)))
        yield from (_claim(f"link:bench/{k:04}", "INPUT_TO", link) for k in sorted(draw.sample(range(n), min(n, 3))))
        yield from (_claim(firm, p, v, "plan") for p, v in (("name", f"企业{n}"), ("LOCATED_IN", PLACE), ("OPERATES_IN", link)))


def _claim(subject: str, predicate: str, value: str, grade: str = "domain") -> Claim:
    return Claim(subject, predicate, value, f"source:{grade}", f"{subject}{predicate}", "第1行", "existing", grade, "2020-12")


def main() -> int:
    """Print the medians and judge them; return the exit code."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("SKIP  map: playwright is not installed (pip install -e .[dev])")
        return 0
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        print(f"SKIP  map: no browser, looked for {', '.join(NAMES)}")
        return 0
    graph = Snapshot(assemble(list(claims()), ZONE))
    began = time.process_time()
    text = map_html(graph, ZONE, gaps(graph, ZONE), CHAIN)
    print(f"      page of {BOXES} boxes made in {time.process_time() - began:.1f} s of processor time, {len(text.encode()) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        path = Path(folder) / "map.html"
        path.write_text(text, encoding="utf-8", newline="\n")
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        pages = [chromium.new_page(viewport={"width": 1440, "height": 900}) for _ in range(RUNS)]
        drawn = []
        for page in pages:
            page.goto(path.as_uri())
            drawn.append(page.evaluate(FRAME))
        held = [judge(f"{BOXES} boxes drawn, from the click to the picture", drawn, 2000)]
        held += [judge(title, [page.evaluate(DO, work) for page in pages], limit) for title, (limit, work) in WORK.items()]
        return 0 if all(held) and pages[0].evaluate("liantu.data.nodes.length") == BOXES else 1


def judge(title: str, times: list[float], limit: float) -> bool:
    """Print the median of times (milliseconds) against the limit; return whether it holds."""
    middle = sorted(times)[len(times) // 2]
    print(f"{'PASS' if middle <= limit else 'FAIL'}  map, {title}, median of {len(times)}: {middle:.0f} ms (≤ {limit:g})")
    return middle <= limit


if __name__ == "__main__":
    sys.exit(main())
