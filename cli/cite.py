"""The command that says how to cite: cite."""

from __future__ import annotations

from dataclasses import asdict

import click

from .options import Asked, shared
from .output import emit_json, emit_lines


@click.command("cite")
@click.option("--bibtex", is_flag=True, help="输出 BibTeX")
@shared
def cite_command(asked: Asked, bibtex: bool) -> None:
    """怎样引用：本程序的版本、所用图的状态，和图所依据的每个来源（发布者、日期、许可、断言数）。"""
    from ..reports import citation

    with asked.open() as session:
        graph, date = session.graph, session.date
    found = citation.sources(graph)
    if asked.json:
        state = {"inputs": graph.meta.get("inputs"), "as_of": date}
        emit_json({"program": citation.program(), **state, "sources": [asdict(c) for c in found]})
    elif bibtex:
        click.echo(citation.bibtex(graph, date), nl=False)
    else:
        emit_lines([citation.program(), citation.state(graph, date), *(c.text() for c in found)])
