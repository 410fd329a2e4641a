"""The examples of tables of one's own in docs/how-to/complexity.md run as written."""

from __future__ import annotations

import re

from project import ROOT


def test_the_examples_run() -> None:
    page = (ROOT / "docs" / "how-to" / "complexity.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    held: dict[str, object] = {}
    for block in blocks[1:]:  # the first opens a workspace: the notebooks' tests do that
        exec(block, held)
    assert held["found"].eci.shape == (3,)  # type: ignore[attr-defined]
    assert held["io"].leontief.shape == (2, 2)  # type: ignore[attr-defined]
