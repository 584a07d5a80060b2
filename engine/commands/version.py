"""A version of a package, compiled and ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.definitions import COMPILER, Form, Package, compile_package, read_files
from engine.errors import BrokenVersion, HuanError
from engine.orders import OPERATIONS
from engine.runtime import CompiledDefinition
from engine.store.definitions import DefinitionRow
from engine.words import Words

OPERATION_NAMES = frozenset(OPERATIONS)


@dataclass(frozen=True)
class Definition:
    """A version ready to run, with the package it was compiled from."""

    row: DefinitionRow
    package: Package
    compiled: CompiledDefinition
    forms: Mapping[str, Form]

    def intake_fields(self) -> frozenset[str]:
        """Return the fields that an order begins with: those of the plain start event's form, else all."""
        nodes = self.package.diagram.processes[self.row.process].nodes.values()
        starts = [node for node in nodes if node.kind == "startEvent" and not node.events]
        key = starts[0].camunda.get("formKey") if starts else None
        if key is None:
            return self.compiled.field_names
        return frozenset(self.forms[key].schema.get("properties", {}))

    def without_files(self) -> Definition:
        """Return it as it is kept: the package has the files."""
        return replace(self, row=self.row._replace(files={}))


def compile_row(row: DefinitionRow) -> Definition:
    """Compile a stored version.

    Raises:
        BrokenVersion: whatever is wrong with what is stored, or with this release's compiler.
    """
    if row.compiler != COMPILER:
        raise BrokenVersion(
            Words(
                f"version {row.version} of {row.package} was compiled by compiler {row.compiler}, "
                f"this release has {COMPILER}: migrate its instances",
                f"{row.package} 的版本 {row.version} 由编译器 {row.compiler} 编译，这个发行版是 {COMPILER}："
                "请迁移它的流程实例",
            )
        )
    try:
        package = read_files({path: text.encode() for path, text in row.files.items()}, row.package)
    except Exception as error:  # a damaged row: it concerns this version alone
        raise _broken(row, error) from error
    return compile_version(row, package).without_files()


def compile_version(row: DefinitionRow, package: Package) -> Definition:
    """Compile a package as the version of a row, stored or not yet.

    Raises:
        BrokenVersion: what the checks let through cannot be compiled: a fault of this release's compiler.
    """
    try:
        compiled = compile_package(package, row.id, OPERATION_NAMES)
        forms = {key: Form(key, schema) for key, schema in package.forms.items()}
    except Exception as error:  # it concerns this version alone
        raise _broken(row, error) from error
    return Definition(row, package, compiled, forms)


def _broken(row: DefinitionRow, error: Exception) -> BrokenVersion:
    why = error.message if isinstance(error, HuanError) else Words.same(f"{type(error).__name__}: {error}")
    return BrokenVersion(
        Words(
            f"version {row.version} of {row.package} cannot be run: {why}. Deploy a corrected version; what "
            "runs on this one waits until its files are as they were deployed",
            f"{row.package} 的版本 {row.version} 不能运行：{why.zh}。请部署改正的版本；"
            "在它上面运行的流程会等到它的文件恢复成部署时的样子",
        )
    )
