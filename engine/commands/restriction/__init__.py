"""Restricting an order, naming who may see it, and looking at it with a reason."""

from engine.commands.restriction.lift import LiftRestriction
from engine.commands.restriction.look import LookAtOrder
from engine.commands.restriction.name import NameInOrder
from engine.commands.restriction.rescue import NameWhenNobodyIsLeft
from engine.commands.restriction.restrict import RestrictOrder
from engine.commands.restriction.unname import UnnameInOrder

__all__ = [
    "LiftRestriction",
    "LookAtOrder",
    "NameInOrder",
    "NameWhenNobodyIsLeft",
    "RestrictOrder",
    "UnnameInOrder",
]
