"""A diagram as a picture: from its diagram interchange (BPMN DI), or laid out where it has none, to SVG.

`read_pictures` gives the pictures of a file, `draw` makes an SVG of one, `with_picture` writes one into a
file that has none. Nothing here knows an instance.
"""

from engine.definitions.drawing.interchange import with_picture
from engine.definitions.drawing.picture import Box, Edge, Picture, Point, Shape
from engine.definitions.drawing.reading import read_pictures
from engine.definitions.drawing.svg import Legend, Paint, draw

__all__ = [
    "Box",
    "Edge",
    "Legend",
    "Paint",
    "Picture",
    "Point",
    "Shape",
    "draw",
    "read_pictures",
    "with_picture",
]
