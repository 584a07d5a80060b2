"""Write docs/checks.md from the rules and from the packages that they refuse in the tests.

python -m tests.engine.definitions.rules_page
"""

from __future__ import annotations

from pathlib import Path

from engine.definitions import rules
from tests.engine.definitions.cases import CASES

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"
MOST_EXAMPLES = 3
INTRODUCTION = """# What is checked

`huan check PATH` looks at packages with these rules, one after the other; so do a deployment and the pages while a
diagram is drawn. `huan check --rules` lists them. A finding names its rule (`rule` in `--json` and in the API), says
what is wrong and what to do in Chinese and in English, and where a run leads to it, the elements and flows of that
run (`path`).

This page is written from the rules and from their tests: `python -m tests.engine.definitions.rules_page`.

## Soundness

Each scope (process, sub-process, event sub-process) is explored apart, inner ones first; around it counts only how
it can be left: by its end, by an error or escalation that nobody inside catches, by cancellation.

- **Values are not looked at.** Each condition may be true or false (one that is always the same is what it is), each
  event may happen or not, a repeated activity counts as one, an event that does not interrupt happens up to twice.
  Where values exclude what is found, say why at the element: `huan:unsound="the two conditions exclude each other"`;
  the finding is a warning then, with the reason.
- **Joins** have the meaning that the runtime has; see [what BPMN is executed](bpmn-support.md).
- **Bounds**: 20,000 states a scope, 8 conditions at one split; beyond, and where the activation condition of
  a complex gateway asks for more than `activationCount` and `tokens`, the warning is "not decided".

## Closed loop

`closed-loop: true` in package.yaml asks for it: every run to a normal end passes an element with
`huan:milestone="followed-up"` and the operation `order.archive`, and every step of a person has a timer on its border
(or on that of an activity around it) that reaches a higher tier, at the top tier a department of the province. An
end event or a step is exempt with a stated reason, `huan:exempt="cancelled"` or in package.yaml
`exempt: {element-id: cancelled}`: `cancelled`, `lapsed`, `not-feasible`, `reclassified`, `merged`, `anonymous`,
`answered-at-once`, `follow-up-refused`.

## The rules
"""


def page() -> str:
    """Return the page as it should be."""
    parts = [INTRODUCTION]
    for name, sentence in rules().items():
        examples = dict.fromkeys(
            f"{case.problem} — {case.remedy}"
            for case in CASES
            if case.rule == name and len(case.problem) < 160
        )
        told = "\n".join(f"    {example}" for example in list(examples)[:MOST_EXAMPLES])
        parts.append(f"### {name}\n\n{sentence}\n\n{sentence.zh}\n\n{told}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
