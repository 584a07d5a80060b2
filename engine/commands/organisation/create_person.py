"""Take a person on, with a first place in a department."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, missing, require_plain, shown
from engine.commands.work import Work
from engine.ids import new_id
from engine.org.changing import Findings, name_findings, taken_finding, username_findings, word_findings
from engine.org.names import plain_name
from engine.org.vocabulary import POSTS, ROLES
from engine.store.database import Transaction
from engine.store.edited_rows import MEMBERSHIPS, PEOPLE, MembershipRow, PersonRow
from engine.words import Words

LANGUAGES = {"zh": Words("Chinese", "中文"), "en": Words("English", "英文")}


@dataclass(frozen=True)
class CreatePerson:
    """Take somebody on. `agent` is their name at the telephone exchange, `post` 岗位; None: none."""

    name: ClassVar[str] = "create-person"

    username: str
    label: str
    department_id: str
    role: str
    post: str | None = None
    agent: str | None = None
    language: str = "zh"
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Take them on; without a password they cannot sign in yet.

        Raises:
            NotFound, NotAllowed: as they say.
            InvalidInput: username or agent is taken, no such role, post or language.
        """
        case = OrganisationCase(work, self.reason)
        department = case.directory.departments.get(self.department_id)
        if department is None:
            raise missing("department", "部门", self.department_id)
        tier = case.tier(department.tier_id)
        case.require_at(tier)
        row = PersonRow(new_id(), self.username, self.label, self.agent or None, self.language)
        require_plain(
            [
                *person_findings(case.tx, row),
                *word_findings("role", self.role, ROLES),
                *word_findings("post", self.post, POSTS),
            ]
        )
        row = row._replace(name=plain_name(self.label))
        place = MembershipRow(new_id(), row.id, department.id, self.role, self.post)
        answer = case.create(PEOPLE, row, row.name, tier.path)
        MEMBERSHIPS.insert(case.tx, place)
        case.record(MEMBERSHIPS.name, place.id, None, shown(place), row.name, tier.path)
        return answer


def person_findings(tx: Transaction, row: PersonRow) -> Findings:
    """Return what is wrong with a person as they would become. People may share a name."""
    others = [one for one in PEOPLE.all(tx) if one.id != row.id]
    findings = [
        *username_findings(row.username, [one.username for one in others]),
        *name_findings("name", row.name, ()),
        *word_findings("language", row.language, LANGUAGES),
    ]
    if row.agent is not None and any(one.agent == row.agent for one in others):
        findings.append(taken_finding("agent", row.agent))
    return findings
