"""What each partner pays for each element, in whole units that sum both ways."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.formula.rounding import Rounding
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.money import Money, sum_of
from aimpartner.tables import POUNDS, WORDS, Drawn, Table, columns
from aimpartner.working.apportionment import Column, whole_units
from aimpartner.working.steps import OWN, Op, ResultKind
from aimpartner.working.two_way_tables import two_way
from aimpartner.working.worked import Worked

_PARTS = (ResultKind.ELEMENT, ResultKind.LIMIT, *OWN)


@frozen(repr=False, field_transformer=checked)
class ByElement(Drawn):
    """A year's contributions by partner and element.

    Every partner's row sums to its contribution, so all the columns sum to all contributions. A
    contribution that was rounded element by element is the sum of those; one rounded as a whole
    is taken apart again, each part next to its exact amount in the unit of rounding.

    Args:
        columns: each part's name and amounts: an element by its own name, what a limit changes
            as "limit/NAME", and what partners are charged or spared besides as "own/additions"
            and "own/reductions".

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> table = calculate(samples.load("aim"), "2021/22").by_element()
        >>> table.names, table["agency"]["Sefton"], table.total("agency")
        (('agency',), Money('524027.76'), Money('3231000.00'))
    """

    columns: tuple[tuple[str, ByPartner[Money]], ...] = field(converter=ordered)

    @classmethod
    def of(cls, worked: Worked, rounding: Rounding) -> ByElement:
        """Return the table of a working whose figures are known."""
        results = worked.working.results
        parts = {result.column: at for result, at in results if result.kind in _PARTS}
        last = worked.working.position(ResultKind.CONTRIBUTION)
        if rounding.level == "total":
            rows = [int(pence) for pence in worked.column(last)]
            cells = [*zip(*map(worked.column, parts.values()), strict=True)]
            table = [*zip(*two_way(cells, rows, unit=rounding.unit.pence), strict=True)]
        else:
            rounded = rounded_steps(worked)
            table = [tuple(map(int, worked.column(at))) for at in rounded]
        pairs = zip(parts, table, strict=True)
        return cls((name, _money(worked.partners, pence)) for name, pence in pairs)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the formula's order."""
        return tuple(name for name, _ in self.columns)

    def __getitem__(self, name: str) -> ByPartner[Money]:
        """Return what each partner pays for one element.

        Raises:
            ModelError: there is no such column.
        """
        if name not in self.names:
            rule, remedy = f"be one of {listed(self.names)}", near(name, self.names)
            raise ModelError("Column by element", rule, repr(name), remedy)
        return dict(self.columns)[name]

    def total(self, name: str) -> Money:
        """Return what all partners pay for one element."""
        return sum_of(self[name].values())

    def table(self) -> Table:
        """Return a row a partner and a column an element, the sums below them."""
        amounts = [column for _, column in self.columns]
        rows = ((partner, *(column[partner] for column in amounts)) for partner in amounts[0])
        sums = ("sum", *(sum_of(column.values()) for column in amounts))
        heads = (*columns(WORDS, "partner"), *columns(POUNDS, *self.names))
        return Table(["Contributions by element"], heads, rows, ends=[sums])

    def _in_short(self) -> str:
        return f"<ByElement: {len(self.columns[0][1])} partners by {listed(self.names)}>"


def rounded_steps(worked: Worked) -> tuple[int, ...]:
    """Return where each part stands that was rounded by itself, in the order of the parts.

    Args:
        worked: the steps of a year that is rounded element by element.
    """
    last = worked.working.position(ResultKind.CONTRIBUTION)
    step = worked.steps[last]
    return step.args if step.op is Op.ADD else (last,)


def beside_the_budget(worked: Worked, call: Money) -> tuple[ByPartner[Money], ByPartner[Money]]:
    """Return what each partner bought at a price, and what is its own, to the penny.

    Both are as they were before limits and rounding. With the budget's call they sum to the whole
    call, so each is rounded after what comes before it.

    Args:
        worked: the steps with their figures.
        call: the budget's call.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> priced, own = beside_the_budget(result.worked, result.facts.budget.call())
        >>> priced["Sefton"], own["Sefton"]
        (Money('0.00'), Money('0.00'))
    """
    besides = (at for result, at in worked.working.results if result.is_own)
    priced, own = (_sum(worked, positions) for positions in (worked.working.priced, besides))
    budget, penny = (Fraction(call.pence),), Fraction(1)
    turns = tuple(map(Fraction, range(1, len(priced) + 1)))
    rounded = (
        whole_units(priced, penny, turns, budget),
        whole_units(own, penny, turns, (*budget, *priced)),
    )
    bought, besides_it = (_money(worked.partners, map(int, units.amounts)) for units in rounded)
    return bought, besides_it


def _sum(worked: Worked, positions: Iterable[int]) -> Column:
    columns = [worked.column(at) for at in positions]
    rows = range(len(worked.partners))
    return tuple(sum((column[row] for column in columns), Fraction(0)) for row in rows)


def _money(partners: tuple[str, ...], pence: Iterable[int]) -> ByPartner[Money]:
    return ByPartner.of(partners, (Money.from_pence(amount) for amount in pence))
