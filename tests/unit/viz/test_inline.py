"""The map in a notebook and in a file: a real pyvis Network that asks for nothing and in which hostile names stay text."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyvis.network import Network

import liantu
from liantu.viz.network import network

FOREIGN = re.compile(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?https?:""", re.IGNORECASE)


@pytest.fixture
def drawn(small):
    return network(small.graph, small.zone, small.gaps, small.chain)


def framed(shown):
    """Return what a browser would load into the frame."""
    return html.unescape(re.search(r'srcdoc="([^"]*)"', shown).group(1))  # type: ignore[union-attr]


def test_it_is_a_pyvis_network_with_all_it_can_do(drawn):
    assert isinstance(drawn, Network)
    assert drawn.num_nodes() == len(drawn.nodes) == len(drawn.get_nodes())
    assert drawn.neighbors("link:x/ore") == {"link:x/fine", "link:x/coarse"}


def test_it_shows_itself_in_one_frame_that_asks_for_nothing(drawn, page):
    shown = drawn._repr_html_()
    frame = page(f"<body>{shown}</body>").of("iframe")
    assert len(frame) == 1 and set(frame[0].attrs) == {"title", "srcdoc", "width", "height", "style", "sandbox"}
    assert framed(shown) == drawn.generate_html()
    markup = re.sub(r"<script.*?</script>", "", drawn.generate_html(), flags=re.DOTALL)
    assert not FOREIGN.search(markup)
    assert "default-src &#39;none&#39;" in markup


def test_pyvis_itself_would_load_from_a_cdn():
    """The reason for a page of our own; the judge above sees it."""
    assert FOREIGN.search(Network(directed=True, cdn_resources="in_line").generate_html())


@pytest.mark.parametrize("write", ["write_html", "show", "save_graph"])
def test_every_way_to_a_file_gives_our_page(drawn, tmp_path, write):
    getattr(drawn, write)(str(tmp_path / "图.html"))
    assert (tmp_path / "图.html").read_bytes() == drawn.generate_html().encode()


def test_show_returns_what_a_notebook_displays(drawn, tmp_path, capsys):
    assert drawn.show(str(tmp_path / "m.html"))._repr_html_() == drawn._repr_html_()


@pytest.mark.parametrize("codec", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp936"}])
def test_the_locale_does_not_matter(tmp_path, codec):
    """pyvis opens the file in the codec of the machine and leaves it empty."""
    names = Path(__file__).with_name("hostile_graph.py")
    code = (
        f"import runpy; s = runpy.run_path({str(names)!r}); from liantu.viz.network import network; from liantu.analysis.gaps import gaps;"
        "g = s['hostile_graph'](); network(g, s['ZONE'], gaps(g, s['ZONE']), s['CHAIN']).write_html('m.html')"
    )
    path = os.pathsep.join([str(Path(liantu.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path, **codec}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert "待核实" in (tmp_path / "m.html").read_text(encoding="utf-8")


def test_what_a_researcher_adds_is_drawn_apart(drawn, small):
    before = drawn.generate_html()
    drawn.add_node("mine", label=small.IMG, title="href 备注")
    drawn.add_node(7)
    drawn.add_edge("mine", "link:x/ore")
    after = drawn.generate_html()
    assert after != before and "自行加入，非图中数据" in after and small.IMG not in after
    frame = [lane.title for lane in drawn.plan.layout.lanes]
    assert "自行加入，非图中数据" not in frame, "the drawing itself is left as it was"


def test_names_in_the_frame_end_nothing(drawn, small):
    shown = drawn._repr_html_()
    assert shown.count("<") == 2 and small.SCRIPT not in shown
    assert "\x00" not in shown
    shown.encode("utf-8")
