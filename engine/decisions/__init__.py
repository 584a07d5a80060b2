"""DMN 1.5 decision models: read, checked, compiled to closures, evaluated.

    model = read_model(root, "fees.dmn")            # root from a safe XML parser
    problems = check_model(model, others)           # element, name, problem, remedy, line
    decisions = compile_model(model, others)        # `others` are models it may import
    outcome = decisions.evaluate("Fee", {"Days": 3}, Environment(now, zone))
    outcome.value, outcome.notes, outcome.trace     # FEEL value; why something is null; which rules matched

Executed are literal expressions, contexts, lists, relations, invocations, function definitions, conditionals,
filters, iterators, and decision tables with every hit policy; knowledge models, decision services, imports.
Functions of kind Java or PMML, and languages other than FEEL, are refused as problems.
"""

from engine.decisions.compiled import (
    CompiledDecisions,
    InputNeeded,
    Offered,
    Outcome,
    check_model,
    compile_model,
)
from engine.decisions.documents import outcome_document
from engine.decisions.inputs import inputs_from_json
from engine.decisions.model.elements import Model
from engine.decisions.problems import DecisionsRefused, Problem
from engine.decisions.reading import read_model
from engine.decisions.running import MatchedRule, TableTrace

__all__ = [
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
]
