"""Packages that are being drawn: what is wrong with them, how their scenarios go."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import (
    CATEGORIES,
    anything,
    document,
    flag,
    key,
    part,
    parts,
    text,
    texts,
    when,
    whole,
)
from api.schemas.drafts import files
from api.schemas.packages import Difference, RunningOn
from api.schemas.problems import Finding
from api.schemas.traces import CoverageShown, PlayedScenario, ScenarioProblem
from engine.importing import Dialect, Kind

_FILES = (
    "Text by path relative to the package's folder, such as forms/intake.json; scenarios may be among them."
)


class ExecutedEvent(Schema):
    """An event that is executed."""

    element = text("Its element, as BPMN names it, such as boundaryEvent.")
    place = text(
        "Where it stands: `start`, `inner start` (of a sub-process), `event sub-process start`, else element."
    )
    trigger = text("Its event definition, such as `timer` or `compensate`; null: none.", null=True)


class Executed(Schema):
    """What this release executes as the standard says; whatever else is drawn is refused."""

    activities = texts("Tasks and sub-processes, as BPMN names them.")
    gateways = texts("Gateways.")
    events = parts(ExecutedEvent, "Events, each in each place.")


class CheckPackageBody(Schema):
    """The files of a package."""

    files = files(_FILES)


class SheetShown(Schema):
    """What a package's sheet says."""

    key_ = text("The package's key.", attribute="key", data_key="key")
    name_zh = text("Its Chinese name.")
    name_en = text("Its English name.")
    process = text("Its main process.")
    category = text("The order category that it serves; null: none by itself.", null=True, one_of=CATEGORIES)
    calls = texts("The packages that it calls.")
    diagram = text("The path of its diagram.")


class CheckedPackage(Schema):
    """What was found."""

    findings = parts(Finding, "Errors first, then by file and line; up to 500.")
    errors = whole("How many of them forbid to deploy.")
    package = part(SheetShown, "What the sheet says; null: the package cannot be read.", null=True)
    source_hash = text(
        "SHA-256 of its files without scenarios, hex, which a version of them would have; null: the package "
        "cannot be read.",
        null=True,
    )


class TestPackageBody(Schema):
    """The files of a package with its scenarios, and which to play."""

    files = files(_FILES)
    scenario = text("The name of the only one to play; left out: all.", given=False, least=1, most=500)


class TestedPackage(Schema):
    """How the scenarios went."""

    format = whole("Counts changes of this form.")
    passed = flag("Everything could be read, and went as expected.")
    problems = parts(ScenarioProblem, "What cannot be read or played.")
    scenarios = parts(PlayedScenario, "Each scenario, with a frame for every step.")
    coverage = part(CoverageShown, "What was visited of the package, and what never was.")
    beside = parts(CoverageShown, "The same of other packages that took part.")


class DecideBody(Schema):
    """Which decision to try, with which values."""

    files = files(
        "The files of a package; only those in rules/ matter. Left out: see `definition`.", given=False
    )
    definition = key("A version whose decisions are tried; left out: those of `files`.", given=False)
    decision = text(
        "The id or name of a decision or decision service; left out: they are only listed.",
        given=False,
        least=1,
        most=500,
    )
    inputs = document(
        "JSON values by the names of the inputs; a text becomes a date where one is wanted.", given=False
    )
    at = when("The business time of now() and today(); left out: as it is.", given=False)


class DecisionInput(Schema):
    """What a decision takes."""

    name = text("Its name.")
    type = text("Its FEEL type.")


class OfferedDecision(Schema):
    """A decision or decision service that can be tried."""

    id = text("Its id in the file.")
    name = text("Its name.")
    kind = text("What it is.", one_of=("decision", "service"))
    file = text("The file that it is in.")
    inputs = parts(DecisionInput, "What it takes, directly or through what it requires.")


class DecidedValue(Schema):
    """A value with its name."""

    name = text("What it is the value of.")
    value = anything("The value; a number that readers of JSON would round is a text.")


class RuleAnnotation(Schema):
    """What a rule is annotated with."""

    name = text("The column.")
    text = text("What it says.")


class MatchedRule(Schema):
    """A rule that matched."""

    number = whole("Its number in the table, from 1.")
    id = text("Its id in the file; null: it has none.", null=True)
    annotations = parts(RuleAnnotation, "Its annotations.")


