"""A model to plain rows: what a file of it holds."""

from __future__ import annotations

from types import SimpleNamespace

import attrs

from aimpartner.codec.convert import converter
from aimpartner.codec.decisions import Asked, on_budget, on_formula
from aimpartner.codec.flat_elements import rows_of
from aimpartner.codec.flatten_parties import Fields, Rows, asked, decided, own
from aimpartner.codec.flatten_parties import rows_of as parties_of
from aimpartner.codec.issued import rows_of_issues
from aimpartner.codec.limits import rows_of_limits
from aimpartner.codec.prices import rows_of_prices
from aimpartner.codec.rows import TABLES
from aimpartner.model import Model

_CONVERTER = converter()


def flatten(model: Model) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a model in their plain form; a field at its default is left out.

    Raises:
        ModelError: a file would take a decision of the register for one on an approval.

    Example:
        >>> from aimpartner import samples
        >>> flatten(samples.load("aim"))["partners"][2]["partner"]
        'Sefton'
    """
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    rows = list(_rows(model))
    whole = ((name, SimpleNamespace(**{"required": ()} | fields)) for name, fields in rows)
    Asked.of(whole).check_register(model.partnership.decisions)
    for name, fields in rows:
        tables[name].append(_plain(name, fields))
    return {name: rows for name, rows in tables.items() if rows}


def _plain(table: str, fields: Fields) -> dict[str, object]:
    """Return a row in its plain form."""
    wanted = {each.name: each for each in attrs.fields(TABLES[table])}
    return {
        name: _CONVERTER.unstructure(fields[name])
        for name, each in wanted.items()
        if name in fields and fields[name] != each.default and fields[name] is not None
    }


def _rows(model: Model) -> Rows:
    yield "agency", {"agency": model.partnership.agency}
    yield from parties_of(model.partnership)
    yield from _budgets(model)
    for measure in model.evidence.measures:
        yield "measures", own(measure, measure=measure.name)
    for observation in model.evidence.observations:
        yield "evidence", own(observation)
    yield from _formulas(model)
    yield from rows_of_issues(model.issued)
    for published in model.published:
        yield "published", own(published)


def _budgets(model: Model) -> Rows:
    for budget in model.budgets:
        yield "budgets", own(budget, **asked(budget.approval))
        where = {"year": budget.year, "version": budget.version}
        for line in budget.lines:
            yield "lines", own(line, line=line.name, **where)
        yield from decided(on_budget(budget.year, budget.version), budget.approval)


def _formulas(model: Model) -> Rows:
    for formula in model.formulas:
        days = {"first": formula.in_force.first, "last": formula.in_force.last}
        mine = {"formula": formula.name, **asked(formula.approval)}
        yield "formulas", own(formula) | own(formula.rounding) | mine | days
        yield from rows_of(formula)
        yield from rows_of_prices(formula)
        yield from rows_of_limits(formula)
        yield from decided(on_formula(formula.name), formula.approval)
