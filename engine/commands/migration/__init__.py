"""Carry one running instance over to another version, and put it back."""

from engine.commands.migration.carry_over import Carried, MigrationRefused, carry_over
from engine.commands.migration.put_back import MovedSince, put_back
from engine.commands.migration.request import MigrationRequest

__all__ = ["Carried", "MigrationRefused", "MigrationRequest", "MovedSince", "carry_over", "put_back"]
