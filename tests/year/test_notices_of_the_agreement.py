"""What is doubtful about the agreement in a year is said on the result."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner import samples
from aimpartner.model import Model
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import (
    AIM,
    GUESS,
    MINUTE,
    aim_agreement,
    approved,
    model,
    paid,
)

SEFTON = approved("Sefton", on="2021-03-26")


def said_of(whole: Model, subject: str, known_on: str | None = None) -> list[str]:
    """Return the words of the notices about a thing."""
    return [each.words for each in paid(whole, known_on).notices if each.subject == subject]


def agreed(agreement: Agreement) -> Model:
    """Return a model under an agreement."""
    whole = model()
    return evolve(whole, partnership=evolve(whole.partnership, agreement=agreement))


def test_without_an_agreement_there_is_a_notice() -> None:
    assert said_of(model(), "agreement") == ["No partnership agreement is recorded."]


def test_a_year_that_overlaps_a_lapse_says_from_when_to_when() -> None:
    words = said_of(agreed(aim_agreement()), "agreement", "2021-07-01")
    assert words == ["From 1 April 2021 to 31 March 2022 the agreement is lapsed."]


def test_a_year_covered_by_decisions_made_in_time_has_no_notice() -> None:
    in_time = Extension("2022-03-31", approved("Sefton", on="2021-04-01", source=MINUTE))
    agreement = evolve(aim_agreement(), extensions=[in_time])
    assert said_of(agreed(agreement), "agreement") == []


def test_an_extension_after_the_fact_says_until_when_the_agreement_had_lapsed() -> None:
    (words,) = said_of(agreed(aim_agreement()), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is extended")
    when = "4 November 2021 (the day it was made), 217 days after it begins"
    rests = f"this rests on the extension to 31 March 2022, in effect from {when}"
    assert words.endswith(f"extended; until 4 November 2021 it was lapsed; {rests}.")


def test_what_was_decided_on_the_first_day_was_no_other_thing_before() -> None:
    """Sefton extends on 1 April 2021 itself, by a decision that was assumed."""
    first_day = Extension("2022-03-31", approved("Sefton", on="2021-04-01", source=GUESS))
    (words,) = said_of(agreed(evolve(aim_agreement(), extensions=[first_day])), "agreement")
    assert words == (
        "From 1 April 2021 to 31 March 2022 the agreement is extended; "
        "this rests on assumed decisions of Sefton."
    )


def test_a_later_decision_about_other_days_does_not_make_these_another_thing() -> None:
    """Its end in December, decided in January, is no other past of the days before."""
    early = Extension("2022-03-31", approved("Sefton", on="2021-03-26", source=GUESS))
    end = Termination("2021-12-31", approved("Sefton", on="2022-01-31"))
    whole = agreed(evolve(aim_agreement(), extensions=[early], termination=end))
    rests = "this rests on assumed decisions of Sefton"
    before, after = said_of(whole, "agreement")
    assert before == f"From 1 April 2021 to 31 December 2021 the agreement is extended; {rests}."
    assert after.startswith("From 1 January 2022 to 31 March 2022 the agreement is ended; until 31")


def test_an_agreement_approved_after_the_fact_says_that_it_had_not_started() -> None:
    """A decision made in the year is no ground for the days before anybody knew of it."""
    term = DateRange("2021-04-01", "2022-03-31")
    (words,) = said_of(agreed(Agreement(term, approved("Sefton", on="2021-06-01"))), "agreement")
    when = "1 June 2021 (the day it was made), 61 days after it begins"
    late = (
        f"until 1 June 2021 it was not started; this rests on the agreement, in effect from {when}"
    )
    assert words == f"From 1 April 2021 to 31 March 2022 the agreement is in term; {late}."
    in_time = Agreement(term, approved("Sefton", on="2021-04-01"))
    assert said_of(agreed(in_time), "agreement") == []


def test_a_majority_that_was_there_in_time_is_not_late_for_who_follows_it() -> None:
    days = {"Knowsley": "2021-03-01", "Liverpool": "2021-03-02", "Sefton": "2021-11-04"}
    decided = [Decision(name, day, source=MINUTE) for name, day in days.items()]
    extension = Extension("2022-03-31", Approval(tuple(days), decided, "majority"))
    agreement = evolve(aim_agreement(), extensions=[extension])
    assert said_of(agreed(agreement), "agreement") == []


def test_the_sample_tells_of_the_lapse_and_then_of_the_assumed_approvals() -> None:
    """Sefton's Cabinet decided on 4 November 2021; how the other three decided is assumed."""
    aim = samples.load("aim")
    span = "From 1 April 2021 to 31 March 2022 the agreement is"
    (lapse,) = said_of(aim, "agreement", "2021-11-03")
    assert lapse.startswith(f"{span} lapsed; this rests on an assumed option of 12 months")
    for known_on in ("2021-11-04", None):
        (cured,) = said_of(aim, "agreement", known_on)
        assert cured.startswith(f"{span} extended; until 4 November 2021 it was lapsed; this rests")
        assert cured.endswith(", and on assumed decisions of Knowsley, Liverpool, Wirral.")


