"""The figures of a chain as one page: ECharts inlined as published, data as inert JSON, the same numbers as tables; no request."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.ids import clean_text
from .charts_model import Bars, Chart, Flow
from .charts_option import height, option, stage_legend
from .environment import asset, environment
from .theme import EDITIONS, FONT_STACK

if TYPE_CHECKING:
    from markupsafe import Markup

ECHARTS = Path(__file__).parent / "static" / "vendor" / "echarts-6.1.0" / "echarts.min.js"


def charts_html(charts: Sequence[Chart], title: str, head_line: str) -> str:
    """Return the page. Same figures, same bytes; at most 1.6 MB for a chain of 300 links."""
    from markupsafe import Markup

    scripts = [ECHARTS.read_text(encoding="utf-8"), asset("charts.js")]
    return (
        environment()
        .get_template("charts.html.j2")
        .render(
            title=f"{title}（{EDITIONS['internal']}）",
            head_line=head_line,
            charts=charts,
            stages=_stages(charts),
            wide={c.id for c in charts if not isinstance(c.figure, Bars)},
            heights={c.id: height(c.figure) for c in charts},
            css=Markup(f"body{{font-family:{FONT_STACK}}}\n{asset('charts.css')}"),
            data=_inert({c.id: option(c.figure) for c in charts}),
            scripts=[Markup(text) for text in scripts],
            policy=_policy(scripts),
        )
    )


def _stages(charts: Sequence[Chart]) -> dict[str, list[tuple[str, str]]]:
    """Colours of the stages, for the figures that use them."""
    return {c.id: stage_legend(c.figure) for c in charts if isinstance(c.figure, Flow)}


def as_json(chart: Chart) -> dict[str, Any]:
    """Return a figure as `liantu charts --json` prints it: words, table and the ECharts option."""
    return {
        "id": chart.id,
        "title": chart.title,
        "caption": chart.caption,
        "columns": list(chart.columns),
        "rows": [list(row) for row in chart.rows],
        "notes": list(chart.notes),
        "option": cleaned(option(chart.figure)),
    }


def cleaned(value: Any) -> Any:
    """Return data with control characters and lone surrogates dropped from every text."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {cleaned(k): cleaned(v) for k, v in value.items()}
    return [cleaned(v) for v in value] if isinstance(value, list | tuple) else value


def _inert(data: Any) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    from jinja2.utils import htmlsafe_json_dumps

    return htmlsafe_json_dumps(cleaned(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _policy(scripts: Sequence[str]) -> str:
    """Return the content security policy: these scripts, named by their hash (a nonce would be new bytes each time), and no request."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
