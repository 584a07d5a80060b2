"""A list that dials by itself, on a stage: agents who are free, calls as the exchange tells them. Nothing is
dialled but by `turn`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select, text, update

from engine.calling.campaigns import USUAL, CampaignRules, Mode
from engine.calling.campaigns import Status as CampaignStatus
from engine.commands.agents.keep_device import KeepDevice
from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.agents.set_tiers import SetTiers
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.call_parts import Talk
from engine.commands.campaigns.fill import FillFromFile
from engine.commands.campaigns.keep_campaign import KeepCampaign
from engine.commands.campaigns.move_campaign import MoveCampaign
from engine.commands.controls import SettleByEvidence
from engine.commands.deploy import Deploy
from engine.commands.record_call import RecordCall
from engine.store.statement import Statement
from engine.store.tables import agent_state, call_attempt, campaign_entry
from engine.workers import dial_campaigns, give_up_attempts, settle_campaigns, take_attempts
from telephony.control import Sender
from telephony.listener import Outcome, Settled
from tests.calling import NODE, SWITCH, TELEPHONY, connect, leg
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.control.test_sender import Node

QUEUE = "repair@default"
AGENTS = {"agent": "1001@default", "agent2": "1002@default"}


class List:
    """A campaign of the customer service centre that runs, its agents, and who sends for the exchange."""

    def __init__(
        self,
        stage: Stage,
        mode: Mode = Mode.PROGRESSIVE,
        people: int = 5,
        rules: CampaignRules = USUAL,
        orders: Iterable[str] = (),
    ) -> None:
        self.stage = stage
        stage.engine.services.calls_out = True
        connect(stage)
        stage.later(hours=1)  # 10:00
        stage.run(Deploy(package_files(PACKAGES / "supply-restored")), SYSTEM)
        self.desk = stage.ids["customer-service@P"]
        self.queue = stage.run(KeepQueue(QUEUE, NODE, "报修", "repairs", 20, 0), "operator")["id"]
        for who, name in AGENTS.items():
            contact = f"user/{name[:4]}"
            device = stage.run(KeepDevice(name, NODE, contact, "phone", False, self.desk), "operator")["id"]
            stage.run(SetTiers(stage.ids[who], {self.queue: (1, 1)}), "leader")
            stage.run(SignInToDevice(device), who)
        self.node = Node()
        self.sender = Sender(stage.engine, lambda: 0.0)
        self.sender._nodes = [self.node]
        self.id = self.make(mode, rules)
        numbers = list(orders) + [None] * (people - len(list(orders)))
        self.fill(self.id, {f"1380000000{place}": order for place, order in enumerate(numbers, 1)})
        self.move(CampaignStatus.RUNNING)

    def make(self, mode: Mode, rules: CampaignRules = USUAL, name: str = "回访") -> str:
        dialogue = "supply-restored" if mode is Mode.DIALOGUE else None
        queue = self.queue if mode is Mode.PROGRESSIVE else None
        keep = KeepCampaign(name, "follow-up", self.desk, "您好", rules.document(), mode, queue, dialogue)
        return str(self.stage.run(keep, "leader")["id"])

    def change(self, rules: CampaignRules) -> None:
        """Keep the campaign with other rules."""
        keep = KeepCampaign(
            "回访",
            "follow-up",
            self.desk,
            "您好",
            rules.document(),
            Mode.PROGRESSIVE,
            self.queue,
            None,
            self.id,
        )
        self.stage.run(keep, "leader")

    def fill(self, campaign: str, numbers: Mapping[str, str | None]) -> None:
        blank = dict.fromkeys(("name", "customer", "amount", "due", "note"))
        records = [
            {**blank, "phone": number, "order": order, "line": line}
            for line, (number, order) in enumerate(numbers.items(), 2)
        ]
        self.stage.run(FillFromFile(campaign, records, {"file": "名单.csv", "sha256": "0"}), "leader")

    def move(self, to: CampaignStatus, campaign: str | None = None) -> None:
        self.stage.run(MoveCampaign(campaign or self.id, to), "leader")

    # Time.

    def plan(self) -> int:
        """One worker's turn: lines become attempts, nothing is sent."""
        return dial_campaigns(self.stage.engine)

    def turn(self) -> None:
        """What workers and the sender have to do."""
        take_attempts(self.stage.engine)
        dial_campaigns(self.stage.engine)
        self.sender.turn()
        take_attempts(self.stage.engine)

    def later(self, **delta: float) -> None:
        self.stage.later(**delta)
        settle_campaigns(self.stage.engine)
        self.turn()

    def lapse(self) -> None:
        """Let the database's time for every attempt pass."""
        past = text("'2000-01-01 00:00:00.000000'")
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(update(call_attempt).values(due_at=past)))
        give_up_attempts(self.stage.engine)
        take_attempts(self.stage.engine)

    def free(self, who: str, state: str = "available") -> None:
        """Let an agent be in a state, as the telephone says."""
        with self.stage.system.database.transaction() as tx:
            person = self.stage.ids[who]
            tx.write(
                Statement(update(agent_state).where(agent_state.c.person_id == person).values(state=state))
            )

    # What the exchange says.

    def settle(self, place: int, said: str, outcome: Outcome = Outcome.REFUSED) -> None:
        """The exchange answers the command of a line's attempt."""
        self.sender.settled(Settled(self.attempt(place)["control_id"], outcome, said))
        self.sender.turn()
        take_attempts(self.stage.engine)

    def answer(self, place: int) -> None:
        """The customer of a line answers."""
        self.settle(place, f"+OK {self.attempt(place)['control_id']}", Outcome.ANSWERED)

    def tell(self, place: int, agent: str | None = None, *, over: bool = False) -> None:
        """The exchange tells of the call of a line: whether an agent speaks, whether it is over."""
        attempt, now = self.attempt(place), self.stage.now
        control, at = attempt["control_id"], now.isoformat()
        end = {"ended_at": at, "hangup_cause": "NORMAL_CLEARING"} if over else {}
        legs = [leg(control, answered_at=at, **end)]
        talks = (Talk(f"x/{agent}", agent, now, now if over else None),) if agent is not None else ()
        record = RecordCall(
            f"call-{control}",
            "outbound",
            "ended" if over else "answered",
            now,
            caller_number="95598",
            dialled_number=attempt["number"],
            queue=QUEUE,
            agent=agent,
            answered_at=now if agent is not None else None,
            ended_at=now if over else None,
            parts=talks,
            node=SWITCH,
            as_of=now,
            told={"v": 1, "direction": "outbound", "legs": legs},
        )
        call = self.stage.run(record, TELEPHONY)["call"]
        self.stage.run(SettleByEvidence(call, (control,)), TELEPHONY)
        take_attempts(self.stage.engine)

    # Looking.

    @property
    def attempts(self) -> list[dict[str, Any]]:
        return self.stage.rows(select(call_attempt).order_by(call_attempt.c.id))

    def line(self, place: int) -> dict[str, Any]:
        query = select(campaign_entry).where(
            campaign_entry.c.campaign_id == self.id, campaign_entry.c.position == place
        )
        (row,) = self.stage.rows(query)
        return row

    @property
    def lines(self) -> list[tuple[str, str | None]]:
        query = (
            select(campaign_entry)
            .where(campaign_entry.c.campaign_id == self.id)
            .order_by(campaign_entry.c.position)
        )
        return [(row["status"], row["result"]) for row in self.stage.rows(query)]

    def attempt(self, place: int) -> dict[str, Any]:
        """Return the last attempt of a line."""
        line = self.line(place)["id"]
        return [one for one in self.attempts if one["campaign_entry_id"] == line][-1]
