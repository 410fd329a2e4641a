"""Accessibility of an open page, judged by the vendored axe-core: contrast, labels, roles, order of headings.

Use: `from axe import faults` and `assert faults(page) == []`; every line names the rule, the element and what to mend.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
RUN = """([tags, also]) => axe.run(document, {iframes: false, resultTypes: ['violations'],
    runOnly: {type: 'tag', values: tags}, rules: Object.fromEntries(also.map(r => [r, {enabled: true}]))})
    .then(r => r.violations.flatMap(v => v.nodes.map(n =>
        `${v.id}: ${n.target.join(' ')}: ${(n.any[0] || n.all[0] || n.none[0]).message} ${n.html.slice(0, 120)}`)))"""


def faults(page: Any, tags: tuple[str, ...] = TAGS, also: tuple[str, ...] = ()) -> list[str]:
    """Return what breaks WCAG 2.1 A and AA, frame by frame, as lines; `also` names further axe rules. Hidden parts are not judged.

    The script goes in through the debugger, so the page's own content security policy stays as it is.
    """
    found = []
    for frame in page.frames:
        frame.evaluate(_script())
        found += frame.evaluate(RUN, [list(tags), list(also)])
    return found


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")
