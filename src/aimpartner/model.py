"""The whole: everything recorded of an agency, and what its formula makes of a year."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import AimpartnerWarning, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.exact import listed
from aimpartner.funding.budget import Budget
from aimpartner.funding.contributions import Contributions
from aimpartner.funding.facts import YearFacts
from aimpartner.funding.formula import Formula
from aimpartner.funding.published import Published
from aimpartner.parties.decisions import Approval
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.register import Register, taken_on
from aimpartner.periods import FinancialYear, in_words, parse_optional_day


@frozen
class Model:
    """Everything recorded of one agency.

    Args:
        partnership: who is bound, by what, until when.
        evidence: what was counted.
        budgets: the budgets, each a version of a year.
        formulas: the formulas, each in force on some days.
        published: figures that others published.

    Raises:
        ModelError: somebody is named who is no partner; a version of a budget is given twice, or
            is one of several and has no day; or two formulas are in force on one day.

    Example:
        >>> from aimpartner import samples
        >>> samples.load("aim").partnership.names
        ('Knowsley', 'Liverpool', 'Sefton', 'Wirral')
    """

    partnership: Partnership
    evidence: Evidence = field(factory=Evidence)
    budgets: tuple[Budget, ...] = field(default=(), converter=ordered)
    formulas: tuple[Formula, ...] = field(default=(), converter=ordered)
    published: tuple[Published, ...] = field(default=(), converter=ordered)

    def __attrs_post_init__(self) -> None:
        """Check that the parts agree."""
        for subject, partner in _named(self):
            if partner not in self.partnership.names:
                rule = f"name one of {listed(self.partnership.names)}"
                raise ModelError(subject, rule, repr(partner))
        _check_versions(self.budgets)
        for index, formula in enumerate(self.formulas):
            for other in self.formulas[:index]:
                if formula.in_force.overlap(other.in_force):
                    names = listed((other.name, formula.name))
                    raise ModelError("Formula", "be the only one in force on a day", names)

    def facts(self, year: FinancialYear | str, known_on: date | str | None = None) -> YearFacts:
        """Return everything of a year already resolved.

        The budget has a line for each partner-provided service that one of its pools shares,
        where it does not have the line already.

        Args:
            year: the year charged.
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: the year has no budget, no formula, or partners that change within it; or
                a pool is in no element.

        Example:
            >>> from aimpartner import samples
            >>> samples.load("aim").facts("2021/22").host
            'Knowsley'
        """
        wanted, known = FinancialYear.parse(year), parse_optional_day(known_on)
        *superseded, newest = self._budgets(wanted, known)
        budget = newest.with_services(self.partnership.services)
        formula = self._formula(wanted)
        _check_pools(budget, formula)
        return YearFacts(
            wanted,
            self.partnership,
            self._partners(wanted),
            self.partnership.host(wanted.first),
            budget,
            formula,
            self.evidence,
            tuple(each for each in self.published if each.year == wanted and each.is_known(known)),
            tuple(superseded),
            known,
        )

    def register(self, body: str | None = None) -> Register:
        """Return every decision recorded, by day: the partnership's, on budgets and on formulas.

        Args:
            body: the body whose decisions are wanted, as in `Partnership.register`; left out, all.
        """
        approvals = [(each.title, each.approval) for each in self.budgets]
        approvals += [(each.title, each.approval) for each in self.formulas]
        register = Register(dict.fromkeys((*self.partnership.register(), *taken_on(approvals))))
        return register if body is None else register.of(body)

    def _budgets(self, year: FinancialYear, known: date | None) -> list[Budget]:
        """Return the versions of the year's budget that were known, the newest last."""
        of_year = [each for each in self.budgets if each.year == year]
        found = [e for e in of_year if known is None or e.day is None or e.day <= known]
        if not found:
            by = f" by {in_words(known)}" if known else ""
            have = listed(f"{each.title} ({each.day})" for each in self.budgets)
            raise ModelError(f"Year {year}", f"have a budget{by}", have)
        return sorted(found, key=lambda each: each.day or date.min)

    def _formula(self, year: FinancialYear) -> Formula:
        """Return the formula that is in force on every day of the year."""
        found = [each for each in self.formulas if each.in_force.overlap(year.days)]
        if len(found) == 1 and found[0].in_force.overlap(year.days) == year.days:
            return found[0]
        got = listed(f"{each.name} ({each.in_force})" for each in found)
        raise ModelError(
            f"Year {year}", "have one formula in force from its first day to its last", got
        )

    def _partners(self, year: FinancialYear) -> tuple[str, ...]:
        """Return who pays in the year; each is a member for all of it or none of it."""
        members = [each for each in self.partnership.members(year.days) if each.pays]
        if not members:
            raise ModelError(f"Year {year}", "have a partner that pays", "none")
        for each in members:
            if not each.is_member_throughout(year.days):
                rule = "be a member from the first day of the year to the last"
                remedy = "Calculate only years in which nobody joins or leaves part-way."
                spells = listed(each.member)
                raise ModelError(f"{each.name} in {year}", rule, spells, remedy)
        return tuple(each.name for each in members)


