"""Authorities that follow others when local government is reorganised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ByPartner, as_pairs
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, plain
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.partners import Partner
from aimpartner.periods import parse_day
from aimpartner.rates import per_cent
from aimpartner.sources import Source, read_in
from aimpartner.validators import check_sum

_WHOLE = 100


def _percentages(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner({name: per_cent(value) for name, value in as_pairs(values)})


@frozen(repr=False, field_transformer=checked)
class Succession(OneLine):
    """What becomes of one partner on the day that it is abolished, or loses a part of its area.

    A merger is one succession for each partner that goes into it. A partner that only has a new
    code stays the partner that it was; see `Authority.former_codes`.

    Args:
        day: the first day of the successors.
        predecessor: the partner that is succeeded; named among the parts, it goes on with one.
        parts: the percentage of the predecessor that each successor takes, in order, such as 41.
        source: the order, or the agreement, that states them.

    Raises:
        InvalidValueError: a percentage is not above 0, or they do not sum to 100.

    Example:
        >>> parts = {"Cumberland": "54.7", "Westmorland and Furness": "45.3"}
        >>> Succession("2023-04-01", "Cumbria", parts).parts["Cumberland"]
        Fraction(547, 10)
    """

    day: Date = field(converter=parse_day)
    predecessor: str
    parts: ByPartner[Fraction] = field(converter=_percentages)
    source: Source | None = None

    @parts.validator
    def _make_a_whole(self, _: object, parts: ByPartner[Fraction]) -> None:
        subject = f"Percentages of {self.predecessor}"
        if any(part <= 0 for part in parts.values()):
            got = listed(map(plain, parts.values()))
            raise InvalidValueError(subject, "each be above 0", got, field="percent")
        check_sum(subject, parts, _WHOLE)

    def __str__(self) -> str:
        """Return who follows whom from which day, and where that was read."""
        parts = listed(f"{name} ({plain(part)} %)" for name, part in self.parts.items())
        return f"{self.predecessor} to {parts} from {self.day}{read_in(self.source)}"


def successors(successions: Sequence[Succession], name: str, on: date) -> ByPartner[Fraction]:
    """Return who has followed a partner by a day, with the percentage of it that each took.

    Each percentage is of the partner as it was before the first succession: one that loses a
    part, and later is split, has passed on only what it then still had.

    Args:
        successions: what is recorded.
        name: the partner; what it still has of itself is under its own name.
        on: the day; a succession on it counts.

    Example:
        >>> lost = Succession("2019-04-01", "Old", {"Old": 80, "East": 20})
        >>> split = Succession("2023-04-01", "Old", {"East": 50, "West": 50})
        >>> print(*successors([lost, split], "Old", date(2023, 4, 1)).items())
        ('East', Fraction(60, 1)) ('West', Fraction(40, 1))
    """
    parts = {name: Fraction(_WHOLE)}
    of_it = (
        succession
        for succession in successions
        if succession.predecessor == name and succession.day <= on
    )
    for succession in sorted(of_it, key=lambda succession: succession.day):
        left = parts.pop(name)
        for successor, part in succession.parts.items():
            parts[successor] = parts.get(successor, Fraction(0)) + left * part / _WHOLE
    return ByPartner(parts)


def followers(
    successions: Sequence[Succession], name: str, after: date, on: date
) -> tuple[str, ...]:
    """Return who stands in a partner's place on a day: itself, or those that have followed it.

    Args:
        successions: what is recorded.
        name: the partner.
        after: the day after which a succession counts.
        on: the day; a succession on it counts.

    Example:
        >>> merged = Succession("2019-04-01", "Poole", {"BCP": 100})
        >>> followers([merged], "Poole", date(2018, 3, 31), date(2020, 3, 31))
        ('BCP',)
    """
    names = {name: None}
    for succession in sorted(successions, key=lambda succession: succession.day):
        if after < succession.day <= on and succession.predecessor in names:
            del names[succession.predecessor]
            names |= dict.fromkeys(succession.parts)
    return tuple(names)


def check_successions(successions: Sequence[Succession], partners: Sequence[Partner]) -> None:
    """Refuse a succession that does not agree with who is a partner before it and from it on.

    Raises:
        ModelError: there is one; the error names both facts and their sources.
    """
    known = {partner.name: partner for partner in partners}
    for index, succession in enumerate(successions):
        for other in successions[:index]:
            if (other.predecessor, other.day) == (succession.predecessor, succession.day):
                subject = f"Succession of {succession.predecessor} on {succession.day}"
                raise ModelError(subject, "be stated once", f"{other} and {succession}")
        strange = [
            name for name in (succession.predecessor, *succession.parts) if name not in known
        ]
        if strange:
            raise ModelError(
                f"Succession, {succession},", f"be of {listed(known)}", listed(strange)
            )
        _check_ends(succession, known[succession.predecessor])
        for name in succession.parts:
            _check(succession, known[name], succession.day, is_member=True)


def _check_ends(succession: Succession, predecessor: Partner) -> None:
    """Check that the predecessor was a partner until the day, and after it only if it goes on."""
    _check(succession, predecessor, succession.day.subtract(days=1), is_member=True)
    if predecessor.name not in succession.parts:
        _check(succession, predecessor, succession.day, is_member=False)


def _check(succession: Succession, partner: Partner, on: date, *, is_member: bool) -> None:
    if partner.is_member(on) is not is_member:
        rule = f"{'be' if is_member else 'not be'} a member on {on}, by the succession {succession}"
        got = f"{listed(partner.member)}{read_in(partner.source)}"
        raise ModelError(f"Partner {partner.name}", rule, got)
