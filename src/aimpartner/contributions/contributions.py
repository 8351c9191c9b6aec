"""What each partner pays, with the working that says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.contributions.account import Account
from aimpartner.contributions.by_element import ByElement, beside_the_budget
from aimpartner.contributions.calculated import Calculated
from aimpartner.contributions.contribution import Contribution
from aimpartner.contributions.kept import fees, sharers, shares
from aimpartner.contributions.published_tables import PartsAndTotal, tables_of
from aimpartner.errors import ModelError
from aimpartner.evidence.measures import ISSUED, Known
from aimpartner.evidence.published import Beside, number_of
from aimpartner.exact import listed, nearest
from aimpartner.formula.methodologies import methodology
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import FinancialYear
from aimpartner.prose import section
from aimpartner.sources import Source
from aimpartner.tables import POUNDS, SHARE, Column, Drawn, Table, columns
from aimpartner.working.engine import evaluate
from aimpartner.working.lines import explanation
from aimpartner.working.narrative import Narrative
from aimpartner.working.steps import ResultKind, Working
from aimpartner.working.worked import Worked
from aimpartner.year.facts import YearFacts
from aimpartner.year.kept_limits import of_limits
from aimpartner.year.notices import Notice, notices

_WORKING = "Every figure above stands here, with the lines that it was made from."
_COLUMNS = (
    Column("partner"),
    Column("share", SHARE),
    *columns(POUNDS, "contribution", "incurred", "net payable"),
    *columns(POUNDS, "last year", "change", is_drawn=False),
)


@frozen(repr=False, field_transformer=checked)
class Contributions(Drawn):
    """A year's contributions; with the residual they sum to the call.

    Args:
        facts: the year as the formula saw it.
        worked: the steps with their figures.
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
    worked: Worked
    notices: tuple[Notice, ...] = ()
    _each: ByPartner[Contribution] = field(init=False)

    @_each.default
    def _by_partner(self) -> ByPartner[Contribution]:
        exact = self.worked.result(ResultKind.EXACT)
        total = sum(exact, Fraction(0))
        shares = [pence / total if total else Fraction(0) for pence in exact]
        kinds = (ResultKind.CONTRIBUTION, ResultKind.INCURRED, ResultKind.NET)
        amounts = (map(Money.from_pence, map(int, self.worked.result(kind))) for kind in kinds)
        last = map(self._last_year, self.partners)
        rows = zip(self.partners, shares, exact, *amounts, last, strict=True)
        return ByPartner.of(self.partners, (Contribution(*row) for row in rows))

    @classmethod
    def of(cls, facts: YearFacts) -> Contributions:
        """Return the contributions of a year, calculated exactly.

        Raises:
            EvidenceError: a figure that the formula needs is missing or suppressed.
            ApportionmentError: a sum has no answer.
        """
        working = facts.working()
        worked = evaluate(working, facts.year, facts.formula_title)
        return cls(facts, worked, (*notices(facts, working), *of_limits(worked)))

    @property
    def working(self) -> Working:
        """The steps."""
        return self.worked.working

    def column(self, kind: str, name: str = "") -> tuple[Fraction, ...]:
        """Return a result of the working, one number a partner: in pence, a split as shares.

        Args:
            kind: what it is: element, split, limit, additions, reductions, exact, contribution,
                incurred or net payable.
            name: the name of the element or limit.

        Raises:
            ModelError: the year has no such result.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> result = calculate(samples.load("aim"), "2021/22")
            >>> sum(result.column("element", "agency"))
            Fraction(323100000, 1)
        """
        results = {(result.kind.value, result.name): at for result, at in self.working.results}
        if (kind, name) not in results:
            got, known = (
                f"{kind} {name}".strip(),
                [" ".join(filter(None, key)) for key in results],
            )
            rule, remedy = f"be one of {listed(known)}", near(got, known)
            raise ModelError(f"Result of {self.year}", rule, got, remedy)
        return self.worked.column(results[kind, name])

    def _last_year(self, partner: str) -> Money | None:
        issued = self.facts.find(ISSUED, partner, self.facts.year.back(1)).value
        return Money.from_pence(nearest(issued.figure * 100)) if isinstance(issued, Known) else None

    def by_element(self) -> ByElement:
        """Return what each partner pays for each element, rows and columns in whole units."""
        return ByElement.of(self.worked, self.facts.formula.rounding)

    @property
    def year(self) -> FinancialYear:
        """The year charged."""
        return self.facts.year

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners' short names, in order."""
        return self.worked.partners

    @property
    def marking(self) -> str:
        """Words that every showing of the result carries, such as that it is an illustration."""
        said = (formula.marking for formula in self.facts.formulas)
        return "; ".join(dict.fromkeys(filter(None, said)))

    @property
    def call(self) -> Money:
        """What the partners are asked for in all: the budget's call and what is priced."""
        return Money.from_pence(nearest(sum(self.worked.result(ResultKind.EXACT), Fraction(0))))

    @property
    def residual(self) -> Money:
        """What rounding leaves of the call; nothing where the unit divides the call."""
        return self.call - sum_of(paid.amount for paid in self)

    @property
    def published(self) -> tuple[Beside, ...]:
        """The figures published of the year, each beside what was calculated."""
        return tuple(map(self._calculated.beside, self.facts.published))

    @property
    def published_tables(self) -> tuple[PartsAndTotal, ...]:
        """The tables among what was published, the parts of each against its total."""
        return tables_of(self.facts.published, self._calculated)

    @property
    def told_of_published(self) -> tuple[str, ...]:
        """What was published in sentences, and each table whose parts do not sum to its total."""
        tables = (table for table in self.published_tables if number_of(table.difference))
        return tuple(map(str, (*self.published, *tables)))

    def step_at(self, at: str) -> int | None:
        """Return where the exact amounts at an address stand among the steps; `None` if nowhere.

        Args:
            at: such as "contribution" or "element/staffing".
        """
        return self._calculated.step_at(at)

    @cached_property
    def _calculated(self) -> Calculated:
        return Calculated(self.facts, self.worked)

    def __getitem__(self, partner: str) -> Contribution:
        """Return a partner's contribution.

        Raises:
            ModelError: there is no such partner in the year.
        """
        if partner not in self.partners:
            rule = f"be one of {listed(self.partners)}"
            remedy = near(partner, self.partners)
            raise ModelError(f"Partner in {self.year}", rule, repr(partner), remedy)
        return self._each[partner]

    def __iter__(self) -> Iterator[Contribution]:
        """Go through the contributions in the partners' order."""
        return iter(self._each.values())

    def __len__(self) -> int:
        """Return how many partners there are."""
        return len(self.partners)

    def issue(
        self,
        on: date | str,
        decision: Decision | None = None,
        *,
        version: str = "1",
        reason: str = "",
        source: Source | None = None,
    ) -> Issued:
        """Return the contributions as notified: the amounts, and what they were made from.

        Args:
            on: the day they are notified.
            decision: the decision that they rest on.
            version: the name of the issue; see `Issued.replacing` for a later one.
            reason: why it replaces an earlier issue.
            source: where the notification is recorded.

        Raises:
            ModelError: the decision was made after the day.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
            >>> issued.amount("Sefton")
            Money('524027.76')
        """
        priced, own = beside_the_budget(self.worked, self.facts.budget.call())
        return Issued(
            self.facts.partnership.agency,
            self.year,
            version,
            on,
            contributions=ByPartner.of(self.partners, (paid.amount for paid in self)),
            net=ByPartner.of(self.partners, (paid.net for paid in self)),
            host=self.facts.host,
            call=self.call,
            budget_version=self.facts.budget.version,
            formulas=self.facts.formulas_in_force,
            elements=self.by_element().columns,
            observations=self.facts.observed(self.working),
            decision=decision,
            reason=reason,
            source=source,
            marking=self.marking,
            priced=priced,
            own=own,
            unit=self.facts.formula.rounding.unit,
            fees=fees(self.worked),
            sharing=shares(self.worked, self.facts.division),
            sharers=sharers(self.facts.division),
        )

    def explain(self, partner: str) -> str:
        """Return what one partner pays, and why: first in sentences, then every step as evidence.

        The sentences tell the steps, and where each figure was read; nothing is worked out anew.

        Raises:
            ModelError: there is no such partner in the year.
        """
        paid = self[partner]
        narrative = Narrative(self.worked, paid.partner)
        said = (
            str(beside) for beside in self.published if beside.published.partner == paid.partner
        )
        notes = (*said, *map(str, self.notices))
        account = Account(self.facts, narrative, paid, self.call, self.residual, notes)
        steps = explanation(self.worked, paid.partner)
        working = section("The working, line by line", [_WORKING, steps])
        return "\n\n".join(["\n".join(self._title()), str(account), working])

    def methodology(self) -> str:
        """Return the formula of the year in words, as an audit committee reads it.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> words = calculate(samples.load("aim"), "2021/22").methodology()
            >>> print(words.splitlines()[0])
            The formula illustration
        """
        used = dict.fromkeys(measure for measure, _ in self.facts.used(self.working))
        counted = (self.facts.evidence.measure(measure) for measure in used)
        named = (measure for formula in self.facts.formulas for measure in formula.measures)
        made = self.facts.evidence.made(named)
        measures = tuple(dict.fromkeys((*made, *counted)))
        known_on, year = self.facts.known_on, self.year
        words = (methodology(formula, year, measures, known_on) for formula in self.facts.formulas)
        return "\n\n".join(words)

    def _title(self) -> list[str]:
        agency, budget = self.facts.partnership.agency, self.facts.budget
        version = f"budget version {budget.version} ({budget.status})"
        line = f"{agency}: contributions {self.year}, {version}, {self.facts.formula_called}"
        return [self.marking, line] if self.marking else [line]

    def table(self) -> Table:
        """Return a row a partner, and below them the sum, the residual and the call.

        In a frame stand also what was issued for the year before, and the change from it.
        """
        sums = {
            "sum": sum_of(paid.amount for paid in self),
            "residual": self.residual,
            "call": self.call,
        }
        ends = ((name, None, amount, *(None,) * 4) for name, amount in sums.items())
        return Table(self._title(), _COLUMNS, map(_row, self), self._notes(), ends=ends)

    def _notes(self) -> list[str]:
        return [*self.told_of_published, *map(str, self.notices)]

    def _in_short(self) -> str:
        return f"<Contributions of {self.facts.partnership.agency} {self.year}: {self.call}>"


def _row(paid: Contribution) -> tuple[object, ...]:
    return (
        paid.partner,
        paid.share,
        paid.amount,
        paid.incurred,
        paid.net,
        paid.last_year,
        paid.change,
    )
