"""Give a person a place in a department, with a role and a post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.organisation.case import OrganisationCase, missing, require_plain
from engine.commands.work import Work
from engine.errors import Conflict
from engine.ids import new_id
from engine.org.changing import word_findings
from engine.org.vocabulary import POSTS, ROLES
from engine.store.edited_rows import MEMBERSHIPS, PEOPLE, MembershipRow
from engine.words import Words


@dataclass(frozen=True)
class AddMembership:
    """Put a person into a department; one may belong to several, and have several roles in one."""

    name: ClassVar[str] = "add-membership"

    person_id: str
    department_id: str
    role: str
    post: str | None = None
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Put them there. With another post than before, the post changes; so already is a success.

        Raises:
            NotFound: there is no such person or department.
            NotAllowed: the actor does not administer the department.
            Conflict: the person has left.
            InvalidInput: no such role or post.
        """
        case = OrganisationCase(work, self.reason)
        person = case.row(PEOPLE, self.person_id)
        department = case.directory.departments.get(self.department_id)
        if department is None:
            raise missing("department", "部门", self.department_id)
        tier = case.tier(department.tier_id)
        case.require_at(tier)
        require_plain([*word_findings("role", self.role, ROLES), *word_findings("post", self.post, POSTS)])
        if not person.active:
            raise Conflict(
                Words(f"{person.name} has left: take them back first", f"{person.name} 已离职：请先恢复")
            )
        label = f"{person.name} · {department.name}"
        wanted = (person.id, department.id, self.role)
        for row in MEMBERSHIPS.all(case.tx):
            if (row.person_id, row.department_id, row.role) == wanted:
                return case.put(MEMBERSHIPS, row, row._replace(post=self.post), None, label, tier.path)
        return case.create(MEMBERSHIPS, MembershipRow(new_id(), *wanted, self.post), label, tier.path)
