"""What a difference at the year's end is shared by."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.exact import Number, exact, listed, plain
from aimpartner.issue.issue import Issued
from aimpartner.sources import Source
from aimpartner.validators import one_of

Kind = Literal["issued contributions", "issued elements", "equal", "stated", "recomputed"]


@frozen
class ShareBase:
    """By what an amount is shared between the partners; made by its named constructors.

    Args:
        kind: "issued contributions", "issued elements" (what some elements were issued at),
            "equal", "stated" (per cent) or "recomputed" (weights on the outturn's evidence).
        weights: the stated per cent or recomputed weights; none for the other kinds.
        elements: the elements; none for the other kinds.
        source: the clause, or where the weights were worked out.

    Raises:
        InvalidValueError: a weight is negative, or stated per cent do not sum to 100.

    Example:
        >>> print(ShareBase.stated({"Dorset": 41, "BCP": 59}))
        stated per cent (Dorset 41, BCP 59)
    """

    kind: Kind = field(validator=one_of(get_args(Kind)))
    weights: ByPartner[Fraction] = field(factory=lambda: ByPartner({}))
    elements: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    @weights.validator
    def _are_sound(self, _: object, weights: ByPartner[Fraction]) -> None:
        for partner, weight in weights.items():
            if weight < 0:
                raise InvalidValueError(f"Weight of {partner}", "not be negative", plain(weight))
        whole = sum(weights.values(), Fraction(0))
        if self.kind == "stated" and whole != 100:  # noqa: PLR2004  # per cent
            raise InvalidValueError("Stated per cent", "sum to 100", plain(whole))

    @classmethod
    def issued(cls, *elements: str) -> ShareBase:
        """Return the base of the issued contributions, or of what some elements were issued at."""
        return cls("issued elements" if elements else "issued contributions", elements=elements)

    @classmethod
    def equal(cls) -> ShareBase:
        """Return the base by which every partner has the same share."""
        return cls("equal")

    @classmethod
    def stated(cls, percent: Mapping[str, Number], source: Source | None = None) -> ShareBase:
        """Return the base of stated per cent, which sum to 100."""
        return cls("stated", _fractions(percent), source=source)

    @classmethod
    def recomputed(cls, weights: Mapping[str, Number], source: Source | None = None) -> ShareBase:
        """Return the base of weights that were worked out anew, on the outturn's evidence."""
        return cls("recomputed", _fractions(weights), source=source)

    def of(self, issued: Issued) -> ByPartner[Fraction]:
        """Return one weight a partner of the issue, in the issue's order.

        Raises:
            ModelError: the weights name other partners than the issue, or the issue has no such
                element.
            ApportionmentError: nobody has a weight, or somebody's is negative.
        """
        if self.kind == "issued contributions":
            found = [Fraction(each.pence) for each in issued.contributions.values()]
        elif self.kind == "issued elements":
            found = self._by_elements(issued)
        elif self.kind == "equal":
            found = [Fraction(1)] * len(issued.partners)
        else:
            found = self._given(issued)
        if min(found) < 0 or not any(found):
            subject = f"Weights by {self} for {issued.title}"
            remedy = "Share by another base."
            got = listed(map(plain, found))
            raise ApportionmentError(subject, "be positive, or nothing for some", got, remedy)
        return ByPartner.of(issued.partners, found)

    def _by_elements(self, issued: Issued) -> list[Fraction]:
        columns = dict(issued.elements)
        strange = [each for each in self.elements if each not in columns]
        if strange:
            subject = f"Share base by elements of {issued.title}"
            raise ModelError(subject, f"name some of {listed(columns)}", listed(strange))
        chosen = [columns[each] for each in self.elements]
        return [
            sum((Fraction(column[partner].pence) for column in chosen), Fraction(0))
            for partner in issued.partners
        ]

    def _given(self, issued: Issued) -> list[Fraction]:
        if set(self.weights) != set(issued.partners):
            subject = f"The {self.kind} weights for {issued.title}"
            remedy = "Write 0 for a partner that takes no part."
            rule = f"name {listed(issued.partners)}"
            raise ModelError(subject, rule, listed(self.weights), remedy)
        return [self.weights[partner] for partner in issued.partners]

    def __str__(self) -> str:
        """Return what the base is, in words."""
        if self.kind == "issued elements":
            return f"issued amounts of {listed(self.elements)}"
        if self.kind == "equal":
            return "equal shares"
        shown = listed(f"{partner} {plain(weight)}" for partner, weight in self.weights.items())
        words = {"stated": "stated per cent", "recomputed": "weights on the outturn's evidence"}
        return f"{words[self.kind]} ({shown})" if self.kind in words else self.kind


def _fractions(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner({partner: exact(value) for partner, value in values.items()})
