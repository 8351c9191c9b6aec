"""What a stored case comes to: figures and words, by place.

Of the record, this file alone knows what the package calls its parts.
"""

from __future__ import annotations

import json
import warnings
from contextlib import chdir
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from attrs import field, fields, frozen
from click.testing import CliRunner

import aimpartner as ap
from aimpartner.cli.commands import main
from aimpartner.codec.files import from_json, to_json
from aimpartner.one_line import OneLine
from aimpartner.parties.briefing import Briefing
from aimpartner.scenarios.addresses import figures as by_address
from pages import run
from record.workbook import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Case = dict[str, Any]
"""A name and a model's tables with the years asked for, a page, or a command."""

Found = tuple[Any, Any]
"""Figures and words: plain values, lists and tables as JSON holds them."""

ROOT = Path(__file__).parents[2]
PRICED = "priced elements"
ISSUES = ("issues", "issued", "used", "decisions")


@frozen
class Outcome:
    """The figures and the words of a case, each by the part that it comes from."""

    figures: dict[str, Any] = field(factory=dict)
    words: dict[str, Any] = field(factory=dict)

    def put(self, part: str, make: Callable[[], Found]) -> None:
        """Note what a part comes to, or the fields of the error that it raises."""
        try:
            figures, words = make()
        except ap.AimpartnerError as fault:
            figures = {"error": type(fault).__name__}
            words = {"error": [*_fields(fault)]}
        for side, found in ((self.figures, figures), (self.words, words)):
            if found:
                side[part] = found


def outcome(case: Case) -> Outcome:
    """Return what a case comes to; nothing is left on the disk."""
    found = Outcome()
    with warnings.catch_warnings(), TemporaryDirectory() as folder, chdir(folder):
        warnings.simplefilter("ignore")
        if "page" in case:
            found.put("page", lambda: _page(ROOT / case["page"]))
        elif "command" in case:
            found.put("command", lambda: _command(case["command"]))
        else:
            _model(found, case)
    return found


def as_stored(model: ap.Model) -> dict[str, Any] | None:
    """Return the tables of a model, or nothing where they do not read back as the same."""
    try:
        text = to_json(model)
        same = from_json(text) == model
    except ap.AimpartnerError:
        return None
    tables: dict[str, Any] = json.loads(text)
    return tables if same else None


def _fields(fault: ap.AimpartnerError) -> Iterator[str]:
    yield from (fault.subject, fault.rule, str(fault.got), fault.remedy)
    if isinstance(fault, ap.InputError):
        yield from map(str, fault.problems)


def _page(path: Path) -> Found:
    steps, _ = run(path)
    return {"steps": len(steps)}, [step.printed for step in steps]


def _command(arguments: list[str]) -> Found:
    result = CliRunner().invoke(main, arguments)
    figures: dict[str, Any] = {"exit": result.exit_code}
    words: dict[str, Any] = {"printed": result.output}
    for path in sorted(Path().glob("*.xlsx")):
        figures[path.name], words[path.name] = cells(path)
    return figures, words


def _model(found: Outcome, case: Case) -> None:
    text = json.dumps(case["model"], ensure_ascii=False, indent=2)
    try:
        model = from_json(text)
    except ap.InputError:
        found.put("read", lambda: (None, from_json(text)))
        return
    again = to_json(model)
    found.put("rows", lambda: ("as stored" if again == text else json.loads(again), None))
    found.put("addresses", partial(_addresses, model))
    found.put("decisions", lambda: (None, _spelt(model.register())))
    for day in sorted({f"{year[:4]}-07-01" for year, _ in case["asked"]}):
        for known_on in (None, day):
            at = f"partnership on {day}, known on {known_on}"
            found.put(at, partial(_partnership, model, day, known_on))
    for year, known_on in case["asked"]:
        _year(found, model, year, known_on)
    if case.get("workbook"):
        found.put("input workbook", partial(_inputs, model))


def _addresses(model: ap.Model) -> Found:
    return {at: _in_full(each) for at, each in by_address(model).items()}, None


def _partnership(model: ap.Model, day: str, known_on: str | None) -> Found:
    told = Briefing(model.partnership, day, known_on)
    state = told.state
    return {"state": state and state.value}, {"text": str(told), "facts": told.facts}


def _inputs(model: ap.Model) -> Found:
    return cells(ap.excel.write_model(model, Path("model.xlsx"), overwrite=True))


def _year(found: Outcome, model: ap.Model, year: str, known_on: str | None) -> None:
    at = f"{year}, known on {known_on}: "
    try:
        result = ap.calculate(model, year, known_on)
    except ap.AimpartnerError:
        found.put(at + "contributions", lambda: (ap.calculate(model, year, known_on), None))
        return
    budget = result.facts.budget
    found.put(at + "contributions", lambda: _contributions(result))
    found.put(at + "by element", lambda: (_by_element(result), None))
    found.put(at + "workbook", lambda: _workbook(result))
    found.put(at + "uplift", lambda: _rolled_forward(budget))
    found.put(at + "issue", lambda: _issue(model, result))
    found.put(at + "instalments", lambda: _instalments(result))
    found.put(at + "settlement", lambda: _settlement(result, budget))


