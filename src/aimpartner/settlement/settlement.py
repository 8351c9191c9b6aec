"""The settlement of a year: outturn beside what was issued, dealt out to the penny."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from attrs import evolve, field, frozen

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.issue.in_force import check_call
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.settlement.allocation import NOTHING, Allocation, Allocations, BoardDecision
from aimpartner.settlement.charges import check_charges
from aimpartner.settlement.fees import SettledFee, settled_fees
from aimpartner.settlement.gaps import check_limits, gaps_of
from aimpartner.settlement.outturn import PRICED, Difference, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.tiers import SettlementRule, check_rules, takes
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once

_COLUMNS = (
    Column("partner"),
    *columns(POUNDS, "contribution", "due from", "due to", "settled contribution"),
)

RESIDUAL = "residual of rounding"
"""What rounding left of the call: a rule may name it among its pools."""

BROUGHT_FORWARD = "brought forward"
"""What the year before carried forward: a rule may name it among its pools."""

OWN = "own additions and reductions"
"""What joiners were asked for of their own, less what leavers were spared: a rule may name it."""


@frozen(repr=False, field_transformer=checked)
class Settlement(Drawn):
    """How the difference between a year's outturn and its issued contributions is met.

    What was bought at a price is settled to whoever bought it, and costs that one partner caused
    are its own; then each rule's pools go through the rule's tiers as one sum. No limit of the
    formula holds what is settled, but those of the tiers. A settlement over a forecast shows what
    would be due if the year ended so.

    Args:
        issued: the issue in force.
        budget: the version of the budget that the issue rests on.
        outturn: the report.
        rules: the rules; each pool is taken by one.
        reserves: the reserves, with the movements planned in the budget already made.
        brought_forward: what was left of the year before; negative for a deficit.
        decided: what the board has decided of amounts left to it.

    Raises:
        ModelError: years, budget or partners do not agree; a charge by a rate is another than the
            agreement makes it, or nothing says what becomes of it; nobody tells who took what has
            a price, or its price is not the one listed; a pool is taken by no rule or by two; a
            tier needs a reserve or a host that is not there, or does not say which of several
            reserves; or a reserve is given twice, or used for a pool that it is not held for.

    Sources:
        Net outturn = issued contributions + due from partners - due to partners + drawn from
        reserve - put to reserve + brought forward - carried forward + not yet decided, with the
        budget's planned movements of the reserve among those of the reserve.

    Example:
        >>> from aimpartner import CostLine
        >>> from aimpartner.settlement import Actual
        >>> from aimpartner.settlement import ShareBase
        >>> from aimpartner.settlement import Tier
        >>> budget = Budget("2021/22", [CostLine("agency", "all", "Employees", "2103700")])
        >>> paid = ByPartner({"BCP": Money("1241183"), "Dorset": Money("862517")})
        >>> issued = Issued(
        ...     "Aspire",
        ...     "2021/22",
        ...     "1",
        ...     "2021-03-01",
        ...     contributions=paid,
        ...     net=paid,
        ...     host="BCP",
        ...     call="2103700",
        ...     budget_version=budget.version,
        ...     formula="59:41",
        ... )
        >>> outturn = Outturn("2021/22", "final", "2022-05-01", [Actual("agency", "2263700")])
        >>> shared = [Tier("partners", ShareBase.issued())]
        >>> settled = Settlement(issued, budget, outturn, [SettlementRule("all", shared, shared)])
        >>> settled.due["Dorset"]
        Money('65600.00')
    """

    issued: Issued
    budget: Budget
    outturn: Outturn
    rules: tuple[SettlementRule, ...] = field(converter=ordered)
    reserves: tuple[Reserve, ...] = field(default=(), converter=ordered, kw_only=True)
    brought_forward: Money = field(default=NOTHING, converter=Money, kw_only=True)
    decided: tuple[BoardDecision, ...] = field(default=(), converter=ordered, kw_only=True)
    _allocated: Allocations = field(init=False)

    @_allocated.default
    def _dealt(self) -> Allocations:
        self._check_facts()
        pools = tuple(pool for pool, _ in self.gaps)
        subject = f"Settlement rules of {self.issued.agency} {self.issued.year}"
        check_rules(self.rules, (*pools, RESIDUAL, BROUGHT_FORWARD, OWN), pools, subject)
        taken = {rule.name: self._taken_by(rule, pools) for rule in self.rules}
        done = Allocations(self.issued, self.reserves, pools=taken)
        for rule in self.rules:
            done = self._settled(done, rule)
        for decision in self.decided:
            done = done.after(decision)
        return done

    def _taken_by(self, rule: SettlementRule, pools: tuple[str, ...]) -> tuple[str, ...]:
        """Return the pools of the budget that a rule takes."""
        return tuple(pool for pool in pools if takes(rule, pool, self.rules))

    def _check_reserves(self) -> None:
        """Refuse a reserve given twice, and a use planned for a pool that it is not held for."""
        subject = f"Reserves of {self.issued.agency} {self.issued.year}"
        held = {reserve.name: reserve for reserve in self.reserves}
        check_once(subject, "reserve", (reserve.name for reserve in self.reserves))
        for line in self.budget.lines:
            if line.reserve in held and line.effect is Effect.REDUCES:
                held[line.reserve].check_use([line.pool], f"the line {line.key}")

    def _check_facts(self) -> None:
        self._check_reserves()
        subject = f"Settlement of {self.issued.title}"
        if self.outturn.year != self.issued.year:
            raise ModelError(subject, f"go by an outturn of {self.issued.year}", self.outturn.title)
        issued = (self.issued.year, self.issued.budget_version)
        if (self.budget.year, self.budget.version) != issued:
            rule = f"go by the budget that was issued, {self.issued.budget}"
            remedy = "" if self.issued.budget_version else "Record its version with the issue."
            raise ModelError(subject, rule, self.budget.title, remedy)
        check_call(self.issued, self.budget)
        check_charges(self.outturn, self.budget)
        bearers = (actual.incurred_by for actual in self.outturn.actuals if actual.incurred_by)
        caused = (cost.partner for cost in self.outturn.caused)
        named = (*bearers, *caused, *(each.partner for each in self.outturn.taken))
        strange = dict.fromkeys(name for name in named if name not in self.issued.partners)
        if strange:
            rule = f"name partners of the issue alone ({listed(self.issued.partners)})"
            raise ModelError(f"The {self.outturn.title}", rule, listed(strange))

    def _settled(self, done: Allocations, rule: SettlementRule) -> Allocations:
        """Return the allocations after one rule: first what is one partner's, then the tiers."""
        own = [*self._bought(rule), *self._caused(rule)]
        for _, allocation in own:
            done = done.with_one(allocation)
        taken = [(pool, gap) for pool, gap in self.gaps if takes(rule, pool, self.rules)]
        left = [*taken, *((pool, -allocation.amount) for pool, allocation in own)]
        gaps = gaps_of(rule.name, left, dict(self.issued.sharers))
        through = [rule.tiers(gap.amount) for gap in gaps]
        check_limits(gaps, chain.from_iterable(through), f"The rule {rule.name}")
        for gap, tiers in zip(gaps, through, strict=True):
            done = done.through(gap, tiers, rule.source)
        return done

    def _bought(self, rule: SettlementRule) -> Iterator[tuple[str, Allocation]]:
        """Go through what each partner bought, due from it alone, where a rule takes that."""
        for fee in self.fees if takes(rule, PRICED, self.rules) else ():
            yield PRICED, _bought(rule, fee, self.outturn)

    def _caused(self, rule: SettlementRule) -> Iterator[tuple[str, Allocation]]:
        """Go through what one partner caused in the pools that a rule takes."""
        for cost in self.outturn.caused:
            if takes(rule, cost.pool, self.rules):
                part: ByPartner[Money] = ByPartner({cost.partner: cost.amount})
                how = f"caused by {cost.partner}: {cost.reason}"
                words: Any = {"how": how, "source": cost.source or self.outturn.source}
                yield cost.pool, Allocation(rule.name, "partners", cost.amount, part, **words)

    def after(self, decided: BoardDecision) -> Settlement:
        """Return the settlement after the board decided what a rule had left to it.

        Raises:
            ModelError: the rule has left nothing to the board.
        """
        return evolve(self, decided=(*self.decided, decided))

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Each pool's outturn beside its budget, and that of what was bought at a price."""
        return self.outturn.variance(self.budget, self.issued.priced_in_all)

    @property
    def fees(self) -> tuple[SettledFee, ...]:
        """What each partner bought at a price, as it was issued and as it was taken."""
        spent, report = self.outturn.of(PRICED), self.outturn.title
        return settled_fees(self.issued, self.outturn.taken, spent, report)

    @property
    def gaps(self) -> tuple[tuple[str, Money], ...]:
        """What has to be met, pool by pool, with what rounding left and what was brought on."""
        pools = [(difference.pool, difference.variance) for difference in self.differences]
        others = [(RESIDUAL, self.issued.residual), (BROUGHT_FORWARD, -self.brought_forward)]
        others.append((OWN, -self.issued.beside_the_budget[1]))
        return (*pools, *(gap for gap in others if gap[1]))

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """What each tier took, in order."""
        return self._allocated.allocations

    @property
    def closing_reserves(self) -> tuple[Reserve, ...]:
        """The reserves after the settlement."""
        return self._allocated.reserves

    @property
    def due(self) -> ByPartner[Money]:
        """What is due from each partner, net; negative where it is due to it."""
        charged = [allocation.amounts for allocation in self.allocations if allocation.is_charged]
        partners = self.issued.partners
        return ByPartner.of(
            partners, (sum_of(amounts.get(p, NOTHING) for amounts in charged) for p in partners)
        )

    def taken(self, to: str) -> Money:
        """Return what a taker took in all: "carried forward", "board decides" and the others."""
        return sum_of(allocation.amount for allocation in self.allocations if allocation.to == to)

    @property
    def undecided(self) -> Money:
        """What waits for the board, net: positive is overspend."""
        return self.taken("board decides")

    @property
    def reconciliation(self) -> tuple[tuple[str, Money], ...]:
        """What met the net outturn, line by line; the lines sum to it."""
        due = self.due.values()
        return (
            ("issued contributions", self.issued.total),
            ("due from partners", sum_of(amount for amount in due if amount > NOTHING)),
            ("due to partners", sum_of(amount for amount in due if amount < NOTHING)),
            ("planned use of reserve", self._planned(Effect.REDUCES)),
            ("planned payment into reserve", -self._planned(Effect.INTO_RESERVE)),
            ("drawn from reserve", self._moved(1)),
            ("put to reserve", self._moved(-1)),
            (BROUGHT_FORWARD, self.brought_forward),
            ("carried forward", self.taken("carried forward")),
            ("not yet decided", self.undecided),
        )

    def reserve_used(self, name: str | None = None) -> Money:
        """Return what a reserve is used by: as the budget plans, and as the settlement draws on it.

        Args:
            name: the reserve; left out, all of them.
        """
        return self._planned(Effect.REDUCES, name) + self._moved(1, name)

    def reserve_paid_in(self, name: str | None = None) -> Money:
        """Return what is paid into a reserve: as the budget plans, and as the settlement puts it.

        Args:
            name: the reserve; left out, all of them.
        """
        return self._planned(Effect.INTO_RESERVE, name) - self._moved(-1, name)

    @property
    def has_reserves_told_apart(self) -> bool:
        """Whether each line of the budget that moves a reserve says which."""
        return all(line.reserve for line in self._lines_of_reserves)

    @property
    def _lines_of_reserves(self) -> list[CostLine]:
        return [line for line in self.budget.lines if line.heading is Heading.RESERVES]

    def _moved(self, sign: int, name: str | None = None) -> Money:
        """Return what is drawn from reserves (1), or put to them (-1, below nothing)."""
        moved = (e.amount for e in self.allocations if e.reserve and name in (None, e.reserve))
        return sum_of(amount for amount in moved if amount.pence * sign > 0)

    def _planned(self, effect: Effect, name: str | None = None) -> Money:
        lines = (line for line in self._lines_of_reserves if name in (None, line.reserve))
        return sum_of(line.amount for line in lines if line.effect is effect)

    def accruals(self, paid: Mapping[str, Money]) -> ByPartner[Money]:
        """Return what each partner still owes at the year's end, or below nothing is owed.

        It is the issued contribution, what the settlement makes due and what the partner said it
        would pay into a reserve of its own, less the costs that it bore itself and what it has
        paid: the host's debtors, and its creditors.

        Args:
            paid: what each partner has paid for the year; nothing for one that is not named.

        Raises:
            ModelError: somebody paid who is no partner of the issue.
        """
        strange = [partner for partner in paid if partner not in self.issued.partners]
        if strange:
            rule = f"be by {listed(self.issued.partners)}"
            raise ModelError(f"Payments for {self.issued.title}", rule, listed(strange))
        met = (self.outturn.incurred(p) + paid.get(p, NOTHING) for p in self.issued.partners)
        settled = (self.settled(p) + self.issued.own_payment(p) for p in self.issued.partners)
        owed = (contribution - part for contribution, part in zip(settled, met, strict=True))
        return ByPartner.of(self.issued.partners, owed)

    def settled(self, partner: str) -> Money:
        """Return what the year comes to for a partner: its contribution, settled.

        Raises:
            ModelError: there is no such partner in the issue.
        """
        return self.issued.amount(partner) + self.due[partner]

    def change_since(self, earlier: Settlement) -> ByPartner[Money]:
        """Return what becomes due beyond an earlier settlement, such as the provisional one.

        Raises:
            ModelError: it settles another issue.
        """
        if earlier.issued != self.issued:
            rule = f"be of {self.issued.title}"
            raise ModelError("The earlier settlement", rule, earlier.issued.title)
        changed = (self.due[partner] - earlier.due[partner] for partner in self.issued.partners)
        return ByPartner.of(self.issued.partners, changed)

    def statement(self, partner: str) -> str:
        """Return one partner's settlement in words, each line with its source.

        Raises:
            ModelError: there is no such partner in the issue.
        """
        lines = [f"{partner}: contribution issued: {self.issued.amount(partner)}"]
        besides = self.issued.own_payment(partner)
        if besides:
            lines.append(f"- Paid into reserves of its own, besides: {besides}.")
        for allocation in self.allocations:
            part = allocation.amounts.get(partner, NOTHING)
            way = "to" if part < NOTHING else "from"
            what = f"Due {way} {partner}" if allocation.is_charged else f"{way.title()} its balance"
            own = f" {what}: {max(part, -part)}." if allocation.amounts else ""
            lines.append(f"- {allocation}{own}")
        due, settled = self.due[partner], self.settled(partner)
        way = "to" if due < NOTHING else "from"
        end = f"Due {way} {partner} in all: {max(due, -due)}; settled contribution {settled}."
        return "\n".join([*self._title(), *lines, end])

    def _title(self) -> list[str]:
        version = f"issue version {self.issued.version}"
        line = f"{self.issued.agency}: settlement by the {self.outturn.title}, {version}"
        return [self.issued.marking, line] if self.issued.marking else [line]

    def table(self) -> Table:
        """Return a row a partner: issued, due from it or to it, and settled."""
        rows = (
            (partner, issued, max(due, NOTHING), max(-due, NOTHING), issued + due)
            for (partner, issued), due in zip(
                self.issued.contributions.items(), self.due.values(), strict=True
            )
        )
        return Table(self._title(), _COLUMNS, rows, self._notes())

    def _notes(self) -> list[str]:
        met = (f"{words} {amount}" for words, amount in self.reconciliation if amount)
        sentence = f"Net outturn {self.outturn.net}, met by {listed(met)}."
        return [*map(str, self.allocations), sentence]

    def _in_short(self) -> str:
        net = f"{self.outturn.stage} net outturn {self.outturn.net}"
        return f"<Settlement of {self.issued.agency} {self.issued.year}: {net}>"


def _bought(rule: SettlementRule, fee: SettledFee, report: Outturn) -> Allocation:
    """Return what one partner bought, beyond what was issued, due from it alone."""
    part: ByPartner[Money] = ByPartner({fee.partner: fee.due})
    source = fee.source or report.source
    return Allocation(rule.name, "partners", fee.due, part, how=fee.words, source=source)
