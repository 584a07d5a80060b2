"""Files that people bring: what they really are, whether they are harmless, where their contents lie."""

from engine.files.folder import ContentFolder
from engine.files.kinds import KINDS, judged, plain_name
from engine.files.scanning import ClamdScanner, CommandScanner, Infected, Scanner

__all__ = [
    "KINDS",
    "ClamdScanner",
    "CommandScanner",
    "ContentFolder",
    "Infected",
    "Scanner",
    "judged",
    "plain_name",
]
