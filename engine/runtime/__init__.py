"""One instance, one step; SpiffWorkflow behind one adapter.

`Instance` runs a compiled definition from one rest to the next and logs its transitions; `encode` and
`decode` are its stored form; `places` and `variables` tell how it stands; `is_stuck` finds deadlocks;
`plan_return` and `place` put a token back at an earlier element.
"""

from engine.runtime.binding import LATEST, Binding
from engine.runtime.codec import decode, encode
from engine.runtime.deadlock import is_stuck
from engine.runtime.definition import CompiledDefinition
from engine.runtime.instance import Budget, Instance
from engine.runtime.looking import Place, ScopeValues, places, variables
from engine.runtime.returning import ReturnPlan, place, plan_return
from engine.runtime.surroundings import Surroundings
from engine.runtime.transitions import Armed, JobRequest, Kind, Sending, Transition

__all__ = [
    "LATEST",
    "Armed",
    "Binding",
    "Budget",
    "CompiledDefinition",
    "Instance",
    "JobRequest",
    "Kind",
    "Place",
    "ReturnPlan",
    "ScopeValues",
    "Sending",
    "Surroundings",
    "Transition",
    "decode",
    "encode",
    "is_stuck",
    "place",
    "places",
    "plan_return",
    "variables",
]
