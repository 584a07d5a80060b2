"""The signs inside events, gateways and activities, drawn around the origin (ISO/IEC 19510 chapter 10)."""

from __future__ import annotations

from engine.definitions.drawing.picture import Look

_PENTAGON = "M0 -9.5L9 -2.9L5.6 7.7H-5.6L-9 -2.9Z"
#: What fits into a circle of radius 18; `{}` is `icon` where it is caught, `solid` where it is thrown.
_EVENTS = {
    "message": '<path class="{}" d="M-9 -6.5H9V6.5H-9Z"/><path class="{over}" d="M-9 -6.5L0 1L9 -6.5"/>',
    "timer": '<circle class="icon" r="10"/><path class="icon" d="M0 -6.5V0L4 3M0 -10V-8M0 8V10M-10 0H-8M8 0H10"/>',
    "error": '<path class="{}" d="M-8 8L-3.5 -8L2 1.5L8 -8L3.5 8L-2 -1.5Z"/>',
    "escalation": '<path class="{}" d="M0 -9L7.5 8.5L0 2L-7.5 8.5Z"/>',
    "signal": '<path class="{}" d="M0 -9L9 6.5H-9Z"/>',
    "conditional": '<path class="icon" d="M-7.5 -9H7.5V9H-7.5ZM-5 -5.5H5M-5 -1.8H5M-5 1.8H5M-5 5.5H5"/>',
    "compensate": '<path class="{}" d="M-9.5 0L-1 -6.5V6.5ZM0 0L8.5 -6.5V6.5Z"/>',
    "cancel": '<path class="{}" d="M-8 -5.5L-5.5 -8L0 -2.5L5.5 -8L8 -5.5L2.5 0L8 5.5L5.5 8L0 2.5L-5.5 8L-8 5.5L-2.5 0Z"/>',
    "link": '<path class="{}" d="M-9 -3.5H1.5V-7.5L9.5 0L1.5 7.5V3.5H-9Z"/>',
    "terminate": '<circle class="solid" r="10.5"/>',
}
_MULTIPLE = f'<path class="{{}}" d="{_PENTAGON}"/>'
_CROSS = "M-2.6 -9H2.6V-2.6H9V2.6H2.6V9H-2.6V2.6H-9V-2.6H-2.6Z"
_GATEWAYS = {
    "exclusiveGateway": '<path class="solid" d="M-8.5 -10.5H-4.4L0 -3.6L4.4 -10.5H8.5L2.4 -.2L9 10.5H4.8L0 3L-4.8 10.5H-9L-2.4 -.2Z"/>',
    "parallelGateway": '<path class="solid" d="M-2 -11H2V-2H11V2H2V11H-2V2H-11V-2H-2Z"/>',
    "inclusiveGateway": '<circle class="icon" style="stroke-width:2.6" r="11"/>',
    "complexGateway": '<path class="icon" style="stroke-width:2.8" d="M0 -12V12M-12 0H12M-8.5 -8.5L8.5 8.5M-8.5 8.5L8.5 -8.5"/>',
    "eventBasedGateway": '<circle class="icon" r="14"/><circle class="icon" r="11.5"/>'
    f'<path class="icon" transform="scale(.75)" d="{_PENTAGON}"/>',
}
#: What stands at the upper left of a task.
_TASKS = {
    "userTask": '<circle class="icon" cy="-4.2" r="3.6"/><path class="icon" d="M-7.5 7.5C-7.5 2.5 -4 .8 0 .8S7.5 2.5 7.5 7.5Z"/>',
    "manualTask": '<path class="icon" d="M-8 -1.5L-3 -6C-2 -6.8 0 -5.8 -1.2 -4.4L-3 -2.6H7C8.6 -2.6 8.6 -.2 7 -.2H1.5H6.4C7.8 -.2 7.8 2 6.4 2H1.5H5.6C7 2 7 4.2 5.6 4.2H1.2H4C5.4 4.2 5.4 6.4 4 6.4H-4.5L-8 4.5Z"/>',
    "serviceTask": '<circle class="icon" r="2.6"/><circle class="icon" r="5.8"/><path class="icon" '
    'd="M0 -8.2V-5.8M0 5.8V8.2M-8.2 0H-5.8M5.8 0H8.2M-5.8 -5.8L-4.1 -4.1M4.1 4.1L5.8 5.8M-5.8 5.8L-4.1 4.1M4.1 -4.1L5.8 -5.8"/>',
    "sendTask": '<path class="solid" d="M-8 -5.5H8V5.5H-8Z"/><path class="icon" style="stroke:#fff" d="M-8 -5.5L0 .8L8 -5.5"/>',
    "receiveTask": '<path class="icon" d="M-8 -5.5H8V5.5H-8ZM-8 -5.5L0 .8L8 -5.5"/>',
    "scriptTask": '<path class="icon" d="M-4 -7.5H7C3 -4.5 3 -2.5 5 0S7 5 3.5 7.5H-7.5C-4 5 -4 2.5 -6 0S-8 -5 -4 -7.5ZM-3 -4H2.5M-3 -1H2.5M-2 2.2H3.5M-3.5 5H2.5"/>',
    "businessRuleTask": '<path class="icon" d="M-8 -6.5H8V6.5H-8ZM-8 -2.5H8M-8 2H8M-3 -2.5V6.5"/>'
    '<path class="solid" d="M-8 -6.5H8V-2.5H-8Z"/>',
}
_LOOPS = {
    "standard": '<path class="icon" d="M-2.2 5.2A5.5 5.5 0 1 1 2.6 5M-6.4 5.4H-2V1.2"/>',
    "parallel": '<path class="icon" style="stroke-width:2" d="M-4 -5.5V5.5M0 -5.5V5.5M4 -5.5V5.5"/>',
    "sequential": '<path class="icon" style="stroke-width:2" d="M-5.5 -4H5.5M-5.5 0H5.5M-5.5 4H5.5"/>',
}


