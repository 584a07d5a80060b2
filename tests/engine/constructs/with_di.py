"""Give a construct's diagram a picture, so that every editor opens it: python -m tests.engine.constructs.with_di FILE…

A file that has one keeps it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from engine.definitions.drawing import with_picture


def main() -> None:
    """Rewrite the files named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_picture(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
