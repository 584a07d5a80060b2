"""A tiny package, and what reads and plays scenarios of it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import orjson
import pytest
import yaml

from engine.definitions import Package, read_files
from engine.scenarios import Coverage, Outcome, Scenario, read_scenarios, run_scenarios
from tests.drawing import boundary, draw, end, error, gateway, mapped, message, service, start, timer, user

Read = Callable[..., list[Scenario]]
Play = Callable[..., tuple[list[Outcome], Coverage]]

FORM = {
    "type": "object",
    "properties": {
        "urgent": {"type": "boolean"},
        "amount": {"type": "number"},
        "note": {"type": "string"},
    },
    "required": ["urgent"],
}


def package_of(
    key: str, diagram: bytes, category: str | None = "enquiry", calls: tuple[str, ...] = ()
) -> Package:
    sheet = {
        "key": key,
        "name": {"zh": key, "en": key},
        "diagram": f"{key}.bpmn",
        "process": key,
        "calls": list(calls),
    }
    if category is not None:
        sheet["category"] = category
    files = {
        "package.yaml": yaml.safe_dump(sheet).encode(),
        f"{key}.bpmn": diagram,
        "forms/ask.json": orjson.dumps(FORM),
    }
    return read_files(files, key)


@pytest.fixture(scope="session")
def tiny() -> Package:
    """Ask; urgent: check; else send something out, which may fail. A reminder after ten minutes."""
    return package_of(
        "tiny",
        draw(
            start("begin"),
            user("ask", name="受理", camunda_formKey="ask"),
            boundary("soon", "ask", timer("duration", 'duration("PT10M")'), interrupting=False, name="提醒"),
            end("reminded"),
            gateway("exclusive", "choose", default="choose-send"),
            user("check", name="复核", camunda_candidateGroups="command@city"),
            service(
                "send",
                "webhook",
                mapped({"url": '"https://other.example/x"', "amount": "amount"}),
                name="发送",
            ),
            boundary("refused", "send", error("REFUSED")),
            service(
                "tell", "notify", mapped({"text": '"好了"', "department": '"repair@county"'}), name="通知"
            ),
            end("checked"),
            end("sent"),
            end("failed"),
            flows="begin > ask > choose; soon > reminded; choose > check [urgent]; check > tell > checked; "
            "choose > send > sent; refused > failed",
            key="tiny",
        ),
    )


@pytest.fixture(scope="session")
def waiting() -> Package:
    """Two tasks of one name, and a message that is waited for."""
    return package_of(
        "waiting",
        draw(
            start("begin"),
            user("first", name="办理"),
            user("second", name="办理"),
            gateway("parallel", "split"),
            gateway("parallel", "join", huan_unsound="a test of what is told when an order waits for ever"),
            boundary("stop", "first", message("order.stop"), name="停止"),
            end("stopped"),
            end("done"),
            flows="begin > split > first > join > done; split > second > join; stop > stopped",
            key="waiting",
        ),
        category="query",
    )


@pytest.fixture
def read(tiny: Package, waiting: Package) -> Read:
    """Read the text of a scenario file of a package, `tiny` unless said otherwise."""

    def read_text(text: str, package: str = "tiny") -> list[Scenario]:
        packages = {"tiny": tiny, "waiting": waiting}
        return read_scenarios(textwrap.dedent(text), "story.yaml", package, packages)

    return read_text


@pytest.fixture
def play(tiny: Package, waiting: Package, read: Read) -> Play:
    """Play the scenarios of a text."""

    def play_text(text: str, package: str = "tiny") -> tuple[list[Outcome], Coverage]:
        return run_scenarios(read(text, package), {"tiny": tiny, "waiting": waiting})

    return play_text
