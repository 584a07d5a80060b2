"""What diagrams may refer to in this installation, as a deployment sees it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.commands.work import Work
from engine.definitions import Catalogue
from engine.store.catalogue import installed_catalogue


def catalogue(work: Work, package: str, others: Mapping[str, frozenset[str]] | None = None) -> Catalogue:
    """Return what `package` may refer to; `others` are packages that are about to be deployed with it."""
    _, directory = work.services.time_and_place(work.tx)
    return installed_catalogue(work.tx, directory, work.services.handlers, package, others)
