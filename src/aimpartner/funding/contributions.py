"""What each partner pays, with the working that says why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.errors import ModelError
from aimpartner.evidence.measures import ISSUED, Known
from aimpartner.exact import listed, nearest
from aimpartner.funding.engine import evaluate
from aimpartner.funding.explain import explanation
from aimpartner.funding.facts import YearFacts
from aimpartner.funding.notices import Notice, notices
from aimpartner.funding.published import Published
from aimpartner.funding.working import Figure, Working
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear
from aimpartner.tables import as_html, as_text, frame

if TYPE_CHECKING:
    import pandas as pd


@frozen
class Contribution:
    """One partner's contribution for a year.

    Args:
        partner: the partner's short name.
        share: its part of the exact call; the shares sum to one, or are nothing where the call
            is.
        exact: its contribution before rounding, in pence.
        amount: its contribution, gross.
        incurred: the shared costs that it incurs itself.
        net: its net payable: the contribution less what it incurs; may be negative.
        last_year: what was issued for the year before, where recorded.
    """

    partner: str
    share: Fraction
    exact: Fraction
    amount: Money
    incurred: Money
    net: Money
    last_year: Money | None = None

    @property
    def change(self) -> Money | None:
        """The change from what was issued last year, where that is recorded."""
        return None if self.last_year is None else self.amount - self.last_year


@frozen
class Beside:
    """A published figure set beside the contribution that was calculated.

    Args:
        published: the figure.
        calculated: the partner's contribution.
    """

    published: Published
    calculated: Money

    @property
    def difference(self) -> Money:
        """The published figure less the calculated one."""
        return self.published.amount - self.calculated

    def __str__(self) -> str:
        """Return the sentence that tells of both."""
        said = self.published
        figure = f"Published for {said.partner}: {said.amount} ({said.what}; {said.source})"
        return f"{figure}: {self.verdict}, {self.difference} from what is calculated."

    @property
    def verdict(self) -> str:
        """Whether the two agree, differ, or do not measure the same."""
        if not self.published.is_contribution:
            return "measures something else"
        if not self.published.agrees_with(self.calculated):
            return "differs"
        return "agrees by construction" if self.published.by_construction else "agrees"


@frozen(repr=False)
class Contributions:
    """A year's contributions; with the residual they sum to the call.

    Args:
        facts: the year as the formula saw it.
        working: the steps.
        figures: the figure of every step.
        notices: what is doubtful about the year.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> result["Sefton"].amount
        Money('524027.76')
        >>> sum_of(each.amount for each in result) + result.residual == result.call
        True
    """

    facts: YearFacts
    working: Working
    figures: tuple[Figure, ...]
    notices: tuple[Notice, ...] = ()
    _each: ByPartner[Contribution] = field(init=False)

    @_each.default
    def _by_partner(self) -> ByPartner[Contribution]:
        partners = self.working.partners
        return ByPartner.of(partners, (self._one(i, name) for i, name in enumerate(partners)))

    @classmethod
    def of(cls, facts: YearFacts) -> Contributions:
        """Return the contributions of a year, calculated exactly.

        Raises:
            EvidenceError: a figure that the formula needs is missing or suppressed.
            ApportionmentError: a sum has no answer.
        """
        working = facts.working()
        return cls(facts, working, evaluate(working, facts.year), notices(facts, working))

    def column(self, result: str) -> tuple[Fraction, ...]:
        """Return a named result of the working, one number a partner, in pence."""
        figure = self.figures[self.working.position(result)]
        return figure if isinstance(figure, tuple) else (figure,) * len(self.working.partners)

    def _money(self, result: str, place: int) -> Money:
        return Money.from_pence(int(self.column(result)[place]))

    def _one(self, place: int, partner: str) -> Contribution:
        exact = self.column("exact")
        whole = sum(exact, Fraction(0))
        issued = self.facts.find(ISSUED, partner, self.facts.year.back(1)).value
        return Contribution(
            partner,
            exact[place] / whole if whole else Fraction(0),
            exact[place],
            self._money("contribution", place),
            self._money("incurred", place),
            self._money("net payable", place),
            Money.from_pence(nearest(issued.figure * 100)) if isinstance(issued, Known) else None,
        )

    @property
    def year(self) -> FinancialYear:
        """The year charged."""
        return self.facts.year

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners' short names, in order."""
        return self.working.partners

    @property
    def marking(self) -> str:
        """Words that every showing of the result carries, such as that it is an illustration."""
        return self.facts.formula.marking

    @property
    def call(self) -> Money:
        """What the partners are asked for in all: the budget's call and what is priced."""
        return Money.from_pence(nearest(sum(self.column("exact"), Fraction(0))))

    @property
    def residual(self) -> Money:
        """What rounding leaves of the call; nothing where the unit divides the call."""
        return self.call - sum_of(each.amount for each in self)

    @property
    def published(self) -> tuple[Beside, ...]:
        """The figures published of the year, each beside what was calculated."""
        known = (each for each in self.facts.published if each.partner in self.partners)
        return tuple(Beside(each, self[each.partner].amount) for each in known)

    def __getitem__(self, partner: str) -> Contribution:
        """Return a partner's contribution.

        Raises:
            ModelError: there is no such partner in the year.
        """
        if partner not in self.partners:
            rule = f"be one of {listed(self.partners)}"
            raise ModelError(f"Partner in {self.year}", rule, repr(partner))
        return self._each[partner]

    def __iter__(self) -> Iterator[Contribution]:
        """Go through the contributions in the partners' order."""
        return iter(self._each.values())

    def __len__(self) -> int:
        """Return how many partners there are."""
        return len(self.partners)

    def to_frame(self) -> pd.DataFrame:
        """Return a table, one row a partner.

        Units:
            Pounds as `Decimal`; the share as a `Decimal` to four decimals.
        """
        return frame((_record(each) for each in self), index="partner")

    def explain(self, partner: str) -> str:
        """Return every step from budget to penny for one partner, with the source of each figure.

        Raises:
            ModelError: there is no such partner in the year.
        """
        one = self[partner]
        head = f"{one.partner}, {self.year}: contribution {one.amount}, net payable {one.net}"
        steps = explanation(self.working, self.figures, one.partner)
        return "\n".join([*self._title(), head, steps, *(f"- {each}" for each in self.notices)])

    def _title(self) -> list[str]:
        agency, budget = self.facts.partnership.agency, self.facts.budget
        version = f"budget version {budget.version} ({budget.status})"
        line = f"{agency}: contributions {self.year}, {version}, formula {self.facts.formula.name}"
        return [self.marking, line] if self.marking else [line]

    def _rows(self) -> list[dict[str, str]]:
        """Return the table as text, with a row for the sum, the residual and the call."""
        rows = [
            {
                "partner": each.partner,
                "share": f"{four_places(each.share)}",
                "contribution": str(each.amount),
                "incurred": str(each.incurred),
                "net payable": str(each.net),
            }
            for each in self
        ]
        blank = dict.fromkeys(rows[0], "")
        whole = sum_of(each.amount for each in self)
        ends = {"sum": whole, "residual": self.residual, "call": self.call}
        return rows + [blank | {"partner": k, "contribution": str(v)} for k, v in ends.items()]

    def _notes(self) -> list[str]:
        return [str(each) for each in (*self.published, *self.notices)]

    def __str__(self) -> str:
        """Return the table for a screen, with what was published beside it and the notices."""
        return as_text(self._title(), self._rows(), self._notes())

    def _repr_html_(self) -> str:
        """Return the same table for a notebook."""
        return as_html(self._title(), self._rows(), self._notes())

    def __repr__(self) -> str:
        """Return the agency, the year and the call."""
        return f"<Contributions of {self.facts.partnership.agency} {self.year}: {self.call}>"


def four_places(share: Fraction) -> Decimal:
    """Return a share to four decimals.

    Example:
        >>> four_places(Fraction(1, 3))
        Decimal('0.3333')
    """
    return Decimal(nearest(share * 10_000)).scaleb(-4)


def _record(each: Contribution) -> dict[str, object]:
    """Return a contribution as the record of a table."""
    return {
        "partner": each.partner,
        "share": four_places(each.share),
        "contribution": each.amount.to_decimal(),
        "incurred": each.incurred.to_decimal(),
        "net payable": each.net.to_decimal(),
        "last year": None if each.last_year is None else each.last_year.to_decimal(),
        "change": None if each.change is None else each.change.to_decimal(),
    }
