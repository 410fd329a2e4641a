"""Maps inside one page: unpacked they are the very pages, their scripts stand once, and the page's policy lets them run."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.reports.packed_maps import joined, pack_maps, policy_of
from packed_pages import held, unpacked

PIECES = ["<p>甲</p>", "<script>one()</script>", "<script>two(1)</script>", '<script type="x">{}</script>', "𠮷\u2028"]
PARTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), PARTS, max_size=4))
def test_unpacked_they_are_the_pages(pages):
    assert unpacked(pack_maps({key: ("题", page) for key, page in pages.items()}).packed) == pages


def test_a_script_of_two_pages_stands_once():
    long = "f();" * 5000
    pages = {k: (k, f"<b>{k}</b><script>{long}</script><script>own{k}()</script>") for k in "ab"}
    maps = pack_maps(pages)
    assert held(maps.packed)["scripts"] == [long, "owna()", "ownb()"]
    assert (maps.count, maps.titles) == (2, (("a", "a"), ("b", "b")))


def test_same_pages_same_bytes():
    assert pack_maps({"a": ("甲", "<p>")}).packed == pack_maps({"a": ("甲", "<p>")}).packed


def test_the_policy_allows_our_script_and_what_the_maps_allow_themselves():
    meta = (
        '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-AA=&#39;; img-src blob:">'
    )
    maps = pack_maps({"a": ("甲", f"{meta}<script>x</script>")})
    own = base64.b64encode(hashlib.sha256(str(maps.script).encode()).digest()).decode()
    allowed = {d.split()[0]: d.split()[1:] for d in maps.policy.split("; ")}
    assert allowed["script-src"] == [f"'sha256-{own}'", "'sha256-AA='"]
    assert allowed["default-src"] == ["'none'"]
    assert allowed["img-src"] == ["data:", "blob:"]
    assert "unsafe-eval" not in maps.policy and "http" not in maps.policy


@pytest.mark.parametrize(
    ("policies", "made"),
    [
        (["a 'none'", "a x"], "a x"),
        (["a 'none'", "a 'none'"], "a 'none'"),
        (["a x; b y", "", " b z ;; "], "a x; b y z"),
        ([], ""),
    ],
)
def test_policies_are_joined(policies, made):
    assert joined(policies) == made


def test_a_page_without_a_policy_has_none():
    assert policy_of("<p>") == ""
