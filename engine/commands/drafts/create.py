"""Begin a draft of a package: from a version, from files, from the smallest package, or from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.drafts.case import record_change
from engine.commands.drafts.contents import contents_of, fit_name
from engine.commands.work import Work
from engine.definitions.blank import blank_package
from engine.definitions.drawing import with_picture
from engine.errors import Conflict, InvalidInput, NotFound
from engine.ids import new_id
from engine.org import NOTHING, Action, require
from engine.store.definition_scenarios import scenarios_of_definition
from engine.store.definitions import definition_by_id
from engine.store.drafts import DraftRow, count_drafts, insert_draft
from engine.words import Words

#: More drafts than this are forgotten ones.
MOST_DRAFTS = 500


@dataclass(frozen=True)
class Blank:
    """The smallest package, under a key and names of its own."""

    key: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class CreatePackageDraft:
    """Begin a draft called `label`; without one it is called as the package is.

    It begins with one of: the files of the version `definition_id`, `files`, a `blank` package; with none of
    them it is empty.
    """

    name: ClassVar[str] = "create-package-draft"

    label: str | None = None
    definition_id: str | None = None
    files: Mapping[str, str] | None = None
    blank: Blank | None = None

    def perform(self, work: Work) -> Answer:
        """Store the draft.

        Raises:
            NotFound: there is no such version.
            InvalidInput: it is to begin with two things at once, or the name or key does not fit.
            DiagramRefused: files that no version could store.
            Conflict: there are too many drafts.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.DESIGN, NOTHING, directory)
        if count_drafts(work.tx) >= MOST_DRAFTS:
            raise Conflict(
                Words(
                    f"there are {MOST_DRAFTS} drafts: delete those that nobody needs any more",
                    f"已有 {MOST_DRAFTS} 份草稿：请删除没有人再需要的",
                )
            )
        proposed, files = self._begun(work)
        contents = contents_of(_drawn(files))
        draft = DraftRow(
            id=new_id(),
            name=fit_name(proposed if self.label is None else self.label),
            package=contents.package,
            definition_id=self.definition_id,
            files=contents.files,
            file_count=len(contents.files),
            bytes=contents.bytes,
            revision=1,
            created_at=now,
            created_by=work.actor.id,
            changed_at=now,
            changed_by=work.actor.id,
        )
        insert_draft(work.tx, draft)
        record_change(work, "created", {}, draft, now)
        return {"id": draft.id, "revision": draft.revision}

    def _begun(self, work: Work) -> tuple[str, Mapping[str, str]]:
        """Return what the draft would be called, and its files."""
        if sum(given is not None for given in (self.definition_id, self.files, self.blank)) > 1:
            raise InvalidInput(
                Words(
                    "a draft begins with a version, with files or with a blank package: say one",
                    "草稿从一个版本、一些文件或空白流程包开始：请说明其中一个",
                )
            )
        if self.definition_id is not None:
            row = definition_by_id(work.tx, self.definition_id)
            if row is None:
                raise NotFound(
                    Words(f"there is no version {self.definition_id}", f"没有版本 {self.definition_id}")
                )
            return row.name["zh"], {**row.files, **scenarios_of_definition(work.tx, row.id)}
        if self.blank is not None:
            one = self.blank
            return one.name_zh, blank_package(one.key, one.name_zh, one.name_en)
        files = self.files or {}
        return contents_of(files).package or "未命名", files


def _drawn(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files with a picture in each diagram: a modeler opens none without."""
    return {path: with_picture(text) if path.endswith(".bpmn") else text for path, text in files.items()}
