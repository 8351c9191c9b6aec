"""The whole: everything recorded of an agency, and what its formula makes of a year."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import cached_property

from attrs import field, frozen

from aimpartner.budget.budget import Budget
from aimpartner.by import ordered
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import AimpartnerWarning, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.published import Published
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula
from aimpartner.issue.in_force import (
    check_issue,
    check_issues,
    in_force,
    newest_of,
    with_issues,
)
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.one_line import counted
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.register import Register, taken_on
from aimpartner.periods import FinancialYear, in_words, parse_optional_day
from aimpartner.tables import COUNT, Column, Drawn, Table
from aimpartner.validators import check_once
from aimpartner.year.buyers import bought_in, buyers
from aimpartner.year.facts import YearFacts
from aimpartner.year.segments import divided, formulas_of

_COLUMNS = (Column("part"), Column("count", COUNT), Column("of", is_drawn=False))


@frozen(repr=False, field_transformer=checked)
class Model(Drawn):
    """Everything recorded of one agency.

    Args:
        partnership: who is bound, by what, until when.
        evidence: what was counted.
        budgets: the budgets, each a version of a year.
        formulas: the formulas, each in force on some days.
        published: figures that others published.
        issued: the contributions as notified, each an issue of a year; known from the day of
            issue, they are what later years call last year's.

    Raises:
        ModelError: somebody is named who is no partner; a version of a budget is given twice, or
            is one of several and has no day; two formulas are in force on one day; or an issue is
            another agency's, does not follow the one before it, or is in the evidence as well.

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
    issued: tuple[Issued, ...] = field(default=(), converter=ordered)

    def __attrs_post_init__(self) -> None:
        """Check that the parts agree."""
        _check_named(self.partnership, _named(self))
        _check_versions(self.budgets)
        for index, formula in enumerate(self.formulas):
            for other in self.formulas[:index]:
                if formula.in_force.overlap(other.in_force):
                    names = listed((other.name, formula.name))
                    raise ModelError("Formula", "be the only one in force on a day", names)
        check_issues(self.partnership.agency, self.issued, self.evidence)

    def facts(self, year: FinancialYear | str, known_on: date | str | None = None) -> YearFacts:
        """Return everything of a year already resolved.

        The budget has a line for each partner-provided service that one of its pools shares,
        where it does not have the line already.

        Args:
            year: the year charged.
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: the year has no budget, or a day without a formula; a partner joins or
                leaves within it and the effect is not stated; or a pool is in no element.

        Example:
            >>> from aimpartner import samples
            >>> samples.load("aim").facts("2021/22").host
            'Knowsley'
        """
        wanted, known = FinancialYear.parse(year), parse_optional_day(known_on)
        *superseded, newest = self._budgets(wanted, known)
        budget = newest.with_services(self.partnership.services)
        rules = formulas_of(wanted, self.formulas)
        division = divided(wanted, self.partnership, rules, self._buyers(wanted, rules, known))
        for formula in division.formulas:
            _check_pools(budget, formula)
        return YearFacts(
            wanted,
            self.partnership,
            self.partnership.host(wanted.last),
            budget,
            division,
            self._counted,
            tuple(
                figure
                for figure in self.published
                if figure.year == wanted and figure.is_known(known)
            ),
            tuple(superseded),
            known,
            newest_of(self.issued, wanted, known),
            self.formulas,
        )

    def _buyers(
        self, year: FinancialYear, rules: Sequence[Formula], known: date | None
    ) -> dict[str, tuple[str, ...]]:
        bought = bought_in(year, rules, self._counted, known)
        return buyers(year, bought, self.partnership.successions)

    @cached_property
    def _counted(self) -> Evidence:
        """The evidence, and with it what was issued."""
        return with_issues(self.evidence, self.issued, self.formulas)

    def issue_in_force(
        self, year: FinancialYear | str, known_on: date | str | None = None
    ) -> Issued:
        """Return the newest issue of a year's contributions.

        Args:
            year: the year charged.
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: nothing was issued for the year by the day.

        Example:
            ...
            >>> from aimpartner import samples
            >>> aim = samples.load("aim")
            >>> told = aim.recorded(calculate(aim, "2021/22").issue("2021-03-26"))
            >>> told.issue_in_force("2021/22").amount("Sefton")
            Money('524027.76')
        """
        wanted, known = FinancialYear.parse(year), parse_optional_day(known_on)
        return in_force(self.partnership.agency, self.issued, wanted, known)

    def recorded(self, issue: Issued) -> Model:
        """Return the model with an issue; one of a year issued before replaces it.

        Args:
            issue: the contributions as notified; a reissue has a version, a later day and a
                reason of its own.

        Raises:
            ModelError: the issue does not follow the one before it; see `Issued.replacing`.

        Example:
            ...
            >>> from aimpartner import samples
            >>> aim = samples.load("aim")
            >>> result = calculate(aim, "2021/22")
            >>> again = result.issue("2021-11-04", version="2", reason="a post was filled late")
            >>> told = aim.recorded(result.issue("2021-03-26")).recorded(again)
            >>> [each.replaces for each in told.issued]
            ['', '1']
        """
        of_year = [each for each in self.issued if each.year.starts == issue.year.starts]
        earlier = sorted(of_year, key=lambda each: each.on)
        if earlier:
            issue = issue.replacing(earlier[-1])
        _check_named(self.partnership, _named_in(issue))
        by_version = {each.version: each for each in earlier}
        check_issue(self.partnership.agency, issue, by_version, self.evidence)
        return self._with(issue)

    def _with(self, issue: Issued) -> Model:
        """Return the model with an issue that agrees with it; the rest was checked already."""
        later = copy(self)
        object.__setattr__(later, "issued", (*self.issued, issue))  # of a value nobody has yet
        return later

    def register(self, body: str | None = None) -> Register:
        """Return every decision recorded, by day: the partnership's, on budgets and on formulas.

        Args:
            body: the body whose decisions are wanted, as in `Partnership.register`; left out, all.
        """
        approvals = [(budget.title, budget.approval) for budget in self.budgets]
        approvals += [(formula.title, formula.approval) for formula in self.formulas]
        register = Register(dict.fromkeys((*self.partnership.register(), *taken_on(approvals))))
        return register if body is None else register.of(body)

    def table(self) -> Table:
        """Return what is recorded: a row a part, and below them what it is of."""
        published = (f"{figure.called} {figure.year}" for figure in self.published)
        seen = (observation.year for observation in self.evidence.observations)
        parts: dict[str, Sequence[object]] = {
            "partners": self.partnership.names,
            "measures": [measure.name for measure in self.evidence.measures],
            "years of evidence": sorted(set(seen)),
            "budgets": [budget.title for budget in self.budgets],
            "formulas": [formula.name for formula in self.formulas],
            "published figures": [*published],
            "issues": [issue.title for issue in self.issued],
        }
        rows = ((part, len(those), listed(those)) for part, those in parts.items())
        notes = (f"{part}: {listed(those)}." for part, those in parts.items() if those)
        return Table([f"Model of {self.partnership.agency}"], _COLUMNS, rows, notes)

    def _in_short(self) -> str:
        parts = {
            "partner": len(self.partnership.partners),
            "budget": len(self.budgets),
            "formula": len(self.formulas),
        }
        held = listed(counted(count, part) for part, count in parts.items())
        return f"<Model of {self.partnership.agency}: {held}>"

    def _budgets(self, year: FinancialYear, known: date | None) -> list[Budget]:
        """Return the versions of the year's budget that were known, the newest last."""
        of_year = [budget for budget in self.budgets if budget.year == year]
        versions = [
            budget
            for budget in of_year
            if known is None or budget.day is None or budget.day <= known
        ]
        if not versions:
            by = f" by {in_words(known)}" if known else ""
            have = listed(map(_dated, self.budgets))
            remedy = "Record a budget of the year, or ask for a year that has one."
            raise ModelError(f"Year {year}", f"have a budget{by}", have, remedy)
        return sorted(versions, key=lambda budget: budget.day or date.min)


