"""What the web application knows of the API: the OpenAPI document and the types generated from it.

python -m huan.web_contract          # write web/openapi.json and web/src/api/schema.d.ts
python -m huan.web_contract --check  # 1 when they differ from the API
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from api import create_app
from huan.console import quiet_logs
from huan.settings import Settings
from huan.web_node import WEB, Node, NodeFailed, NodeMissing, find_node
from huan.wiring import build

DOCUMENT = WEB / "openapi.json"
TYPES = WEB / "src" / "api" / "schema.d.ts"


def main(arguments: list[str]) -> int:
    """Write or check; return the exit code: 0 fine, 1 findings, 2 wrong usage."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    quiet_logs()
    try:
        node = find_node()
        if arguments:
            stale = stale_files(node)
            for path in stale:
                print(f"web: {path} is not what the API says", file=sys.stderr)
            return 1 if stale else 0
        _write(node, DOCUMENT, TYPES)
    except (NodeMissing, NodeFailed) as error:
        print(f"web: {error}", file=sys.stderr)
        return 1
    return 0


def stale_files(node: Node) -> list[str]:
    """Return the generated files that are not what the API says now, relative to the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        document, types = Path(folder, DOCUMENT.name), Path(folder, TYPES.name)
        _write(node, document, types)
        return [
            str(kept.relative_to(WEB.parent))
            for kept, made in ((DOCUMENT, document), (TYPES, types))
            if not kept.exists() or kept.read_bytes() != made.read_bytes()
        ]


def openapi_document() -> dict[str, Any]:
    """Return the API's OpenAPI document; no server is started and no database is touched."""
    with tempfile.TemporaryDirectory() as folder:
        system = build(Settings(database_url=f"sqlite:///{folder}/never-written.sqlite3"))
        try:
            answer = create_app(system).test_client().get("/api/v1/openapi.json")
            document: dict[str, Any] = answer.get_json()
        finally:
            system.close()
    return document


def _write(node: Node, document: Path, types: Path) -> None:
    text = json.dumps(openapi_document(), ensure_ascii=False, indent=1, sort_keys=True)
    document.write_text(text + "\n", "utf-8")
    types.parent.mkdir(parents=True, exist_ok=True)
    # What has a default may be left out of a request.
    options = ("--output", str(types), "--default-non-nullable", "false")
    node.run("node_modules/openapi-typescript/bin/cli.js", str(document), *options, quiet=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
