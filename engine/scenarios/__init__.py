"""Process tests in words, on a clock that is set (docs/scenarios.md).

`run_paths` finds and plays the scenarios of packages on disk; `read_scenarios` and `run_scenarios` do the
same for texts and packages that come from elsewhere; `run_files` for a package that is being drawn, with a
trace of every step. `check_paths` checks packages as deploying would.
"""

from engine.scenarios.cast import Cast, department_kinds, make_cast
from engine.scenarios.check import catalogue_of, check_paths
from engine.scenarios.coverage import Coverage, Drawn, PackageCoverage
from engine.scenarios.databases import Databases, SqliteDatabases
from engine.scenarios.from_files import Limits, run_files
from engine.scenarios.painting import painted
from engine.scenarios.play import Failure, Outcome
from engine.scenarios.reading import read_scenarios
from engine.scenarios.refused import Problem, ScenarioRefused
from engine.scenarios.run import Report, run_paths, run_scenarios
from engine.scenarios.story import Scenario
from engine.scenarios.telling import document, told_coverage, told_outcome, told_summary
from engine.scenarios.tracing import Frame

__all__ = [
    "Cast",
    "Coverage",
    "Databases",
    "Drawn",
    "Failure",
    "Frame",
    "Limits",
    "Outcome",
    "PackageCoverage",
    "Problem",
    "Report",
    "Scenario",
    "ScenarioRefused",
    "SqliteDatabases",
    "catalogue_of",
    "check_paths",
    "department_kinds",
    "document",
    "make_cast",
    "painted",
    "read_scenarios",
    "run_files",
    "run_paths",
    "run_scenarios",
    "told_coverage",
    "told_outcome",
    "told_summary",
]
