"""Migration of a running instance to another version of its diagram, by an explicit mapping of elements.

`propose` computes a mapping, `faults_of` examines one that somebody gave, `plan_migration` decides for one
instance (state in, plan out), `migrate` does what the plan says. Nothing here knows a database or a clock.
"""

from engine.runtime.migrating.apply import migrate
from engine.runtime.migrating.mapping import ElementMapping, MappingFault, faults_of, propose
from engine.runtime.migrating.plan import plan_migration
from engine.runtime.migrating.planning import MigrationPlan
from engine.runtime.migrating.refusals import Refusal
from engine.runtime.migrating.standing import TokenMove

__all__ = [
    "ElementMapping",
    "MappingFault",
    "MigrationPlan",
    "Refusal",
    "TokenMove",
    "faults_of",
    "migrate",
    "plan_migration",
    "propose",
]
