"""Set up a campaign, or change one that has not ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from engine.calling.campaigns import CampaignRules, Kind, Mode, Status, rules_of
from engine.calling.hours import out_of_quiet
from engine.commands.campaigns.case import CampaignCase
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import Conflict, Deactivated, NotFound, RevisionConflict, field_finding
from engine.ids import new_id
from engine.org import Action, Target, require
from engine.store.campaigns import CampaignRow, insert_campaign, update_campaign
from engine.store.edited_rows import QUEUES
from engine.words import Words

#: Any moment of a week without a change of clocks: from there on a week is looked through.
_ANY_DAY = datetime(2026, 6, 1, tzinfo=UTC)
_RECORDED = (*("name", "kind", "department_id", "script", "mode", "queue_id", "dialogue", "rules", "status"),)


@dataclass(frozen=True)
class KeepCampaign:
    """Store a campaign; `campaign_id` None: a new draft, else as it was read at `revision`.

    Its kind and department stay; how it dials stays while it runs. `rules` is the document of
    `CampaignRules`: what it leaves out stays, or is as usual. `queue_id` is for a progressive one, `dialogue`
    (a package) for one by dialogue; `mode` None: as it was, a new one is by preview.
    """

    name: ClassVar[str] = "keep-campaign"

    label: str
    kind: str
    department_id: str
    script: str
    rules: Mapping[str, Any]
    mode: str | None = None
    queue_id: str | None = None
    dialogue: str | None = None
    campaign_id: str | None = None
    revision: int | None = None

    def perform(self, work: Work) -> Answer:
        """Store it.

        Raises:
            NotFound, NotAllowed, RevisionConflict: as they say.
            InvalidInput: its rules leave no time to call; its queue or dialogue is missing, or not its own.
            Conflict: it has ended; how it dials is changed while it runs.
        """
        return self._change(work) if self.campaign_id is not None else self._make(work)

    def _make(self, work: Work) -> Answer:
        now, directory = work.services.time_and_place(work.tx)
        department = directory.departments.get(self.department_id)
        if department is None:
            raise NotFound(
                Words(f"there is no department {self.department_id}", f"没有部门 {self.department_id}")
            )
        path = directory.tiers[department.tier_id].path
        require(work.actor, Action.RUN_CAMPAIGN, Target(path), directory)
        row = CampaignRow(
            id=new_id(),
            name=self.label.strip(),
            kind=Kind(self.kind).value,
            department_id=self.department_id,
            tier_path=path,
            script=self.script,
            **self._way(),
            rules=self._rules({}),
            status=Status.DRAFT.value,
            entries=0,
            created_by=work.actor.id,
            created_at=now,
            started_at=None,
            ended_at=None,
            revision=1,
        )
        case = CampaignCase(work, row, now, directory)
        require_plain([*_findings(row.name, case.rules, case.zone), *_of_way(case, row)])
        insert_campaign(work.tx, row)
        case.changed()
        case.record(row.id, None, _recorded(row))
        return {"id": row.id, "revision": 1}

    def _change(self, work: Work) -> Answer:
        assert self.campaign_id is not None
        case = CampaignCase.of(work, self.campaign_id)
        case.require_runs()
        before = case.row
        if before.status == Status.ENDED:
            raise Conflict(Words("the campaign has ended", "外呼活动已结束"))
        after = before._replace(
            name=self.label.strip(),
            script=self.script,
            **(self._way() if self.mode is not None else {}),
            rules=self._rules(before.rules),
        )
        require_plain([*_findings(after.name, rules_of(after.rules), case.zone), *_of_way(case, after)])
        if before.status == Status.RUNNING and _way(after) != _way(before):
            raise Conflict(
                Words("pause it first: how it dials stays while it runs", "请先暂停：进行中不能更改拨打方式")
            )
        if after == before:
            return {"id": before.id, "revision": before.revision}
        if self.revision is not None and self.revision != before.revision:
            raise RevisionConflict(before.name, self.revision, before.revision)
        after = after._replace(revision=before.revision + 1)
        update_campaign(work.tx, after)
        case.changed()
        case.record(before.id, _recorded(before), _recorded(after))
        return {"id": after.id, "revision": after.revision}

    def _rules(self, before: Mapping[str, Any]) -> dict[str, Any]:
        given = {name: value for name, value in self.rules.items() if value is not None}
        return rules_of({**before, **given}).document()

    def _way(self) -> dict[str, Any]:
        mode = Mode(self.mode or Mode.PREVIEW)
        return {
            "mode": mode.value,
            "queue_id": self.queue_id if mode is Mode.PROGRESSIVE else None,
            "dialogue": self.dialogue if mode is Mode.DIALOGUE else None,
        }


def _way(row: CampaignRow) -> tuple[str, str | None, str | None]:
    return row.mode, row.queue_id, row.dialogue


def _of_way(case: CampaignCase, row: CampaignRow) -> list[dict[str, Any]]:
    """Return what is wrong with the queue or the dialogue of a list that dials by itself."""
    if row.mode == Mode.PROGRESSIVE:
        queue = QUEUES.get(case.tx, row.queue_id) if row.queue_id is not None else None
        owner = case.directory.queue_department(queue.name) if queue is not None and queue.active else None
        if owner is not None and owner.id == row.department_id:
            return []
        remedy = Words("choose a queue of the department", "请选择本部门的队列")
        return [field_finding("queue_id", Words("is missing, or another's", "缺少，或不属于本部门"), remedy)]
    if row.mode == Mode.DIALOGUE and not _is_dialogue(case.work, row.dialogue):
        remedy = Words("choose a deployed dialogue", "请选择已部署的语音导航")
        return [field_finding("dialogue", Words("is missing, or not deployed", "缺少，或未部署"), remedy)]
    return []


def _is_dialogue(work: Work, package: str | None) -> bool:
    try:
        return package is not None and work.services.active(work.tx, package).package.kind == "dialogue"
    except (NotFound, Deactivated):
        return False


def _findings(name: str, rules: CampaignRules, zone: str) -> list[dict[str, Any]]:
    found = []
    if not name:
        found.append(field_finding("name", Words("is missing", "缺少"), Words("fill it in", "请填写")))
    if out_of_quiet(rules.hours, _ANY_DAY, zone) is None:
        found.append(
            field_finding(
                "rules.quiet",
                Words("leaves no time in which anybody could be called", "没有留出可以拨打的时间"),
                Words("shorten the quiet hours or the days off", "请缩短免打扰时段或减少不拨打的日子"),
            )
        )
    return found


def _recorded(row: CampaignRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _RECORDED}
