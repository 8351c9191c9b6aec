"""A file while it is read: what its subjects are made of, and where what is wrong is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import field, frozen

from aimpartner.codec.decisions import DecisionsBySubject
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Plain, Typed

T = TypeVar("T")


@frozen
class Reading:
    """A file while it is read.

    Args:
        plain: its tables, as it holds them.
        rows: the rows of all tables, as far as they could be read.
        decided: what has been decided.
        faults: where faults are noted.
        made: the parts of the model that are made so far, by their names in it.
    """

    plain: Plain
    rows: Typed
    decided: DecisionsBySubject
    faults: Faults
    made: dict[str, Any] = field(factory=dict)

    def agreeing(
        self, check: Callable[[Sequence[T]], object], *tables: str
    ) -> Callable[[Sequence[T]], object]:
        """Return a check of values with others, which is left out where those are at fault.

        Args:
            check: the check.
            tables: the tables that the others are made of.
        """
        return check if all(map(self.faults.is_clean, tables)) else list
