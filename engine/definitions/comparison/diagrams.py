"""Compare two diagrams: elements, what is set on them, flows and their conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definitions.comparison.difference import Difference, change, shown
from engine.definitions.comparison.matching import Drawn, drawn, same_nodes
from engine.definitions.comparison.properties import named, properties
from engine.definitions.glossary import zh
from engine.definitions.model import Diagram, Scope, SequenceFlow
from engine.words import Words

#: Properties whose value names another element or flow: an id that only was changed there is no difference.
_REFERENCES = {"attributes.attachedToRef"}


def compare_diagrams(old: Diagram, new: Diagram, file: str) -> list[Difference]:
    """Return what differs, in the order of the new diagram; what was removed comes last."""
    return list(_Comparison(old, new, file).differences())


class _Comparison:
    def __init__(self, old: Diagram, new: Diagram, file: str) -> None:
        self.old_diagram, self.new_diagram, self.file = old, new, file
        self.old, self.new = drawn(old), drawn(new)
        self.same = same_nodes(self.old, self.new)
        self.was = {new_id: old_id for old_id, new_id in self.same.items()}

    def differences(self) -> Iterator[Difference]:
        yield from self._processes()
        for key, one in self.new.items():
            before = self.was.get(key)
            if before is None:
                yield self._whole("added", one)
            else:
                yield from self._node(self.old[before], one)
        for key, one in self.old.items():
            if key not in self.same:
                yield self._whole("removed", one)
        yield from self._flows()

    # Processes and the inside of sub-processes

    def _processes(self) -> Iterator[Difference]:
        old, new = self.old_diagram.processes, self.new_diagram.processes
        for key, scope in new.items():
            if key not in old:
                yield self._process("added", scope)
            else:
                yield from self._scope(old[key], scope)
        for key, scope in old.items():
            if key not in new:
                yield self._process("removed", scope)

    def _process(self, what: str, scope: Scope) -> Difference:
        name = f" '{scope.name}'" if scope.name else ""
        done, done_zh = ("added", "新增") if what == "added" else ("removed", "删除")
        words = Words(f"{done} process{name} ({scope.id})", f"{done_zh}流程{name}（{scope.id}）")
        is_new = what == "added"
        return Difference(
            what,
            "element",
            self.file,
            scope.id if is_new else None,
            None if is_new else scope.id,
            None,
            None,
            words,
        )

    def _scope(self, old: Scope, new: Scope) -> Iterator[Difference]:
        where = Words(f"process {new.id}", f"流程 {new.id}")
        for about, words, before, after in (
            ("name", Words("the name", "名称"), old.name, new.name),
            ("text", Words("the documentation", "说明"), old.documentation, new.documentation),
            ("data", Words("its data objects", "数据对象"), ", ".join(old.declares), ", ".join(new.declares)),
            ("call", Words("the version tag", "版本标签"), old.version_tag, new.version_tag),
        ):
            if before != after:
                yield change(about, self.file, new.id, old.id, where, words, before or None, after or None)

    # Nodes

    def _whole(self, what: str, one: Drawn) -> Difference:
        node, is_new = one.node, what == "added"
        name = f" '{node.name}'" if node.name else ""
        done, done_zh = ("added", "新增") if is_new else ("removed", "删除")
        words = Words(f"{done} {node.kind}{name} ({node.id})", f"{done_zh}{zh(node.kind)}{name}（{node.id}）")
        return Difference(
            what,
            "element",
            self.file,
            node.id if is_new else None,
            None if is_new else node.id,
            None,
            None,
            words,
        )

    def _node(self, old: Drawn, new: Drawn) -> Iterator[Difference]:
        before, after = old.node, new.node
        where = self._where(new)
        if before.id != after.id:
            what = Words("the id", "标识")
            yield change("element", self.file, after.id, before.id, where, what, before.id, after.id)
        if before.kind != after.kind:
            what = Words("the kind", "类型")
            yield change("element", self.file, after.id, before.id, where, what, before.kind, after.kind)
        if self._now(old.scope.id) != new.scope.id:
            what = Words("the process or sub-process that it lies in", "所在的流程或子流程")
            yield change("element", self.file, after.id, before.id, where, what, old.scope.id, new.scope.id)
        olds = properties(before, old.scope.lanes.get(before.id))
        news = properties(after, new.scope.lanes.get(after.id))
        for name in dict.fromkeys([*news, *olds]):
            was, now = olds.get(name), news.get(name)
            if was == now or (name in _REFERENCES and was is not None and self.same.get(was) == now):
                continue
            if name == "attributes.default":
                was, now = self._leads(old, was, self.same), self._leads(new, now, {})
                if was == now:
                    continue
            called = named(name)
            yield change(called.about, self.file, after.id, before.id, where, called.words, was, now)
        if before.scope is not None and after.scope is not None:
            yield from self._inside(before.scope, after.scope, where)
        yield from self._order(old, new, where)

    def _inside(self, old: Scope, new: Scope, where: Words) -> Iterator[Difference]:
        if old.declares != new.declares:
            what = Words("its data objects", "数据对象")
            before, after = ", ".join(old.declares) or None, ", ".join(new.declares) or None
            yield change("data", self.file, new.id, old.id, where, what, before, after)

    def _leads(self, one: Drawn, flow_id: str | None, now: Mapping[str, str]) -> str | None:
        """Return where the default flow leads: that, and not its id, is what matters."""
        flow = one.scope.flows.get(flow_id or "")
        return flow_id if flow is None else f"→ {now.get(flow.target, flow.target)}"

    def _order(self, old: Drawn, new: Drawn, where: Words) -> Iterator[Difference]:
        """An exclusive gateway asks its conditions in the order drawn: another order can be another way."""
        if new.node.kind != "exclusiveGateway" or old.node.kind != new.node.kind:
            return
        before = [self._now(flow.target) for flow in old.scope.outgoing(old.node.id) if flow.condition]
        after = [flow.target for flow in new.scope.outgoing(new.node.id) if flow.condition]
        if before != after and sorted(before) == sorted(after):
            what = Words("the order of its conditions", "条件的先后")
            yield change(
                "condition",
                self.file,
                new.node.id,
                old.node.id,
                where,
                what,
                ", ".join(before),
                ", ".join(after),
            )

    # Flows

    def _flows(self) -> Iterator[Difference]:
        olds = {flow.id: flow for scope in self.old_diagram.scopes() for flow in scope.flows.values()}
        news = {flow.id: flow for scope in self.new_diagram.scopes() for flow in scope.flows.values()}
        pairs = {key: key for key in olds if key in news}
        left = {key: flow for key, flow in news.items() if key not in pairs}
        for key, flow in olds.items():
            ends = (self._now(flow.source), self._now(flow.target))
            alike = [new_id for new_id, one in left.items() if (one.source, one.target) == ends]
            if key not in pairs and len(alike) == 1:
                pairs[key] = alike[0]
                del left[alike[0]]
        for key, new_id in pairs.items():
            yield from self._flow(olds[key], news[new_id])
        for flow in left.values():
            yield self._whole_flow("added", flow, self.new)
        for key, flow in olds.items():
            if key not in pairs:
                yield self._whole_flow("removed", flow, self.old)

    def _flow(self, old: SequenceFlow, new: SequenceFlow) -> Iterator[Difference]:
        where = Words(f"flow {_ends(new, self.new)}", f"顺序流 {_ends(new, self.new)}")
        ends = (self._now(old.source), self._now(old.target))
        if ends != (new.source, new.target):
            what = Words("where it leads", "走向")
            yield change(
                "flow", self.file, new.id, old.id, where, what, _ends(old, self.old), _ends(new, self.new)
            )
        if old.name != new.name:
            what = Words("the name", "名称")
            yield change("name", self.file, new.id, old.id, where, what, old.name or None, new.name or None)
        before = old.condition.text if old.condition is not None else None
        after = new.condition.text if new.condition is not None else None
        if before != after:
            what = Words("the condition", "条件")
            yield change("condition", self.file, new.id, old.id, where, what, before, after)

    def _whole_flow(self, what: str, flow: SequenceFlow, nodes: dict[str, Drawn]) -> Difference:
        is_new = what == "added"
        done, done_zh = ("added", "新增") if is_new else ("removed", "删除")
        text = flow.condition.text if flow.condition is not None else None
        under = f" (`{shown(text)}`)" if text else ""
        ends = _ends(flow, nodes)
        words = Words(f"{done} flow {ends}{under}", f"{done_zh}顺序流 {ends}{under}")
        before, after = (None, text) if is_new else (text, None)
        return Difference(
            what,
            "flow",
            self.file,
            flow.id if is_new else None,
            None if is_new else flow.id,
            before,
            after,
            words,
        )

    # Helpers

    def _now(self, old_id: str) -> str:
        """Return the id that an old node has now; its own if it is gone, or is a process."""
        return self.same.get(old_id, old_id)

    def _where(self, one: Drawn) -> Words:
        node = one.node
        name = f" '{node.name}'" if node.name else ""
        return Words(f"{node.kind}{name} ({node.id})", f"{zh(node.kind)}{name}（{node.id}）")


def _ends(flow: SequenceFlow, nodes: dict[str, Drawn]) -> str:
    source, target = (
        nodes[key].node.name or key if key in nodes else key for key in (flow.source, flow.target)
    )
    return f"{source} → {target}"
