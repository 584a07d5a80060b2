"""Tables that people upload, CSV or XLSX, read into records; what is wrong is told line by line."""

from engine.sheets.columns import Column, Sheet
from engine.sheets.kinds import KINDS
from engine.sheets.reading import Problem, Read, read_table

__all__ = ["KINDS", "Column", "Problem", "Read", "Sheet", "read_table"]
