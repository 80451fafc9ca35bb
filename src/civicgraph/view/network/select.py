"""Chooses what a network page shows: functions from a MultiDiGraph to a smaller one, with notices of what was left out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec
import networkx as nx

from civicgraph.errors import UsageError
from civicgraph.view.network.meta import Words

Graph = nx.MultiDiGraph
MOST = 2000
"""Nodes that a page still shows; more are refused with a proposal."""
LONGEST_NAME = 60
"""Characters of a name that a proposal repeats."""
TELLING = ("Policy", "Body", "Paper", "Step", "Faction", "Decision", "Meeting", "Person", "AdministrativeUnit")
"""Classes that a proposal names first."""


class Selection(msgspec.Struct, frozen=True):
    """A part of a graph. starts: IRIs it began with; path: nodes of a path in order; notices: what was left out."""

    graph: "Graph[str]"
    starts: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    notices: tuple[Words, ...] = ()


def label(graph: "Graph[str]", iri: str) -> str:
    """Return a node's label, or the end of its IRI where it has none."""
    name = str(graph.nodes[iri].get("label") or "")
    return name or iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def class_name(graph: "Graph[str]", iri: str) -> str:
    """Return the local name of a node's class, "Thing" where it has none."""
    return str(graph.nodes[iri].get("cls") or "Thing").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def connections(graph: "Graph[str]", iri: str) -> int:
    """Return the number of edges that touch a node."""
    return int(graph.in_degree(iri)) + int(graph.out_degree(iri))


def neighbours(graph: "Graph[str]", iri: str) -> set[str]:
    """Return the nodes that an edge of either direction connects to a node, without itself."""
    return (set(graph.successors(iri)) | set(graph.predecessors(iri))) - {iri}


def whole(graph: "Graph[str]") -> Selection:
    """Take everything."""
    return Selection(graph)


def listed(graph: "Graph[str]", iris: Iterable[str]) -> Selection:
    """Take the named nodes and the edges between them. IRIs that are no nodes of the network are counted in a notice.

    Raises UsageError where none is a node of the network.
    """
    asked = list(dict.fromkeys(iris))
    there = [iri for iri in asked if iri in graph]
    if not there:
        raise UsageError("none of the things asked for is in the network: name things that civicgraph show knows")
    notices = []
    if missing := len(asked) - len(there):
        notices.append(
            Words(
                f"{missing} der {len(asked)} verlangten Dinge kommen im Netz nicht vor.",
                f"{missing} of the {len(asked)} things asked for do not occur in the network.",
            )
        )
    return Selection(_part(graph, there), tuple(there), (), tuple(notices))


def around(graph: "Graph[str]", starts: Sequence[str], depth: int = 1, limit: int = 40) -> Selection:
    """Take the starts and what is at most `depth` edges away, at most `limit` neighbours of each node.

    Neighbours with most connections are kept, equal ones in the order of their IRIs. Notices name what was cut.

    Raises UsageError where a start is not in the network.
    """
    begun = listed(graph, starts)
    taken, notices = _spread(graph, begun.starts, depth, limit)
    return Selection(_part(graph, taken), begun.starts, (), begun.notices + notices)


def path(graph: "Graph[str]", start: str, end: str, depth: int = 0, limit: int = 40) -> Selection:
    """Take a shortest path between two things, edges followed in either direction, and what is `depth` edges from it.

    Of several shortest paths the same one is taken whatever the order of the nodes.

    Raises UsageError where one is not in the network, or nothing connects them.
    """
    listed(graph, [start])
    listed(graph, [end])
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges()}))
    try:
        found = tuple(nx.shortest_path(plain, start, end))
    except nx.NetworkXNoPath:
        raise UsageError(
            f"nothing in the network connects '{label(graph, start)}' and '{label(graph, end)}': choose other things"
        ) from None
    taken, notices = _spread(graph, found, depth, limit)
    return Selection(_part(graph, taken), (start, end), found, notices)


def of_classes(selection: Selection, classes: Collection[str]) -> Selection:
    """Keep nodes of some classes, and those that the selection began with or that lie on its path.

    Raises UsageError where a class does not occur, with those that do.
    """
    graph = selection.graph
    known = sorted({class_name(graph, iri) for iri in graph})
    wanted = {name.lower() for name in classes}
    if unknown := sorted(name for name in classes if name.lower() not in {k.lower() for k in known}):
        raise UsageError(f"no {', '.join(unknown)} here: classes in this selection are {', '.join(known)}")
    marked = {*selection.starts, *selection.path}
    kept = [iri for iri in graph if iri in marked or class_name(graph, iri).lower() in wanted]
    cut = len(graph) - len(kept)
    notice = Words(
        f"Gezeigt sind nur Dinge bestimmter Arten; {cut} anderer Arten sind weggelassen.",
        f"Only things of some classes are shown; {cut} of other classes are left out.",
    )
    notices = (*selection.notices, notice) if cut else selection.notices
    return Selection(_part(graph, kept), selection.starts, selection.path, notices)


