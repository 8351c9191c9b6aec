"""A partner's stays in a year: from when to when it shares, and what it pays besides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from aimpartner.errors import ModelError
from aimpartner.money import Money
from aimpartner.parties.partners import Membership, Partner
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source, read_in

_UNSTATED = {
    "joining": "what its joining does to the call",
    "leaving": "what its leaving does to the call",
    "addition": "the amount of its own addition",
}


@frozen
class Stay:
    """One stay of a partner in a year.

    Args:
        days: the days of the year on which it is a member.
        shares: the days on which it takes part in the sharing; `None` where on none.
        addition: what it pays of its own until it shares.
        reduced_from: the day from which its contribution falls by its own reduction.
        source: where the membership is recorded.
    """

    days: DateRange
    shares: DateRange | None
    addition: Money | None = None
    reduced_from: date | None = None
    source: Source | None = None

    @property
    def is_charged(self) -> bool:
        """Whether it pays anything for the stay."""
        return self.shares is not None or self.addition is not None


def presence_of(partner: Partner, year: FinancialYear, *, is_cut: bool) -> tuple[Stay, ...]:
    """Return a partner's stays in a year, and their effect as the agreement states it.

    Args:
        partner: the partner.
        year: the year charged.
        is_cut: whether the year is prorated; if not, who shares in it shares in all of it, and
            nobody's contribution falls for leaving early.

    Raises:
        ModelError: it joins or leaves within the year and the effect is not stated; it leaves by
            reshare a year that it joined by its own addition; or it joins again in a year in which
            its contribution fell for leaving.

    Example:
        >>> from aimpartner.parties import Authority
        >>> late = Membership(DateRange("2021-10-01"), "reshare")
        >>> ash = Partner("Ash", Authority("Ash Council"), late)
        >>> (stay,) = presence_of(ash, FinancialYear(2021), is_cut=True)
        >>> print(stay.shares)
        2021-10-01 to 2022-03-31
    """
    runs = [run for run in _runs(partner.member) if run.days.overlap(year.days)]
    stays = tuple(_stay(partner, run, year, is_cut=is_cut) for run in runs)
    if any(stay.reduced_from for stay in stays[:-1]):
        rule = "not join again in a year that it left by its own reduction"
        got = f"{stays[-1].days}{read_in(stays[-1].source)}"
        at = f"partners/{partner.name}"
        raise ModelError(f"{partner.name} in {year}", rule, got, at=at, field="joined")
    return stays


def _runs(member: Sequence[Membership]) -> list[Membership]:
    """Return the spells of membership; one that follows another at once goes on with it."""
    runs: list[Membership] = []
    for spell in member:
        if runs and runs[-1].days.after == spell.days.first:
            days = DateRange(runs[-1].days.first, spell.days.last)
            runs[-1] = evolve(runs[-1], days=days, leaving=spell.leaving)
        else:
            runs.append(spell)
    return runs


def _stay(partner: Partner, run: Membership, year: FinancialYear, *, is_cut: bool) -> Stay:
    days = run.days.overlap(year.days) or run.days
    source = run.source or partner.source
    if days.first > year.first:
        _check_joining(partner, run, year)
        if run.joining == "next 1 April":
            return Stay(days, None, source=source)
    is_early = days.last != year.last
    if is_early and not run.leaving:
        remedy = "State the effect of leaving: reshare, own reduction, or next 1 April."
        raise _unstated(partner, run, year, "leaving", remedy)
    leaving = run.leaving if is_early and is_cut else ""
    reduced_from = days.after if leaving == "own reduction" else None
    if days.first > year.first and run.joining == "own addition":
        if leaving == "reshare":
            rule = "not leave by reshare a year in which it pays an own addition and shares nothing"
            got = f"a member {run}{read_in(source)}"
            remedy = "State the effect of leaving: own reduction, or next 1 April."
            subject, at = f"{partner.name} in {year}", f"partners/{partner.name}"
            raise ModelError(subject, rule, got, remedy, at=at, field="leaving")
        return Stay(days, None, run.addition, reduced_from, source)
    first = days.first if is_cut else year.first
    last = days.last if leaving == "reshare" else year.last
    return Stay(days, DateRange(first, last), None, reduced_from, source)


def _check_joining(partner: Partner, run: Membership, year: FinancialYear) -> None:
    """Refuse a partner that joins within a year if it is not stated what that does."""
    if not run.joining:
        remedy = "State the effect of joining: reshare, own addition, or next 1 April."
        raise _unstated(partner, run, year, "joining", remedy)
    if run.joining == "own addition" and run.addition is None:
        remedy = "State the amount that it pays of its own until the next 1 April."
        raise _unstated(partner, run, year, "addition", remedy)


def _unstated(
    partner: Partner, run: Membership, year: FinancialYear, field: str, remedy: str
) -> ModelError:
    got = f"a member {run}{read_in(run.source or partner.source)}"
    subject, at = f"{partner.name} in {year}", f"partners/{partner.name}"
    return ModelError(subject, f"state {_UNSTATED[field]}", got, remedy, at=at, field=field)
