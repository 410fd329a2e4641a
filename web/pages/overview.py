"""总览: each chain in numbers that lead to its lists, and what to look at first."""

from __future__ import annotations

from typing import Any

from ...analysis.chain_counts import chain_counts
from ...analysis.coverage import coverage
from ...analysis.picks import worth_acting_on
from ...analysis.questions import open_questions
from ...analysis.settings import read_settings
from ..state import Answers
from .chain import first_page

QUESTIONS = 8


def overview(answers: Answers) -> dict[str, Any]:
    """Return the numbers of the zone and of each chain, the gaps worth acting on and the first open questions."""
    asked = [g for g in open_questions(answers.gaps) if g.need]
    return {
        "zone": answers.zone.name,
        "coverage": coverage(answers.graph, answers.zone, answers.gaps),
        "chains": [chain_counts(answers.graph, chain, answers.gaps) for chain in answers.chains],
        "tops": worth_acting_on(answers.graph, answers.gaps, read_settings()),
        "chain_names": {chain.id: chain.name for chain in answers.chains},
        "first_page": first_page(answers, None),
        "asked": asked[:QUESTIONS],
        "asked_total": len(asked),
    }