def event_icon(kinds: tuple[str, ...], thrown: bool, parallel: bool = False) -> str:
    """Return the sign of an event's definitions; an event without any has none."""
    style = "solid" if thrown else "icon"
    if not kinds:
        return ""
    if len(kinds) > 1:
        if parallel:
            return f'<path class="{style}" d="{_CROSS}"/>'
        return _MULTIPLE.format(style)
    over = 'icon" style="stroke:#fff' if thrown else "icon"
    return _EVENTS.get(kinds[0], "").format(style, over=over)


def gateway_icon(kind: str, instantiating: bool = False) -> str:
    """Return the sign of a gateway; one that begins a process has a single circle around its events."""
    icon = _GATEWAYS.get(kind, "")
    return icon.replace('<circle class="icon" r="11.5"/>', "") if instantiating else icon


def task_icon(kind: str) -> str:
    """Return the sign at the upper left of a task; an abstract one, a call or a sub-process has none."""
    return _TASKS.get(kind, "")


def loop_marks(look: Look, collapsed: bool) -> str:
    """Return the signs at the lower middle of an activity, side by side."""
    marks = [_LOOPS[look.loop]] if look.loop is not None else []
    if collapsed:
        marks.append('<path class="icon" d="M-6.5 -6.5H6.5V6.5H-6.5ZM0 -4V4M-4 0H4"/>')
    if look.kind == "adHocSubProcess":
        marks.append('<path class="icon" style="stroke-width:2.2" d="M-6 2C-4.5 -4 -1.5 -3 0 0S4.5 4 6 -2"/>')
    if look.compensation:
        marks.append('<path class="icon" d="M-8 0L-.5 -5.5V5.5ZM0 0L7.5 -5.5V5.5Z"/>')
    left = -(len(marks) - 1) * 9
    return "".join(f'<g transform="translate({left + 18 * n} 0)">{mark}</g>' for n, mark in enumerate(marks))
