"""A diagram file becomes a checked, executable, immutable version.

`read_folder` and `read_files` read a package; `check_package` finds what cannot be executed as the
standard says; `compile_package` makes the specs that the runtime runs.
"""

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks import check_package, errors_of, rules
from engine.definitions.compiling import COMPILER, compile_package
from engine.definitions.findings import DiagramRefused, Finding, finding_of
from engine.definitions.forms import Form, exact
from engine.definitions.neighbours import processes_beside, same_key
from engine.definitions.package import SHEET, Package, key_in, read_files, read_folder, read_key, sheet_in
from engine.definitions.texts import bytes_of, digest_of, refuse_unfit, without_scenarios

__all__ = [
    "COMPILER",
    "SHEET",
    "Catalogue",
    "DiagramRefused",
    "Finding",
    "Form",
    "Package",
    "bytes_of",
    "check_package",
    "compile_package",
    "digest_of",
    "errors_of",
    "exact",
    "finding_of",
    "key_in",
    "processes_beside",
    "read_files",
    "read_folder",
    "read_key",
    "refuse_unfit",
    "rules",
    "same_key",
    "sheet_in",
    "without_scenarios",
]
