"""Tiers, departments, staff, roles; who is responsible and who may do what."""

from engine.org.directory import KINDS, Department, Directory, Membership, Person, Tier, directory
from engine.org.policy import (
    NOTHING,
    RULES,
    Action,
    Actor,
    Restriction,
    Target,
    concerned_as,
    is_concerned,
    may,
    may_at_all,
    parties_of,
    place_of_person,
    refusal,
    require,
    visible_paths,
)
from engine.org.responsible import Place, Responsible, responsible
from engine.org.sources import SOURCES, Choice, Source

__all__ = [
    "KINDS",
    "NOTHING",
    "RULES",
    "SOURCES",
    "Action",
    "Actor",
    "Choice",
    "Department",
    "Directory",
    "Membership",
    "Person",
    "Place",
    "Responsible",
    "Restriction",
    "Source",
    "Target",
    "Tier",
    "concerned_as",
    "directory",
    "is_concerned",
    "may",
    "may_at_all",
    "parties_of",
    "place_of_person",
    "refusal",
    "require",
    "responsible",
    "visible_paths",
]