def _dated(budget: Budget) -> str:
    """Return a budget with its day; one without is known on every day."""
    return f"{budget.title} ({in_words(budget.day) if budget.day else 'without a day'})"


def _check_named(partnership: Partnership, named: Iterable[tuple[str, str]]) -> None:
    """Refuse somebody who is named and is no partner."""
    names = frozenset(partnership.names)
    for subject, partner in named:
        if partner not in names:
            rule = f"name one of {listed(partnership.names)}"
            raise ModelError(subject, rule, repr(partner))


def _named(model: Model) -> Iterator[tuple[str, str]]:
    """Return who is named as a partner anywhere in a model, and where."""
    yield from ((seen.address, seen.partner) for seen in model.evidence.firsts)
    said = (each for each in model.published if each.partner)
    yield from ((f"{e.what} of {e.partner} in {e.year}", e.partner) for e in said)
    for budget in model.budgets:
        lines = (line for line in budget.lines if line.incurred_by)
        yield from ((f"Who incurs {budget.address(line)}", line.incurred_by) for line in lines)
        yield from _asked(budget.title, budget.approval)
    for formula in model.formulas:
        yield from ((f"Agreed numbers of {formula.title}", name) for name in formula.named)
        for element in formula.shared:
            subject = f"Partner of element {element.name} of {formula.title}"
            yield from ((subject, partner) for partner in element.partners)
        order = formula.rounding.order
        yield from ((f"Order of ties of {formula.title}", partner) for partner in order)
        for limit in formula.limits:
            subject = f"Bearer of limit {limit.name} of {formula.title}"
            yield from ((subject, partner) for partner in limit.bearers)
        yield from _asked(formula.title, formula.approval)
    for issue in model.issued:
        yield from _named_in(issue)


