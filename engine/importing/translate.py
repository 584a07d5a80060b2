"""Translate diagrams of other engines, with the files beside them, into packages of ours.

1. Each diagram is parsed as a stranger's (no DTD, bounded), and the engine it is from is told.
2. What that engine adds is translated in the XML itself, so that the layout and everything drawn stays.
3. What nobody here reads is taken out; both are told, element by element.
4. The sheet, the forms, the rules and a first scenario are written, and the result is checked as any package.

Nothing is written to disk here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import orjson
import yaml
from lxml import etree

from engine.definitions import Catalogue, DiagramRefused, Finding, Package, check_package, read_files
from engine.definitions.catalogue import EMPTY
from engine.definitions.drawing import with_picture
from engine.definitions.expressions import is_feel
from engine.definitions.reading.names import BPMN, children, local, namespace
from engine.definitions.safe_xml import parse_xml
from engine.definitions.sheet import SHEET
from engine.importing import camunda7, camunda8, spiff
from engine.importing.beside import UNNAMED, slug
from engine.importing.dialect import Dialect, dialect_of
from engine.importing.drawn import FEEL, with_namespaces
from engine.importing.encodings import as_utf8
from engine.importing.first_scenario import first_scenario
from engine.importing.leftovers import leave_out
from engine.importing.messages import ask_what_messages_bring
from engine.importing.options import Options
from engine.importing.report import Line, Report
from engine.importing.standard import translate_expressions
from engine.importing.start_form import take_start_forms
from engine.importing.work import Work
from engine.words import Words

DIAGRAMS = (".bpmn", ".bpmn20.xml", ".bpmn.xml")
#: Ids that modelers make up.
_GENERATED = re.compile(r"[Pp]roc+ess_[0-9a-zA-Z]{7}")
SCENARIO = "scenarios/first.yaml"
_TRANSLATORS = {
    Dialect.CAMUNDA_7: (camunda7.translate_form, camunda7.translate_camunda_7),
    Dialect.CAMUNDA_8: (camunda8.translate_form, camunda8.translate_camunda_8),
    Dialect.SPIFF: (spiff.translate_form, spiff.translate_spiff),
}


@dataclass(frozen=True)
class Imported:
    """One diagram as a package: its files by path, the report, and what the checks find in the result."""

    key: str
    source: str
    dialect: Dialect
    files: Mapping[str, bytes]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    def document(self) -> dict[str, Any]:
        """Return everything but the files as a JSON-able object."""
        return {
            "key": self.key,
            "source": self.source,
            "from": str(self.dialect),
            "files": sorted(self.files),
            "report": [line.document() for line in self.lines],
            "findings": [finding.document() for finding in self.findings],
        }


def translate(
    given: Mapping[str, bytes],
    options: Options | None = None,
    catalogue: Callable[[Package, Sequence[Package]], Catalogue] = lambda package, beside: EMPTY,
) -> list[Imported]:
    """Return a package for each diagram among the files, in the order of their paths.

    `given` are files by path: diagrams, and the forms and decisions beside them. `catalogue` gives what a
    package may refer to, for the check of the result, and sees the packages that were made with it.

    Raises:
        DiagramRefused: there is no diagram, or one cannot be read.
    """
    options = options or Options()
    diagrams = [path for path in sorted(given) if path.endswith(DIAGRAMS)]
    if not diagrams:
        raise DiagramRefused(
            [
                Finding(
                    ", ".join(sorted(given)) or "nothing",
                    None,
                    "",
                    Words("there is no diagram among the files", "这些文件里没有流程图"),
                    Words(
                        f"name a file ending in {', '.join(DIAGRAMS)}",
                        f"请给出以 {'、'.join(DIAGRAMS)} 结尾的文件",
                    ),
                )
            ]
        )
    if len(diagrams) > 1:
        options = replace(options, key=None)
    roots = {path: _parsed(given[path], path) for path in diagrams}
    keys = _keys(roots, options)
    owners = {
        process.get("id", ""): keys[path]
        for path, root in roots.items()
        for process in children(root, "process")
    }
    made = [
        _made(
            Work(
                root,
                options.dialect or dialect_of(root),
                Report(path),
                options,
                _beside(given, path),
                in_feel=root.get("expressionLanguage") is not None
                and is_feel(root.get("expressionLanguage")),
            ),
            keys[path],
            owners,
        )
        for path, root in roots.items()
    ]
    return _checked(made, catalogue)


def _parsed(content: bytes, path: str) -> etree._Element:
    root = parse_xml(as_utf8(content), path)
    if namespace(root) != BPMN or local(root) != "definitions":
        problem = Words(
            f"the root element is {root.tag}, not BPMN 2.0 definitions",
            f"根元素是 {root.tag}，不是 BPMN 2.0 的 definitions",
        )
        remedy = Words("name a BPMN 2.0 file", "请给出 BPMN 2.0 文件")
        raise DiagramRefused([Finding(path, None, "", problem, remedy)])
    if not any(True for _ in children(root, "process")):
        problem = Words("it has no process", "其中没有流程")
        raise DiagramRefused([Finding(path, None, "", problem, Words("name another file", "请换一个文件"))])
    return with_namespaces(root)


def _keys(roots: Mapping[str, etree._Element], options: Options) -> dict[str, str]:
    """Return a key for each package; a second of the same gets a number."""
    found: dict[str, str] = {}
    for path, root in roots.items():
        base = options.key or _key(_main(root), path)
        key, number = base, 2
        while key in found.values():
            key, number = f"{base}-{number}", number + 1
        found[path] = key
    return found


def _key(process: etree._Element, path: str) -> str:
    """Return a key from the process's name if it has letters for one, else its id, else the file's name."""
    for text in (process.get("name", ""), process.get("id", "")):
        if (key := slug(text)) != UNNAMED and not _GENERATED.fullmatch(text):
            return key
    return slug(PurePosixPath(path).name.partition(".")[0])


def _main(root: etree._Element) -> etree._Element:
    """Return the process that is the package's main one: the first executable, else the first."""
    processes = list(children(root, "process"))
    called = {one.get("calledElement") for one in root.iter(f"{{{BPMN}}}callActivity")}
    ready = [one for one in processes if one.get("isExecutable") in ("true", "1")] or processes
    return next((one for one in ready if one.get("id") not in called), ready[0])


