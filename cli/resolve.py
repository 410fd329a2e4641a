"""The command for the review queue: resolve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph.errors import NotFound
from .options import WORDS, Asked, shared
from .output import Column, emit_rows

if TYPE_CHECKING:
    from ..graph.identity.questions import Question
    from ..graph.resolve import Decision
    from ..workspace.paths import Workspace

QUEUE_COLUMNS = (
    Column("number", "序号", "no."),
    Column("id", "编号", "id"),
    Column("stays", "保留", "stays"),
    Column("other", "并入", "other"),
    Column("verdict", "初判", "verdict"),
    Column("score", "相似", "score"),
    Column("sure", "可直接合并", "sure"),
    Column("why", "依据", "why", 0),
)
LOG_COLUMNS = (
    Column("id", "编号", "id"),
    Column("left", "甲", "left"),
    Column("right", "乙", "right"),
    Column("verdict", "判定", "verdict"),
    Column("winner", "保留", "winner"),
    Column("who", "经手", "by"),
    Column("when", "日期", "date"),
    Column("why", "依据", "why", 0),
)


@click.command("resolve")
@click.option("--same", "same", multiple=True, metavar="编号", type=WORDS, help="判为同一企业（编号或清单中的序号，可多次）")
@click.option("--different", "different", multiple=True, metavar="编号", type=WORDS, help="判为两家企业（编号或序号，可多次）")
@click.option("--from", "answers", type=click.Path(dir_okay=False, path_type=Path), help="读入填好判定列的清单（.xlsx、.csv）")
@click.option("--sure", is_flag=True, help="合并“可直接合并”的全部条目")
@click.option("--undo", multiple=True, metavar="编号", type=WORDS, help="撤回一条判定（可多次），问题回到清单")
@click.option("--log", "log", is_flag=True, help="列出做过的判定")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="把清单写成 .xlsx，填“判定”列后用 --from 读入")
@click.option("--who", default="", type=WORDS, help="经手人（写判定时必填）")
@shared
def resolve_command(asked: Asked, who: str, log: bool, undo: Sequence[str], out: Path | None, **given: Any) -> None:
    """名称疑似同一企业的清单：查看、判定同一或不同、撤回。判定是工作区的数据，可随时撤回。"""
    from ..reports.question_sheet import write_question_sheet
    from ..workspace.decisions import decide, decisions
    from ..workspace.paths import open_workspace
    from ..workspace.review import queue, taken_back

    workspace = open_workspace(asked.workspace)
    if log:
        _emit_log(asked, workspace)
        return
    writes = bool(undo or given["same"] or given["different"] or given["answers"] or given["sure"])
    if writes and not who.strip():
        raise click.UsageError("判定要写明经手人：--who 姓名 / name who decides")
    if undo:
        _emit_made(asked, decide(workspace, taken_back(decisions(workspace), undo, who, asked.as_of or _undated())))
        return
    with asked.open() as session:
        questions = queue(workspace, session.graph)
    if writes:
        _emit_made(asked, decide(workspace, _made(questions, who, asked.as_of or _undated(), **given)))
        return
    rows = [_row(number, question) for number, question in enumerate(questions, 1)]
    if out:
        write_question_sheet(out, rows)
        asked.say(f"清单 {len(rows)} 条已写到 {out}；填“判定”列后用 --from 读入 / written, fill in and read back with --from")
    emit_rows(asked, rows, QUEUE_COLUMNS)


def _undated() -> str:
    """Return what stands for a date where --as-of gives none: we ask no clock."""
    return "未注明"


def _made(questions: list[Question], who: str, when: str, *, same: Sequence[str], different: Sequence[str], answers: Path | None,
          sure: bool) -> list[Decision]:  # fmt: skip
    """Return the decisions asked for. Raises NotFound for an unknown question, DataError for a faulty table."""
    from ..graph.resolve import DIFFERENT, SAME
    from ..loaders.decision_file import read_answers
    from ..workspace.review import decision_on

    by_id = {q.id: q for q in questions}
    by_word = {str(n): q for n, q in enumerate(questions, 1)} | by_id
    if unknown := [word for word in (*same, *different) if word not in by_word]:
        raise NotFound(f"清单中没有 {'、'.join(unknown)}；可用 liantu resolve 查看 / no such question, see `liantu resolve`")
    wanted = [(by_word[w], SAME) for w in same] + [(by_word[w], DIFFERENT) for w in different]
    wanted += [(by_id[i], verdict) for i, verdict in (read_answers(answers, by_id) if answers else [])]
    wanted += [(q, SAME) for q in questions if sure and q.sure]
    return [decision_on(question, verdict, who, when) for question, verdict in wanted]


def _row(number: int, question: Question) -> dict[str, Any]:
    return {
        "number": number,
        "id": question.id,
        "stays": _called(question.winner.names[0], question.winner.resident),
        "other": _called(question.loser.names[0], question.loser.resident),
        "stays_id": question.winner.id,
        "other_id": question.loser.id,
        "verdict": question.verdict.verdict,
        "score": question.verdict.score,
        "sure": question.sure,
        "why": question.verdict.why,
    }


def _called(name: str, resident: bool | None) -> str:
    """Return a name with what is known of its residence, so that nobody merges a stranger into the zone unseen."""
    return f"{name}（{'在区' if resident else '所在未知' if resident is None else '不在区'}）"


def _emit_log(asked: Asked, workspace: Workspace) -> None:
    from ..graph.identity.questions import pair_id
    from ..workspace.decisions import decisions

    emit_rows(asked, [{"id": pair_id(d.pair), **asdict(d)} for d in decisions(workspace)], LOG_COLUMNS)


def _emit_made(asked: Asked, made: list[Decision]) -> None:
    from ..graph.identity.questions import pair_id

    emit_rows(asked, [{"id": pair_id(d.pair), **asdict(d)} for d in made], LOG_COLUMNS)
