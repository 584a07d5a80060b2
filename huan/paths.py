"""Where an installation keeps what it makes."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path:
    """Return the folder for the SQLite database and what belongs to it, in the working directory."""
    return Path("var")
