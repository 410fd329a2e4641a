"""Boxes never overlap and stay in their lane, whatever is packed."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from liantu.viz.layout import BOX_WIDTH, LINK_HEIGHT, SIDE_HEIGHT, Block, lay_out

TITLES = {"a": "甲", "b": "乙", "c": "丙"}


@st.composite
def blocks(draw):
    """Return up to 25 blocks in three lanes with up to nine boxes beside each."""
    sizes = draw(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=25))
    return [Block(f"l{n}", lane, tuple(f"l{n}-{k}" for k in range(count))) for n, (lane, count) in enumerate(sizes)]


def rectangles(packed, layout):
    """Return box id → (left, top, right, bottom)."""
    found = {}
    for block in packed:
        for one in (block.id, *block.beside):
            (x, y), height = layout.centres[one], LINK_HEIGHT if one == block.id else SIDE_HEIGHT
            found[one] = (x - BOX_WIDTH // 2, y - height // 2, x + BOX_WIDTH // 2, y + height // 2)
    return found


@settings(deadline=None)
@given(blocks())
def test_no_two_boxes_overlap(packed):
    boxes = rectangles(packed, lay_out(packed, TITLES)).values()
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@settings(deadline=None)
@given(blocks())
def test_every_box_stands_in_its_lane_below_the_title(packed):
    layout = lay_out(packed, TITLES)
    lanes = {lane.title: lane for lane in layout.lanes}
    assert set(lanes) == {TITLES[block.lane] for block in packed}
    boxes = rectangles(packed, layout)
    for block in packed:
        lane = lanes[TITLES[block.lane]]
        for one in (block.id, *block.beside):
            left, top, right, bottom = boxes[one]
            assert lane.x <= left and right <= lane.x + lane.width
            assert lane.y + 36 < top and bottom <= lane.y + lane.height


@settings(deadline=None)
@given(blocks())
def test_lanes_stand_side_by_side_in_their_order(packed):
    layout = lay_out(packed, TITLES)
    assert [lane.title for lane in layout.lanes] == [t for n, t in TITLES.items() if any(b.lane == n for b in packed)]
    assert all(one.x + one.width <= other.x for one, other in zip(layout.lanes, layout.lanes[1:], strict=False))
    assert layout == lay_out(packed, TITLES)
