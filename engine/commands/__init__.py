"""One file per state change, and the chain that runs it."""

from engine.commands.chain import Engine
from engine.commands.command import Answer, Command, Preparing
from engine.commands.ports import Hints, NoHints
from engine.commands.services import Handler, Services
from engine.commands.version import Definition
from engine.commands.work import NOWHERE, Change, Hint

__all__ = [
    "NOWHERE",
    "Answer",
    "Change",
    "Command",
    "Definition",
    "Engine",
    "Handler",
    "Hint",
    "Hints",
    "NoHints",
    "Preparing",
    "Services",
]
