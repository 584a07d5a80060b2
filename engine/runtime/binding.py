"""Which version of another package's process a call activity runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Binding:
    """What `camunda:calledElementBinding` says.

    `kind` is `latest` (the version that is active when the call begins), `deployment` (the one that was
    deployed together with the caller), `version` (the one with the number `version`), or `versionTag` (the
    newest whose process bears the tag `tag`).
    """

    kind: str = "latest"
    version: int | None = None
    tag: str | None = None


LATEST = Binding()
