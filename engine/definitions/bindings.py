"""Which versions the call activities of a package are bound to, and what that makes of its own identity.

A version is never changed, so what it calls by the binding `deployment` is part of what it is: the same files
deployed together with other ones are another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.definitions.xs import whole
from engine.runtime.binding import Binding

#: What `camunda:calledElementBinding` may say.
BINDINGS = ("latest", "deployment", "version", "versionTag")


def call_activities(package: Package) -> Iterator[Node]:
    """Yield the call activities of a package that call something."""
    for _, node in package.diagram.nodes():
        if node.kind == "callActivity" and node.attributes.get("calledElement"):
            yield node


def binding_of(node: Node) -> Binding:
    """Return what a call activity is bound to; `version` None where what is given is no number."""
    return Binding(
        node.camunda.get("calledElementBinding", "latest"),
        whole(node.camunda.get("calledElementVersion", "")),
        node.camunda.get("calledElementVersionTag"),
    )


def names_versions(package: Package) -> tuple[str, ...]:
    """Return the keys of the packages one of whose versions a call may name; empty when none names any."""
    named = any(binding_of(node).kind in ("version", "versionTag") for node in call_activities(package))
    return (package.key, *package.calls) if named else ()


def bound_together(package: Package, together: Mapping[str, Package]) -> dict[str, str]:
    """Return the packages deployed together whose processes are called by the binding `deployment`.

    The answer maps the ids of these processes to the keys of the packages. Processes drawn in the package's
    own file are left out: they are of its own version anyway.
    """
    found: dict[str, str] = {}
    for node in call_activities(package):
        called = node.attributes["calledElement"]
        if binding_of(node).kind != "deployment" or called in package.diagram.processes:
            continue
        for key in package.calls:
            if key in together and called in together[key].diagram.processes:
                found[called] = key
    return found


def identity_of(own: str, bound: Mapping[str, str]) -> str:
    """Return a version's identity: the digest of its own files, with those of what it is bound to.

    `bound` are the digests by the keys of the packages that it is bound to, directly or through these.
    """
    if not bound:
        return own
    text = "\n".join([own, *(f"{key} {digest}" for key, digest in sorted(bound.items()))])
    return hashlib.sha256(text.encode()).hexdigest()


def bound_digests(package: Package, together: Mapping[str, Package]) -> dict[str, str]:
    """Return the digests of the packages to which one deployed together is bound, also through others."""
    found: dict[str, str] = {}
    wanted = [package]
    while wanted:
        for key in bound_together(wanted.pop(), together).values():
            if key != package.key and key not in found:
                found[key] = together[key].source_hash
                wanted.append(together[key])
    return found