def _named(model: Model) -> Iterator[tuple[str, str]]:
    """Return who is named as a partner anywhere in a model, and where."""
    yield from ((each.address, each.partner) for each in model.evidence.observations)
    yield from ((f"{e.what} of {e.partner} in {e.year}", e.partner) for e in model.published)
    for budget in model.budgets:
        lines = (line for line in budget.lines if line.incurred_by)
        yield from ((f"Who incurs {budget.address(each)}", each.incurred_by) for each in lines)
        yield from _asked(budget.title, budget.approval)
    for formula in model.formulas:
        numbers = [partner for given in formula.agreed for partner in given.numbers]
        yield from ((f"Agreed numbers of {formula.title}", partner) for partner in numbers)
        order = formula.rounding.order
        yield from ((f"Order of ties of {formula.title}", partner) for partner in order)
        yield from _asked(formula.title, formula.approval)


def _asked(title: str, approval: Approval | None) -> Iterator[tuple[str, str]]:
    """Return who is asked to approve a thing."""
    for partner in approval.required if approval else ():
        yield f"Approval of {title}", partner


def _check_versions(budgets: tuple[Budget, ...]) -> None:
    """Refuse a version given twice, and one of several without a day to tell which is newer."""
    for each in budgets:
        others = [other for other in budgets if other.year == each.year and other is not each]
        if any(other.version == each.version for other in others):
            raise ModelError(f"Budget of {each.year}", "have each version once", each.version)
        if others and each.day is None:
            remedy = "The newest version counts, so each of several needs its day."
            raise ModelError(each.title.capitalize(), "have a day", "none", remedy)


def _check_pools(budget: Budget, formula: Formula) -> None:
    """Refuse a year in which a pool is in no element, or an element's pool in no budget."""
    for pool in budget.pools:
        if pool not in formula.pools:
            subject = f"Pool {pool} of {budget.year}"
            raise ModelError(subject, f"be in an element of {formula.title}", "none")
    for pool in formula.pools:
        if pool not in budget.pools:
            rule = f"be one that counts towards the call of {budget.year}: {listed(budget.pools)}"
            raise ModelError(f"Pool of {formula.title}", rule, pool)


def calculate(
    model: Model, year: FinancialYear | str, known_on: date | str | None = None
) -> Contributions:
    """Return what each partner pays for a year, exact to the penny.

    Args:
        model: everything recorded of the agency.
        year: the year charged.
        known_on: the day of the knowledge; left out, everything recorded.

    Returns:
        The contributions. Each notice they carry is also warned of, once.

    Raises:
        ModelError: the year cannot be resolved; see `Model.facts`.
        EvidenceError: a figure that the formula needs is missing or suppressed.
        ApportionmentError: a sum has no answer.

    Example:
        ...
        >>> from aimpartner import samples
        >>> calculate(samples.load("aim"), "2021/22")["Sefton"].amount
        Money('524027.76')
    """
    result = Contributions.of(model.facts(year, known_on))
    for notice in result.notices:
        warnings.warn(notice.words, AimpartnerWarning, stacklevel=2)
    return result
