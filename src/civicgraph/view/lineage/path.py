"""Finds the policies and lineage edges between an older and a newer policy."""

from civicgraph.errors import UsageError
from civicgraph.view.lineage.facts import Facts, Node


class Way:
    """All lineage of a graph, and the part of it that lies between two policies.

    policies: IRIs, older before newer; edges: the lineage nodes between them. A policy's aliases are read as one
    policy.
    """

    def __init__(self, facts: Facts, older: str | None, newer: str | None) -> None:
        self._facts = facts
        self._lineage = [
            (facts.canonical(node.one("cg:newer")), facts.canonical(node.one("cg:older")), node)
            for node in facts.every("cg:Lineage")
        ]
        self.older = facts.canonical(older) if older else None
        self.newer = facts.canonical(newer) if newer else None
        between = self._between()
        self.edges: list[tuple[str, str, Node]] = [
            (new, old, node) for new, old, node in self._lineage if new in between and old in between and new != old
        ]
        self.policies = self._in_order(between)
        self.edges.sort(key=lambda edge: (self.policies.index(edge[0]), self.policies.index(edge[1]), edge[2].iri))

    def _between(self) -> set[str]:
        if self.older is None and self.newer is None:
            raise UsageError("Name a policy to start from (--from), one to arrive at (--to), or both.")
        after = self._reached(self.older, forward=True) if self.older else None
        before = self._reached(self.newer, forward=False) if self.newer else None
        if after is None or before is None:
            return after or before or set()
        if self.newer not in after:
            raise UsageError(self._apart())
        return after & before

    def _reached(self, start: str, forward: bool) -> set[str]:
        """Return all policies that `start` led to (forward) or was built on, and itself."""
        found, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for new, old, _ in self._lineage:
                source, target = (old, new) if forward else (new, old)
                if source == here and target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def _in_order(self, policies: set[str]) -> list[str]:
        """Sort so that what is built on stands before what was built; a circle is cut at its first name."""
        order: list[str] = []
        rest = sorted(policies, key=self._facts.name)
        while rest:
            free = [p for p in rest if not any(new == p and old in rest and old != p for new, old, _ in self.edges)]
            chosen = free[0] if free else rest[0]
            order.append(chosen)
            rest.remove(chosen)
        return order

    def _apart(self) -> str:
        assert self.older and self.newer
        name = self._facts.name
        old, new = name(self.older), name(self.newer)
        if self.newer in self._reached(self.older, forward=False):
            return f"“{old}” was built on “{new}”, not the other way round: exchange --from and --to."
        return " ".join([
            f"No page read says that “{old}” led to “{new}”.",
            self._known(self.older, old, forward=True),
            self._known(self.older, old, forward=False),
            self._known(self.newer, new, forward=True),
            self._known(self.newer, new, forward=False),
        ])  # fmt: skip

    def _known(self, policy: str, name: str, forward: bool) -> str:
        others = sorted(self._facts.name(p) for p in self._reached(policy, forward) - {policy})
        listed = ", ".join(f"“{other}”" for other in others) or "nothing that was read"
        return f"“{name}” led to: {listed}." if forward else f"“{name}” was built on: {listed}."