def _named_in(issue: Issued) -> Iterator[tuple[str, str]]:
    """Return who is named as a partner in an issue, and where."""
    yield from ((f"Partner in {issue.title}", partner) for partner in issue.partners)


def _asked(title: str, approval: Approval | None) -> Iterator[tuple[str, str]]:
    """Return who is asked to approve a thing."""
    for partner in approval.required if approval else ():
        yield f"Approval of {title}", partner


def _check_versions(budgets: tuple[Budget, ...]) -> None:
    """Refuse a version given twice, and one of several without a day to tell which is newer."""
    check_once("Model", "budget", (budget.title for budget in budgets))
    for budget in budgets:
        others = [other for other in budgets if other.year == budget.year and other is not budget]
        if others and budget.day is None:
            remedy = "The newest version counts, so each of several needs its day."
            raise ModelError(budget.title.capitalize(), "have a day", "none", remedy)


def _check_pools(budget: Budget, formula: Formula) -> None:
    """Refuse a year in which a pool is in no element, or an element's pool in no budget."""
    for pool in budget.pools:
        if pool not in formula.pools:
            subject = f"Pool {pool} of {budget.year}"
            remedy = "Add it to the pools of an element, or add an element for it."
            rule, at = f"be in an element of {formula.title}", f"budget/{budget.year.key}/{pool}"
            raise ModelError(subject, rule, "none", remedy, at=at)
    for pool in formula.pools:
        if pool not in budget.pools:
            rule = f"be one that counts towards the call of {budget.year}: {listed(budget.pools)}"
            remedy = "Add a line of the pool to the budget, or take the pool out of the formula."
            at = f"pools/{formula.name}/{pool}"
            raise ModelError(f"Pool of {formula.title}", rule, pool, remedy, at=at)


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
