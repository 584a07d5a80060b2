"""The `huan` command line."""

from __future__ import annotations

import click

from huan import __version__


@click.group()
@click.version_option(__version__, prog_name="huan")
def main() -> None:
    """Closed-loop work orders for a utility's customer service centre."""


if __name__ == "__main__":
    main()