def _contributions(result: ap.Contributions) -> Found:
    figures = {
        each.partner: [
            *(str(each.share), str(each.exact), str(each.amount), str(each.incurred)),
            *(str(each.net), str(each.last_year)),
        ]
        for each in result
    }
    totals = [str(result.call), str(result.residual), [each.subject for each in result.notices]]
    words = {
        "text": str(result),
        "html": _spaced(result._repr_html_()),
        "explained": {name: result.explain(name) for name in result.partners},
        "methodology": result.methodology(),
        "notices": [each.words for each in result.notices],
        "marking": result.marking,
    }
    return {"partners": figures, "totals": totals}, words


def _by_element(result: ap.Contributions) -> dict[str, list[str]]:
    return {name: [*map(str, column.values())] for name, column in result.by_element().columns}


def _workbook(result: ap.Contributions) -> Found:
    return cells(ap.excel.write_contributions(result, Path("year.xlsx"), overwrite=True))


def _rolled_forward(budget: ap.Budget) -> Found:
    lines = [f"{line.pool}/{line.name}" for line in budget.lines]
    change = ap.budget.Uplifted(lines, ap.budget.PercentUplift("3.7 %"))
    ahead = ap.budget.roll_forward(budget, [change], budget.year.back(-2))
    return [[str(line.amount) for line in each.lines] for each in ahead.budgets], None


def _issued(result: ap.Contributions) -> ap.issue.Issued:
    return result.issue(result.year.last, version="of the record", reason="to be recorded")


def _issue(model: ap.Model, result: ap.Contributions) -> Found:
    issue = _issued(result)
    words = {"text": str(issue), "html": _spaced(issue._repr_html_())}
    tables = json.loads(to_json(model.recorded(issue)))
    return {name: tables[name] for name in ISSUES if name in tables}, words


def _instalments(result: ap.Contributions) -> Found:
    last = result.year.last
    days = [last.replace(month=month, day=30) for month in (4, 7, 10, 12)]
    instalments = ap.issue.Instalments.of(_issued(result), ap.issue.EqualInstalments(days))
    ledger = ap.issue.Ledger.of(
        instalments, ap.issue.CodeTable(["code"], {e: [e] for e in result.partners})
    )
    return None, {"text": str(instalments), "ledger": ledger.to_csv()}


def _settlement(result: ap.Contributions, budget: ap.Budget) -> Found:
    """Return a settlement of made-up costs by a made-up rule, and the year's statement."""
    pools = dict.fromkeys(line.pool for line in budget.lines)
    bought = (each for rule in result.facts.formulas for each in rule.elements)
    if any(isinstance(each, ap.formula.PricedElement) for each in bought):
        pools[PRICED] = None
    spent = [
        ap.settlement.Actual(pool, f"{place}234.{place}7")
        for place, pool in enumerate(pools, start=1)
    ]
    issued = _issued(result)
    taken = [
        ap.settlement.Taken(partner, fee.element, units + place, fee.since)
        for fee in issued.fees
        for place, (partner, units) in enumerate(fee.units.items())
    ]
    day = budget.year.last.replace(month=12)
    outturn = ap.settlement.Outturn(budget.year, "final", day, spent, taken=taken)
    shared = ap.settlement.Tier("partners", ap.settlement.ShareBase.issued())
    over = [ap.settlement.Tier("host", limit=ap.Money("100.01")), shared]
    rule = ap.settlement.SettlementRule("made up", over, [ap.settlement.Tier("reserve"), shared])
    held = dict.fromkeys(result.partners, "100.03")
    reserve = ap.settlement.Reserve("general", held, limit=ap.Money("1000"))
    settled = ap.settlement.Settlement(issued, budget, outturn, [rule], reserves=[reserve])
    figures = {name: str(amount) for name, amount in settled.due.items()}
    statement = ap.settlement.YearStatement(settled.issued, settled, settled.issued.net)
    return figures, {"text": str(settled), "statement": str(statement)}


def _spaced(html: str) -> str:
    """Return HTML with single blanks, however its lines are broken."""
    return " ".join(html.split())


def _in_full(figure: object) -> str:
    return _spelt(figure) if isinstance(figure, ap.formula.PriceList) else str(figure)


def _spelt(value: object) -> str:
    """Return a value with every field of all that it holds, for its repr is cut."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_spelt, value))}{',' * (len(value) == 1)})"
    if not isinstance(value, OneLine):
        return repr(value)
    parts = (f"{each.name}={_spelt(getattr(value, each.name))}" for each in fields(type(value)))
    return f"{type(value).__name__}({', '.join(parts)})"
