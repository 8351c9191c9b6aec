"""The issues of an agency, year by year: which is in force, and what they tell later years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from aimpartner.budget.budget import Budget
from aimpartner.errors import ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import ISSUED, Measure, Observation, issued_of
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula
from aimpartner.issue.issue import Issued
from aimpartner.issue.parts import part
from aimpartner.periods import FinancialYear, in_words


def in_force(
    agency: str, issues: Sequence[Issued], year: FinancialYear, known: date | None
) -> Issued:
    """Return the newest issue of a year's contributions that was known by a day.

    Args:
        agency: the agency's name.
        issues: its issues, of any year.
        year: the year charged.
        known: the day of the knowledge; `None` is everything recorded.

    Raises:
        ModelError: nothing was issued for the year by the day.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> first = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> in_force(first.agency, [first], first.year, None).version
        '1'
    """
    newest = newest_of(issues, year, known)
    if newest is None:
        of_year = [issue for issue in issues if issue.year == year]
        by = f" by {in_words(known)}" if known else ""
        have = listed(f"version {issue.version} ({issue.on})" for issue in of_year)
        raise ModelError(f"{agency} {year}", f"have contributions issued{by}", have)
    return newest


def newest_of(issues: Sequence[Issued], year: FinancialYear, known: date | None) -> Issued | None:
    """Return the newest issue of a year that was known by a day; `None` where there is none.

    Args:
        issues: the issues, of any year.
        year: the year charged.
        known: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> newest_of([], FinancialYear(2021), None) is None
        True
    """
    of_year = (issue for issue in issues if issue.year == year)
    candidates = (issue for issue in of_year if known is None or issue.on <= known)
    return max(candidates, key=lambda issue: issue.on, default=None)


def with_issues(
    evidence: Evidence, issues: Sequence[Issued], formulas: Sequence[Formula] = ()
) -> Evidence:
    """Return the evidence, and with it what was issued, each known from its day of issue.

    Args:
        evidence: what was counted.
        issues: the issues, of any year.
        formulas: the formulas recorded; what a limit of theirs compares with is told by itself.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> first = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> print(with_issues(Evidence(), [first]).find(ISSUED, "Sefton", "2021/22").value)
        524027.76
    """
    if not issues:
        return evidence
    replaced = _replaced(issues)
    observations = [seen for issue, gone in replaced for seen in issue.as_evidence(gone)]
    for elements in compared(formulas):
        observations += _parts(replaced, formulas, elements)
    words = {ISSUED: "contribution as issued"}
    words |= {issued_of(of): f"as issued, of {_of(of)}" for of in compared(formulas)}
    known = {measure.name for measure in evidence.measures}
    seen = {observation.measure for observation in observations} - known
    measures = [Measure(name, said, "pounds") for name, said in words.items() if name in seen]
    return Evidence((*evidence.measures, *measures), (*evidence.observations, *observations))


def compared(formulas: Sequence[Formula]) -> tuple[tuple[str, ...], ...]:
    """Return the elements whose issued amounts limits compare with; none for all that is shared.

    Args:
        formulas: the formulas.

    Example:
        >>> from aimpartner import samples
        >>> compared(samples.load("aim").formulas)
        ()
    """
    limits = (limit for formula in formulas for limit in formula.limits)
    return tuple(dict.fromkeys(limit.elements for limit in limits if limit.is_of_issues))


def _of(elements: Sequence[str]) -> str:
    return listed(elements) if elements else "all that was shared"


def _parts(
    replaced: Sequence[tuple[Issued, Sequence[str]]],
    formulas: Sequence[Formula],
    elements: tuple[str, ...],
) -> Iterator[Observation]:
    """Go through what issues tell of some elements alone."""
    for issue, others in replaced:
        of = part(issue, elements, _held(issue, formulas))
        if of is not None:
            yield from issue.as_evidence(others, issued_of(elements), of)


def _held(issue: Issued, formulas: Sequence[Formula]) -> dict[str, frozenset[str]]:
    """Return the elements that each limit of an issue held: of its own formulas, as recorded.

    A formula is known by its name and its days, for a later one may have the same name. One that
    is not recorded leaves out what its limits held.
    """
    held: dict[str, frozenset[str]] = {}
    for name, days in issue.formulas:
        own = [
            each for each in formulas if each.name == name and each.in_force.overlap(days) == days
        ]
        if not own:
            return {}
        for limit in own[0].limits:
            held[limit.name] = held.get(limit.name, frozenset()) | {*own[0].held_by(limit)}
    return held


def _replaced(issues: Sequence[Issued]) -> list[tuple[Issued, Sequence[str]]]:
    """Return each issue with the partners of those of its year that it replaces."""
    of_year: dict[FinancialYear, dict[str, None]] = {}
    others: dict[int, Sequence[str]] = {}
    for issue in sorted(issues, key=lambda issue: issue.on):
        names = of_year.setdefault(issue.year, {})
        others[id(issue)] = tuple(names)
        names.update(dict.fromkeys(issue.partners))
    return [(issue, others[id(issue)]) for issue in issues]


def check_call(issued: Issued, budget: Budget) -> None:
    """Refuse an issue whose call is not that of its budget and of what it records beside it.

    Args:
        issued: the issue.
        budget: the version of the budget that it rests on.

    Raises:
        ModelError: something was bought at a price, or is a partner's own, and is not recorded;
            or the budget has been changed since.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> check_call(result.issue("2021-03-26"), result.facts.budget)
    """
    call, (priced, own) = budget.call(), issued.beside_the_budget
    if issued.call != call + priced + own:
        parts = (f"{call} of the budget", f"{priced} for what has a price", f"and {own}")
        rule = f"be {listed(parts)} of partners' own"
        remedy = "Record in the issue what was priced and own, as `Contributions.issue` does."
        raise ModelError(f"Call of {issued.title}", rule, issued.call, remedy)


def check_issues(agency: str, issues: Sequence[Issued], evidence: Evidence) -> None:
    """Refuse an issue of another agency, out of turn, or told by the evidence as well.

    Args:
        agency: the agency's name.
        issues: its issues, of any year.
        evidence: what was counted.

    Raises:
        ModelError: there is such an issue; it names agency, year and version.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> first = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> check_issues(first.agency, [first], Evidence())
    """
    by_day = sorted(issues, key=lambda issued: issued.on)
    earlier: dict[FinancialYear, dict[str, Issued]] = {}
    for issue in by_day:
        check_issue(agency, issue, earlier.setdefault(issue.year, {}), evidence)
        earlier[issue.year][issue.version] = issue


def check_issue(agency: str, issue: Issued, earlier: dict[str, Issued], evidence: Evidence) -> None:
    """Refuse an issue of another agency, out of turn, or told by the evidence as well.

    Args:
        agency: the agency's name.
        issue: the issue.
        earlier: those of its year before it by version, in the order of their days.
        evidence: what was counted.

    Raises:
        ModelError: it is one of these; it names agency, year and version.
    """
    if issue.agency != agency:
        raise ModelError("Issue", f"be of {agency}", issue.title)
    if earlier:
        _check_turn(issue, earlier)
    for partner in issue.partners:
        for seen in evidence.editions(ISSUED, partner, issue.year):
            rule = f"be recorded once; {issue.title} tells it"
            got = f"{seen.value} in the evidence ({seen.source or 'no source'})"
            raise ModelError(seen.address, rule, got, "Remove it from the evidence.")


def _check_turn(issue: Issued, earlier: dict[str, Issued]) -> None:
    """Refuse an issue that does not replace the one just before it in its year.

    Those before it follow one another, so three of them tell whether it follows them all: the
    first, the one of its own version where there is one, and the last.
    """
    first, last = next(iter(earlier.values())), next(reversed(earlier.values()))
    for before in (first, earlier.get(issue.version, last), last):
        issue.check_follows(before)
    if issue.replaces != last.version:
        subject = f"Version that {issue.title} replaces"
        rule = f"be {last.version!r}, in force until {in_words(issue.on)}"
        got = repr(issue.replaces) if issue.replaces else "none"
        raise ModelError(subject, rule, got, "Record issues one after another: `recorded` does.")
