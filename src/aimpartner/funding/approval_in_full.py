"""An approval in full: who is asked, and what each has decided when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aimpartner.exact import listed
from aimpartner.funding.prose import bullets, paragraph
from aimpartner.parties.decisions import Approval, Decision
from aimpartner.periods import in_words

_HOW_MANY = {
    "all": "all of",
    "majority": "a majority (more than half) of",
    "two thirds": "two thirds at least of",
}


def approval_in_full(approval: Approval | None, known_on: date | None) -> Iterator[str]:
    r"""Return an approval as paragraphs and lists.

    Args:
        approval: the approval; `None` where nothing is recorded.
        known_on: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> asked = Approval(["Knowsley", "Sefton"], [Decision("Sefton", "2021-11-04", "Cabinet")])
        >>> print(*approval_in_full(asked, None), sep="\n")
        To be approved by all of Knowsley, Sefton.
        - Sefton (Cabinet): approved on 4 November 2021.
        Not yet approved, for Knowsley has not.
    """
    if approval is None:
        yield "No approval is recorded."
        return
    asked = f"To be approved by {_HOW_MANY[approval.rule]} {listed(approval.required)}"
    yield paragraph(f"{asked}; as known on {in_words(known_on)}." if known_on else f"{asked}.")
    yield bullets((0, decision_in_full(each)) for each in approval.taken(known_on))
    missing = approval.outstanding(known_on)
    yield paragraph(f"Not yet approved, for {listed(missing)} has not." if missing else "")


def decision_in_full(decision: Decision) -> str:
    """Return a decision with all that is recorded of it.

    Example:
        >>> decision_in_full(Decision("Sefton", "2021-11-04", "Cabinet", reference="minute 64"))
        'Sefton (Cabinet): approved on 4 November 2021. Reference: minute 64.'
    """
    who = " ".join(filter(None, (decision.partner, decision.body and f"({decision.body})")))
    what = f"{decision.outcome} on {in_words(decision.made)}"
    days = (
        ("recommended", decision.recommended),
        ("to be implemented from", decision.implementable),
        ("minutes published", decision.published),
        ("put into an instrument", decision.instrument),
    )
    more = [f"{words} {in_words(day)}" for words, day in days if day]
    kind = [decision.kind] if decision.kind else []
    about = (
        ("Subject", decision.subject),
        ("Recommendations", "; ".join(decision.recommendations)),
        ("Reference", decision.reference),
        ("Reports", ", ".join(decision.reports)),
        ("Source", str(decision.source or "")),
    )
    facts = [f"{who}: {listed([what, *kind, *more])}", *(f"{k}: {v}" for k, v in about if v)]
    return f"{'. '.join(facts)}."
