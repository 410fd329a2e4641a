"""What is wrong with a cell, said so that a clerk can mend it: where, what came, what was expected, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass

ERROR, WARNING, NOTICE = "错误", "警告", "提示"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding: `row` as Excel shows it (1 = first; 0 = the whole sheet), `column` as the file writes its header."""

    sheet: str
    row: int
    column: str
    value: str
    level: str
    problem: str
    advice: str

    def as_json(self) -> dict[str, str | int]:
        """Return the fields in the order of the contract."""
        return asdict(self)


def stops(faults: list[Fault]) -> bool:
    """Whether any fault forbids taking the row in."""
    return any(f.level == ERROR for f in faults)
