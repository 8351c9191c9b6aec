"""A council, and a council as a party to the partnership."""

from __future__ import annotations

from attrs import field, frozen

from aimpartner.periods import DateRange
from aimpartner.rules import check_name, given
from aimpartner.sources import Source


@frozen
class Authority:
    """The legal body.

    Args:
        name: its full name, such as Sefton Metropolitan Borough Council.
        gss_code: its ONS code, such as E08000014, where known.

    Example:
        >>> Authority("Sefton Metropolitan Borough Council", "E08000014").gss_code
        'E08000014'
    """

    name: str = field(validator=given)
    gss_code: str = ""


@frozen
class Partner:
    """An authority as a party to the partnership.

    Args:
        name: the short name, its key everywhere; holds no "/" and no "*".
        authority: the legal body.
        member: the days of its membership.
        source: where its membership is recorded.

    Raises:
        InvalidValueError: the short name is empty, or holds "/" or "*".

    Example:
        >>> body = Authority("Sefton Metropolitan Borough Council", "E08000014")
        >>> Partner("Sefton", body, DateRange("2018-04-01")).name
        'Sefton'
    """

    name: str = field()
    authority: Authority
    member: DateRange
    source: Source | None = None

    @name.validator
    def _can_stand_in_an_address(self, _: object, name: str) -> None:
        check_name("Partner", name)
