"""Import customers, premises and meters together, each kind after those to which it refers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.imports.import_records import ImportRecords
from engine.commands.work import Work
from engine.errors import InvalidInput, field_finding
from engine.words import Words

KINDS = ("customers", "premises", "meters")
MOST = 5000


@dataclass(frozen=True)
class ImportBulk:
    """Create or change all that is given, in one transaction; see `ImportRecords`."""

    name: ClassVar[str] = "import-bulk"

    records: Mapping[str, Sequence[Mapping[str, Any]]]
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Import them; what a dry run would create is not there for what refers to it, so that one is told.

        Raises:
            NotAllowed, InvalidInput: as `ImportRecords`; also with more than 5000 records, or one twice.
        """
        if sum(len(records) for records in self.records.values()) > MOST:
            raise InvalidInput(Words(f"send at most {MOST} at once", f"一次最多 {MOST} 条"))
        for kind in KINDS:
            numbers = [record["number"] for record in self.records.get(kind, ())]
            twice = [one for one, times in Counter(numbers).items() if times > 1]
            if twice:
                finding = field_finding(
                    kind,
                    Words(f"{twice[0]} is there twice", f"{twice[0]} 出现了两次"),
                    Words("each once", "每个只出现一次"),
                )
                raise InvalidInput(Words("something is there twice", "有重复的内容"), findings=[finding])
        total: dict[str, Any] = {}
        for kind in KINDS:
            records = self.records.get(kind, ())
            if records:
                answer = ImportRecords(kind, {kind: records}, self.dry_run).perform(work)
                for name, value in answer.items():
                    total[name] = total[name] + value if name in total else value
        empty = {"created": 0, "changed": 0, "unchanged": 0, "problems": [], "problem_count": 0}
        return {**empty, **total, "stored": bool(total.get("stored"))}
