"""Turns a graph of many nodes into those that are drawn at first: the most connected, and what joins them."""

from collections import Counter
from collections.abc import Collection

from civicgraph.view.network.select import Graph, class_name, connections, neighbours

SHOWN_FIRST = 300
"""Nodes that a drawing shows at first; a graph of not many more is shown whole."""
WHOLE = 450
"""Nodes up to which a graph is shown whole at first."""


def first_shown(graph: "Graph[str]", foremost: Collection[str], marked: Collection[str]) -> set[str]:
    """Return the nodes to draw at first, at most SHOWN_FIRST and the marked ones; all of a graph that can be read whole.

    foremost: classes that go before others of as many connections; marked: IRIs that are shown in any case. Half of the nodes
    are the most connected ones, the others join most of these or hang on one of them, so that a drawing of few nodes has its lines.
    What is connected with none of these fills up the number.
    """
    if len(graph) <= WHOLE:
        return set(graph)

    def weight(iri: str) -> tuple[bool, bool, int, str]:
        return iri not in marked, class_name(graph, iri) not in foremost, -connections(graph, iri), iri

    touched = [iri for iri in graph if iri in marked or connections(graph, iri)]
    hubs = set(sorted(touched, key=weight)[: SHOWN_FIRST // 2]) | set(marked)
    order: dict[str, tuple[int, int]] = {}  # how many hubs a node joins, and as which of its hub's leaves it comes
    leaves: Counter[str] = Counter()
    for iri in sorted(set(touched) - hubs, key=weight):
        if near := neighbours(graph, iri) & hubs:
            hub = min(near)
            leaves[hub] += len(near) == 1
            order[iri] = (-len(near), leaves[hub] if len(near) == 1 else 0)
    joining = sorted(order, key=lambda iri: (order[iri], weight(iri)))
    rest = sorted(graph.nodes - hubs - order.keys(), key=weight)
    return hubs | set([*joining, *rest][: max(0, SHOWN_FIRST - len(hubs))])
