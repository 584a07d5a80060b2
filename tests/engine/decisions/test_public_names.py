"""What the package promises to the rest of the engine."""

from __future__ import annotations

import inspect

from engine import decisions

PUBLIC = {
    "CompiledDecisions",
    "DecisionsRefused",
    "InputNeeded",
    "MatchedRule",
    "Model",
    "Offered",
    "Outcome",
    "Problem",
    "TableTrace",
    "check_model",
    "compile_model",
    "inputs_from_json",
    "outcome_document",
    "read_model",
}


def test_the_public_names_are_these_and_no_others():
    assert set(decisions.__all__) == PUBLIC


def test_everything_public_says_what_it_does():
    for name in PUBLIC:
        thing = getattr(decisions, name)
        assert inspect.getdoc(thing), name
        for method, member in inspect.getmembers(thing, inspect.isfunction):
            assert method.startswith("_") or inspect.getdoc(member), f"{name}.{method}"
