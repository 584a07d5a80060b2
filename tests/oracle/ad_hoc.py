"""Ad-hoc sub-processes of the token game: activities without a drawn order (§13.3.5)."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.activities import Activities, begins
from tests.oracle.marking import At, Inside, Marking, Offering, Record
from tests.oracle.outcome import Done
from tests.oracle.structure import Scope


class AdHocs(Activities):
    """What an ad-hoc sub-process offers, and when that is enough.

    The standard leaves it to the performer which activities begin, and how often. This engine has decided:
    parallel, all begin at once; sequential, one at a time as drawn; and when nothing is left and the
    completion condition does not hold, they are offered anew.
    """

    def begun(self, scope: Scope) -> Marking:
        """Return a scope as it begins, an ad-hoc one with what it offers."""
        if scope.ad_hoc is None:
            return super().begun(scope)
        return self._offered(scope, Offering(scope.id))

    def _offered(self, scope: Scope, offering: Offering) -> Marking:
        activities = [node for node in scope.nodes if begins(scope, node)]
        self.note(f"ad-hoc, {'sequential' if scope.ad_hoc and scope.ad_hoc.sequential else 'parallel'}")
        if scope.ad_hoc is not None and scope.ad_hoc.sequential:
            activities = [activities[offering.turn % len(activities)]]
        return (offering, *(At(node.id) for node in activities))

    def asked(self, scope: Scope, marking: Marking) -> Marking:
        """An activity of the scope is done: an ad-hoc one asks whether that is enough."""
        offering = _offering(marking)
        if scope.ad_hoc is None or offering is None or offering.enough or not self.truth(scope.ad_hoc.until):
            return marking
        enough = replace(offering, enough=True)
        others = tuple(item for item in marking if item != offering)
        if scope.ad_hoc.cancels:
            self.note("ad-hoc, enough: the rest is taken away" if others else "ad-hoc, enough")
            self.certain = self.certain and not others
            return (enough, *(item for item in others if isinstance(item, Record)))
        self.note("ad-hoc, enough: the rest is waited for" if others else "ad-hoc, enough")
        return (enough, *others)

    def emptied(self, scope: Scope, marking: Marking) -> Inside | Done:
        """Nothing is left in a sub-process: it has ended, or its activities are offered anew."""
        offering = _offering(marking)
        if scope.ad_hoc is None or offering is None or offering.enough:
            return Done(next((item.entries for item in marking if isinstance(item, Record)), ()))
        self.note("ad-hoc, offered anew")
        records = tuple(item for item in marking if isinstance(item, Record))
        return Inside((*records, *self._offered(scope, replace(offering, turn=offering.turn + 1))))


def _offering(marking: Marking) -> Offering | None:
    return next((item for item in marking if isinstance(item, Offering)), None)
