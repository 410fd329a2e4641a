"""What commands that put a question to a store have alike: NAME, --param, --cypher, and how the answer is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

import click

from .options import WORDS, Asked
from .output import Column, emit_rows

if TYPE_CHECKING:
    from ..graph.store import Store
    from ..queries.header import Query

QUESTION_COLUMNS = (Column("name", "名称", "name"), Column("question", "问题", "question"), Column("params", "参数", "parameters"))


@dataclass(frozen=True, slots=True)
class Question:
    """A named question with what was given for its parameters, or Cypher text; neither asks for the list of questions."""

    name: str
    given: Mapping[str, str]
    cypher: str


class Opened(Protocol):
    """What has a store that can be asked."""

    @property
    def store(self) -> Store: ...


def takes_question(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the words of a question; it gets them as one `question`."""

    @click.argument("name", required=False, type=WORDS)
    @click.option("--param", "-p", "params", multiple=True, type=WORDS, metavar="名=值", help="问题的参数，可多次")
    @click.option("--cypher", type=WORDS, help="直接运行 Cypher，代替命名问题")
    @wraps(command)
    def asking(*args: Any, name: str | None, params: tuple[str, ...], cypher: str | None, **rest: Any) -> Any:
        return command(*args, question=Question(name or "", dict(map(_pair, params)), cypher or ""), **rest)

    return asking


def emit_answer(asked: Asked, question: Question, opening: Callable[[], AbstractContextManager[Opened]], family: str = "") -> None:
    """Print the rows a question gives, or the questions of the family where none is asked; the store is opened only for rows.

    Raises NotFound, ParameterError, StoreError.
    """
    if not (question.name or question.cypher):
        _emit_questions(asked, family)
        return
    with opening() as opened:
        rows, columns = _answer(opened.store, question, family)
    emit_rows(asked, rows, tuple(_column(key, about) for key, about in columns.items()))


def _answer(store: Store, question: Question, family: str) -> tuple[list[dict[str, Any]], Mapping[str, str]]:
    from ..queries.runner import find, run

    if not question.cypher:
        return run(store, question.name, question.given, family), find(question.name, family).columns
    rows = store.query(question.cypher, question.given)
    return rows, {key: key for key in (rows[0] if rows else {})}


def _emit_questions(asked: Asked, family: str) -> None:
    from ..queries.runner import catalogue

    emit_rows(asked, [_question(q) for q in catalogue(family).values()], QUESTION_COLUMNS)


def _column(key: str, about: str) -> Column:
    zh, _, en = about.partition(" / ")
    return Column(key, zh, en or key)


def _question(query: Query) -> dict[str, Any]:
    taken = [f"{p.name}={'' if p.default is None else p.default}" for p in query.parameters]
    return {"name": query.name, "question": query.question, "params": taken}


def _pair(text: str) -> tuple[str, str]:
    """Return (name, value) of 名=值."""
    name, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} 应为 名=值 / expected name=value", param_hint="--param")
    return name, value
