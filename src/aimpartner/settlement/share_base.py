"""What a difference at the year's end is shared by."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ApportionmentError, ModelError
from aimpartner.exact import Number, listed, plain
from aimpartner.formula.bases.given import Given
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.sources import Source
from aimpartner.validators import one_of

ShareBaseKind = Literal["issued contributions", "issued elements", "equal", "stated", "recomputed"]

_GIVEN = {"stated": "stated per cent", "recomputed": "weights on the outturn's evidence"}


@frozen(repr=False, field_transformer=checked)
class ShareBase(OneLine):
    """By what an amount is shared between the partners; made by its named constructors.

    Args:
        kind: "issued contributions", "issued elements" (what some elements were issued at),
            "equal", "stated" (per cent) or "recomputed" (weights on the outturn's evidence).
        given: the stated per cent or recomputed weights; `None` for the other kinds.
        elements: the elements; none for the other kinds.

    Raises:
        ModelError: numbers are given and the kind has none, or it has some and they are not given.

    Example:
        >>> print(ShareBase.stated({"Dorset": 41, "BCP": 59}))
        stated per cent (Dorset 41, BCP 59)
    """

    kind: ShareBaseKind = field(validator=one_of(get_args(ShareBaseKind)))
    given: Given | None = field(default=None)
    elements: tuple[str, ...] = field(default=(), converter=ordered)

    @given.validator
    def _goes_with_the_kind(self, _: object, given: Given | None) -> None:
        if (self.kind in _GIVEN) is (given is None):
            got = "none" if given is None else listed(given.numbers)
            remedy = "Make it by ShareBase.stated or ShareBase.recomputed."
            rule = "have numbers if it is stated or recomputed, and otherwise none"
            raise ModelError(f"Share base {self.kind}", rule, got, remedy)

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
        """Return the base of stated per cent, which sum to 100.

        Raises:
            InvalidValueError: they do not, or one is negative.
        """
        return cls("stated", Given(percent, "percent", source))

    @classmethod
    def recomputed(cls, weights: Mapping[str, Number], source: Source | None = None) -> ShareBase:
        """Return the base of weights that were worked out anew, on the outturn's evidence.

        Raises:
            InvalidValueError: a weight is negative.
        """
        return cls("recomputed", Given(weights, source=source))

    def of(self, issued: Issued) -> ByPartner[Fraction]:
        """Return one weight a partner of the issue, in the issue's order.

        Raises:
            ModelError: the weights name other partners than the issue, or the issue has no such
                element.
            ApportionmentError: nobody has a weight, or somebody's is negative.
        """
        if self.kind == "issued contributions":
            weights = [
                Fraction(contribution.pence) for contribution in issued.contributions.values()
            ]
        elif self.kind == "issued elements":
            weights = self._by_elements(issued)
        else:
            weights = self._numbers(issued)
        if min(weights) < 0 or not any(weights):
            subject = f"Weights by {self} for {issued.title}"
            remedy = "Share by another base."
            got = listed(map(plain, weights))
            raise ApportionmentError(subject, "be positive, or nothing for some", got, remedy)
        return ByPartner.of(issued.partners, weights)

    def _by_elements(self, issued: Issued) -> list[Fraction]:
        columns = dict(issued.elements)
        strange = [element for element in self.elements if element not in columns]
        if strange:
            subject = f"Share base by elements of {issued.title}"
            raise ModelError(subject, f"name some of {listed(columns)}", listed(strange))
        chosen = [columns[element] for element in self.elements]
        return [
            sum((Fraction(column[partner].pence) for column in chosen), Fraction(0))
            for partner in issued.partners
        ]

    def _numbers(self, issued: Issued) -> list[Fraction]:
        numbers = (self.given or Given.equal(issued.partners)).numbers
        if set(numbers) != set(issued.partners):
            subject = f"The {self.kind} weights for {issued.title}"
            remedy = "Write 0 for a partner that takes no part."
            rule = f"name {listed(issued.partners)}"
            raise ModelError(subject, rule, listed(numbers), remedy)
        return [numbers[partner] for partner in issued.partners]

    def __str__(self) -> str:
        """Return what the base is, in words."""
        if self.kind == "issued elements":
            return f"issued amounts of {listed(self.elements)}"
        if self.kind == "equal":
            return "equal shares"
        if self.given is None:
            return self.kind
        numbers = self.given.numbers.items()
        shown = listed(f"{partner} {plain(number)}" for partner, number in numbers)
        return f"{_GIVEN[self.kind]} ({shown})"
