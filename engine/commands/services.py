"""What commands need beside the database: compiled versions, the organisation, the clock, limits, handlers.

All of it is read from the database and kept per process; revision numbers, read with every lock, tell when
a copy is old.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.calling.rules import TelephonyRules, shipped_telephony_rules
from engine.clock import REAL_TIME, BusinessClock
from engine.commands.called import named_version, told
from engine.commands.limits_in_force import LimitVersions, read_limits_in_force
from engine.commands.order_rules import seed_order_rules
from engine.commands.version import Definition, compile_row
from engine.errors import BrokenVersion, Deactivated, NotFound, StepFailed
from engine.inbox import InboxRules, shipped_inbox_rules
from engine.limits import WorkingCalendar, build_calendars, read_calendar_file
from engine.notices import Kind
from engine.orders import OrderRules
from engine.org import Directory
from engine.runtime import Binding, CompiledDefinition
from engine.store.activations import activations_of
from engine.store.database import Transaction
from engine.store.definitions import (
    DefinitionRow,
    active_definitions,
    definition_by_id,
    definitions_of,
    inactive_for_category,
    last_version,
)
from engine.store.instances import InstanceRow, Revisions, read_revisions, revisions_request
from engine.store.notices import site_templates
from engine.store.organisation import read_directory
from engine.store.time import read_calendars, read_clock
from engine.words import Words


@dataclass(frozen=True)
class Handler:
    """How an effect may be tried: `repeatable`, `once` or `outside`; and how often."""

    mode: str
    attempts: int = 8


@dataclass
class Services:
    """Caches shared by all commands of a process; safe for threads.

    `handlers` maps the topics of service tasks to how they may be tried; `profile` is the operator profile
    that new orders get; `provisional` allows calendar years that are not announced yet (demonstrations);
    `message_kept` is how long a message waits for a receiver, before it becomes an incident; `notices_kept`
    how long a notice can be read, None: for ever. With `any_version` the active version stands in for one
    that a call names and that is not there (scenarios, where every package has one version). `versions`
    keeps what was compiled, by id; who uses copies of one database may share it. `inbox_rules` are the
    limits of what people do with tasks. `order_rules` are the utility's own; `tells_customers` says whether
    there is a gateway for messages to customers, `calls_out` whether an exchange can dial the outside and has
    dialogues to be heard there. `telephony_rules` are those of the telephone.
    """

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    profile: str = "state-grid"
    provisional: bool = False
    message_kept: timedelta = timedelta(hours=24)
    notices_kept: timedelta | None = timedelta(days=400)
    any_version: bool = False
    inbox_rules: InboxRules = field(default_factory=shipped_inbox_rules)
    order_rules: OrderRules = field(default_factory=seed_order_rules)
    tells_customers: bool = True
    calls_out: bool = False
    telephony_rules: TelephonyRules = field(default_factory=shipped_telephony_rules)
    versions: dict[str, Definition] = field(default_factory=dict)
    #: Why versions cannot be run, by their id: found once, told until the organisation's revision rises.
    _broken: dict[str, BrokenVersion] = field(default_factory=dict)
    _directory: Directory | None = None
    _clock: BusinessClock = REAL_TIME
    _clock_revision: int = -1
    _calendars: Mapping[str, WorkingCalendar] | None = None
    _limits: LimitVersions | None = None
    _active: list[DefinitionRow] | None = None
    #: This site's own texts of notices, by kind; kept as `_active` is.
    _notice_texts: Mapping[str, Words] | None = None
    #: The versions of packages whose calls name one, the newest first; kept as `_active` is.
    _versions: dict[str, list[DefinitionRow]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def definition(self, tx: Transaction, definition_id: str) -> Definition:
        """Return a version, compiled when first asked for.

        Raises:
            NotFound: there is no such version.
            BrokenVersion: it cannot be read, or was compiled by another compiler, whose states this release
                cannot run. The others are not concerned.
        """
        found = self.versions.get(definition_id)
        if found is None:
            if definition_id in self._broken:
                raise BrokenVersion(self._broken[definition_id].message)
            row = definition_by_id(tx, definition_id)
            if row is None:
                raise NotFound(Words(f"there is no version {definition_id}", f"没有版本 {definition_id}"))
            try:
                found = self.versions[definition_id] = compile_row(row)
            except BrokenVersion as error:
                self._broken[definition_id] = error
                raise
        return found

    def keep(self, definition: Definition) -> None:
        """Keep a version that was compiled before it was stored, so that nobody compiles it again."""
        self.versions[definition.row.id] = definition

    def active(self, tx: Transaction, package: str) -> Definition:
        """Return the active version of a package.

        Raises:
            NotFound: nobody has deployed it.
            Deactivated: somebody has taken it out of service.
            BrokenVersion: as `definition`.
        """
        for row in active_definitions(tx):
            if row.package == package:
                return self.definition(tx, row.id)
        if last_version(tx, package):
            raise self._deactivated(tx, package)
        raise NotFound(
            Words(
                f"package {package!r} is not deployed: run `huan deploy`",
                f"流程包 {package!r} 没有部署：请运行 `huan deploy`",
            )
        )

    def active_for_category(self, tx: Transaction, category: str) -> Definition | None:
        """Return the active version that serves orders of a category; None when no package serves it.

        Raises:
            Deactivated: the package that serves it was taken out of service.
            BrokenVersion: as `definition`.
        """
        active = active_definitions(tx)
        for row in active:
            if row.category == category:
                return self.definition(tx, row.id)
        in_service = {row.package for row in active}
        for row in inactive_for_category(tx, category):
            if row.package not in in_service:
                raise self._deactivated(tx, row.package)
        return None

    def _deactivated(self, tx: Transaction, package: str) -> Deactivated:
        done = activations_of(tx, package)
        said = done[0] if done and done[0].definition_id is None else None
        if said is None:
            return Deactivated(
                Words(
                    f"package {package!r} has no active version: activate one",
                    f"流程包 {package!r} 没有启用的版本：请启用一个",
                ),
                package=package,
            )
        _, directory = self.time_and_place(tx)
        who = directory.person_name(said.actor_id) or said.actor_id
        return Deactivated(
            Words(
                f"package {package!r} is out of service ({said.reason}), deactivated by {who}: "
                "nothing starts on it until a version is activated",
                f"流程包 {package!r} 已由 {who} 停用（{said.reason}）：启用一个版本之前，"
                "不会有流程在它上面开始",
            ),
            package=package,
            person=who,
            at=said.at,
        )

    def called(
        self, tx: Transaction, process: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        """Return the version, among those of `packages`, that has a process, for a call of `caller`'s.

        By the binding `latest` it is the active one; by the others the one that they name, active or not:
        what runs on a version is not touched by what becomes of others. What is read is kept until the
        organisation's revision rises, as a deployment raises it too; the caller has read that revision with
        its lock.

        Raises:
            StepFailed: no such version has the process.
            BrokenVersion: as `definition`.
        """
        if binding.kind == "latest":
            return self._latest(tx, process, packages)
        if binding.kind == "deployment":
            found = self.definition(tx, caller).row.bound.get(process)
        else:
            rows = [row for key in packages for row in self._versions_of(tx, key)]
            found = named_version(rows, process, binding)
        if found is not None:
            return self.definition(tx, found).compiled
        if self.any_version:
            return self._latest(tx, process, packages)
        raise StepFailed(
            Words(
                f"no version of {' or '.join(packages)} {told(binding)} has the process {process!r}: "
                "deploy it, or migrate to a version that calls another, then retry",
                f"{'、'.join(packages)} 中没有{told(binding).zh}的版本拥有流程 {process!r}："
                "请部署它，或迁移到调用其他版本的版本，然后重试",
            )
        )

    def _versions_of(self, tx: Transaction, package: str) -> list[DefinitionRow]:
        with self._lock:
            if package not in self._versions:
                self._versions[package] = definitions_of(tx, package)
            return self._versions[package]

    def _latest(self, tx: Transaction, process: str, packages: Collection[str]) -> CompiledDefinition:
        with self._lock:
            if self._active is None:
                self._active = active_definitions(tx)
            active = self._active
        for row in active:
            if row.package in packages and process in row.processes:
                return self.definition(tx, row.id).compiled
        raise StepFailed(
            Words(
                f"no active version of {' or '.join(packages)} has the process {process!r}: "
                "deploy or activate one, then retry",
                f"{'、'.join(packages)} 没有启用的版本拥有流程 {process!r}：请部署或启用一个，然后重试",
            )
        )

    def directory(self, tx: Transaction, revision: int) -> Directory:
        """Return the organisation at `revision` or later."""
        with self._lock:
            if self._directory is None or self._directory.revision < revision:
                self._directory = read_directory(tx)
                # An imported year, a version of limits, a deployment raise it too.
                self._calendars = self._active = self._limits = None
                self._notice_texts = None
                self._versions.clear()
                self._broken.clear()  # somebody may have mended one
            return self._directory

    def now(self, tx: Transaction, clock_revision: int, machine_at: datetime) -> datetime:
        """Return the business time, aware UTC, when the database's own clock shows `machine_at`."""
        if clock_revision != self._clock_revision:
            with self._lock:
                found = read_clock(tx)
                if found is not None:
                    self._clock, self._clock_revision = found
        return self._clock.at(machine_at)

    @property
    def clock_rate(self) -> float:
        """How many seconds of business time pass in a real one, as last read; one while it stands still."""
        return self._clock.rate or 1.0

    def time_and_place(
        self, tx: Transaction, row: InstanceRow | Revisions | None = None
    ) -> tuple[datetime, Directory]:
        """Return business time and organisation by the revisions read with something else, or read now."""
        found = row or read_revisions(tx.fetch(revisions_request())[0])
        now = self.now(tx, found.business_clock_revision, found.machine_at)
        return now, self.directory(tx, found.organisation_revision)

    def calendar(self, tx: Transaction, key: str, zone: str) -> WorkingCalendar:
        """Return a tier's working calendar; years that are not stored are unknown."""
        with self._lock:
            if self._calendars is None:
                self._calendars = self._read_calendars(tx)
            found = self._calendars.get(key)
        return found or WorkingCalendar(key, ZoneInfo(zone), {})

    def _read_calendars(self, tx: Transaction) -> Mapping[str, WorkingCalendar]:
        rows = [row for row in read_calendars(tx) if self.provisional or not row.provisional]
        return build_calendars(read_calendar_file(row.content, row.file) for row in rows)

    def notice_text(self, tx: Transaction, kind: Kind) -> Words:
        """Return the template of a kind of notice: this site's own, or the one that is shipped.

        Kept until the organisation's revision rises, as changing a template raises it.
        """
        with self._lock:
            if self._notice_texts is None:
                found = site_templates(tx)
                self._notice_texts = {key: Words(row.text_en, row.text_zh) for key, row in found.items()}
            return self._notice_texts.get(kind.key, kind.text)

    def limits(self, tx: Transaction) -> LimitVersions:
        """Return the operator profiles, each with its versions that are or will be in force."""
        with self._lock:
            if self._limits is None:
                self._limits = read_limits_in_force(tx)
            return self._limits