def test_an_agreement_that_is_not_approved_says_by_whom() -> None:
    agreement = evolve(aim_agreement(), approval=Approval(("Sefton",)))
    (words,) = said_of(agreed(agreement), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is not started")
    assert words.endswith(", not approved by Sefton.")


def test_each_run_of_days_outside_the_agreement_has_its_notice() -> None:
    extension = Extension("2021-12-31", approved("Sefton", on="2021-03-01"))
    agreement = Agreement(
        DateRange("2018-04-01", "2021-06-30"), Approval(()), None, [Option(6)], [extension]
    )
    assert said_of(agreed(agreement), "agreement") == [
        "From 1 January 2022 to 31 March 2022 the agreement is ended."
    ]


def test_days_that_rest_on_assumed_decisions_say_whose() -> None:
    decided = approved(*AIM, on="2021-11-04", source=GUESS)
    agreement = evolve(aim_agreement(), extensions=[Extension("2022-03-31", decided)])
    (words,) = said_of(agreed(agreement), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is extended")
    assert "assumed" in words
    assert "Knowsley, Liverpool, Sefton, Wirral" in words


def test_a_lapse_that_only_an_assumed_option_keeps_from_an_end_says_so() -> None:
    """States that rest on an assumption say so (design section 5)."""
    assumed = Source("the option is not published", is_assumption=True)
    agreement = evolve(aim_agreement(), options=[Option(12, assumed)], extensions=())
    words = [each.words for each in paid(agreed(agreement)).notices]
    assert any(assumed.words in each for each in words)


FOUR = approved(*AIM, on="2021-07-01")
FROM_2018 = Agreement(DateRange("2018-04-01", "2021-03-31"), Approval(()))


@pytest.mark.parametrize(
    ("agreement", "was"),
    [
        (
            evolve(FROM_2018, holding_over=[HoldingOver(DateRange("2021-04-01"), None, FOUR)]),
            "held over; until 1 July 2021 it was ended; this rests on the holding over",
        ),
        (
            evolve(FROM_2018, successor=Agreement(DateRange("2021-04-01", "2024-03-31"), FOUR)),
            "in term; until 1 July 2021 it was ended; this rests on the agreement",
        ),
        (
            evolve(
                FROM_2018,
                term=DateRange("2018-04-01", "2022-03-31"),
                termination=Termination("2021-03-31", FOUR),
            ),
            "ended; until 1 July 2021 it was in term; this rests on the termination on 31 March",
        ),
    ],
    ids=["held over", "a new agreement", "terminated"],
)
def test_whatever_was_decided_late_says_until_when_it_was_another_thing(
    agreement: Agreement, was: str
) -> None:
    (words,) = said_of(agreed(agreement), "agreement")
    assert words.startswith(f"From 1 April 2021 to 31 March 2022 the agreement is {was}")
    assert words.endswith(
        "in effect from 1 July 2021 (the day it was made), 91 days after it begins."
    )


def test_whose_approval_a_later_agreement_awaits_is_not_told_before_it_was_known() -> None:
    follows = Agreement(DateRange("2021-04-01", "2024-03-31"), FOUR)
    whole = agreed(evolve(FROM_2018, successor=follows))
    words = ["From 1 April 2021 to 31 March 2022 the agreement is ended."]
    assert said_of(whole, "agreement", "2021-06-30") == words


def test_a_decision_in_time_with_its_call_in_after_the_first_day_was_nothing_else_before() -> None:
    decided = [Decision("Sefton", "2021-03-25", implementable="2021-04-03")]
    extension = Extension("2022-03-31", Approval(["Sefton"], decided))
    (words,) = said_of(agreed(evolve(aim_agreement(), extensions=[extension])), "agreement")
    when = "3 April 2021 (the day after call-in), 2 days after it begins"
    late = f"this rests on the extension to 31 March 2022, in effect from {when}"
    assert words == f"From 1 April 2021 to 31 March 2022 the agreement is extended; {late}."


def test_an_approval_said_again_after_the_fact_is_no_notice() -> None:
    twice = [Decision("Sefton", day, source=MINUTE) for day in ("2021-02-01", "2021-11-04")]
    extension = Extension("2022-03-31", Approval(["Sefton"], twice))
    assert said_of(agreed(evolve(aim_agreement(), extensions=[extension])), "agreement") == []


def test_what_took_effect_before_the_year_is_late_for_it_no_more() -> None:
    term = DateRange("2018-04-01", "2022-03-31")
    assert said_of(agreed(Agreement(term, approved("Sefton", on="2018-06-01"))), "agreement") == []