class TableTrace(Schema):
    """One evaluation of a decision table."""

    table = text("The table.")
    hit_policy = text("Its hit policy.")
    inputs = parts(DecidedValue, "The values that were tested, by column.")
    rules = parts(MatchedRule, "The rules that matched, in their order; empty: none did.")
    output = anything("What it gave.")


class DecisionNote(Schema):
    """Why something became null."""

    where = text("The element; null: not known.", null=True)
    line = whole("The line in the text; null: not known.", null=True)
    message = text("What it says, English.")
    message_zh = text("The same, Chinese.")


class DecisionOutcome(Schema):
    """What a decision said, and how it came to that."""

    decision = text("The id of the decision.")
    value = anything("What it said; a number that readers of JSON would round is a text.")
    text = text("The same as FEEL writes it; null: FEEL has no text for it.", null=True)
    made = parts(DecidedValue, "The decisions that were made on the way, itself too.")
    trace = parts(TableTrace, "The decision tables that were evaluated, in order.")
    notes = parts(DecisionNote, "Why something became null.")
    not_taken = texts("Names among the inputs that the decision does not take.")


class Decided(Schema):
    """The decisions there are, and what one of them said."""

    findings = parts(Finding, "What is wrong with the files in rules/.")
    decisions = parts(OfferedDecision, "What can be tried.")
    outcome = part(DecisionOutcome, "What was said; null: no decision was named.", null=True)


class RecordOrderBody(Schema):
    """The files of a package, and the order whose history becomes a scenario of it."""

    files = files(_FILES)
    order = text("The order's number, with or without blanks.", least=1, most=40)
    name = text("What the scenario is called.", least=1, most=200)


class RecordedOrder(Schema):
    """A scenario of what happened to an order."""

    text = text("The text of its file: by people of the cast, without private texts.")
    events = whole("How many events of the history it goes through.")


class ReviewPackageBody(Schema):
    """The files of a package that is to be deployed."""

    files = files(_FILES)


class ReviewedPackage(CheckedPackage):
    """What deploying would change."""

    replaces = key("The active version, send it when deploying; null: none is active.", null=True)
    replaces_version = whole("Its number; null: none is active.", null=True)
    unchanged = flag("It is the active version already.")
    differences = parts(Difference, "What differs from the active version, in words of both languages.")
    running = parts(RunningOn, "The versions on which something runs, newest first.")


class UnpackedPackage(CheckedPackage):
    """What was in a zip file."""

    files = files("Text by path in the package.")


class TranslatePackageBody(Schema):
    """Diagrams of Camunda 7, Camunda 8 or spiff-arena, with forms and decisions beside them."""

    files = files("Text by path.")
    dialect = text(
        "The engine that they are from; left out: it is seen in the file.",
        given=False,
        one_of=tuple(str(one) for one in Dialect),
    )
    key_ = text(
        "The package's key; left out: made of the process's id.",
        given=False,
        least=1,
        most=60,
        attribute="key",
        data_key="key",
    )
    category = text("The order category that it serves; left out: none.", given=False, one_of=CATEGORIES)


class TranslatedLine(Schema):
    """What became of something in the file."""

    kind = text("translated, left-out, or decide: left to a person.", one_of=tuple(str(one) for one in Kind))
    file = text("The file.")
    element = text("The element's id; null: the file as a whole.", null=True)
    name = text("The element's name.")
    what = text("What became of it, English.")
    what_zh = text("The same, Chinese.")


class TranslatedPackage(Schema):
    """A package that a diagram became."""

    key_ = text("Its key.", attribute="key", data_key="key")
    source = text("The file that it was made of.")
    from_ = text("The engine that the file is from.", attribute="from", data_key="from")
    files = files("Text by path in the package.")
    report = parts(TranslatedLine, "What became of each element.")
    findings = parts(Finding, "What a check finds in the result.")


class TranslatedPackages(Schema):
    """The packages that diagrams became."""

    packages = parts(TranslatedPackage, "One a diagram.")


class DefinitionFiles(Schema):
    """The files of a version."""

    id = key("The version.")
    package = text("The package's key.")
    version = whole("Its number.")
    source_hash = text("SHA-256 of its files without scenarios, hex.")
    files = files("Text by path; those under scenarios/ came with the version and are no part of it.")
