"""The one table of steps and the one table of states say the same."""

from exchanges.choices import ExchangeStep
from exchanges.way import WAY
from matching.transitions import EXCHANGE


def test_the_way_leads_where_the_states_allow() -> None:
    assert WAY.legal() == {state: set(followers) for state, followers in EXCHANGE.legal.items()}


def test_every_step_but_the_beginning_is_in_the_table() -> None:
    assert set(WAY.rules) == {*ExchangeStep} - {ExchangeStep.PLAN}


def test_what_ends_or_halts_a_stay_needs_a_reason() -> None:
    assert {step for step, rule in WAY.rules.items() if rule.reasoned} == {
        ExchangeStep.AMEND,
        ExchangeStep.DROP,
        ExchangeStep.MIDTERM,
        ExchangeStep.INTERRUPT,
        ExchangeStep.END_EARLY,
        ExchangeStep.CANCEL,
    }