def grown(graph: "Graph[str]", selection: Selection, depth: int, limit: int = 40) -> Selection:
    """Add to a selection what is at most `depth` edges away from its nodes."""
    taken, notices = _spread(graph, sorted(selection.graph), depth, limit)
    return Selection(_part(graph, taken), selection.starts, selection.path, selection.notices + notices)


def drawable(graph: "Graph[str]", selection: Selection, most: int = MOST) -> Selection:
    """Return the selection with a notice of its share of the whole graph.

    Raises UsageError where it has more nodes than a page can show, with a cut that can.
    """
    size = len(selection.graph)
    if size > most:
        raise UsageError(
            f"{size} things are more than a page shows well ({most}): cut with --around '{_hub(selection.graph)}' --depth 1, "
            f"with --limit, with --path, or with {_fitting_classes(selection.graph, most)}"
        )
    if size == len(graph):
        return selection
    share = Words(
        f"Ausschnitt: {size} von {len(graph)} Dingen des Graphen.",
        f"An excerpt: {size} of the {len(graph)} things in the graph.",
    )
    return Selection(selection.graph, selection.starts, selection.path, (share, *selection.notices))


def _spread(graph: "Graph[str]", starts: Sequence[str], depth: int, limit: int) -> tuple[list[str], tuple[Words, ...]]:
    """Walk outwards from the starts; return the nodes met, and a notice for cut neighbourhoods."""
    taken = dict.fromkeys(starts)
    front, cuts = list(taken), {}
    for _ in range(depth):
        met: list[str] = []
        for node in front:
            ranked = sorted(neighbours(graph, node) - taken.keys(), key=_rank(graph))
            if len(ranked) > limit:
                cuts[node] = len(ranked) - limit
            met += ranked[:limit]
            taken.update(dict.fromkeys(ranked[:limit]))
        front = met
    return list(taken), _cut_notice(graph, cuts, limit)


def _rank(graph: "Graph[str]") -> Callable[[str], tuple[int, str]]:
    return lambda iri: (-connections(graph, iri), iri)


def _cut_notice(graph: "Graph[str]", cuts: dict[str, int], limit: int) -> tuple[Words, ...]:
    if not cuts:
        return ()
    first = min(cuts, key=lambda iri: (-cuts[iri], iri))
    if len(cuts) == 1:
        name = label(graph, first)
        return (
            Words(
                f"Von den Nachbarn von „{name}“ sind die {limit} mit den meisten Verbindungen gezeigt; "
                f"{cuts[first]} sind weggelassen.",
                f"Of the neighbours of “{name}”, the {limit} with most connections are shown; {cuts[first]} are left out.",
            ),
        )
    return (
        Words(
            f"Bei {len(cuts)} Dingen sind nur {limit} Nachbarn gezeigt, am meisten fehlt bei „{label(graph, first)}“ "
            f"({cuts[first]} weggelassen).",
            f"For {len(cuts)} things only {limit} neighbours are shown; most are missing at “{label(graph, first)}” "
            f"({cuts[first]} left out).",
        ),
    )


def _hub(graph: "Graph[str]") -> str:
    """Return what to call the most connected thing in a command: its name, or the end of its IRI where the name is a sentence."""
    hub = min(graph, key=_rank(graph))
    name = label(graph, hub)
    return name if len(name) <= LONGEST_NAME else hub.rstrip("/").rsplit("/", 1)[-1]


def fitting(graph: "Graph[str]", most: int) -> list[str]:
    """Return the classes of which all things fit into a page together, those that tell most first."""
    counts = Counter(class_name(graph, iri) for iri in graph)
    order = [*(name for name in TELLING if name in counts), *sorted(counts.keys() - set(TELLING))]
    room, taken = most, []
    for name in order:
        if counts[name] <= room:
            room -= counts[name]
            taken.append(name)
    return taken


def _fitting_classes(graph: "Graph[str]", most: int) -> str:
    """Return as options the first classes that fit into a page together."""
    return " ".join(f"--class {name}" for name in fitting(graph, most)[:4]) or "--class NAME --around THING"


def _part(graph: "Graph[str]", nodes: Iterable[str]) -> "Graph[str]":
    """Return the nodes and the edges between them as a graph of its own."""
    return graph.subgraph(nodes).copy()
