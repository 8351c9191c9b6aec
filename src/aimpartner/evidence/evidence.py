"""Everything that was counted, and which edition was known when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.evidence.adding_up import chosen
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.editions import FigureKey, check_editions, figure_key
from aimpartner.evidence.marks import check_marks
from aimpartner.evidence.measures import (
    HOW_TO_RECORD,
    ISSUED,
    Known,
    Measure,
    Missing,
    Observation,
    check_rings,
    is_issued,
)
from aimpartner.evidence.quarters import WHOLE, Quarters, parse_optional_quarters
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.one_line import counted
from aimpartner.periods import FinancialYear, parse_optional_day, parse_year
from aimpartner.tables import DAY, WORDS, Column, Drawn, Table, Unit, columns
from aimpartner.validators import check_once

_COLUMNS = (
    *columns(WORDS, "measure", "partner", "year", "value"),
    Column("figure", Unit("exact figure"), is_drawn=False),
    *columns(WORDS, "unit", "edition"),
    Column("released", DAY),
    *columns(WORDS, "source", is_drawn=False),
)


@frozen(repr=False, field_transformer=checked)
class Evidence(Drawn):
    """The collection of observations.

    Args:
        measures: what is counted.
        observations: the figures; several editions of one figure may stand side by side.

    Raises:
        ModelError: a measure is named twice, or is made of one that is not described or, in the
            end, of itself; an observation is of no measure that is counted, or one edition gives
            a figure twice; of several editions of a figure one has no day of release, or two of
            one day differ.
        InvalidValueError: a figure is marked as per cent where its measure is of no shares, or
            others of it are not.

    Example:
        >>> from aimpartner.evidence import Known
        >>> sixteen = Observation("adopted", "Sefton", FinancialYear(2019), Known(16))
        >>> counted = Evidence((Measure("adopted"),), (sixteen,))
        >>> print(counted.find("adopted", "Sefton", FinancialYear(2019)).value)
        16
    """

    measures: tuple[Measure, ...] = field(default=(), converter=ordered)
    observations: tuple[Observation, ...] = field(default=(), converter=ordered)

    @measures.validator
    def _are_told_apart(self, _: object, measures: tuple[Measure, ...]) -> None:
        names = [measure.name for measure in measures]
        check_once("Evidence", "measure", names)
        for measure in measures:
            for part in measure.derived.names if measure.derived else ():
                if part not in names and not is_issued(part):
                    rule, remedy = f"be one of {listed(names)}", near(part, names)
                    raise ModelError(f"Part of {measure.name}", rule, part, remedy)
        check_rings(measures)

    @observations.validator
    def _are_each_given_once(self, _: object, observations: tuple[Observation, ...]) -> None:
        names = {measure.name for measure in self.measures}
        seen = set()
        for observation in observations:
            if observation.measure not in names:
                rule, got = "be of a measure that is described", observation.measure
                raise ModelError(observation.address, rule, got, near(got, names))
            if observation.measure in self._made:
                self._check_counted(observation.address, observation.measure)
            if (key := (figure_key(observation), observation.edition)) in seen:
                got = f"twice in {observation.edition or 'no named edition'}"
                raise ModelError(observation.address, "be given once in an edition", got)
            seen.add(key)
        check_editions(observations)
        check_marks(self.measures, observations)

    def _check_counted(self, subject: str, measure: str) -> None:
        """Refuse a figure of a measure that is made of others."""
        made = self.derived(measure)
        if made:
            got, remedy = f"{measure}, made as {made}", "Give the figures of what it is made of."
            raise ModelError(subject, "be of a measure that is counted", got, remedy)

    def derived(self, measure: str) -> Derived | None:
        """Return how a measure is made of others; `None` for one that is counted, or unknown.

        Example:
            >>> tax = Measure("yield", derived=Derived.product("tax base", "band D"))
            >>> told = Evidence([Measure("tax base"), Measure("band D"), tax])
            >>> print(told.derived("yield"), told.derived("band D"))
            tax base × band D None
        """
        return self._made.get(measure)

    def made(self, measures: Iterable[str]) -> tuple[Measure, ...]:
        """Return those of some measures that are made of others, and of what these are made.

        Args:
            measures: their short names.
        """
        ahead, found = list(measures), dict[str, Measure]()
        while ahead:
            made = self.derived(name := ahead.pop(0))
            if made and name not in found:
                found[name] = self.measure(name)
                ahead = [*made.names, *ahead]
        return tuple(found.values())

    def measure(self, name: str) -> Measure:
        """Return the measure of that short name.

        Raises:
            ModelError: there is none.
        """
        for measure in self.measures:
            if measure.name == name:
                return measure
        if name == ISSUED:
            rule = "be recorded where a rule goes by what was issued"
            raise ModelError(f"Measure {ISSUED}", rule, "none", HOW_TO_RECORD)
        known = [measure.name for measure in self.measures]
        rule, remedy = f"be one of {listed(known)}", near(name, known)
        raise ModelError("Measure", rule, repr(name), remedy)

    def find(
        self,
        measure: str,
        partner: str,
        year: FinancialYear | str,
        known_on: date | str | None = None,
        *,
        quarters: Quarters | str | None = None,
    ) -> Observation:
        """Return the newest edition of a figure that was released by a day.

        Args:
            measure: the measure's short name.
            partner: the partner's short name.
            year: the year the figure is of.
            known_on: the day; `None` is everything recorded.
            quarters: the quarters of the year that it is of; `None` for the whole year.

        Returns:
            The observation released last; of two released on one day, which agree, the one
            recorded later. Where there is none, an observation that is `Missing`.

        Raises:
            ModelError: the measure is made of others, and has no figures of its own.
        """
        self._check_counted(f"Figure of {partner}", measure)
        key = (measure, partner, parse_year(year), parse_optional_quarters(quarters))
        return self._newest(key, parse_optional_day(known_on))

    def parts(
        self,
        measure: str,
        partner: str,
        year: FinancialYear | str,
        known_on: date | str | None = None,
        *,
        quarters: Quarters | str | None = None,
    ) -> tuple[Observation, ...]:
        """Return what a figure is made of: itself, or the parts of its time where it is missing.

        Args:
            measure: the measure's short name.
            partner: the partner's short name.
            year: the year the figure is of.
            known_on: the day; `None` is everything recorded.
            quarters: the quarters of the year that it is of; `None` for the whole year.

        Returns:
            The figure itself where it is recorded, suppressed too. Else observations whose quarters
            follow one another and are all of the figure's: of several ways one without a suppressed
            figure before others, and then the one whose first part is the longest. Where there is
            no way, the figure itself, which is `Missing`.

        Raises:
            ModelError: two ways to it are known and do not come to the same; or there are only
                parts, and the measure does not add up, or does not state whether it does.

        Example:
            >>> seen = [Observation("calls", "Ash", "2021/22", n, quarters=f"q{n}") for n in (1, 2)]
            >>> told = Evidence([Measure("calls", adds_up=True)], seen)
            >>> [
            ...     str(each.value)
            ...     for each in told.parts("calls", "Ash", "2021/22", quarters="q1-q2")
            ... ]
            ['1', '2']
        """
        self._check_counted(f"Figure of {partner}", measure)
        wanted, part = parse_year(year), parse_optional_quarters(quarters)
        known_by, whose = parse_optional_day(known_on), (measure, partner, wanted)
        runs = self._runs.get(whose, {})
        if runs.keys() <= {part or WHOLE}:
            return (self._newest((*whose, part), known_by),)
        of = {run: self._newest((*whose, parse_optional_quarters(run)), known_by) for run in runs}
        given = [run for run, seen in of.items() if not isinstance(seen.value, Missing)]
        ways = [tuple(of[run] for run in way) for way in (part or WHOLE).ways(given)]
        if not ways:
            return (self._newest((*whose, part), known_by),)
        itself = self._newest((*whose, part), known_by)
        return chosen(itself, ways, self._adding.get(measure))

    def editions(
        self,
        measure: str,
        partner: str,
        year: FinancialYear | str,
        known_on: date | str | None = None,
        *,
        quarters: Quarters | str | None = None,
    ) -> tuple[Observation, ...]:
        """Return the editions of a figure that were released by a day, the one that counts last.

        Args:
            measure: the measure's short name.
            partner: the partner's short name.
            year: the year the figure is of.
            known_on: the day; `None` is everything recorded.
            quarters: the quarters of the year that it is of; `None` for the whole year.
        """
        key = (measure, partner, parse_year(year), parse_optional_quarters(quarters))
        return tuple(self._released(key, parse_optional_day(known_on)))

    def _released(self, key: FigureKey, known: date | None) -> Sequence[Observation]:
        """Return the editions of a figure that were released by a day, the one that counts last."""
        editions = self._by_figure.get(key, ())
        if known is None:
            return editions
        return [seen for seen in editions if seen.released is None or seen.released <= known]

    def _newest(self, key: FigureKey, known: date | None) -> Observation:
        """Return the edition of a figure that counts; where there is none, it is missing."""
        editions = self._released(key, known)
        if editions:
            return editions[-1]
        measure, partner, year, quarters = key
        return Observation(measure, partner, year, Missing(), quarters=quarters)

    def within(
        self,
        measure: str,
        partner: str,
        year: FinancialYear,
        known_on: date | str | None = None,
        quarters: Quarters | None = None,
    ) -> tuple[Observation, ...]:
        """Return every figure of some quarters of a year, or of a part of them.

        Args:
            measure: the measure's short name.
            partner: the partner's short name.
            year: the year the figures are of.
            known_on: the day; `None` is everything recorded.
            quarters: the quarters; `None` for the whole year.
        """
        known = parse_optional_day(known_on)
        whole, runs = quarters or WHOLE, self._runs.get((measure, partner, year), ())
        return tuple(
            self.find(measure, partner, year, known, quarters=run)
            for run in runs
            if whole.first <= run.first and run.last <= whole.last
        )

    def partners(self, measure: str, year: FinancialYear) -> tuple[str, ...]:
        """Return the partners that have a figure of a measure for a year, known or not."""
        every = (of for name, of, when, _ in self._by_figure if (name, when) == (measure, year))
        return tuple(dict.fromkeys(every))

    def table(self) -> Table:
        """Return a row an observation, and below them where they were read.

        In a frame stand also the exact figure, which is nothing where it is suppressed or
        missing, and the source of each.
        """
        units = {measure.name: measure.unit for measure in self.measures}
        rows = (_row(observation, units[observation.measure]) for observation in self.observations)
        sources = (
            f"{observation.measure}: {observation.source}"
            for observation in self.observations
            if observation.source
        )
        index = ["measure", "partner", "year"]
        return Table(["Evidence"], _COLUMNS, rows, dict.fromkeys(sources), index=index)

    def _in_short(self) -> str:
        seen = counted(len(self.observations), "observation")
        return f"<Evidence: {seen} of {counted(len(self.measures), 'measure')}>"

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Where each observation stands; several editions of a figure stand at one address."""
        return tuple(seen.address for seen in self.observations)

    @cached_property
    def firsts(self) -> tuple[Observation, ...]:
        """The first observation of each partner that has any."""
        return tuple({seen.partner: seen for seen in reversed(self.observations)}.values())

    @cached_property
    def _made(self) -> dict[str, Derived]:
        return {measure.name: measure.derived for measure in self.measures if measure.derived}

    @cached_property
    def _adding(self) -> dict[str, bool | None]:
        """Whether each measure adds up over quarters."""
        return {measure.name: measure.adds_up for measure in self.measures}

    @cached_property
    def _runs(self) -> dict[tuple[str, str, FinancialYear], dict[Quarters, None]]:
        """The parts of each year that there are figures of; the whole year is one of them."""
        runs: dict[tuple[str, str, FinancialYear], dict[Quarters, None]] = {}
        for seen in self.observations:
            of_year = runs.setdefault((seen.measure, seen.partner, seen.year), {})
            of_year[seen.quarters or WHOLE] = None
        return runs

    @cached_property
    def _by_figure(self) -> dict[FigureKey, list[Observation]]:
        """The editions of each figure, by the day of release."""
        index: dict[FigureKey, list[Observation]] = {}
        for observation in sorted(self.observations, key=lambda seen: seen.released or date.min):
            index.setdefault(figure_key(observation), []).append(observation)
        return index


def _row(seen: Observation, unit: str) -> tuple[object, ...]:
    value = seen.value
    return (
        seen.measure,
        seen.partner,
        seen.period,
        str(value),
        value.figure if isinstance(value, Known) else None,
        unit,
        seen.edition,
        seen.released,
        str(seen.source or ""),
    )
