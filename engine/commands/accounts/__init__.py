"""What people and operators do with accounts: unlock, end sessions, change a password."""

from engine.commands.accounts.change_password import ChangePassword
from engine.commands.accounts.end_sessions import EndOwnSession, EndSessionsOf
from engine.commands.accounts.unlock import UnlockAccount

__all__ = ["ChangePassword", "EndOwnSession", "EndSessionsOf", "UnlockAccount"]
