"""A filled-in review queue from a table: the number of a question and what was decided."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..graph.errors import DataError
from ..graph.resolve import DIFFERENT, SAME
from .table_file import read_table

ID_COLUMN, VERDICT_COLUMN = "编号", "判定"
WORDS = {"同一": SAME, "是": SAME, "same": SAME, "不同": DIFFERENT, "否": DIFFERENT, "different": DIFFERENT}
WAITING = ("", "待定", "unsure")


def read_answers(path: Path, asked: Collection[str]) -> list[tuple[str, str]]:
    """Return (question, verdict) of the rows that decide; 待定 and empty cells decide nothing.

    `asked` are the ids of the open questions. Raises DataError with every fault: row, column, what came, what was expected.
    """
    header, *rows = read_table(path) or [[]]
    columns = [cell.strip() for cell in header]
    if lacking := [c for c in (ID_COLUMN, VERDICT_COLUMN) if c not in columns]:
        raise DataError(f"{path.name} 第1行：缺少列 {'、'.join(lacking)}；请用 liantu resolve --out 写出的表 / columns missing")
    id_at, verdict_at = columns.index(ID_COLUMN), columns.index(VERDICT_COLUMN)
    answers, faults = dict[str, str](), list[str]()
    for number, row in enumerate(rows, 2):
        question, said = (row[at].strip() if at < len(row) else "" for at in (id_at, verdict_at))
        where = f"{path.name} 第{number}行"
        if said.lower() in WAITING:
            continue
        verdict = WORDS.get(said.lower(), "")
        if found := _faults(where, question, said, verdict, asked, answers):
            faults += found
        else:
            answers[question] = verdict
    if faults:
        raise DataError(*faults)
    return list(answers.items())


def _faults(where: str, question: str, said: str, verdict: str, asked: Collection[str], answers: dict[str, str]) -> list[str]:
    checks = {
        f"{where}：{VERDICT_COLUMN} {said!r} 应为 同一、不同 或 待定 / expected 同一, 不同 or 待定": bool(verdict),
        f"{where}：{ID_COLUMN} {question!r} 不在待判定的清单中，请重新写出清单 / no open question, write the list anew": question in asked,
        f"{where}：{ID_COLUMN} {question!r} 前后判定不一 / decided both ways": answers.get(question, verdict) == verdict,
    }
    return [fault for fault, holds in checks.items() if not holds]
