"""Diagrams drawn for other engines become packages of ours, with a report of what became of each element.

`translate` takes files and gives packages; it reads no disk and writes none. Camunda 7, Camunda 8 and
spiff-arena are known. docs/from-camunda.md tells designers what becomes of what.
"""

from engine.importing.dialect import Dialect
from engine.importing.options import Options
from engine.importing.report import Kind, Line
from engine.importing.translate import Imported, translate

__all__ = ["Dialect", "Imported", "Kind", "Line", "Options", "translate"]
