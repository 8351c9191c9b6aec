"""What is legal but doubtful about a year: said on every result, never silently passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import frozen

from aimpartner.budget.budget import Budget
from aimpartner.evidence.derived import counted_in
from aimpartner.evidence.measures import Observation, read_address
from aimpartner.evidence.quarters import WHOLE, Quarters
from aimpartner.exact import listed
from aimpartner.formula.bases.basis import throughout
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.formula import Formula
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import DateRange, FinancialYear, days_on, in_words
from aimpartner.sources import Source
from aimpartner.working.steps import Step, Working
from aimpartner.year.bounds_compared import bounds_compared
from aimpartner.year.buyers import bought_in
from aimpartner.year.facts import YearFacts
from aimpartner.year.host_charges import host_charges
from aimpartner.year.idle_rules import idle_rules
from aimpartner.year.spans import spans

_COVERED = (AgreementState.IN_TERM, AgreementState.EXTENDED)


@frozen(repr=False, field_transformer=checked)
class Notice(OneLine):
    """One doubtful thing.

    Args:
        subject: what it is about: knowledge, issue, agreement, host, partners, budget, formula,
            evidence, assumption, limits.
        words: the whole sentence.

    Example:
        >>> print(Notice("formula", "No approval of the formula is recorded."))
        No approval of the formula is recorded.
    """

    subject: str
    words: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.words


def notices(facts: YearFacts, working: Working) -> tuple[Notice, ...]:
    """Return what is doubtful about a year: agreement, approvals, evidence, assumptions."""
    observed = facts.observed(working)
    doubts = (
        *_of_knowledge(facts),
        *_of_issue(facts),
        *_of_agreement(facts),
        *_of_host(facts),
        *(Notice("host", words) for words in host_charges(facts)),
        *_of_partners(facts),
        *_of_approval(facts, "budget", "budget", facts.budget.approval),
        *_of_formulas(facts),
        *_of_overrides(facts),
        *(Notice("formula", words) for words in idle_rules(facts)),
        *_of_absent(facts),
        *(Notice("formula", words) for words in bounds_compared(facts)),
        *_of_spans(facts),
        *_of_buyers(facts),
        *_of_evidence(facts, observed),
        *_of_later_years(facts, observed),
        *_of_part_years(facts, working),
        *_of_editions(observed),
        *_of_sources(facts, working),
    )
    return tuple(dict.fromkeys(doubts))


def _of_knowledge(facts: YearFacts) -> Iterator[Notice]:
    """Say as of which day a year is told, and which versions of its budget were passed over."""
    if facts.known_on:
        yield Notice("knowledge", f"As known on {in_words(facts.known_on)}.")
    for budget in facts.superseded:
        before = (
            f"Version {budget.version} of the budget ({budget.status}) asked for {budget.call()}"
        )
        used = f"version {facts.budget.version} ({facts.budget.status}) is used"
        yield Notice("budget", f"{before}; {used}.")


def _of_issue(facts: YearFacts) -> Iterator[Notice]:
    """Say that the year was issued already: a recalculation is owed by nobody."""
    issued = facts.issued
    if issued:
        told = f"Contributions of {facts.year} were issued on {in_words(issued.on)}"
        words = f"{told} (version {issued.version}, {issued.total} in all)"
        yield Notice("issue", f"{words}; this is a recalculation, and what was issued stays due.")


def _of_agreement(facts: YearFacts) -> Iterator[Notice]:
    agreement = facts.partnership.agreement
    if agreement is None:
        yield Notice("agreement", "No partnership agreement is recorded.")
        return
    for days in facts.year.days.split(*agreement.turning_days(facts.known_on)):
        yield from _of_days(agreement, days, facts)


def _of_days(agreement: Agreement, days: DateRange, facts: YearFacts) -> Iterator[Notice]:
    """Say what is doubtful about the agreement on days that are alike."""
    state = agreement.state(days.first, facts.known_on)
    grounds = agreement.assumptions(days.first, facts.known_on)
    late = agreement.decided_late(days.first, facts.known_on, days.first)
    rests = [*late, *grounds]
    if state in _COVERED and not rests:
        return
    governing = agreement.governing(days.first, facts.known_on)
    outstanding = governing.approval.outstanding(facts.known_on)
    unapproved = f", not approved by {listed(outstanding)}" if outstanding else ""
    words = f"{state.value}{unapproved}{_until_then(agreement, days, facts)}"
    words += f"; this rests on {', and on '.join(rests)}" * bool(rests)
    span = f"From {in_words(days.first)} to {in_words(days.last or days.first)}"
    yield Notice("agreement", f"{span} the agreement is {words}.")


def _until_then(agreement: Agreement, days: DateRange, facts: YearFacts) -> str:
    """Return until when the days were another thing, where a later decision changed it."""
    first, words = days.first, ""
    later = (made for made in agreement.days_decided if first < made <= (facts.known_on or made))
    for made in later:
        before = agreement.state(first, days_on(made, -1))
        if before is not agreement.state(first, made):
            words = f"; until {in_words(made)} it was {before.value}"
    return words


def _of_host(facts: YearFacts) -> Iterator[Notice]:
    """Say that the host changes within the year, or that nobody hosts: who is paid, not what."""
    days = facts.year.days
    spells = [spell.days for spell in facts.partnership.hosting]
    firsts = [spell.first for spell in spells]
    afters = [spell.after for spell in spells if spell.after]
    hosts = [(facts.partnership.host(e.first), e) for e in days.split(*firsts, *afters)]
    hostings = [
        (host, [spell for _, spell in several])
        for host, several in groupby(hosts, key=lambda pair: pair[0])
    ]
    if len(hostings) > 1:
        names = listed(
            f"{host or 'nobody'} {_from_to(DateRange(several[0].first, several[-1].last))}"
            for host, several in hostings
        )
        words = f"The host changes within the year: {names}"
        yield Notice("host", f"{words}. It moves who is paid, and changes no contribution.")
    for host, several in hostings:
        if host is None:
            span = _from_to(DateRange(several[0].first, several[-1].last))
            yield Notice("host", f"No host is recorded {span}, so nobody is there to be paid.")


def _of_partners(facts: YearFacts) -> Iterator[Notice]:
    """Say where sources disagree on who hosts in the year, and which partner pays nothing.

    A source that names a host is known from the first day that it names it for.
    """
    known_by = facts.known_on or facts.year.last
    for conflict in facts.partnership.conflicts():
        if conflict.days.overlap(facts.year.days) and conflict.days.first <= known_by:
            words = f"Sources disagree on who hosts, {conflict}; {conflict.hosts[0]} is taken."
            yield Notice("host", words)
    for partner in facts.partnership.members(facts.year.days):
        if not partner.pays:
            yield Notice("partners", f"{partner.name} pays nothing, so no call is shared with it.")


def _of_formulas(facts: YearFacts) -> Iterator[Notice]:
    """Say that the formula changes within the year, and by whom each one is not approved."""
    if len(facts.formulas) > 1:
        yield Notice("formula", f"The formula changes within the year: {facts.formula_title}.")
    for formula in facts.formulas:
        thing = "formula" if len(facts.formulas) == 1 else f"formula {formula.name}"
        yield from _of_approval(facts, "formula", thing, formula.approval)


def _of_absent(facts: YearFacts) -> Iterator[Notice]:
    """Say that agreed percentages of somebody absent are restated among those present."""
    for segment in facts.division.segments:
        span = "" if segment.part == 1 else f", {_from_to(segment.days)}"
        for given in segment.formula.agreed:
            absent = [
                n for n, number in given.numbers.items() if number and n not in segment.present
            ]
            if given.unit == "percent" and absent:
                words = f"Percentages are restated among those present, without {listed(absent)}"
                yield Notice("formula", f"{words}{span}.")


def _of_spans(facts: YearFacts) -> Iterator[Notice]:
    """Say that the formulas of the year have different limits, so that each holds its own part."""
    every = spans(facts.division)
    if len(every) > 1:
        held = listed(
            f"{listed(limit.name for limit in span.limits) if span.limits else 'no limit'} "
            f"{_from_to(span.days)} ({facts.division.counted(span.part)})"
            for span in every
        )
        words = "The formulas of the year have different limits, so each part is held by its own"
        yield Notice("formula", f"{words}: {held}.")


def _of_buyers(facts: YearFacts) -> Iterator[Notice]:
    """Say whose units are charged to nobody: no partner that pays in the year is or follows it.

    A suppressed figure of such a one is of no concern.
    """
    year, successions = facts.year, facts.partnership.successions
    found: dict[str, dict[str, None]] = {}
    for units in bought_in(year, facts.formulas, facts.evidence, facts.known_on):
        payers = units.payers(year, successions)
        if units.is_known and not any(name in facts.partners for name in payers):
            found.setdefault(units.partner, {})[units.element] = None
    for name, elements in found.items():
        words = f"{name} has units of {listed(elements)}, which are charged to nobody"
        yield Notice("partners", f"{words}: it is no partner that pays in {year}.")


def _from_to(days: DateRange) -> str:
    last = days.last or days.first
    first = in_words(days.first)
    return f"on {first}" if last == days.first else f"from {first} to {in_words(last)}"


def _of_approval(
    facts: YearFacts, subject: str, thing: str, approval: Approval | None
) -> Iterator[Notice]:
    if approval is None:
        yield Notice(subject, f"No approval of the {thing} is recorded.")
        return
    outstanding = approval.outstanding(facts.known_on)
    if outstanding:
        yield Notice(subject, f"The {thing} is not approved by {listed(outstanding)}.")
    assumed = approval.assumed(facts.known_on)
    if assumed:
        yield Notice(subject, f"The approval of the {thing} by {listed(assumed)} is assumed.")


def _of_overrides(facts: YearFacts) -> Iterator[Notice]:
    """Say which split counts because somebody decided so, whatever its tolerance says."""
    for formula in facts.formulas:
        for element in formula.elements:
            for basis in (part for parent in element.bases for part in throughout(parent)):
                if isinstance(basis, Tolerance) and basis.override:
                    what = f"the {basis.override} split of {element.name}"
                    words = f"By {formula.title} {what} counts whatever its tolerance says"
                    yield Notice("formula", f"{words}: {basis.reason.removesuffix('.')}.")


def _of_evidence(facts: YearFacts, observed: Sequence[Observation]) -> Iterator[Notice]:
    day = facts.budget.day
    late: dict[str, None] = {}
    for figure in observed:
        if day is not None and figure.released is not None and figure.released > day:
            late[f"{figure.measure} {figure.period} ({in_words(figure.released)})"] = None
    if late and day is not None:
        words = f"Released after the budget of {in_words(day)}: {listed(late)}."
        yield Notice("evidence", words)


def _of_later_years(facts: YearFacts, observed: Sequence[Observation]) -> Iterator[Notice]:
    """Say which figures are of a year after the one charged, where nothing tells their release."""
    later: dict[str, None] = {}
    for figure in observed:
        if figure.year > facts.year and figure.released is None:
            later[f"{figure.measure} in {figure.period}"] = None
    if later:
        words = f"Figures of {listed(later)} are counted for {facts.year}, an earlier year"
        yield Notice("evidence", f"{words}; no day of release is recorded.")


def _of_part_years(facts: YearFacts, working: Working) -> Iterator[Notice]:
    """Say which quarters of a year are counted where a formula goes by the year so far."""
    counted: dict[tuple[str, FinancialYear], dict[Quarters, None]] = {}
    for step in working.inputs:
        if step.at.startswith("evidence/"):
            measure, _, year, quarters = read_address(step.at)
            counted.setdefault((measure, year), {})[quarters or WHOLE] = None
    every = (part for rule in facts.formulas for basis in rule.bases for part in throughout(basis))
    for basis in every:
        if isinstance(basis, Measured) and basis.quarters and basis.quarters.is_so_far:
            year = basis.window(facts.year)[-1]
            for measure in dict.fromkeys(counted_in(basis.measure, facts.derived)):
                runs = counted.get((measure, year), {})
                if runs and all(run.last < WHOLE.last for run in runs):
                    words = f"Of {measure} in {year} only {listed(runs)} is counted"
                    yield Notice("evidence", f"{words}: the year so far.")


def _of_editions(observed: Sequence[Observation]) -> Iterator[Notice]:
    """Say which partners' figures have no day of release where the others' have."""
    dated, undated = set[str](), dict[str, list[str]]()
    for figure in observed:
        what = f"{figure.measure}, {figure.period}"
        if figure.released is None:
            undated.setdefault(what, []).append(figure.partner)
        else:
            dated.add(what)
    for what, names in undated.items():
        if what in dated:
            words = f"{what}, {listed(names)}, has no day of release, as the other figures have"
            yield Notice("evidence", f"{words}; it counts as always known.")


def _of_sources(facts: YearFacts, working: Working) -> Iterator[Notice]:
    """Say what is assumed, and of what; a rule's own numbers go by the rule."""
    assumed: dict[Source, list[str]] = {}
    things: tuple[Formula | Budget, ...] = (*facts.formulas, facts.budget)
    for thing in things:
        if thing.source and thing.source.is_assumption:
            assumed[thing.source] = [thing.title]
    wholes = set(assumed)
    for step in working.inputs:
        for source in dict.fromkeys(step.sources):
            if source and source.is_assumption and source not in wholes:
                assumed.setdefault(source, []).append(_assumed(facts, step, source))
    for source, words in assumed.items():
        yield Notice("assumption", f"Assumed for {listed(words)}: {source.words}.")


def _assumed(facts: YearFacts, step: Step, source: Source) -> str:
    """Return what is assumed: a figure, and whose it is where others' are from elsewhere."""
    if len(step.sources) == 1:
        return step.words
    counted = [(n, name) for n, name in enumerate(facts.partners) if name not in step.gaps]
    names = [name for position, name in counted if step.source(position) == source]
    return step.words if len(names) == len(counted) else f"{step.words}, {listed(names)}"
