"""Deploy a draft of a package: the revision that was reviewed, against the version it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.activation import CHANGING
from engine.commands.command import Answer
from engine.commands.deploy import Deploy
from engine.commands.drafts.case import DraftCase
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.activations import activations_of
from engine.store.definitions import active_definitions
from engine.store.drafts import update_draft
from engine.words import Words


@dataclass(frozen=True)
class DeployPackageDraft:
    """Deploy the draft at `revision`; `replaces` is the version that the review compared it with.

    None means that no version of the package was active then.
    """

    name: ClassVar[str] = "deploy-package-draft"

    draft_id: str
    revision: int
    replaces: str | None

    def perform(self, work: Work) -> Answer:
        """Deploy it as any package; the draft stays, as one of the version that it has become.

        Raises:
            NotFound: there is no such draft.
            RevisionConflict: somebody has changed it since the review; says who and when.
            Conflict: another version has become active since the review; says who and when.
            DiagramRefused: with every finding.
        """
        case = DraftCase.of(work, self.draft_id, self.revision)
        work.tx.lock_channel([CHANGING])
        self._require_same_active(case)
        answer = Deploy(case.draft.files, origin="").perform(work)
        draft = case.draft._replace(definition_id=answer["id"])
        update_draft(work.tx, draft)
        case.record("deployed", draft, answer["id"])
        return answer

    def _require_same_active(self, case: DraftCase) -> None:
        package = case.draft.package
        active = [row for row in active_definitions(case.work.tx) if row.package == package]
        now_active = active[0].id if active else None
        if now_active == self.replaces:
            return
        last = next(iter(activations_of(case.work.tx, package or "")), None)
        person = case.directory.person_name(last.actor_id) if last is not None else None
        raise Conflict(
            Words(
                f"what is active of package {package!r} has changed since the review"
                f"{f' (by {person})' if person is not None else ''}: review the draft again",
                f"审查之后，流程包 {package!r} "
                f"启用的版本已改变{f'（由 {person}）' if person is not None else ''}：请重新审查草稿",
            ),
            person=person,
            at=last.at if last is not None else None,
        )
