"""Nodes, pools, lanes and artifacts as the notation draws them (ISO/IEC 19510 §7.3, chapter 10)."""

from __future__ import annotations

from engine.definitions.drawing.icons import event_icon, gateway_icon, loop_marks, task_icon
from engine.definitions.drawing.lettering import lines_of
from engine.definitions.drawing.parts import LINE, SIZE, num, one_line, placed, rect, text_at
from engine.definitions.drawing.picture import Box, Point, Shape

_ARTIFACTS = (
    "dataObjectReference",
    "dataStoreReference",
    "textAnnotation",
    "group",
    "dataInput",
    "dataOutput",
)
_SCOPES = ("subProcess", "transaction", "adHocSubProcess")


def is_scope(shape: Shape) -> bool:
    return shape.look.kind in ("subProcess", "transaction", "adHocSubProcess") and shape.expanded


def node(shape: Shape) -> str:
    kind = shape.look.kind
    if kind in ("participant", "lane"):
        return _pool(shape)
    if kind.endswith("Event"):
        return _event(shape)
    if kind.endswith("Gateway"):
        return _gateway(shape)
    if kind in _ARTIFACTS:
        return _artifact(shape)
    return _activity(shape)


def _pool(shape: Shape) -> str:
    box = shape.box
    frame = rect(box, "pool")
    if not shape.look.name:
        return frame
    middle = box.middle
    if shape.horizontal:
        turn = f"rotate(-90 {num(box.x + 15)} {num(middle.y)})"
        band = rect(Box(box.x, box.y, 30, box.height), "band")
        text = text_at(Point(box.x + 15, middle.y), [one_line(shape.look.name, box.height)], turn)
    else:
        band = rect(Box(box.x, box.y, box.width, 30), "band")
        text = text_at(Point(middle.x, box.y + 15), [one_line(shape.look.name, box.width)])
    return frame + band + text


def _event(shape: Shape) -> str:
    look, middle = shape.look, shape.box.middle
    radius = min(shape.box.width, shape.box.height) / 2
    dashed = "" if look.interrupting else " dashed"
    thick = " thick" if look.kind == "endEvent" else ""
    parts = [
        f'<circle class="shape{thick}{dashed}" cx="{num(middle.x)}" cy="{num(middle.y)}" r="{num(radius)}"/>'
    ]
    if look.kind.startswith("intermediate") or look.kind == "boundaryEvent":
        inner = f'cx="{num(middle.x)}" cy="{num(middle.y)}" r="{num(radius - 3.5)}"'
        parts.append(f'<circle class="shape plain{dashed}" {inner}/>')
    thrown = look.kind in ("endEvent", "intermediateThrowEvent")
    parts.append(placed(event_icon(look.events, thrown, look.parallel_multiple), middle, radius / 18))
    parts.append(_name_below(shape))
    return "".join(parts)


def _gateway(shape: Shape) -> str:
    box, middle = shape.box, shape.box.middle
    corners = (
        f"{num(middle.x)},{num(box.y)} {num(box.right)},{num(middle.y)} {num(middle.x)},{num(box.bottom)} "
    )
    corners += f"{num(box.x)},{num(middle.y)}"
    icon = gateway_icon(shape.look.kind, shape.look.instantiating) if shape.marker else ""
    scale = min(box.width, box.height) / 50
    return f'<polygon class="shape" points="{corners}"/>' + placed(icon, middle, scale) + _name_below(shape)


def _activity(shape: Shape) -> str:
    look, box = shape.look, shape.box
    scope = is_scope(shape)
    classes = " ".join(
        part
        for part in (
            "shape",
            "scope" if scope else "",
            "dotted" if look.by_event else "",
            "thick" if look.kind == "callActivity" else "",
        )
        if part
    )
    parts = [rect(box, classes, 10)]
    if look.kind == "transaction":
        parts.append(rect(Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8), "shape plain", 7))
    parts.append(placed(task_icon(look.kind), Point(box.x + 16, box.y + 15), 1))
    parts.append(
        placed(loop_marks(look, collapsed=_is_collapsed(shape)), Point(box.middle.x, box.bottom - 11), 1)
    )
    if scope:
        parts.append(text_at(Point(box.middle.x, box.y + 16), [one_line(look.name, box.width - 20)]))
    else:
        lines = lines_of(look.name, box.width - 12, SIZE, max(1, int((box.height - 20) / LINE)))
        parts.append(text_at(box.middle, lines))
    return "".join(parts)


def _is_collapsed(shape: Shape) -> bool:
    return shape.look.kind in ("subProcess", "transaction", "adHocSubProcess") and not shape.expanded


def _artifact(shape: Shape) -> str:
    look, box = shape.look, shape.box
    if look.kind == "group":
        return rect(box, "shape plain dashed", 10)
    if look.kind == "textAnnotation":
        lines = lines_of(look.text, box.width - 10, SIZE, max(1, int(box.height / LINE)))
        bracket = f"M{num(box.x + 12)} {num(box.y)}H{num(box.x)}V{num(box.bottom)}H{num(box.x + 12)}"
        return f'<path class="edge" d="{bracket}"/>' + text_at(box.middle, lines)
    if look.kind == "dataStoreReference":
        x, right, top, bottom = num(box.x), num(box.right), box.y + 7, box.bottom - 7
        curve = f"M{x} {num(top)}C{x} {num(box.y - 2)} {right} {num(box.y - 2)} {right} {num(top)}"
        body = f"V{num(bottom)}C{right} {num(box.bottom + 2)} {x} {num(box.bottom + 2)} {x} {num(bottom)}Z"
        lid = f"M{x} {num(top)}C{x} {num(top + 9)} {right} {num(top + 9)} {right} {num(top)}"
        return f'<path class="shape" d="{curve}{body}"/><path class="edge" d="{lid}"/>' + _name_below(shape)
    fold = min(box.width, box.height) / 3
    outline = f"M{num(box.x)} {num(box.y)}H{num(box.right - fold)}L{num(box.right)} {num(box.y + fold)}"
    outline += f"V{num(box.bottom)}H{num(box.x)}Z"
    corner = f"M{num(box.right - fold)} {num(box.y)}V{num(box.y + fold)}H{num(box.right)}"
    return f'<path class="shape" d="{outline}"/><path class="edge" d="{corner}"/>' + _name_below(shape)


def _name_below(shape: Shape) -> str:
    look, box = shape.look, shape.box
    if not look.name:
        return ""
    if shape.label is not None:
        place, width = shape.label.middle, max(shape.label.width, 60.0) + 16
        return text_at(place, lines_of(look.name, width, SIZE, 4), halo=True)
    lines = lines_of(look.name, 100, SIZE, 4)
    return text_at(Point(box.middle.x, box.bottom + 4 + 7 * len(lines)), lines, halo=True)
