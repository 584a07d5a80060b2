"""The stored form of an instance: live tokens and variables as compact JSON with a format version.

    {"v": 1, "n": last token id, "d": [definition ids],
     "s": [[owner, index into d, scope element id, [[token, parent, state, spec name, internal?] …],
            [done, resetting]?] …],
     "x": [[variable scope, parent, values] …]}

Specs are never stored: they are cached per version. A change of this form gets a new version number and a
migration module; states saved by every release are read back in the tests.
"""

from __future__ import annotations

from typing import Any

import orjson

from engine.errors import HuanError
from engine.feel import decode_value, encode_value
from engine.runtime.compensation import Done
from engine.runtime.instance import Budget, Instance
from engine.runtime.scope import Scope
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.surroundings import Surroundings
from engine.runtime.token import Token
from engine.words import Words

FORMAT = 1


def encode(instance: Instance) -> bytes:
    """Return the state of an instance at rest."""
    definitions: list[str] = [instance.definition.id]
    scopes: list[Any] = []
    for scope in instance.scopes.values():
        if scope.definition_id not in definitions:
            definitions.append(scope.definition_id)
        rows = [_token_row(token) for token in scope.tasks.values()]
        index = definitions.index(scope.definition_id)
        row = [scope.owner_id, index, scope.spec.element_id, rows]
        if scope.done or scope.resetting:
            done = [encode_value(one.document()) for one in scope.done]
            row.append([done, scope.resetting])
        scopes.append(row)
    variables = [[key, parent, encode_value(values)] for key, parent, values in instance.variables.rows()]
    return orjson.dumps(
        {
            "v": FORMAT,
            "n": instance.last_token,
            "d": definitions,
            "s": scopes,
            "x": variables,
        }
    )


def _token_row(token: Token) -> list[Any]:
    row: list[Any] = [token.id, token._parent or 0, token._state, token.task_spec.name]
    if token.internal_data:
        row.append(encode_value(token.internal_data))
    return row


def decode(state: bytes, surroundings: Surroundings, budget: Budget | None = None) -> Instance:
    """Return the instance as it was encoded.

    Raises:
        HuanError: the state was written in a format that this release does not know.
    """
    document = orjson.loads(state)
    if document["v"] != FORMAT:
        raise HuanError(
            Words(
                f"the stored state has format {document['v']}, this release reads {FORMAT}: "
                "run the release that wrote it, or migrate its instances",
                f"保存的状态是格式 {document['v']}，这个发行版读取 {FORMAT}：请运行写它的发行版，"
                "或迁移它的流程实例",
            )
        )
    definitions = document["d"]
    instance = Instance(surroundings.definition(definitions[0]), surroundings, budget)
    instance.last_token = document["n"]
    for owner_id, index, scope_element, rows, *more in document["s"]:
        definition = surroundings.definition(definitions[index])
        owner = instance.find(owner_id) if owner_id else None
        scope = Scope(instance, definition.scopes[scope_element], owner, definition.id)
        instance.scopes[owner_id] = scope
        if more:
            scope.done = [Done.read(decode_value(one)) for one in more[0][0]]
            scope.resetting = more[0][1]
            if scope.resetting:
                instance.inclusive_waits.add(owner_id)
        _read_tokens(scope, rows)
    for variable_scope, parent, values in document["x"]:
        instance.variables.open(variable_scope, parent, decode_value(values))
    return instance


def _read_tokens(scope: Scope, rows: list[list[Any]]) -> None:
    specs = scope.spec.task_specs
    for token_id, parent, state, name, *internal in rows:
        values = decode_value(internal[0]) if internal else {}
        token = Token.restored(scope, specs[name], token_id, parent, state, values)
        if parent:
            scope.tasks[parent]._children.append(token_id)
        if isinstance(token.task_spec, InclusiveGateway):
            scope.instance.inclusive_waits.add(scope.owner_id)
        elif isinstance(token.task_spec, CatchEvent) and "held" in values:
            scope.instance.conditions[token_id] = token
