"""A tick of the what-if page on the shipped chains: over HTTP and, where there is Chromium, from the tick to the new result.

Wall clock on an idle machine; the server's processor time stands beside it, which other work on the machine changes less.
Run as `python benchmarks/serve_whatif.py`, part of `make bench`. Prints one PASS or FAIL line each; exit code 1 on a FAIL.
"""

from __future__ import annotations

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from serve import say, serving

TICK = 0.3  # seconds
RUNS = 9
ABOUT = "/whatif?about=" + quote("隔膜")
SCENARIOS = (
    "/whatif?lose=firm:chongda",
    "/whatif?lose=firm:chongda&lose=firm:umicore-changxin",
    "/whatif?lose=firm:chongda&land=" + quote("某某新厂@隔膜"),
    "/whatif?lose=firm:chongda&land=" + quote("某某新厂@隔膜") + "&cut=link:ict/ccl-fr4",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_TICK = """n => new Promise(done => {
    const began = performance.now();
    const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - began)); });
    watch.observe(document.querySelector('#scenario'), {childList: true});
    document.querySelectorAll('input[name=lose]')[n].click();
})"""


def processor_seconds(pid: int) -> float:
    """Return the processor time a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ticks_over_http(address: str, pid: int) -> bool:
    """The part of the page that a tick asks for, one connection kept open: the median of each scenario, the slowest of all judged."""
    used = processor_seconds(pid)
    link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    medians = []
    for path in SCENARIOS:
        times = []
        for _ in range(RUNS + 1):
            began = time.perf_counter()
            link.request("GET", path, headers={"HX-Request": "true"})
            answer = link.getresponse()
            assert answer.status == 200 and "推演结果" in answer.read().decode()
            times.append(time.perf_counter() - began)
        medians.append(statistics.median(times[1:]))
    each = (processor_seconds(pid) - used) / (len(SCENARIOS) * (RUNS + 1))
    if each:
        say(each <= TICK, f"what-if tick, processor time of the server, mean: {each * 1000:.0f} ms (≤ {TICK * 1000:.0f})")
    told = "、".join(f"{x * 1000:.0f}" for x in medians)
    return say(max(medians) <= TICK, f"what-if tick over HTTP, medians of {RUNS}: {told} ms (≤ {TICK * 1000:.0f})")


def ticks_in_a_browser(address: str) -> bool:
    """From the click on a firm to the frame with the new result, in Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("LEFT OUT  what-if tick in a browser: no Chromium or no playwright here")
        return True
    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"]).new_page()
        page.goto(address + ABOUT)
        times = [page.evaluate(_TICK, n % 3) / 1000 for n in range(RUNS + 1)][1:]
    middle = statistics.median(times)
    return say(
        middle <= TICK, f"what-if tick from click to new result in Chromium, median of {RUNS}: {middle * 1000:.0f} ms (≤ {TICK * 1000:.0f})"
    )


def main() -> int:
    """Judge both; return the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="liantu-serve-"))
    try:
        build = [sys.executable, "-m", "liantu", "build", "--quiet", "--workspace", str(folder)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        with serving(folder) as (address, pid, _):
            return 0 if all([ticks_over_http(address, pid), ticks_in_a_browser(address)]) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
