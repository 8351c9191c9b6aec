"""The bodies that govern an agency: who sits on them, and who has to agree."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.approvals import ApprovalRule
from aimpartner.sources import Source, read_in
from aimpartner.validators import given, one_of

BodyKind = Literal["strategic board", "operational group", "scrutiny", "cabinet"]


@frozen(repr=False, field_transformer=checked)
class Member(OneLine):
    """A seat of a body: an office, never a person.

    Args:
        role: the office, such as Director of Children's Services.
        partner: whose it is; empty where that is not recorded, or it is nobody's, as of an
            independent chair.
        chair: whether it chairs the body.

    Example:
        >>> print(Member("Head of Service", "Sefton"))
        Head of Service (Sefton)
    """

    role: str = field(validator=given)
    partner: str = ""
    chair: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        """Return the office and whose it is."""
        return f"{self.role} ({self.partner})" if self.partner else self.role


@frozen(repr=False, field_transformer=checked)
class Body(OneLine):
    """A body that governs the agency, oversees it, or decides for one partner.

    Args:
        name: its name, by which decisions name it.
        kind: "strategic board", "operational group", "scrutiny" or "cabinet".
        members: its seats, in order.
        rule: how many of its members have to agree: "all", a "majority" or "two thirds". It is
            kept as it is recorded; how a body voted is not, so nothing is counted by it.
        source: where this is recorded.

    Raises:
        ModelError: two members chair it.

    Example:
        >>> seats = [Member("Director", chair=True), Member("Lead Member", "Sefton")]
        >>> board = Body("Board", "strategic board", seats)
        >>> print(board.chair, board.partners)
        Director ('Sefton',)
    """

    name: str = field(validator=given)
    kind: BodyKind = field(validator=one_of(get_args(BodyKind)))
    members: tuple[Member, ...] = field(default=(), converter=ordered)
    rule: ApprovalRule = field(default="all", validator=one_of(get_args(ApprovalRule)))
    source: Source | None = None

    @members.validator
    def _have_one_chair(self, _: object, members: tuple[Member, ...]) -> None:
        chairs = [member for member in members if member.chair]
        if len(chairs) > 1:
            got = f"{listed(chairs)}{read_in(self.source)}"
            raise ModelError(f"Chair of {self.name}", "be one member", got)

    @property
    def chair(self) -> Member | None:
        """The member that chairs it; `None` where that is not recorded."""
        return next((member for member in self.members if member.chair), None)

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners that have a seat, in the order of the seats."""
        return tuple(dict.fromkeys(member.partner for member in self.members if member.partner))
