"""Backups: one consistent copy of everything that an installation has, and the way back."""

from huan.backup.make import Backup, make_backup
from huan.backup.restore import Restored, restore_backup

__all__ = ["Backup", "Restored", "make_backup", "restore_backup"]
