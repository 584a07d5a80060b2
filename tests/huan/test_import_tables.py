"""`huan import customers …`: the report of all wrong lines, or what was stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.huan.command_line import huan_here
from tests.stage import Stage


def test_wrong_lines_are_told_and_right_ones_stored(sqlite_url: str, tmp_path: Path) -> None:
    Stage(sqlite_url, packages=False).system.close()

    def huan(*arguments: str) -> Any:
        return huan_here(*arguments, folder=tmp_path, HUAN_DATABASE_URL=sqlite_url, LANG="C")

    file = tmp_path / "customers.csv"
    file.write_text("number,name,class\nC1,王女士,ordinary\n,李先生,ordinary\n", "utf-8")
    refused = huan("import", "customers", str(file))
    assert refused.returncode == 1
    assert "customers:3 number: is missing" in refused.stdout
    file.write_text("number,name,class\nC1,王女士,ordinary\n", "gb18030")
    tried = huan("import", "customers", str(file), "--dry-run")
    assert (tried.returncode, tried.stdout) == (0, "1 new, 0 changed, 0 as they were; nothing stored\n")
    assert huan("import", "customers", str(file)).stdout == "1 new, 0 changed, 0 as they were\n"
    assert huan("import", "customers", str(file)).stdout.startswith("0 new, 0 changed, 1 as they were")
