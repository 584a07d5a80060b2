"""What we rely on in SpiffWorkflow 3.2.0. A release that changes any of it must be looked at before use."""

from __future__ import annotations

import importlib.metadata
import inspect
import pathlib

import pytest
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState
from SpiffWorkflow.workflow import Workflow


def test_the_release_is_the_one_that_was_read():
    assert importlib.metadata.version("SpiffWorkflow") == "3.2.0"


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (Task, "__init__", ["self", "workflow", "task_spec", "parent", "state", "id"]),
        (Task, "run", ["self"]),
        (Task, "complete", ["self"]),
        (Task, "cancel", ["self"]),
        (Task, "_ready", ["self"]),
        (Task, "_set_state", ["self", "value"]),
        (Task, "_inherit_data", ["self"]),
        (Task, "_child_added_notify", ["self", "child"]),
        (TaskSpec, "__init__", ["self", "wf_spec", "name", "kwargs"]),
        (TaskSpec, "connect", ["self", "taskspec"]),
        (TaskSpec, "_update", ["self", "my_task"]),
        (TaskSpec, "_run", ["self", "my_task"]),
        (TaskSpec, "_on_ready", ["self", "my_task"]),
        (TaskSpec, "_on_complete", ["self", "my_task"]),
        (TaskSpec, "_on_cancel", ["self", "my_task"]),
        (Workflow, "__init__", ["self", "workflow_spec", "deserializing"]),
        (Workflow, "is_completed", ["self"]),
        (Workflow, "get_tasks_iterator", ["self", "first_task", "kwargs"]),
        (WorkflowSpec, "__init__", ["self", "name", "filename", "addstart"]),
        (WorkflowSpec, "_add_notify", ["self", "task_spec"]),
    ],
    ids=lambda value: getattr(value, "__name__", value if isinstance(value, str) else ""),
)
def test_a_method_that_we_call_or_override_is_there(owner, name, parameters):
    assert list(inspect.signature(getattr(owner, name)).parameters) == parameters


def test_running_a_task_ends_in_the_state_that_its_spec_says():
    """`Task.run`: True completes, None is STARTED. Our tokens keep that and override the rest."""
    source = inspect.getsource(Task.run)
    assert "retval is None" in source
    assert "TaskState.STARTED" in source
    assert "self.complete()" in source


def test_the_states_are_the_bits_that_stored_states_hold():
    names = ("FUTURE", "WAITING", "READY", "STARTED", "COMPLETED", "ERROR", "CANCELLED")
    assert [getattr(TaskState, name) for name in names] == [4, 8, 16, 32, 64, 128, 256]


def test_nothing_but_the_runtime_and_its_compiler_imports_the_library():
    root = pathlib.Path(__file__).parents[3]
    importing = {
        path.relative_to(root).as_posix()
        for top in ("engine", "api", "telephony", "huan")
        for path in (root / top).rglob("*.py")
        if "SpiffWorkflow" in "".join(line for line in path.open() if line.startswith(("import ", "from ")))
    }
    assert importing
    assert all(name.startswith(("engine/runtime/", "engine/definitions/")) for name in importing)
