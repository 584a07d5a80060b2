"""`x-reject` says at a form's root how the step rejects: in the form itself, or with a file as evidence."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.inbox import REJECT, REJECTING
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for key, schema in package.forms.items():
        if REJECT in schema and schema[REJECT] not in REJECTING:
            known = ", ".join(REJECTING)
            yield Finding(
                package.label(f"forms/{key}.json"),
                None,
                REJECT,
                Words("says nothing that is known of rejections", "关于退单的写法不认识"),
                Words(f"write one of {known}", f"请写 {known} 之一"),
            )
