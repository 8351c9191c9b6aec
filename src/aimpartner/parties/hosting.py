"""Who hosts the agency, from when to when."""

from __future__ import annotations

from attrs import frozen

from aimpartner.periods import DateRange
from aimpartner.sources import Source


@frozen
class Hosting:
    """One partner's time as host.

    Args:
        host: the partner's short name.
        days: from when to when.
        source: where this is recorded.

    Example:
        >>> Hosting("Knowsley", DateRange("2018-04-01")).host
        'Knowsley'
    """

    host: str
    days: DateRange
    source: Source | None = None
