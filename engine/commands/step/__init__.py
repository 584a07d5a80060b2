"""One step: one atomic move of one instance, settled into rows and history."""

from engine.commands.step.settle import Settled, settle
from engine.commands.step.step import Step

__all__ = ["Settled", "Step", "settle"]
