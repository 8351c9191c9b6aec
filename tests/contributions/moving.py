"""Partners that join and leave within a year, drawn."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen
from hypothesis import strategies as st

from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Joining, Leaving, Membership, Partner
from aimpartner.periods import DateRange
from builders import ALWAYS

WITHIN_YEAR = st.dates(date(2021, 4, 2), date(2022, 3, 30))


@frozen
class Moves:
    """When the last partner joins and leaves in the year, and with what effect.

    One that joins in neither may have joined within the year before.
    """

    first: date | None = None
    joining: Joining = "reshare"
    last: date | None = None
    leaving: Leaving = "reshare"
    addition: int = 0
    before: date | None = None

    def of(self, whole: Model, place: int = -1) -> Model:
        """Return the model with the moves, of the last partner or of another."""
        partners = [*whole.partnership.partners]
        mover = partners[place]
        days = DateRange(self.first or self.before or ALWAYS.first, self.last)
        own = str(self.addition) if self.first and self.joining == "own addition" else None
        spell = Membership(
            days,
            self.joining if self.first else "reshare" if self.before else "",
            self.leaving if self.last else "",
            addition=own,
        )
        partners[place] = Partner(mover.name, Authority("body"), spell)
        seen = whole.evidence.observations
        if self.first:  # it was not there, so nothing was issued to it
            is_new = ("contribution", mover.name)
            seen = tuple(each for each in seen if (each.measure, each.partner) != is_new)
        return evolve(
            whole,
            partnership=evolve(whole.partnership, partners=partners),
            evidence=evolve(whole.evidence, observations=seen),
        )


@st.composite
def moves(draw: st.DrawFn) -> Moves:
    """Draw a joiner, a leaver, or both in this order."""
    first, last = draw(st.sampled_from([(1, 0), (0, 1), (1, 1)]))
    days = sorted(draw(st.lists(WITHIN_YEAR, min_size=2, max_size=2)))
    joining: Joining = draw(st.sampled_from(["reshare", "own addition", "next 1 April"]))
    shares = not first or joining != "own addition"  # who shares nothing cannot leave by reshare
    effects: list[Leaving] = ["own reduction", "next 1 April", "reshare"]
    return Moves(
        days[0] if first else None,
        joining,
        days[1] if last else None,
        draw(st.sampled_from(effects if shares else effects[:2])),
        draw(st.integers(0, 1000)),
        None if first else draw(st.none() | st.dates(date(2020, 4, 2), date(2021, 3, 30))),
    )
