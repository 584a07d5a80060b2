"""Where the product is, wherever one stands, and where an installation keeps what it makes."""

from __future__ import annotations

from pathlib import Path

#: The folder that holds `huan`, `engine`, `bpmn`, `web` …
PRODUCT = Path(__file__).resolve().parent.parent


def packages_folder() -> Path:
    """Return the folder of the packages that come with the product."""
    return PRODUCT / "bpmn"


def web_folder() -> Path:
    """Return the folder of the built web application."""
    return PRODUCT / "web" / "dist"


def data_folder() -> Path:
    """Return where the SQLite database and what belongs to it are kept unless HUAN_DATA says otherwise.

    It is in the working directory: data are the installation's, and an installed product must not write
    where it was installed to.
    """
    return Path.cwd() / "var"
