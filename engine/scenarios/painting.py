"""Coverage painted on the diagram: what was visited with how often, and what never was."""

from __future__ import annotations

from engine.definitions import Package
from engine.definitions.drawing import Legend, Paint, draw, read_pictures
from engine.scenarios.coverage import PackageCoverage, drawn_in

MOST_NAMED = 12


def painted(package: Package, coverage: PackageCoverage) -> list[str]:
    """Return an SVG of each picture in a package's diagram, painted with its coverage.

    A diagram without any picture is laid out. Elements that have no place in the pictures are named above
    the first, so that nothing that was missed stays unseen.
    """
    nodes, flows = drawn_in(package)
    paints = {one.id: Paint(coverage.times.get(one.id, 0)) for one in (*nodes, *flows)}
    pictures = read_pictures(package.files[package.diagram_path], package.label(package.diagram_path))
    seen = frozenset[str]().union(*(picture.ids for picture in pictures))
    unseen = [key for key in paints if key not in seen]
    legend = Legend(
        title=f"{package.name.get('zh', package.key)} · {package.name.get('en', package.key)}",
        line=f"元素 elements {_share(coverage.elements_visited, coverage.elements)} · "
        f"流 flows {_share(coverage.flows_visited, coverage.flows)}{_named(unseen)}",
        counted="走过，及次数 visited, and how often",
        never="从未走过 never visited",
    )
    return [draw(picture, paints, legend) for picture in pictures]


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}"


def _named(ids: list[str]) -> str:
    if not ids:
        return ""
    more = f" … (+{len(ids) - MOST_NAMED})" if len(ids) > MOST_NAMED else ""
    return f" · 图上没有位置 without a place in the picture: {', '.join(ids[:MOST_NAMED])}{more}"
