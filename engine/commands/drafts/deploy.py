"""Deploy a draft of a package: the revision that was reviewed, against the version it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.activation import CHANGING
from engine.commands.command import Answer, Looking
from engine.commands.deploy import Deployment, make_deployment
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

    def prepare(self, looking: Looking) -> DeployReadyDraft:
        """Read, check and compile the draft.

        Raises:
            NotFound: there is no such draft.
            RevisionConflict: somebody has changed it since the review; says who and when.
            Conflict: another version has become active since the review; says who and when.
            DiagramRefused: with every finding.
        """
        with looking() as work:
            case = DraftCase.of(work, self.draft_id, self.revision, lock=False)
            require_same_active(case, self.replaces)
        return DeployReadyDraft(self, make_deployment(looking, [case.draft.files], [""]))


@dataclass(frozen=True)
class DeployReadyDraft:
    """Put a draft in place whose files at that revision are ready."""

    name: ClassVar[str] = DeployPackageDraft.name

    asked: DeployPackageDraft
    deployment: Deployment

    def perform(self, work: Work) -> Answer:
        """Deploy it as any package; the draft stays, as one of the version that it has become.

        Raises:
            NotFound, RevisionConflict, Conflict: as `DeployPackageDraft.prepare`.
        """
        case = DraftCase.of(work, self.asked.draft_id, self.asked.revision)
        work.tx.lock_channel([CHANGING])
        require_same_active(case, self.asked.replaces)
        (answer,) = self.deployment.put_in_place(work)
        draft = case.draft._replace(definition_id=answer["id"])
        update_draft(work.tx, draft)
        case.record("deployed", draft, answer["id"])
        return answer


def require_same_active(case: DraftCase, replaces: str | None) -> None:
    """Raise Conflict, saying who and when, if the active version is another than the review compared with."""
    package = case.draft.package
    active = [row for row in active_definitions(case.work.tx) if row.package == package]
    now_active = active[0].id if active else None
    if now_active == replaces:
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
