"""A model to plain rows: what a file of it holds."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from aimpartner.codec.convert import converter
from aimpartner.codec.decisions import TERM, on_budget, on_extension, on_formula
from aimpartner.codec.elements import rows_of
from aimpartner.codec.rows import TABLES
from aimpartner.model import Model
from aimpartner.parties.decisions import Approval
from aimpartner.parties.partnership import Partnership

Fields = dict[str, object]
_CONVERTER = converter()


def flatten(model: Model) -> dict[str, list[dict[str, object]]]:
    """Return the tables of a model in their plain form; a field at its default is left out.

    Example:
        >>> from aimpartner import samples
        >>> flatten(samples.load("aim"))["partners"][2]["partner"]
        'Sefton'
    """
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for name, fields in _rows(model):
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


def _own(thing: attrs.AttrsInstance, **others: object) -> Fields:
    """Return the fields of a value as a row, some under other names."""
    names = attrs.fields_dict(type(thing))
    return {name: getattr(thing, name) for name in names} | others


def _rows(model: Model) -> Iterator[tuple[str, Fields]]:
    yield "agency", {"agency": model.partnership.agency}
    yield from _parties(model.partnership)
    yield from _budgets(model)
    for measure in model.evidence.measures:
        yield "measures", _own(measure, measure=measure.name)
    for observation in model.evidence.observations:
        yield "evidence", _own(observation)
    yield from _formulas(model)
    for published in model.published:
        yield "published", _own(published)


def _parties(partnership: Partnership) -> Iterator[tuple[str, Fields]]:
    for each in partnership.partners:
        body: Fields = {"authority": each.authority.name, "gss_code": each.authority.gss_code}
        days: Fields = {"joined": each.member.first, "left": each.member.last}
        yield "partners", {"partner": each.name, "source": each.source} | body | days
    for hosting in partnership.hosting:
        yield "hosts", _own(hosting, first=hosting.days.first, last=hosting.days.last)
    for statement in partnership.statements:
        yield "statements", _own(statement)
    yield from _agreement(partnership)


def _agreement(partnership: Partnership) -> Iterator[tuple[str, Fields]]:
    agreed = partnership.agreement
    if agreed is None:
        return
    if agreed.shadow:
        yield "agreement", {"kind": "shadow", **_own(agreed.shadow)}
    term = {"required": agreed.approval.required, "source": agreed.source}
    yield "agreement", {"kind": "term", **_own(agreed.term), **term}
    for option in agreed.options:
        yield "agreement", {"kind": "option", **_own(option)}
    for each in agreed.extensions:
        row = {"kind": "extension", "required": each.approval.required}
        yield "agreement", _own(each, **row)
        yield from _decisions(on_extension(each.last), each.approval)
    yield from _decisions(TERM, agreed.approval)


def _decisions(subject: str, approval: Approval | None) -> Iterator[tuple[str, Fields]]:
    for decision in approval.decisions if approval else ():
        yield "decisions", _own(decision, subject=subject)


def _required(approval: Approval | None) -> tuple[str, ...]:
    return approval.required if approval else ()


def _budgets(model: Model) -> Iterator[tuple[str, Fields]]:
    for budget in model.budgets:
        yield "budgets", _own(budget, required=_required(budget.approval))
        where = {"year": budget.year, "version": budget.version}
        for line in budget.lines:
            yield "lines", _own(line, line=line.name, **where)
        yield from _decisions(on_budget(budget.year, budget.version), budget.approval)


def _formulas(model: Model) -> Iterator[tuple[str, Fields]]:
    for formula in model.formulas:
        days = {"first": formula.in_force.first, "last": formula.in_force.last}
        mine = {"formula": formula.name, "required": _required(formula.approval)}
        yield "formulas", _own(formula) | _own(formula.rounding) | mine | days
        yield from rows_of(formula)
        yield from _decisions(on_formula(formula.name), formula.approval)
