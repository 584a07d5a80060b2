"""Ad-hoc sub-processes: activities without a drawn order (ISO/IEC 19510 §10.3.5, §13.3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.feel import Expression
from engine.runtime.specs.activity import NO_MAPPINGS, Mappings
from engine.runtime.specs.element import NO_MARKS, Element, Marks
from engine.runtime.specs.subprocess import SubProcess

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class AdHocSubProcess(SubProcess):
    """Offers the activities that no flow enters, until its completion condition holds.

    Parallel: all begin at once. Sequential: one at a time, in the order drawn, which is ours where the
    standard leaves it to the performer. The condition is asked whenever an activity completes. While it does
    not hold and nothing is left, the activities are offered anew: each may be performed any number of times.
    When it holds, what still runs is taken away, or, without `cancel_remaining`, waited for.

    The schema lets the condition be left out, and the standard does not say what that means: then each
    activity is performed once, and the end of the last is the end of all, as in every other sub-process.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        completion: Expression | None,
        *,
        sequential: bool,
        cancel_remaining: bool,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.completion = completion
        self.sequential, self.cancel_remaining = sequential, cancel_remaining

    def first_of(self, starts: list[Element]) -> list[Element]:
        """Return which of the activities begin when the scope opens."""
        return starts[:1] if self.sequential else starts

    def inner_done(self, owner: Token, scope: Scope) -> None:
        """An activity inside has completed: ask whether that is enough."""
        if self.completion is None or "enough" in owner.internal_data:
            return
        if scope.instance.values.may_hold(self.completion, owner, inside=True):
            owner.internal_data["enough"] = True
            if self.cancel_remaining:
                scope.cancel_tokens()

    def goes_on(self, owner: Token, scope: Scope) -> bool:
        """Nothing is left inside: begin what comes next; return False when it was enough."""
        if "enough" in owner.internal_data:
            return False
        starts = scope.spec.starts
        turn = owner.internal_data.get("turn", 0) + 1
        if self.completion is None and turn == (len(starts) if self.sequential else 1):
            return False
        if self.sequential:
            owner.internal_data["turn"] = turn % len(starts)
            starts = [starts[turn % len(starts)]]
        for activity in starts:
            activity.arrive(scope.instance.new_token(scope, activity))
        return True
