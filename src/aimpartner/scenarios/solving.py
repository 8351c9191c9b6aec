"""Which total makes a partner's contribution the published one: a range under each formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from attrs import evolve, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.evidence.published import CONTRIBUTION, Published, in_words
from aimpartner.exact import listed, nearest, percent
from aimpartner.formula.formula import Formula
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.scenarios.linear import Linear
from aimpartner.tables import PER_CENT, POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once
from aimpartner.year.facts import YearFacts

_NEITHER = (None, None)
_COLUMNS = (
    Column("formula"),
    Column("share", PER_CENT),
    Column("least total", POUNDS, head="least", blank="no total"),
    Column("most total", POUNDS, head="most", blank="no total"),
    *columns(POUNDS, "least of the line", "most of the line", is_drawn=False),
)


@frozen(repr=False, field_transformer=checked)
class Solved(OneLine):
    """The totals that meet a published figure under one formula.

    Every total outside the range fails to meet it, and both ends meet it. Between the ends one
    may fail by the rounding, for by the largest remainder a larger total can give one partner a
    unit less.

    Args:
        formula: the formula's name.
        share: the partner's share of the line solved for.
        totals: the least and the most call; `None` where no whole penny meets the figure.
        amounts: the least and the most amount of the line, in the same way.
        marking: words that every showing of the formula's results carries.

    Example:
        >>> Solved("equal", Fraction(1, 4), (Money("99.98"), Money("100.01")), None).totals[0]
        Money('99.98')
    """

    formula: str
    share: Fraction
    totals: tuple[Money, Money] | None
    amounts: tuple[Money, Money] | None
    marking: str = ""


@frozen(repr=False, field_transformer=checked)
class BackSolved(Drawn):
    """A published contribution, and the totals that meet it under several formulas.

    Args:
        published: the figure.
        line: the line of the budget that was solved for; every other input stays.
        solved: a range a formula.

    Example:
        >>> from aimpartner import samples
        >>> figure = samples.load("aim").published[0]
        >>> BackSolved(figure, "agency/total costs", []).published.partner
        'Sefton'
    """

    published: Published
    line: str
    solved: tuple[Solved, ...] = field(converter=ordered)

    def __iter__(self) -> Iterator[Solved]:
        """Go through the formulas."""
        return iter(self.solved)

    def table(self) -> Table:
        """Return a row a formula: the least and the most total, nothing where none meets it.

        In a frame stand also the least and the most amount of the line.
        """
        rows = (
            (
                answer.formula,
                answer.share,
                *(answer.totals or _NEITHER),
                *(answer.amounts or _NEITHER),
            )
            for answer in self.solved
        )
        return Table(self._title(), _COLUMNS, rows, self._notes())

    def _title(self) -> list[str]:
        said = self.published
        markings = dict.fromkeys(answer.marking for answer in self.solved if answer.marking)
        figure = f"{said.partner}, {said.year}: {said.amount} to the nearest {said.rounded_to}"
        return [*markings, f"Which totals make {figure}?"]

    def _notes(self) -> list[str]:
        said = self.published
        notes = [f"Solved for {self.line}; every other input stays as it is."]
        notes.append(f"The figure: {said.what}; {said.source}.")
        if not said.is_comparable:
            notes.append("It measures something else than a contribution to the call.")
        return notes

    def _in_short(self) -> str:
        said = self.published
        names = listed(answer.formula for answer in self.solved)
        return f"<BackSolved {said.partner} {said.year} {said.amount}: {names}>"


def back_solve(
    model: Model,
    published: Published,
    formulas: Iterable[Formula],
    line: str = "",
    known_on: date | str | None = None,
) -> BackSolved:
    """Return the totals that make a partner's contribution the published one.

    Before rounding, a contribution is a straight line over the amount of a line of the budget.
    That gives the range by algebra; the few totals at its ends at which the rounding could turn
    are then calculated each, so the range is exact to the penny.

    Args:
        model: everything else that counts.
        published: the figure, with its partner, year and rounding.
        formulas: the formulas to solve under, one at a time.
        line: the line to solve for, as pool/line; it may be left out where only one adds to the
            call.
        known_on: the day of the knowledge; left out, everything recorded.

    Raises:
        InvalidValueError: no formula is given, or two share a name.
        ModelError: the year cannot be resolved, the figure is no contribution in pounds, its
            partner is not in the year, the line is not one that adds to the call, or a limit or
            choice of the formula depends on it.
        ApportionmentError: the partner has no share in the line.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> found = back_solve(aim, aim.published[0], aim.formulas)
        >>> [str(end) for end in found.solved[0].totals]
        ['£3,227,745.96', '£3,233,911.72']
    """
    wanted = tuple(formulas)
    names = [formula.name for formula in wanted]
    if not names:
        raise InvalidValueError("Formulas", "be given", "nothing")
    check_once("Formulas", "formula", names, error=InvalidValueError)
    years = [
        evolve(model, formulas=[formula]).facts(published.year, known_on) for formula in wanted
    ]
    key = _line(years[0], line)
    return BackSolved(published, key, [_solved(facts, key, published) for facts in years])


def _line(facts: YearFacts, wanted: str) -> str:
    """Return the key of the line to solve for."""
    adding = [line.key for line in facts.budget.lines if line.sign > 0 and not line.rule]
    if wanted in adding:
        return wanted
    if wanted or len(adding) != 1:
        rule = f"be one that adds to the call: {listed(adding)}"
        got = repr(wanted) if wanted else "none named"
        raise ModelError(f"Line of {facts.budget.title} to solve for", rule, got)
    return adding[0]


def _solved(facts: YearFacts, key: str, published: Published) -> Solved:
    """Return the totals under the formula of a year's facts."""
    partner, formula = published.partner, facts.formula
    amount, unit = _in_pounds(published)
    if partner not in facts.partners:
        rule = f"be one of {listed(facts.partners)}"
        subject, remedy = f"Partner of the figure of {facts.year}", near(partner, facts.partners)
        raise ModelError(subject, rule, partner, remedy)
    linear, who = Linear.of(facts, key), facts.partners.index(partner)
    _, share = linear.exact[who]
    if share <= 0:
        subject = f"{partner} in {facts.year} under {formula.title}"
        raise ApportionmentError(subject, f"have a share in {key}", percent(share))
    half = Fraction(unit.pence, 2)
    bounds = (amount.pence - half, amount.pence + half)
    ends = linear.ends(who, *bounds)
    if ends is None:
        return Solved(formula.name, share, None, None, formula.marking)
    rest = sum((low for low, _ in linear.exact), Fraction(0))
    least, most = (Money.from_pence(nearest(rest + end)) for end in ends)
    amounts = (Money.from_pence(ends[0]), Money.from_pence(ends[1]))
    return Solved(formula.name, share, (least, most), amounts, formula.marking)


def _in_pounds(published: Published) -> tuple[Money, Money]:
    """Return a published contribution and its rounding, in pounds."""
    amount, unit = published.amount, published.rounded_to
    is_contribution = published.where == CONTRIBUTION and published.partner
    if isinstance(amount, Money) and isinstance(unit, Money) and is_contribution:
        return amount, unit
    subject = f"Figure of {published.year} to solve for"
    got = f"{in_words(amount)} of {published.called}"
    raise ModelError(subject, "be what one partner contributes, in pounds", got)
