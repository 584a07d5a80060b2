"""What a migration does to an instance, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

_NOTES = {
    "form": "its form is another one",
    "draft": "what was typed is kept: look whether it still fits",
    "assignment": "stays with whom it is, though the new version addresses it to others",
}
_WORDS = {
    "moves": "goes to {target}",
    "rearmed": "waits anew, as the new version says",
    "disarmed": "waits no more",
    "armed": "begins to wait",
}


def lines_of(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that tell what happens; what only stays where it is gets none."""
    for refusal in report.get("refusals", ()):
        yield f"  {refusal['problem']}"
    for task in report.get("tasks", ()):
        yield f"  task {task['name']} ({task['element']}){_of_task(task)}"
    for move in report.get("tokens", ()):
        words = _WORDS.get(move["outcome"])
        if words is not None:
            shown = move["source"] or move["target"]
            yield f"  {shown} ({move['name']}): {words.format(target=move['target'])}"
    for element, before, after in _timers(report.get("timers", ())):
        if before != after:
            yield f"  timer {element}: {_due(before)} → {_due(after)}"
    for job in report.get("jobs", ()):
        yield f"  effect at {job['element']} ({job['status']}) goes on"


def _timers(timers: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield element, due time before and after; one that ends and a new one in its place are told as one."""
    begun = {timer["element"]: timer["due_at_after"] for timer in timers if timer["outcome"] == "new"}
    for timer in timers:
        element = timer["element"]
        if timer["outcome"] != "new":
            yield element, timer["due_at"], begun.pop(element, timer["due_at_after"])
    yield from ((element, None, due) for element, due in begun.items())


def _of_task(task: Mapping[str, Any]) -> str:
    said = []
    if (task["to_element"], task["to_name"]) != (task["element"], task["name"]):
        said.append(f"becomes {task['to_name']} ({task['to_element']})")
    said += [word for word in ("held", "drafted") if task[word]]
    if task["due_at_after"] is not None:
        moved = task["due_at"] != task["due_at_after"]
        said.append(
            f"due {_due(task['due_at_after'])}{' (it was ' + _due(task['due_at']) + ')' if moved else ''}"
        )
    said += [_NOTES[note] for note in task["notes"]]
    return ": " + "; ".join(said) if said else ": stays"


def _due(text: str | None) -> str:
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M:%S}Z" if text is not None else "not due"
