"""Read what a scenario begins with: the time, the organisation, and an order, call, start or message."""

from __future__ import annotations

from datetime import datetime

from engine.definitions import Package
from engine.limits import seed_profiles
from engine.orders import Category
from engine.scenarios.actions import Begin, Facts, Message, Signal
from engine.scenarios.cast import DEPARTMENTS, PREMISES
from engine.scenarios.givens import Call, Dialogue, OpenOrder, Start
from engine.scenarios.moments import MORNING, read_moment
from engine.scenarios.names import Names
from engine.scenarios.source import Node
from engine.scenarios.story import Given
from engine.words import Words

URGENT = 10
#: In the order in which they happen.
BEGIN = ("call", "order", "dialogue", "start", "message", "signal", "facts")
GIVEN = ("at", "profile", "packages", "empty", "calls out", *BEGIN)
#: What the process of a call can begin with.
CALL_BEGINS = ("offered", "voicemail", "call-back-requested")
DIALOGUE = ("caller", "name", "dialled", "queue", "outage")
_ORDER = (
    *"by category title description premise area class caller name priority called beside fields".split(),
    "from call",
)
_TITLE = "用户来电"


def read_given(fields: dict[str, Node], package: Package, names: Names) -> Given:
    """Return what is given, from the entries of `given`; what is not said has the built-in default."""
    at = read_moment(fields["at"]) if "at" in fields else MORNING
    if not isinstance(at, datetime):
        raise fields["at"].refuse(
            Words("the first moment needs a date", "开始的时刻要有日期"),
            Words("write e.g. 2026-11-23 09:00", "例如写 2026-11-23 09:00"),
        )
    empty = fields["empty"].one_or_many() if "empty" in fields else []
    return Given(
        at=at,
        profile=fields["profile"].choice(list(seed_profiles())) if "profile" in fields else "state-grid",
        packages=tuple(one.key for one in names.packages),
        empty=frozenset(node.choice(list(DEPARTMENTS)) for node in empty),
        begin=tuple(_begin(key, fields[key], package, names) for key in BEGIN if key in fields),
        calls_out=fields["calls out"].boolean() if "calls out" in fields else True,
    )


def _begin(kind: str, node: Node, package: Package, names: Names) -> Begin:
    if kind == "order":
        return read_order(node, package, names)
    if kind == "call":
        return _call(node)
    if kind == "dialogue":
        return _dialogue(node, package)
    if kind == "start":
        return _start(node, package)
    if kind == "signal":
        fields = node.fields(("name", "with"), ("name",))
        return Signal(names.signal(fields["name"]), fields["with"].plain() if "with" in fields else {})
    if kind == "facts":
        return Facts(read_facts(node))
    fields = node.fields(("name", "key", "with"), ("name", "key"))
    payload = fields["with"].plain() if "with" in fields else {}
    return Message(names.message(fields["name"]), fields["key"].text(), payload)


def read_facts(node: Node) -> dict[str, object]:
    """Return facts that are told, by their names."""
    return {name: value.plain() for name, value in node.mapping().items()}


def read_order(node: Node, package: Package, names: Names) -> OpenOrder:
    """Return an order that is opened; its category is the package's own unless it says another."""
    fields = node.fields(_ORDER)
    if "category" in fields:
        category = fields["category"].choice([str(one) for one in Category])
    elif package.category is not None:
        category = package.category
    else:
        raise node.refuse(
            Words(
                f"package {package.key!r} serves no category by itself",
                f"流程包 {package.key!r} 自己不受理任何工单类别",
            ),
            Words("add category: …", "加上 category: …"),
        )
    premise = fields.get("premise")
    return OpenOrder(
        by=names.person(fields["by"]) if "by" in fields else "agent",
        category=category,
        title=_text(fields, "title") or _TITLE,
        description=_text(fields, "description") or "",
        premise="urban" if premise is None else premise.choice(list(PREMISES)),
        area=_text(fields, "area"),
        customer_class=_text(fields, "class"),
        caller=_text(fields, "caller"),
        caller_name=_text(fields, "name"),
        priority=_priority(fields.get("priority")),
        called_at=read_moment(fields["called"]) if "called" in fields else None,
        beside=fields["beside"].boolean() if "beside" in fields else False,
        from_call=fields["from call"].boolean() if "from call" in fields else False,
        fields=_values(fields.get("fields")),
    )


def _call(node: Node) -> Call:
    fields = node.fields(("caller", "name", "dialled", "queue", "begins"))
    return Call(
        caller=_text(fields, "caller"),
        caller_name=_text(fields, "name"),
        dialled=_text(fields, "dialled") or "95598",
        queue=_text(fields, "queue") or "repair@default",
        begins=fields["begins"].choice(CALL_BEGINS) if "begins" in fields else "offered",
    )


def _dialogue(node: Node, package: Package) -> Dialogue:
    if package.kind != "dialogue":
        raise node.refuse(
            Words(f"package {package.key!r} is no dialogue", f"流程包 {package.key!r} 不是语音导航"),
            Words("write `call` for a call to a queue", "队列来电请写 `call`"),
        )
    fields = node.fields(DIALOGUE)
    return Dialogue(
        caller=_text(fields, "caller"),
        caller_name=_text(fields, "name"),
        dialled=_text(fields, "dialled") or "95598",
        queue=_text(fields, "queue") or "repair@default",
        outage=_outage(fields["outage"]) if "outage" in fields else None,
    )


def _outage(node: Node) -> dict[str, object]:
    fields = node.fields(("kind", "expected"), ("kind",))
    expected = read_moment(fields["expected"]) if "expected" in fields else None
    if expected is not None and not isinstance(expected, datetime):
        raise fields["expected"].refuse(
            Words("this moment needs a date", "这个时刻要有日期"),
            Words("write e.g. 2026-11-23 15:30", "例如写 2026-11-23 15:30"),
        )
    return {
        "kind": fields["kind"].choice(("fault", "planned")),
        "expected_at": expected.isoformat() if expected is not None else None,
    }


def _start(node: Node, package: Package) -> Start:
    fields = node.fields(("process", "variables", "key"))
    known = list(package.diagram.processes)
    process = fields["process"].choice(known) if "process" in fields else None
    return Start(process, _values(fields.get("variables")), _text(fields, "key") or "scenario")


def _text(fields: dict[str, Node], key: str) -> str | None:
    return fields[key].text() if key in fields and fields[key].value is not None else None


def _priority(node: Node | None) -> int:
    if node is None:
        return 0
    return URGENT if node.value == "urgent" else node.integer()


def _values(node: Node | None) -> dict[str, object]:
    return {} if node is None else {key: inner.plain() for key, inner in node.mapping().items()}
