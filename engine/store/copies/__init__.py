"""Copies of a whole database: consistent, in files, and into an empty database again."""

from engine.store.copies.copying import Copied, copy_in, copy_out, require_empty

__all__ = ["Copied", "copy_in", "copy_out", "require_empty"]
