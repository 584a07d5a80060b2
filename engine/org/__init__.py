"""Tiers, departments, staff, roles; who is responsible and who may do what."""

from engine.org.directory import KINDS, Department, Directory, Membership, Person, Tier, directory
from engine.org.policy import NOTHING, Action, Actor, Target, may, may_at_all, refusal, require, visible_paths
from engine.org.responsible import Place, Responsible, responsible
from engine.org.sources import SOURCES, Choice, Source

__all__ = [
    "KINDS",
    "NOTHING",
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
    "Source",
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
