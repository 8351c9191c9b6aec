"""What one partner pays for a year."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine


@frozen(repr=False, field_transformer=checked)
class Contribution(OneLine):
    """One partner's contribution for a year.

    Args:
        partner: the partner's short name.
        share: its part of the exact call; the shares sum to one, or are nothing where the call
            is.
        exact: its contribution before rounding, in pence.
        amount: its contribution, gross.
        incurred: the shared costs that it incurs itself.
        net: its net payable: the contribution less what it incurs; may be negative.
        last_year: what was issued for the year before, where recorded.
    """

    partner: str
    share: Fraction
    exact: Fraction
    amount: Money
    incurred: Money
    net: Money
    last_year: Money | None = None

    @property
    def change(self) -> Money | None:
        """The change from what was issued last year, where that is recorded."""
        return None if self.last_year is None else self.amount - self.last_year
