"""What a difference at the year's end is shared by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeVar, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ApportionmentError, ModelError
from aimpartner.exact import Number, listed, plain
from aimpartner.formula.bases.given import Given
from aimpartner.issue.frozen_shares import ALL_SHARED
from aimpartner.issue.issue import Issued
from aimpartner.issue.parts import shared
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.sources import Source
from aimpartner.validators import one_of

ShareBaseKind = Literal["issued contributions", "issued elements", "equal", "stated", "recomputed"]

N = TypeVar("N", int, Fraction)
_ISSUED = ("issued contributions", "issued elements")
_OTHER = "Share by another base."
_NAME = "Name the base to share by: equal shares, a stated per cent, or weights worked out anew."
_GIVEN = {"stated": "stated per cent", "recomputed": "weights on the outturn's evidence"}


@frozen(repr=False, field_transformer=checked)
class ShareBase(OneLine):
    """By what an amount is shared between the partners; made by its named constructors.

    Args:
        kind: "issued contributions" (to all that was shared, without what was bought at a price
            and what is each partner's own), "issued elements" (what some elements were issued
            at), "equal", "stated" (per cent) or "recomputed" (weights on the outturn's evidence).
            Where issued amounts are nothing, or charge some and credit others, the shares that
            the issue froze stand in for them.
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
        """Return the base of issued contributions to all that was shared, or to some elements."""
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

    def of(self, issued: Issued, sharers: Sequence[str] = ()) -> ByPartner[Fraction]:
        """Return one weight a partner of the issue, in the issue's order.

        Args:
            issued: the issue.
            sharers: those that share alone, where some do not; the others weigh nothing.

        Raises:
            ModelError: the weights name other partners than the issue, or one that does not share;
                or the issue has no such element.
            ApportionmentError: nobody has a weight; of issued amounts, they are nothing or of
                both signs, and the issue froze no shares.
        """
        weights, _ = self._resolved(issued, sharers)
        return ByPartner.of(issued.partners, weights)

    def in_words(self, issued: Issued, sharers: Sequence[str] = ()) -> str:
        """Return what an amount of an issue's year is shared by, in words.

        Args:
            issued: the issue.
            sharers: as for `of`.

        Raises:
            ModelError, ApportionmentError: as for `of`.
        """
        among = f", among {listed(sharers)} alone" if sharers else ""
        return f"{self._resolved(issued, sharers)[1]}{among}"

    def _resolved(self, issued: Issued, sharers: Sequence[str]) -> tuple[Sequence[Fraction], str]:
        """Return the weights, and what they are."""
        if self.kind not in _ISSUED:
            weights = self._numbers(issued, sharers)
            if not any(weights):
                raise self._refused(issued, weights, "be positive, or nothing for some", _OTHER)
            return weights, str(self)
        columns = [_only(column, issued, sharers) for column in self._columns(issued)]
        amounts = [sum((column[row] for column in columns), 0) for row in range(len(columns[0]))]
        if any(amounts) and not min(amounts) < 0 < max(amounts):
            return [Fraction(abs(amount)) for amount in amounts], self._issued_in_words(issued)
        frozen_shares = _only(self._frozen(issued, columns) or (), issued, sharers)
        if not any(frozen_shares) and sharers:
            frozen_shares = _among(issued, sharers)
        if not any(frozen_shares):
            rule = "be positive, or nothing for some; or their shares be frozen by the issue"
            raise self._refused(issued, amounts, rule, _NAME)
        return frozen_shares, f"the shares of the issue, for want of {self} to share by"

    def _refused(
        self, issued: Issued, weights: Iterable[Fraction | int], rule: str, remedy: str
    ) -> ApportionmentError:
        got = listed(plain(Fraction(weight)) for weight in weights)
        return ApportionmentError(f"Weights by {self} for {issued.title}", rule, got, remedy)

    def _columns(self, issued: Issued) -> list[list[int]]:
        """Return the issued amounts in pence: of all that was shared, or of each element."""
        if not self.elements:
            return [[amount.pence for amount in shared(issued).values()]]
        columns = dict(issued.elements)
        strange = [element for element in self.elements if element not in columns]
        if strange:
            subject = f"Share base by elements of {issued.title}"
            raise ModelError(subject, f"name some of {listed(columns)}", listed(strange))
        return [[amount.pence for amount in columns[name].values()] for name in self.elements]

    def _frozen(self, issued: Issued, columns: list[list[int]]) -> Sequence[Fraction] | None:
        """Return the shares that an issue froze; of several elements, by the size of each."""
        sharing = dict(issued.sharing)
        found = [sharing.get(name) for name in self.elements or (ALL_SHARED,)]
        shares = [[*column.values()] for column in found if column is not None]
        if len(shares) < len(found):
            return None
        sizes = [abs(sum(column)) for column in columns]
        sizes = sizes if any(sizes) else [1] * len(sizes)
        rows = zip(*shares, strict=True)
        return [
            sum((size * share for size, share in zip(sizes, row, strict=True)), Fraction(0))
            for row in rows
        ]

    def _issued_in_words(self, issued: Issued) -> str:
        """Return the issued amounts in words, and what they are without."""
        if self.elements or not any((*issued.priced.values(), *issued.own.values())):
            return str(self)
        return f"{self}, without what was bought at a price or is a partner's own"

    def _numbers(self, issued: Issued, sharers: Sequence[str]) -> list[Fraction]:
        numbers = (self.given or Given.equal(sharers or issued.partners)).numbers
        others = [name for name, of in numbers.items() if of and sharers and name not in sharers]
        if others:
            rule = f"be of {listed(sharers)} alone, who share what is settled by it"
            raise ModelError(f"The {self.kind} weights for {issued.title}", rule, listed(others))
        if set(numbers) not in (set(issued.partners), set(sharers)):
            subject = f"The {self.kind} weights for {issued.title}"
            remedy = "Write 0 for a partner that takes no part."
            rule = f"name {listed(issued.partners)}"
            raise ModelError(subject, rule, listed(numbers), remedy)
        return [numbers.get(partner, Fraction(0)) for partner in issued.partners]

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


def _among(issued: Issued, sharers: Sequence[str]) -> list[Fraction]:
    """Return the frozen shares of the elements that nobody but some partners shares, added."""
    columns = [
        shares
        for name, shares in issued.sharing
        if name and not any(share for of, share in shares.items() if of not in sharers)
    ]
    return [sum((column[name] for column in columns), Fraction(0)) for name in issued.partners]


def _only(column: Sequence[N], issued: Issued, sharers: Sequence[str]) -> list[N]:
    """Return a column with nothing for those that do not share, where some do not."""
    pairs = zip(issued.partners, column, strict=False)  # a column that is not known has none
    return [number if not sharers or name in sharers else number * 0 for name, number in pairs]
