"""A base and its scenarios, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import InvalidValueError
from aimpartner.kinds import checked
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear
from aimpartner.scenarios.changes import Scenario
from aimpartner.tables import PLAIN_POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once

BASE = "base"
_KEYS = ("year", "scenario", "partner")
_COLUMNS = (*map(Column, _KEYS), *columns(PLAIN_POUNDS, "contribution", "change"))


@frozen(repr=False, field_transformer=checked)
class Case(OneLine):
    """One scenario's result for one year.

    Args:
        scenario: the scenario's name; "base" for the model as it stands.
        result: its contributions.
        base: the contributions of the model as it stands.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> Case("as it stands", result, result).scenario
        'as it stands'
    """

    scenario: str
    result: Contributions
    base: Contributions


@frozen(repr=False, field_transformer=checked)
class Comparison(Drawn):
    """Contributions under several scenarios.

    Args:
        cases: the results, by year and then in the order of the scenarios, the base first.
        notes: what each scenario changes, and the notices of all results, each once.

    Example:
        >>> from aimpartner import samples
        >>> from aimpartner import Reweigh
        >>> more = Scenario("more", [Reweigh("formula/agency/adopted/weight", "75 %")])
        >>> compare(samples.load("aim"), [more], ["2021/22"]).to_frame().loc[
        ...     ("2021/22", "more", "Sefton"), "change"
        ... ]
        Decimal('32237.90')
    """

    cases: tuple[Case, ...] = field(converter=ordered)
    notes: tuple[str, ...] = field(default=(), converter=ordered)

    def __iter__(self) -> Iterator[Case]:
        """Go through the cases."""
        return iter(self.cases)

    def table(self) -> Table:
        """Return a row a year, scenario and partner; the change is from the base."""
        return Table(self._title(), _COLUMNS, self._rows(), self.notes, index=_KEYS)

    def _rows(self) -> Iterator[tuple[str, str, str, Money, Money]]:
        for case in self.cases:
            for paid in case.result:
                change = paid.amount - case.base[paid.partner].amount
                yield str(case.result.year), case.scenario, paid.partner, paid.amount, change

    def _title(self) -> list[str]:
        markings = dict.fromkeys(case.result.marking for case in self.cases if case.result.marking)
        return [*markings, "Contributions in pounds, and the change from the base"]

    def _in_short(self) -> str:
        return f"<Comparison of {len(self.cases)} cases>"


def compare(
    model: Model,
    scenarios: Iterable[Scenario],
    years: Iterable[FinancialYear | str],
    known_on: date | str | None = None,
) -> Comparison:
    """Return the contributions of a model as it stands and under each scenario.

    The notices of the results are not warned of again; each result carries its own.

    Args:
        model: the model.
        scenarios: the scenarios, told apart by name.
        years: the years to calculate.
        known_on: the day of the knowledge; left out, everything recorded.

    Raises:
        InvalidValueError: two scenarios share a name, one is called "base", or there is no year.
        AimpartnerError: a scenario or a year cannot be calculated.
    """
    wanted, spans = tuple(scenarios), tuple(years)
    names = [BASE, *(scenario.name for scenario in wanted)]
    check_once(f'Scenarios beside the "{BASE}"', "scenario", names, error=InvalidValueError)
    if isinstance(years, str) or not spans:
        rule = 'be a list of at least one, such as ["2021/22"]'
        raise InvalidValueError("Years", rule, repr(years))
    changed = [(scenario, scenario.applied(model)) for scenario in wanted]
    facts = ((year, known_on) for year in spans)
    cases = [case for asked in facts for case in _cases(model, changed, asked)]
    notices = (str(notice) for case in cases for notice in case.result.notices)
    return Comparison(cases, dict.fromkeys([*map(str, wanted), *notices]))


_When = tuple[FinancialYear | str, date | str | None]


def _cases(model: Model, changed: Iterable[tuple[Scenario, Model]], when: _When) -> Iterator[Case]:
    base = Contributions.of(model.facts(*when))
    yield Case(BASE, base, base)
    for scenario, other in changed:
        with scenario.named():
            yield Case(scenario.name, Contributions.of(other.facts(*when)), base)
