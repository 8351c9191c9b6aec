"""A council, and a council (or a trust for it) as a party to the partnership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import DateRange
from aimpartner.sources import Source, read_in
from aimpartner.validators import check_name, given, one_of

AuthorityKind = Literal["council", "trust"]
Joining = Literal["", "reshare", "own addition", "next 1 April"]
Leaving = Literal["", "reshare", "own reduction", "next 1 April"]


@frozen(repr=False, field_transformer=checked)
class Authority(OneLine):
    """The legal body.

    Args:
        name: its full name, such as Sefton Metropolitan Borough Council.
        gss_code: its ONS code, such as E08000014, where known.
        former_codes: codes that it had before, under which older statistics know it.
        kind: "council", or "trust" for a body that a council set up for its children's services.

    Raises:
        ModelError: a former code is the code that it has.

    Example:
        >>> Authority("Gateshead Council", "E08000037", ["E08000020"]).codes
        ('E08000037', 'E08000020')
    """

    name: str = field(validator=given)
    gss_code: str = ""
    former_codes: tuple[str, ...] = field(default=(), converter=ordered)
    kind: AuthorityKind = field(default="council", validator=one_of(get_args(AuthorityKind)))

    @former_codes.validator
    def _differ_from_the_code(self, _: object, former_codes: tuple[str, ...]) -> None:
        if self.gss_code in former_codes:
            rule = f"differ from the code that {self.name} has"
            raise ModelError("Former code", rule, repr(self.gss_code))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that it goes by in statistics, the one that it has first."""
        return (*filter(None, [self.gss_code]), *self.former_codes)


@frozen(repr=False, field_transformer=checked)
class Membership(OneLine):
    """One spell of membership, with what joining and leaving do to the charge.

    Args:
        days: from when to when.
        joining: what the agreement says of a partner that joins within a year: "reshare" shares
            the call anew from the day, "own addition" adds the joiner's own amount to the call,
            "next 1 April" leaves the year as it is; empty where it is not stated.
        leaving: the same of one that leaves: "reshare", "own reduction" or "next 1 April".
        source: where it is recorded.
        addition: what a partner that joins with its own addition pays until the next 1 April.

    Raises:
        InvalidValueError: the addition is negative.
        ModelError: an effect of leaving is stated of a spell without a last day, or an addition
            of a spell whose joining is another.

    Example:
        >>> print(Membership(DateRange("2019-04-01", "2022-03-31"), leaving="reshare"))
        2019-04-01 to 2022-03-31
    """

    days: DateRange
    joining: Joining = field(default="", validator=one_of(get_args(Joining)))
    leaving: Leaving = field(default="", validator=one_of(get_args(Leaving)))
    source: Source | None = None
    addition: Money | None = field(default=None, converter=optional(Money), kw_only=True)

    @leaving.validator
    def _needs_a_last_day(self, _: object, leaving: str) -> None:
        if leaving and self.days.last is None:
            rule = f"have a last day, for leaving it means {leaving!r}"
            raise ModelError("Membership", rule, f"{self}{read_in(self.source)}")

    @addition.validator
    def _is_of_a_joiner(self, _: object, addition: Money | None) -> None:
        if addition is None:
            return
        if addition.pence < 0:
            raise InvalidValueError("Addition of a membership", "not be negative", addition)
        if self.joining != "own addition":
            rule = f"join by its own addition, for one of {addition} is stated"
            got = f"{self.joining or 'not stated'}, {self}{read_in(self.source)}"
            raise ModelError("Membership", rule, got)

    def __str__(self) -> str:
        """Return the first and the last day."""
        return str(self.days)


def _spells(value: DateRange | Membership | Iterable[DateRange | Membership]) -> object:
    """Return one spell, or several, each as a membership."""
    several = (value,) if isinstance(value, (DateRange, Membership)) else ordered(value)
    return tuple(Membership(spell) if isinstance(spell, DateRange) else spell for spell in several)


