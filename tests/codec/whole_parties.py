"""Random partnerships with everything that a file can hold of the parties."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from aimpartner.money import Money
from aimpartner.parties import bodies, services
from aimpartner.parties import partners as authority
from aimpartner.parties.agreement import decisions
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval, ApprovalRule
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.bodies import Body, Member
from aimpartner.parties.duties import EACH, Done, Due, Duty, Owed
from aimpartner.parties.hosting import Hosting, Staff, is_figure_alone
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.review import Review
from aimpartner.parties.services import ProvidedService
from aimpartner.parties.succession import Succession
from aimpartner.parties.timetable import Timetable
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange, FinancialYear, as_date
from aimpartner.sources import Source

COMMAS = "Bournemouth, Christchurch and Poole"
WORDS = st.sampled_from(["minute 64", "=SUM(A1)", "£1 – “half”", "007", "2021/22", "-3"]) | st.text(
    st.characters(categories=["L", "N", "P", "S"]), min_size=1
)
WORD = st.just("") | WORDS
TEXTS = st.lists(WORDS.filter(lambda words: ";" not in words), max_size=2, unique=True)
SAID = WORDS.filter(lambda words: not words.lower().startswith("assum"))
PUBLISHED = st.builds(Source, SAID, is_assumption=st.booleans())
SOURCES = st.none() | PUBLISHED


def days_between(first: date, last: date) -> st.SearchStrategy[date]:
    """Draw a day between two; both are made of one class, as `st.dates` asks."""
    return st.dates(as_date(first), as_date(last))


LATEST = date(2026, 2, 1)
DAYS = days_between(date(2012, 1, 1), date(2026, 1, 1))
RULES = st.sampled_from(get_args(ApprovalRule))


def one(choices: object) -> st.SearchStrategy[Any]:
    """Return a strategy of the words of a choice."""
    return st.sampled_from(get_args(choices))


@st.composite
def approvals(draw: st.DrawFn, names: tuple[str, ...]) -> Approval:
    """Draw who has to approve a thing, and what some of them decided."""
    required = tuple(draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))
    decided = draw(st.lists(st.sampled_from(required), unique=True))
    return Approval(required, [draw(decided_by(name)) for name in decided], draw(RULES))


@st.composite
def decided_by(draw: st.DrawFn, name: str, made: date | None = None) -> Decision:
    """Draw a decision with everything that is recorded of one."""
    day = made or draw(DAYS)
    later = st.none() | days_between(day, LATEST)
    return Decision(
        name,
        day,
        draw(WORD),
        draw(later),
        draw(WORD),
        draw(SOURCES),
        outcome=draw(one(decisions.Outcome)),
        kind=draw(one(decisions.DecisionKind)),
        recommended=draw(st.none() | days_between(date(2011, 1, 1), day)),
        published=draw(later),
        instrument=draw(later),
        reports=draw(TEXTS),
        recommendations=draw(TEXTS),
        subject=draw(WORD),
    )


@st.composite
def options(draw: st.DrawFn) -> Option:
    """Draw an option that reaches past any extension drawn."""
    months, until = draw(
        st.tuples(st.integers(96, 240), st.none())
        | st.tuples(st.none(), days_between(LATEST, date(2040, 1, 1)))
    )
    at_most, exercise_by = (
        draw(st.booleans()),
        draw(st.none() | days_between(date(2015, 4, 1), LATEST)),
    )
    return Option(months, draw(SOURCES), until=until, at_most=at_most, exercise_by=exercise_by)


def in_order(drawn: list[Option]) -> list[Option]:
    """Return options as they can be used: each day once, from the earliest, and lengths after."""
    by_day = {each.until: each for each in drawn if each.until}
    return [by_day[day] for day in sorted(by_day)] + [each for each in drawn if not each.until]


@st.composite
def held_over(draw: st.DrawFn, names: tuple[str, ...], first: date) -> HoldingOver:
    """Draw days held over, by a clause or by a decision."""
    last = draw(st.none() | days_between(first, date(2030, 1, 1)))
    return HoldingOver(DateRange(first, last), draw(SOURCES), draw(st.none() | approvals(names)))


@st.composite
def ends(
    draw: st.DrawFn, names: tuple[str, ...], until: date, *, may_be_given: bool
) -> Termination:
    """Draw the end of an agreement; on notice of any length only where no clause asks for one."""
    last, approval = draw(days_between(date(2018, 3, 31), until)), draw(approvals(names))
    given = draw(st.none() | days_between(date(2015, 4, 1), last)) if may_be_given else None
    return Termination(last, approval, given, draw(SOURCES))


@st.composite
def agreements(draw: st.DrawFn, names: tuple[str, ...]) -> Agreement:
    """Draw an agreement with every kind of provision, and at times one that follows it."""
    later = st.sets(days_between(date(2018, 4, 1), date(2026, 1, 1)), max_size=2)
    extensions = [
        Extension(last, draw(approvals(names)), draw(SOURCES), draw(st.booleans()))
        for last in sorted(draw(later))
    ]
    lasts = [date(2018, 3, 31), *(each.last for each in extensions if not each.is_refused)]
    firsts = st.sets(st.sampled_from(lasts), max_size=2)
    follows, notice = draw(st.booleans()), draw(st.none() | notices())
    return Agreement(
        DateRange("2015-04-01", "2018-03-31"),
        draw(approvals(names)),
        draw(st.none() | st.just(DateRange("2014-04-01", "2015-03-31"))),
        draw(st.lists(options(), max_size=2).map(in_order)),
        extensions,
        draw(SOURCES),
        [draw(held_over(names, last + timedelta(days=1))) for last in sorted(draw(firsts))],
        notice,
        draw(st.none() | ends(names, max(lasts), may_be_given=notice is None)),
        _following(draw(approvals(names)), draw(approvals(names))) if follows else None,
    )


def _following(second: Approval, third: Approval) -> Agreement:
    """Return an agreement that follows, held over, and the one that follows it."""
    last = Agreement(DateRange("2034-04-01", "2037-03-31"), third)
    extended = Extension("2033-12-31", second)
    first = "2033-04-01" if extended.is_refused else "2034-01-01"
    held = HoldingOver(DateRange(first), None, third)
    term = DateRange("2030-04-01", "2033-03-31")
    return Agreement(term, second, extensions=[extended], holding_over=[held], successor=last)


def notices() -> st.SearchStrategy[NoticeClause]:
    """Draw a clause that the notice drawn for a leaver keeps."""
    endings: st.SearchStrategy[Any] = st.sampled_from(["any day", "31 March"])
    return st.builds(NoticeClause, st.integers(1, 48), endings, SOURCES)


@st.composite
def memberships(draw: st.DrawFn) -> list[Membership]:
    """Draw one spell of membership, or two."""
    last = draw(st.none() | st.just(date(2012, 3, 31)))
    joining = draw(one(authority.Joining))
    own = st.none() | st.builds(Money.from_pence, st.integers(0, 10**9))
    addition = draw(own) if joining == "own addition" else None
    first = Membership(DateRange("2010-04-01", last), joining, addition=addition)
    first = evolve(first, leaving=draw(one(authority.Leaving)) if last else "")
    again = [Membership(DateRange("2013-04-01"))] if last else []
    return [evolve(first, source=draw(SOURCES)), *again]


@st.composite
def hostings(draw: st.DrawFn, host: str, days: DateRange) -> Hosting:
    """Draw a hosting with its terms."""
    return Hosting(
        host,
        days,
        draw(SOURCES),
        charge=draw(WORD.filter(lambda words: not is_figure_alone(words))),
        staff=draw(one(Staff)),
        notice_months=draw(st.none() | st.integers(1, 120)),
        handover=draw(WORD),
        approval=draw(st.none() | approvals((host,))),
        review=draw(st.none() | days_between(date(2017, 1, 1), LATEST)),
    )


@st.composite
def parties(draw: st.DrawFn, names: tuple[str, ...]) -> Partnership:
    """Draw a partnership of the names and of a trust that left, whose name holds commas."""
    trust = Authority(draw(WORDS), "E06000058", ["E06000028", "E06000029"], "trust")
    days = DateRange("2010-04-01", "2015-03-31")
    left = Partner(COMMAS, trust, days, pays=False, acting_for=draw(WORDS))
    codes = draw(st.lists(WORD, min_size=len(names), max_size=len(names), unique=True))
    members = [
        Partner(name, Authority(draw(WORDS), code), draw(memberships()), draw(SOURCES))
        for name, code in zip(names, codes, strict=True)
    ]
    every = (*names, COMMAS)
    first, other = DateRange("2015-04-01", "2016-03-31"), DateRange("2015-05-01", "2016-03-31")
    return Partnership(
        draw(WORDS),
        [*members, left],
        [
            draw(hostings(COMMAS, days)),
            Hosting(names[0], first, Source("Cabinet, 3.1")),
            Hosting(names[-1], other, Source("Cabinet, resource implications")),
            draw(hostings(draw(st.sampled_from(names)), DateRange("2016-04-01"))),
        ],
        draw(st.none() | agreements(every)),
        draw(st.lists(st.builds(Statement, WORDS, WORDS, PUBLISHED), max_size=2)),
        withdrawals=[draw(leavers(names))],
        successions=[
            Succession("2015-04-01", COMMAS, dict.fromkeys(names, Fraction(100, len(names))))
        ],
        bodies=[draw(seated(name, every)) for name in draw(st.sets(WORDS, max_size=2))],
        decisions=draw(registers(every)),
        services=[draw(provided(name)) for name in names],
        timetable=draw(st.none() | timetables(every)),
        reviews=[draw(reviewed(name)) for name in draw(st.sets(WORDS, max_size=2))],
    )


@st.composite
def leavers(draw: st.DrawFn, names: tuple[str, ...]) -> Withdrawal:
    """Draw the notice of the one that left, at times with the consent of all that remain."""
    given = draw(days_between(date(2010, 4, 1), date(2010, 6, 30)))
    consent = Approval(names, [draw(decided_by(names[0]))], draw(RULES))
    approval = draw(st.none() | st.just(consent))
    return Withdrawal(COMMAS, given, "2015-03-31", approval, draw(TEXTS), draw(SOURCES))


@st.composite
def seated(draw: st.DrawFn, name: str, names: tuple[str, ...]) -> Body:
    """Draw a body, with or without seats."""
    seats = draw(st.lists(st.builds(Member, WORDS, st.sampled_from(["", *names])), max_size=3))
    chair = draw(st.integers(0, 3))
    seats[chair:] = [evolve(each, chair=place == 0) for place, each in enumerate(seats[chair:])]
    return Body(name, draw(one(bodies.BodyKind)), seats, draw(RULES), draw(SOURCES))


@st.composite
def registers(draw: st.DrawFn, names: tuple[str, ...]) -> list[Decision]:
    """Draw what joint bodies and partners decided, and what partners noted."""
    joint = evolve(draw(decided_by("")), subject="budget paper")
    noted = evolve(draw(decided_by(draw(st.sampled_from(names)))), subject="annual report")
    own = evolve(draw(decided_by(names[-1])), subject="host model")
    return [joint, evolve(noted, outcome="noted"), own]


@st.composite
def provided(draw: st.DrawFn, name: str) -> ProvidedService:
    """Draw a service of a partner."""
    unit: services.Unit = draw(one(services.Unit))
    ends = (
        st.just(date(2020, 6, 30)) if unit == "months" else days_between(date(2018, 4, 1), LATEST)
    )
    days = DateRange("2018-04-01", draw(st.none() | ends))
    value = Money.from_pence(draw(st.integers(0, 10**9)))
    terms = draw(one(services.Terms))
    rest = (value, terms, draw(WORD), draw(SOURCES))
    return ProvidedService("legal advice", name, days, *rest, counted_by=unit)


@st.composite
def timetables(draw: st.DrawFn, names: tuple[str, ...]) -> Timetable:
    """Draw what is owed in a year, and what was done of it."""
    duties = draw(st.lists(one(Duty), min_size=1, max_size=3, unique=True))
    owed = [
        Owed(
            duty,
            draw(st.sampled_from([EACH, "agency", *names])),
            Due(draw(st.integers(1, 12)), draw(st.none() | st.integers(1, 28)), years),
            draw(WORD),
            draw(WORD),
            draw(WORD),
            draw(SOURCES),
        )
        for duty, years in zip(duties, (-1, 0, 1), strict=False)
    ]
    done = [
        Done(
            each.duty,
            names[0] if each.by == EACH else each.by,
            FinancialYear(2021),
            draw(DAYS),
            each.part,
            draw(WORD),
            draw(WORD),
            draw(SOURCES),
        )
        for each in owed
    ]
    return Timetable(owed, draw(st.sampled_from([done, []])))


@st.composite
def reviewed(draw: st.DrawFn, subject: str) -> Review:
    """Draw a review, open or closed by a decision."""
    asked, due = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    closing = evolve(draw(decided_by("", draw(days_between(asked, LATEST)))), outcome="approved")
    decision, day = draw(st.none() | st.just(closing)), draw(st.sampled_from([None, asked]))
    areas = [*draw(TEXTS), "governance arrangements"]
    return Review(subject, areas, due, draw(WORD), day, draw(WORD), decision, draw(SOURCES))
