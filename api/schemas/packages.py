"""Packages, their versions, and deploying them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.common import CATEGORIES, Query, flag, key, part, parts, text, texts, when, whole
from api.schemas.problems import Finding
from engine.definitions.comparison.difference import ABOUT


class Version(Schema):
    """A version of a package."""

    id = key("The version.")
    package = text("The package's key.")
    version = whole("Its number, from 1.")
    name_zh = text("The package's Chinese name.")
    name_en = text("The package's English name.")
    category = text("The order category that it serves; null: none by itself.", null=True, one_of=CATEGORIES)
    process = text("Its main process.")
    processes = texts("All processes of its file.")
    active = flag("New orders start on it.")
    source_hash = text("SHA-256 of its files, hex: its identity together with the compiler.")
    compiler = whole("The compiler that made it.")
    runs = flag("This release can run it.")
    broken = text("Why this release cannot run it, English; null: it can.", null=True)
    broken_zh = text("The same, Chinese; null: it can.", null=True)
    deployed_at = when("When it was deployed, business time, UTC.")
    deployed_by_name = text("Who deployed it; null: the system.", null=True)


class Packages(Schema):
    """All packages."""

    items = parts(Version, "Each by its active version, else its newest; by key.")


class Package(Schema):
    """One package."""

    key_ = text("The package's key.", attribute="key", data_key="key")
    current = part(Version, "The active version, else the newest.")
    description_zh = text("What it is for, Chinese; null: it does not say.", null=True)
    description_en = text("What it is for, English; null: it does not say.", null=True)
    calls = texts("Packages that it calls.")
    forms = texts("The keys of its forms.")
    files = texts("The paths of its files.")
    versions = parts(Version, "All versions, newest first.")


class RunningOn(Schema):
    """A version on which something runs; neither deploying nor activating changes it."""

    definition_id = key("The version.")
    version = whole("Its number.")
    active = flag("New orders start on it now.")
    instances = whole("How many instances run on it.")
    orders = whole("How many orders those serve.")


class RunningVersions(Schema):
    """What runs on which version of a package."""

    items = parts(RunningOn, "The versions on which something runs, newest first; others have nothing.")


class DiagramQuery(Query):
    """Which version."""

    version = whole("The version's number; left out: the active one.", given=False, least=1, most=2**31 - 1)


class DeployBody(Schema):
    """The files of a package."""

    files = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Text by path relative to the package's folder, such as forms/intake.json."},
    )
    dry_run = flag("Only check and say what would happen.", given=False, load_default=False)


class PackageToDeploy(Schema):
    """One package of a deployment."""

    name = text(
        "What its findings begin with, such as its folder; left out or null: its place in the list.",
        given=False,
        least=1,
        most=100,
    )
    files = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Text by path relative to the package's folder, such as forms/intake.json."},
    )


class DeployAllBody(Schema):
    """Packages that are deployed together."""

    packages = parts(PackageToDeploy, "The packages, 1 to 100.", validate=validate.Length(min=1, max=100))
    dry_run = flag("Only check and say what would happen.", given=False, load_default=False)


class Deployed(Schema):
    """What a deployment did, or would do."""

    package = text("The package's key.")
    version = whole("The version's number.")
    id = key("The version; null: it was only checked.", null=True)
    source_hash = text("SHA-256 of its files, hex.")
    new = flag("There was no such version before.")
    findings = parts(Finding, "Warnings: accepted, but worth a look.")
    dry_run = flag("Nothing was stored.")
    active = flag("New orders start on it.")


class AllDeployed(Schema):
    """What a deployment of several packages did, or would do."""

    packages = parts(Deployed, "Each package, in the order that they were sent.")
    dry_run = flag("Nothing was stored.")


class DefinitionBody(Schema):
    """Why a version is activated."""

    reason = text("Why, for the record; may be left out.", given=False, load_default="", most=500)


class Activated(Schema):
    """Which version is active now."""

    package = text("The package's key.")
    id = key("The version that is active.")
    version = whole("Its number.")
    previous = whole("The number of the version that was active before; null: none was.", null=True)


class DeactivateBody(Schema):
    """Why a package is taken out of service."""

    reason = text("Why: whoever is refused reads it.", least=1, most=500)
    even_called = flag(
        "Also when active packages call it: their calls become incidents.", given=False, load_default=False
    )


class PackageDeactivated(Schema):
    """A package without an active version."""

    package = text("The package's key.")
    previous = whole("The number of the version that was active before; null: none was.", null=True)


class Activation(Schema):
    """One change of what is active of a package."""

    what = text(
        "deployed, activated, rolled-back or deactivated.",
        one_of=("deployed", "activated", "rolled-back", "deactivated"),
    )
    version = whole("Active from then on; null: no version is.", null=True)
    previous = whole("Active until then; null: no version was.", null=True)
    reason = text("Why; null: nobody said.", null=True)
    actor = text("Who: a person's id or system:….")
    actor_name = text("The person's name; null: the system.", null=True)
    at = when("When, business time, UTC.")


class Activations(Schema):
    """What was done to the versions of a package."""

    items = parts(Activation, "Newest first.")


class CompareBody(Schema):
    """Which version is compared with which, or with files that are being drawn."""

    source = whole("The version before.", least=1, most=2**31 - 1, data_key="from")
    target = whole(
        "The version after; left out with `files`.", given=False, least=1, most=2**31 - 1, data_key="to"
    )
    files = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        load_default=None,
        metadata={"description": "Text by path in the package; instead of `to`."},
    )


class Difference(Schema):
    """One difference."""

    what = text("added, removed or changed.", one_of=("added", "removed", "changed"))
    about = text("The sort of thing that differs.", one_of=ABOUT)
    file = text("The file in which it stands.")
    element = text("The element or flow in the new version; null: none, or gone.", null=True)
    old_element = text("The element or flow in the old version; null: none, or new.", null=True)
    before = text("What stood there; null: nothing.", null=True)
    after = text("What stands there now; null: nothing.", null=True)
    sentence = text("All of it in one sentence, English.")
    sentence_zh = text("The same, Chinese.")


class Differences(Schema):
    """What differs between two versions of a package."""

    package = text("The package's key.")
    items = parts(Difference, "Every difference; empty: the files are the same.")