@frozen(repr=False, field_transformer=checked)
class Partner(OneLine):
    """An authority as a party to the partnership.

    Args:
        name: the short name, its key everywhere; holds no "/" and no "*".
        authority: the legal body.
        member: the spells of its membership, in order; one may be given as its days alone.
        source: where its membership is recorded.
        pays: whether it takes part in the sharing; a partner that pays nothing is left out of it.
        acting_for: for a trust, the full name of the council that it acts for.

    Raises:
        InvalidValueError: the short name is empty, or holds "/" or "*".
        ModelError: it is never a member, two spells are out of order or overlap, or a trust does
            not say for which council it acts.

    Example:
        >>> body = Authority("Wokingham Borough Council", "E06000041")
        >>> spells = [DateRange("2017-01-09", "2022-03-31"), DateRange("2024-04-01")]
        >>> Partner("Wokingham", body, spells).is_member(date(2022, 4, 1))
        False
    """

    name: str = field()
    authority: Authority
    member: tuple[Membership, ...] = field(converter=_spells)
    source: Source | None = None
    pays: bool = field(default=True, kw_only=True)
    acting_for: str = field(default="", kw_only=True)

    @name.validator
    def _can_stand_in_an_address(self, _: object, name: str) -> None:
        check_name("Partner", name)

    @member.validator
    def _spells_follow_each_other(self, _: object, member: tuple[Membership, ...]) -> None:
        if not member:
            raise ModelError(f"Partner {self.name}", "be a member on some days", "none")
        for before, after in pairwise(member):
            if before.days.last is None or after.days.first <= before.days.last:
                rule = f"begin after the one before it, {before}{read_in(before.source)}"
                got = f"{after}{read_in(after.source)}"
                raise ModelError(f"Membership of {self.name}", rule, got)

    @acting_for.validator
    def _trust_names_its_council(self, _: object, acting_for: str) -> None:
        if (self.authority.kind == "trust") is not bool(acting_for):
            is_a = f"{self.authority.name} is a {self.authority.kind}"
            rule = f"name the council that it acts for if it is a trust, and only then; {is_a}"
            raise ModelError(f"Partner {self.name}", rule, acting_for or "none")

    def is_member(self, on: date) -> bool:
        """Return whether it is a member on the day."""
        return any(on in spell.days for spell in self.member)

    def days_within(self, days: DateRange) -> tuple[DateRange, ...]:
        """Return those of the days on which it is a member, a range for each spell.

        Example:
            >>> body = Authority("Wokingham Borough Council")
            >>> partner = Partner("Wokingham", body, DateRange("2017-01-09", "2022-03-31"))
            >>> [str(days) for days in partner.days_within(DateRange("2022-01-01"))]
            ['2022-01-01 to 2022-03-31']
        """
        overlaps = (spell.days.overlap(days) for spell in self.member)
        return tuple(overlap for overlap in overlaps if overlap)

    def is_member_throughout(self, days: DateRange) -> bool:
        """Return whether it is a member on each of the days; spells that adjoin are as one."""
        spells = self.days_within(days)
        has_gap = any(after.before != before.last for before, after in pairwise(spells))
        return (
            bool(spells)
            and not has_gap
            and (spells[0].first, spells[-1].last)
            == (
                days.first,
                days.last,
            )
        )

    @property
    def spells(self) -> str:
        """The spells of its membership in words, each with where it was read."""
        return listed(f"{spell}{read_in(spell.source or self.source)}" for spell in self.member)


def check_codes(partners: Iterable[Partner]) -> None:
    """Refuse two partners with one ONS code: no figure under it could tell whose it is.

    A trust may have the code of the council that it acts for.
    """
    owners: dict[str, Partner] = {}
    for partner in partners:
        code = partner.authority.gss_code
        other = owners.setdefault(code, partner) if code else partner
        is_one_area = {other.acting_for, partner.acting_for} & {
            other.authority.name,
            partner.authority.name,
        }
        if other is not partner and not is_one_area:
            rule = f"differ from that of {other.name}"
            remedy = "Look both up in the ONS's register of codes."
            raise ModelError(f"ONS code of {partner.name}", rule, code, remedy, field="gss_code")


def who(partners: Iterable[Partner]) -> str:
    """Return the short names of partners, then where they are recorded, each source once.

    Example:
        >>> read = Source("Cabinet, 1.1")
        >>> both = [Partner(n, Authority(n), DateRange("2018-04-01"), read) for n in ("A", "B")]
        >>> who(both)
        'A, B (Cabinet, 1.1)'
    """
    several = tuple(partners)
    sources = dict.fromkeys(f"{partner.source}" for partner in several if partner.source)
    return listed(partner.name for partner in several) + (
        f" ({'; '.join(sources)})" if sources else ""
    )
