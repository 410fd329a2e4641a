"""The command that writes the workbook to fill in: template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Asked, shared
from .produce import emit_files

if TYPE_CHECKING:
    from ..session import Session

QUESTIONS = 20


@click.command("template")
@click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个 .xlsx 文件")
@click.option("--filled", is_flag=True, help="填入图中现有的内容（候选池企业除外）；原样导回不产生变化")
@click.option("--confirm", is_flag=True, help="改为一刻钟确认表：在区企业，和答案影响最大的问题（最多 20 个）")
@shared
def template_command(asked: Asked, out: Path, filled: bool, confirm: bool) -> None:
    """写出供填报的 Excel 模板，或一刻钟确认表；填好后用 liantu import 导入。"""
    from ..graph.files import write_atomic

    if out.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"{out} 应为 .xlsx 文件 / must end in .xlsx", param_hint="--out")
    if filled and confirm:
        raise click.UsageError("--filled 与 --confirm 只能用一个 / use one of the two")
    with asked.open() as session:
        content = _confirm(session) if confirm else _template(session, filled)
    write_atomic(out, content)
    emit_files(asked, [out])


def _template(session: Session, filled: bool) -> bytes:
    from ..loaders.templates.book import template_book

    return template_book(session.graph, session.zone, filled=filled)


def _confirm(session: Session) -> bytes:
    from ..acts import question_of
    from ..analysis.questions import first_questions
    from ..loaders.templates.confirm_book import confirm_book

    asked = [question_of(gap) for gap in first_questions(session.find_gaps(), QUESTIONS)]
    return confirm_book(session.graph, session.zone, asked)
