"""How events begin a process in the token game (§13.2, §13.4.4)."""

from __future__ import annotations

from tests.oracle.activities import listening
from tests.oracle.joins import Joins
from tests.oracle.marking import At, Marking
from tests.oracle.structure import Scope


class Starting(Joins):
    """Start events with a trigger, and receive tasks and event-based gateways that instantiate."""

    def begun_by(self, process: Scope, event: str) -> Marking:
        """Return a process that begins because `event` has happened.

        After a parallel instantiating gateway the process waits for the other events from its beginning.
        """
        node = process.node[event]
        listeners = tuple(map(listening, process.event_subs))
        gateways = [process.node[flow.source] for flow in process.entering[event]]
        gateway = next((one for one in gateways if one.instantiates), None)
        if node.kind == "start":
            self.note("process begun by a start event with a trigger")
            return (*listeners, At(event))
        if gateway is None:
            self.note("process begun by a receive task")
            return listeners + self.left(process, node)
        self.note(f"process begun by an instantiating gateway ({gateway.instantiates})")
        waiting: Marking = ()
        for flow in process.leaving[gateway.id]:
            if flow.target == event:
                self.take((flow,))
            elif gateway.instantiates == "Parallel":
                self.take((flow,))
                waiting += self.visited(process, process.node[flow.target])
        return listeners + waiting + self.left(process, node)
