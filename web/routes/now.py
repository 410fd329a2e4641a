"""What a route gets: the answers in use, and words of the address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from starlette.requests import Request

from ..state import Answers


def answers(request: Request) -> Answers:
    """Return the answers in use; one request keeps the same to its end."""
    found: Answers = request.app.state.liantu.now
    return found


Now = Annotated[Answers, Depends(answers)]
Words = Annotated[str, Query(max_length=200)]
