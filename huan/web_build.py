"""Build the web application into web/dist, with what the lock names and nothing else.

python -m huan.web_build          # install what is missing, then build
python -m huan.web_build --check  # linters, types, unit tests, and whether the API's types are current
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from huan.web_node import WEB, Node, NodeFailed, NodeMissing, find_node

LOCK = WEB / "package-lock.json"
#: npm writes it last, so it is as new as the last installation that ended well.
INSTALLED = WEB / "node_modules" / ".package-lock.json"

#: ESLint, TypeScript, Vitest.
CHECKS = (
    ("node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."),
    ("node_modules/typescript/bin/tsc", "--noEmit"),
    ("node_modules/vitest/vitest.mjs", "run", "--silent", "--reporter", "dot"),
)


def main(arguments: list[str]) -> int:
    """Build or check; return the exit code: 0 fine, 1 findings, 2 wrong usage."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        node = find_node()
        install(node)
        return check(node) if arguments else build(node)
    except (NodeMissing, NodeFailed) as error:
        print(f"web: {error}", file=sys.stderr, flush=True)
        return 1


def install(node: Node) -> None:
    """Install the locked packages, unless that was done since the lock changed."""
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    print("web: installing the locked packages …", flush=True)
    node.run_npm("ci", "--no-progress", "--loglevel=error")
    INSTALLED.touch()


def build(node: Node) -> int:
    """Build into web/dist."""
    began = time.monotonic()
    node.run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
    print(f"web: built into web/dist in {time.monotonic() - began:.1f} s", flush=True)
    return 0


def check(node: Node) -> int:
    """Tell what linters, compiler and unit tests find, and whether generated files are current."""
    from huan.console import quiet_logs  # only here: building does not need the API
    from huan.web_contract import stale_files

    quiet_logs()
    with ThreadPoolExecutor() as together:  # each of them keeps about one core busy
        told = [together.submit(node.run, *command) for command in CHECKS]
        stale = stale_files(node)
    for one in told:
        one.result()
    for path in stale:
        print(f"web: {path} is not what the API says: run `python -m huan.web_contract`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
