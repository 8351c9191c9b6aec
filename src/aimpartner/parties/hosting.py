"""Who hosts the agency, from when to when and on what terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen
from attrs.validators import optional
from pendulum import Date

from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.approvals import Approval, check_asks
from aimpartner.parties.partners import Partner, who
from aimpartner.parties.review import Review
from aimpartner.periods import DateRange, in_words, parse_day, parse_optional_day
from aimpartner.sources import Source, read_in
from aimpartner.validators import one_of, whole

_PER_CENT = r"(?:%|per ?cent\b|p\.? ?c\b\.?)"
_ALONE = re.compile(rf"[-+]?£?[\d.,/]+ *{_PER_CENT}?", re.IGNORECASE)
_RATE = re.compile(rf"(\d{{1,9}}(?:\.\d{{1,9}})?) *{_PER_CENT}", re.IGNORECASE)
_NOTHING = {
    *("", "n/a", "not applicable", "no", "none", "nil", "nothing", "nought", "zero", "waived"),
    *("no charge", "nil charge", "without charge", "not charged", "free", "free of charge"),
}
"""What says that the host is paid nothing for hosting."""

Staff = Literal["", "seconded", "transferred", "employed"]


@frozen(repr=False, field_transformer=checked)
class Hosting(OneLine):
    """One partner's time as host, and the terms of it.

    Args:
        host: the partner's short name.
        days: from when to when.
        source: where this is recorded.
        charge: what the host is paid for hosting, in the agreement's words; what is charged is a
            line of the budget, and a year whose budget has none says so in a notice.
        staff: how the other partners' staff work for the agency: "seconded" to the host,
            "transferred" to it, "employed" by the host from the start; empty where not recorded.
        notice_months: how many months' notice ends the hosting.
        handover: what passes to the next host and how, in the agreement's words.
        review: the day by which the arrangements are to be reviewed.
        approval: the approval of the hosting, where the partners decided on it; it asks somebody.

    Raises:
        InvalidValueError: the notice is less than a month or more than ten years, or nobody is
            asked for the approval.
        ModelError: the review is due before the hosting begins.

    Example:
        >>> days = DateRange("2018-04-01")
        >>> print(Hosting("Knowsley", days, staff="seconded", review="2022-03-31").review)
        2022-03-31
    """

    host: str
    days: DateRange
    source: Source | None = None
    charge: str = field(default="", kw_only=True)
    staff: Staff = field(default="", kw_only=True, validator=one_of(get_args(Staff)))
    notice_months: int | None = field(default=None, kw_only=True, validator=optional(whole(1, 120)))
    handover: str = field(default="", kw_only=True)
    review: Date | None = field(default=None, kw_only=True, converter=parse_optional_day)
    approval: Approval | None = field(default=None, kw_only=True)

    @review.validator
    def _follows_the_first_day(self, _: object, review: date | None) -> None:
        if review is not None and review < self.days.first:
            rule = f"be reviewed on or after {self.days.first}, its first day"
            got = f"{review}{read_in(self.source)}"
            raise ModelError(f"Hosting by {self.host}", rule, got, field="review")

    @approval.validator
    def _is_asked_of_somebody(self, _: object, approval: Approval | None) -> None:
        check_asks(self.title, approval)

    @property
    def title(self) -> str:
        """The hosting as a decision on it names it."""
        return f"hosting by {self.host} from {in_words(self.days.first)}"

    @property
    def says_a_charge(self) -> bool:
        """Whether its terms say that the host is paid something, in whatever words."""
        return not _is_nothing(self.charge)

    @property
    def rates_said(self) -> frozenset[Fraction]:
        """The rates that stand in figures in the words of its charge."""
        return frozenset(Fraction(number) / 100 for number in _RATE.findall(self.charge))

    @property
    def is_agreed(self) -> bool:
        """Whether it waits for no approval."""
        return self.approval is None or self.approval.is_given()

    def foretells(self, day: date, known_on: date | None = None) -> bool:
        """Return whether a day of its terms was known: from its approval, else once it came.

        Args:
            day: its last day, or the day of its review.
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        came, known = parse_day(day), parse_optional_day(known_on)
        approved = self.approval is not None and self.approval.is_given(known)
        return approved or known is None or came <= known

    def awaits_review(
        self,
        hosting: Sequence[Hosting],
        reviews: Sequence[Review],
        on: date,
        known_on: date | None = None,
    ) -> bool:
        """Return whether its terms are still in force on a day, and were not reviewed.

        Args:
            hosting: all hosting; one agreed that began later, by the day, takes its place.
            reviews: the reviews; one of which the subject or an area names the host closes it
                once it was decided, after the hosting began.
            on: the day.
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        day, known = parse_day(on), parse_optional_day(known_on)
        later = DateRange(self.days.first.add(days=1), day) if self.days.first < day else None
        replaced = (
            other.is_agreed and later is not None and other.days.first in later for other in hosting
        )
        of_host = [
            review for review in reviews if "host" in f"{review.subject}; {review.areas}".lower()
        ]
        closing = (review.decision for review in of_host if not review.is_open(known))
        reviewed = (
            decision is not None and decision.made >= self.days.first for decision in closing
        )
        return day in self.days and not any(replaced) and not any(reviewed)

    def __str__(self) -> str:
        """Return who hosts, on which days, and where that was read."""
        return f"{self.host} {self.days}{read_in(self.source)}"


@frozen(repr=False, field_transformer=checked)
class Conflict(OneLine):
    """Two sources that name different hosts for the same days.

    Args:
        days: the days.
        hosts: the hosts named, the one recorded first in front; it is taken to be the host.
        sources: where each was read.

    Example:
        >>> said = (Source("Cabinet, 3.1"), Source("Cabinet, resources"))
        >>> print(Conflict(DateRange("2021-11-04"), ("Knowsley", "Wirral"), said))
        from 4 November 2021: Knowsley (Cabinet, 3.1), Wirral (Cabinet, resources)
    """

    days: DateRange
    hosts: tuple[str, str]
    sources: tuple[Source | None, Source | None]

    def __str__(self) -> str:
        """Return the days, and each host with its source."""
        pairs = zip(self.hosts, self.sources, strict=True)
        last = f" to {in_words(self.days.last)}" if self.days.last else ""
        days = f"{'' if last else 'from '}{in_words(self.days.first)}{last}"
        return f"{days}: {listed(f'{host}{read_in(source)}' for host, source in pairs)}"


def is_figure_alone(charge: str) -> bool:
    """Return whether what is said of a charge is a rate or a number above nought, and no words.

    Example:
        >>> is_figure_alone("8 p.c."), is_figure_alone("8 per cent of pay")
        (True, False)
    """
    return _ALONE.fullmatch(charge.strip()) is not None and not _is_nothing(charge)


def _is_nothing(charge: str) -> bool:
    """Return whether words say that nothing is charged: by a dash, a figure of nought, a word."""
    words = " ".join(charge.strip(" .-–—−").casefold().split())
    is_nought = _ALONE.fullmatch(words) is not None and not any(
        map(int, filter(str.isdecimal, words))
    )
    return is_nought or words in _NOTHING


def conflicts(hosting: Sequence[Hosting]) -> tuple[Conflict, ...]:
    """Return the days on which two sources name different hosts, by first day, then as recorded.

    Example:
        >>> said = [Hosting("Knowsley", DateRange("2018-04-01"), Source("Cabinet, 3.1"))]
        >>> said += [Hosting("Wirral", DateRange("2021-11-04"), Source("Cabinet, resources"))]
        >>> print(*conflicts(said))
        from 4 November 2021: Knowsley (Cabinet, 3.1), Wirral (Cabinet, resources)
    """
    disputes = [
        Conflict(days, (first.host, other.host), (first.source, other.source))
        for first, other, days in _overlaps([time for time in hosting if time.is_agreed])
        if first.host != other.host
    ]
    return tuple(sorted(disputes, key=lambda conflict: conflict.days.first))


def check_hosting(hosting: Sequence[Hosting], partners: Sequence[Partner]) -> None:
    """Refuse a host that is no partner on all its days, and two hosts on a day from one source.

    Where one of the two has no source, there are no two sources that disagree. A hosting whose
    approval was not given is nobody's yet.

    Raises:
        ModelError: there is one; the error names both facts and their sources.
    """
    names = [partner.name for partner in partners]
    for spell in hosting:
        if spell.host not in names:
            raise ModelError("Host", f"be one of {who(partners)}", f"{spell}")
        partner = partners[names.index(spell.host)]
        if not partner.is_member_throughout(spell.days):
            rule = f"be a partner while it hosts; {spell.host} is one {partner.spells}"
            raise ModelError("Host", rule, f"{spell}")
    for first, other, _ in _overlaps([time for time in hosting if time.is_agreed]):
        _check_overlap(first, other)


def _check_overlap(first: Hosting, other: Hosting) -> None:
    """Refuse days that one source gives to two hosts, or to one host twice."""
    is_one_source = first.source is None or other.source in {None, first.source}
    both = f"{first} and {other}"
    if first.host == other.host:
        if is_one_source or first.days.first == other.days.first:
            remedy = "State its days and terms once, or end the one before the other begins."
            raise ModelError(f"Hosting by {first.host}", "be stated once for any day", both, remedy)
    elif is_one_source:
        remedy = "Two hosts on a day are kept only where two sources name them; give both."
        raise ModelError("Host", "be one partner on any day", both, remedy)


def _overlaps(hosting: Sequence[Hosting]) -> Iterator[tuple[Hosting, Hosting, DateRange]]:
    """Go through the pairs that share days, the one recorded first in front."""
    for index, other in enumerate(hosting):
        for first in hosting[:index]:
            days = first.days.overlap(other.days)
            if days:
                yield first, other, days