def _beside(given: Mapping[str, bytes], path: str) -> dict[str, bytes]:
    return {other: content for other, content in given.items() if other != path}


def _made(work: Work, key: str, owners: Mapping[str, str]) -> Imported:
    """Translate one diagram; return it unchecked."""
    main = _main(work.root)
    main.set("isExecutable", "true")
    work.root.set("expressionLanguage", FEEL)
    work.root.attrib.pop("typeLanguage", "")
    translate_form, translate_engine = _TRANSLATORS[work.dialect]
    take_start_forms(work, main, translate_form)
    translate_engine(work)
    translate_expressions(work)
    spiff.remove_correlations(work)
    ask_what_messages_bring(work)
    leave_out(work)
    _tell_names(work)
    files = _files(work, key, main, owners)
    return Imported(key, work.report.file, work.dialect, files, work.report.lines, ())


def _tell_names(work: Work) -> None:
    for name in sorted(work.names.used):
        text = work.names.renamed.get(name, work.written_as.get(name, name))
        work.translated(
            None,
            f"the variable {name!r} is `{text}` here: the name belongs to the engine, FEEL or the order",
            f"变量 {name!r} 在这里叫 `{text}`：原名属于引擎、FEEL 或工单",
        )


def _files(work: Work, key: str, main: etree._Element, owners: Mapping[str, str]) -> dict[str, bytes]:
    etree.cleanup_namespaces(work.root, keep_ns_prefixes=["camunda", "huan", "xsi", "bpmn", "bpmn2"])
    drawn = etree.tostring(work.root, xml_declaration=True, encoding="UTF-8").decode()
    diagram = with_picture(drawn).encode()
    name = " ".join((main.get("name") or key).split())[:200]
    sheet: dict[str, Any] = {
        "key": key,
        "name": {"zh": name, "en": name},
        "diagram": f"{key}.bpmn",
        "process": main.get("id", ""),
    }
    if work.options.category is not None:
        sheet["category"] = work.options.category
    called = {
        owners[one.get("calledElement", "")]
        for one in work.root.iter(f"{{{BPMN}}}callActivity")
        if one.get("calledElement") in owners
    } - {key}
    if called:
        sheet["calls"] = sorted(called)
    files = {f"{key}.bpmn": diagram}
    if work.fields is not None:
        sheet["fields"] = "fields.json"
        files["fields.json"] = _json(work.fields)
    files |= {f"forms/{form}.json": _json(schema) for form, schema in work.forms.items()}
    files |= {f"rules/{rule}.dmn": content for rule, content in work.rules.items()}
    return {SHEET: yaml.safe_dump(sheet, allow_unicode=True, sort_keys=False).encode(), **files}


def _json(schema: dict[str, Any]) -> bytes:
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _checked(
    made: list[Imported], catalogue: Callable[[Package, Sequence[Package]], Catalogue]
) -> list[Imported]:
    """Return the packages with what the checks find in them as they are now, and with a first scenario."""
    packages: dict[str, Package] = {}
    refused: dict[str, list[Finding]] = {}
    for one in made:
        try:
            packages[one.key] = read_files(one.files, one.key)
        except DiagramRefused as error:
            refused[one.key] = error.report
    found = []
    for one in made:
        package = packages.get(one.key)
        if package is None:
            found.append(replace(one, findings=tuple(refused[one.key])))
            continue
        others = [other for key, other in packages.items() if key != one.key]
        findings = check_package(package, catalogue(package, others))
        files = {**one.files, SCENARIO: first_scenario(package).encode()}
        found.append(replace(one, files=files, findings=tuple(findings)))
    return found
