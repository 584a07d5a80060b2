"""Tiers, departments, staff, roles; who is responsible and who may do what."""

from engine.org.directory import KINDS, Department, Directory, Membership, Person, Tier, directory
from engine.org.policy import NOTHING, Action, Actor, Target, may, may_at_all, refusal, require, visible_paths
from engine.org.responsible import Place, Responsible, responsible

__all__ = [
    "KINDS",
    "NOTHING",
    "Action",
    "Actor",
    "Department",
    "Directory",
    "Membership",
    "Person",
    "Place",
    "Responsible",
    "Target",
    "Tier",
    "directory",
    "may",
    "may_at_all",
    "refusal",
    "require",
    "responsible",
    "visible_paths",
]
