"""What a route gets: the answers in use, and words of the address."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from ..rendering import answers_of
from ..state import Answers

Now = Annotated[Answers, Depends(answers_of)]
Words = Annotated[str, Query(max_length=200)]
