"""Who plays whom: every real person, department and tier gets a name of the cast, and loses its own.

Tiers are mapped by where they stand to each other: the order's county is `county`, one beside it in the same
city `county 2`. People are mapped by their department and role, each to one who is not taken yet; where more
people acted than the cast has, the last one plays all that are left.
"""

from __future__ import annotations

from engine.org import Department, Directory
from engine.scenarios.cast import DEPARTMENTS, PEOPLE, TIERS
from engine.scenarios.recording.refusing import RecordingRefused
from engine.words import Words


class Roles:
    """Gives names of the cast, always the same; `home` is the order's tier, None without an order."""

    def __init__(self, directory: Directory, home: str | None) -> None:
        self._directory = directory
        self._tiers: dict[str, str] = {}
        self._people: dict[str, str] = {}
        if home is not None:
            self.tier(home)

    def tier(self, key: str) -> str:
        """Return the tier of the cast that stands for a real one.

        Raises:
            RecordingRefused: the cast has no more of this kind there.
        """
        if key not in self._tiers:
            real = self._directory.tiers[key]
            above = self.tier(real.parent_id) if real.parent_id is not None else None
            free = [
                name
                for name, (superior, kind, _) in TIERS.items()
                if kind == real.kind and superior == above and name not in self._tiers.values()
            ]
            if not free:
                raise RecordingRefused(
                    Words(
                        f"more tiers of kind {real.kind} take part than the cast has (docs/scenarios.md)",
                        f"参与的 {real.kind} 层级多于演员表中的（见 docs/scenarios.md）",
                    )
                )
            self._tiers[key] = free[0]
        return self._tiers[key]

    def tier_named(self, reference: object) -> str | None:
        """Return the tier of the cast for what a form holds, an id or a code; None when it names none."""
        if not isinstance(reference, str):
            return None
        real = self._directory.tiers.get(reference) or self._directory.by_code.get(reference)
        return self.tier(real.id) if real is not None else None

    def person(self, key: str, department: str | None = None) -> str:
        """Return who of the cast plays a person; `department` is that of the task they acted on, if any.

        Raises:
            RecordingRefused: the cast has nobody in such a department.
        """
        if key not in self._people:
            candidates = self._candidates(key, department)
            if not candidates:
                raise RecordingRefused(
                    Words(
                        "somebody acted whose department the cast does not have (docs/scenarios.md)",
                        "有人参与办理，但演员表中没有他所在的部门（见 docs/scenarios.md）",
                    )
                )
            free = [name for name in candidates if name not in self._people.values()]
            self._people[key] = free[0] if free else candidates[-1]
        return self._people[key]

    def knows_person(self, key: object) -> bool:
        """Return whether this is the id of a real person."""
        return isinstance(key, str) and key in self._directory.people

    def person_named(self, username: str) -> str | None:
        """Return who of the cast plays the person with a username; None when nobody has it.

        Raises:
            RecordingRefused: the cast has nobody in such a department.
        """
        real = next((one for one in self._directory.people.values() if one.username == username), None)
        return self.person(real.id) if real is not None else None

    def empty(self) -> list[str]:
        """Return the departments of the cast whose real ones, at the tiers that take part, have nobody."""
        found = []
        for name, (kind, tier, _) in DEPARTMENTS.items():
            real = next((key for key, cast in self._tiers.items() if cast == tier), None)
            department = self._directory.department_at(kind, real) if real is not None else None
            if department is not None and not self._directory.members(department.id):
                found.append(name)
        return found

    def _candidates(self, key: str, department: str | None) -> list[str]:
        """Return who may play a person: of the same department, those of the same role first."""
        memberships = self._directory.memberships_of(key)
        own = sorted(memberships, key=lambda one: one.department_id != department)
        wanted = [(one.department_id, one.role) for one in own]
        if department is not None and not wanted:
            wanted = [(department, "")]
        for department_id, role in wanted:
            cast = self._department(self._directory.departments[department_id])
            people = [name for name, (theirs, _, _, _) in PEOPLE.items() if theirs == cast]
            if people:
                return sorted(people, key=lambda name: PEOPLE[name][1] != role)
        return []

    def _department(self, real: Department) -> str | None:
        tier = self.tier(real.tier_id)
        for name, (kind, where, _) in DEPARTMENTS.items():
            if (kind, where) == (real.kind, tier):
                return name
        return None
