"""The parties of a model to plain rows."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from aimpartner.codec.decisions import on_hosting, on_provision, on_review, on_withdrawal
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.decisions import Approval, Decision
from aimpartner.parties.bodies import Body
from aimpartner.parties.partners import Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.timetable import Timetable

Fields = dict[str, object]
Rows = Iterator[tuple[str, Fields]]


def own(thing: attrs.AttrsInstance, **others: object) -> Fields:
    """Return the fields of a value as a row, some under other names."""
    names = attrs.fields_dict(type(thing))
    return {name: getattr(thing, name) for name in names} | others


def asked(approval: Approval | None) -> Fields:
    """Return the columns of who has to approve a thing."""
    return {"required": approval.required, "rule": approval.rule} if approval else {}


def decided(subject: str, approval: Approval | None) -> Rows:
    """Go through the rows of the decisions on a thing.

    Args:
        subject: what decisions call it.
        approval: who has to approve it and has.
    """
    for decision in approval.decisions if approval else ():
        yield _decision(decision, subject)


def _decision(decision: Decision, subject: str) -> tuple[str, Fields]:
    return "decisions", own(decision, subject=subject, words=decision.subject)


def rows_of(partnership: Partnership) -> Rows:
    """Go through the rows of everything that a partnership holds but the agency's name."""
    for partner in partnership.partners:
        yield from _partner(partner)
    for hosting in partnership.hosting:
        yield "hosts", own(hosting, **own(hosting.days)) | asked(hosting.approval)
        yield from decided(on_hosting(hosting.host, hosting.days.first), hosting.approval)
    for statement in partnership.statements:
        yield "statements", own(statement)
    line = partnership.agreement.line if partnership.agreement else ()
    for number, agreed in enumerate(line, start=1):
        yield from _agreement(agreed, number)
    yield from _changes(partnership)
    for body in partnership.bodies:
        yield from _body(body)
    for decision in partnership.decisions:
        yield "decisions", own(decision)
    yield from _year(partnership)


def _partner(partner: Partner) -> Rows:
    body = partner.authority
    whole: Fields = own(partner, partner=partner.name) | {
        "authority": body.name,
        "gss_code": body.gss_code,
        "former_codes": body.former_codes,
        "body": body.kind,
    }
    for spell in partner.member:
        days = {"joined": spell.days.first, "left": spell.days.last}
        yield "partners", own(spell, **days, membership_source=spell.source) | whole


def _agreement(agreed: Agreement, number: int) -> Rows:
    for kind, fields, approval in _provisions(agreed):
        yield "agreement", fields | asked(approval) | {"kind": kind, "agreement": number}
    for extension in agreed.extensions:
        yield from decided(on_provision("extension", extension.last, number), extension.approval)
    yield from decided(on_provision("term", None, number), agreed.approval)
    for held in agreed.holding_over:
        yield from decided(on_provision("holding over", held.days.first, number), held.approval)
    if agreed.termination:
        yield from decided(on_provision("termination", None, number), agreed.termination.approval)


def _provisions(agreed: Agreement) -> Iterator[tuple[str, Fields, Approval | None]]:
    if agreed.shadow:
        yield "shadow", own(agreed.shadow, source=agreed.shadow_source), None
    yield "term", own(agreed.term, source=agreed.source), agreed.approval
    for option in agreed.options:
        yield "option", own(option), None
    for extension in agreed.extensions:
        yield "extension", own(extension), extension.approval
    for held in agreed.holding_over:
        yield "holding over", own(held.days, source=held.source), held.approval
    if agreed.notice:
        yield "notice", own(agreed.notice), None
    if agreed.termination:
        yield "termination", own(agreed.termination), agreed.termination.approval


def _changes(partnership: Partnership) -> Rows:
    """Go through the rows of those who leave, and of those who follow others."""
    for leaving in partnership.withdrawals:
        yield "withdrawals", own(leaving) | asked(leaving.approval)
        yield from decided(on_withdrawal(leaving.partner, leaving.last), leaving.approval)
    for succession in partnership.successions:
        for name, percent in succession.parts.items():
            yield "successions", own(succession, successor=name, percent=percent)


def _body(body: Body) -> Rows:
    whole = own(body, body=body.name)
    for member in body.members:
        yield "bodies", whole | own(member)
    if not body.members:
        yield "bodies", whole


def _year(partnership: Partnership) -> Rows:
    for service in partnership.services:
        yield "services", own(service, **own(service.days))
    timetable = partnership.timetable or Timetable(())
    for owed in timetable.owed:
        yield "owed", own(owed, **own(owed.due))
    for done in timetable.done:
        yield "done", own(done)
    for review in partnership.reviews:
        yield "reviews", own(review)
        if review.decision:
            yield _decision(review.decision, on_review(review.subject, review.due))
