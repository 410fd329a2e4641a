"""The web page under load and under a clock: first page, filter, fifty requests at once for a minute, memory.

Run as `python benchmarks/serve.py [seconds]`, part of `make bench`. Prints one PASS or FAIL line each; exit code 1 on a FAIL. The two
figures of a browser need Chromium; without it they are said to be left out.
"""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

FIRST_PAGE, FILTER, FIFTY, WARM, GROWTH = 1.0, 0.1, 50, 20, 15  # seconds, seconds, requests at once, seconds, megabytes
START = 30.0  # seconds from the command to the address
PAGES = (
    "/", "/gaps", "/gaps?chain=lithium&need=any", "/gaps?ring=" + quote("全国") + "&all=1", "/links/link:lithium/cathode",
    "/candidates?chain=ict", "/firms/firm:umicore-changxin", "/audit?section=differences", "/search?q=" + quote("锂"), "/chains/lithium",
    "/chains/lithium/map.html", "/api/chains", "/api/gaps?chain=lithium", "/gaps.csv", "/nodes/source:plan",
)  # fmt: skip


@contextmanager
def serving(workspace: Path) -> Iterator[tuple[str, int, float]]:
    """Yield address, process id and start time of a server over a built workspace."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "liantu", "serve", "--port", "0", "--json", "--quiet", "--workspace", str(workspace)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        told += process.stdout.readline()
        if process.poll() is not None:
            raise SystemExit("serve ended before it served")
    try:
        yield json.loads(told)["address"].rstrip("/"), process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


def megabytes(pid: int) -> float:
    """Return the resident memory of a process; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def hammer(address: str, seconds: float, threads: int = FIFTY) -> tuple[list[float], list[str]]:
    """Ask for the pages in turn from many threads; return the times of the answers and what went wrong."""
    times: list[float] = []
    wrong: list[str] = []
    end = time.perf_counter() + seconds

    def ask(n: int) -> None:
        link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        while time.perf_counter() < end:
            path, began = PAGES[n % len(PAGES)], time.perf_counter()
            try:
                link.request("GET", path)
                answer = link.getresponse()
                answer.read()
                if answer.status != 200:
                    wrong.append(f"{answer.status} {path}")
            except (OSError, http.client.HTTPException) as fault:
                wrong.append(f"{type(fault).__name__} {path}")
                link.close()
            times.append(time.perf_counter() - began)
            n += 1
        link.close()

    running = [threading.Thread(target=ask, args=(n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return times, wrong


def judge_load(address: str, pid: int, seconds: float) -> bool:
    """Fifty requests at once: no error, flat memory. Every page is asked for once before, so that its answer is kept."""
    hammer(address, min(seconds, WARM))
    before = megabytes(pid)
    times, wrong = hammer(address, seconds)
    after = megabytes(pid)
    times.sort()
    told = f"{len(times)} answers, {len(times) / seconds:.0f}/s, median {statistics.median(times) * 1000:.0f} ms"
    told += f", 99 % within {times[int(len(times) * 0.99)] * 1000:.0f} ms"
    said = say(not wrong, f"{FIFTY} requests at once for {seconds:g} s: {len(wrong)} errors (≤ 0); {told} {wrong[:3] or ''}")
    return say(after - before <= GROWTH, f"memory {before:.0f} → {after:.0f} MB (growth ≤ {GROWTH})") and said


def judge_browser(address: str) -> bool:
    """First page usable and filter, in Chromium: medians of five after one to warm up."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("LEFT OUT  first page and filter in a browser: no Chromium or no playwright here")
        return True
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        first = statistics.median([_first(browser, address) for _ in range(6)][1:])
        page = browser.new_page()
        page.goto(f"{address}/gaps")
        swaps = statistics.median([_swap(page, chain) for chain in ("lithium", "ict", "future", "", "lithium", "ict")][1:])
    passed = say(first <= FIRST_PAGE, f"first page usable {first * 1000:.0f} ms after navigation (≤ {FIRST_PAGE * 1000:.0f})")
    return say(swaps <= FILTER, f"gap list filter {swaps * 1000:.0f} ms from the choice to the new list (≤ {FILTER * 1000:.0f})") and passed


def _first(browser: object, address: str) -> float:
    """Seconds from navigation to the DOM being interactive and its scripts run, in a fresh context without cache."""
    page = browser.new_context().new_page()  # type: ignore[attr-defined]
    page.goto(f"{address}/")
    seconds = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") / 1000
    page.context.close()
    return float(seconds)


_SWAP = """chain => new Promise(done => {
    const began = performance.now();
    const watch = new MutationObserver(() => {
        if (document.querySelector('#list')) { watch.disconnect(); done(performance.now() - began); }
    });
    watch.observe(document.querySelector('main'), {childList: true, subtree: true});
    const choice = document.querySelector('select[name=chain]');
    choice.value = chain;
    choice.dispatchEvent(new Event('change', {bubbles: true}));
})"""


def _swap(page: object, chain: str) -> float:
    """Seconds from a choice to the new list in the page."""
    return float(page.evaluate(_SWAP, chain)) / 1000  # type: ignore[attr-defined]


def say(passed: bool, text: str) -> bool:
    """Print a verdict and return it."""
    print(f"{'PASS' if passed else 'FAIL'}  serve: {text}")
    return passed


def main() -> int:
    """Judge everything; return the exit code."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    folder = Path(tempfile.mkdtemp(prefix="liantu-serve-"))
    try:
        subprocess.run(
            [sys.executable, "-m", "liantu", "build", "--quiet", "--workspace", str(folder)], check=True, stdout=subprocess.DEVNULL
        )
        with serving(folder) as (address, pid, started):
            passed = [say(started <= START, f"from the command to the address {started:.1f} s (≤ {START:g})")]
            passed += [judge_browser(address), judge_load(address, pid, seconds)]
        return 0 if all(passed) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
