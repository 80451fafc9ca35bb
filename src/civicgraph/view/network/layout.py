"""Turns an undirected graph into positions, the same bytes everywhere, in time that grows with its size.

Force layout after Fruchterman and Reingold on a grid (repulsion only from near cells), over levels: leaves and matched pairs are
merged until few nodes are left, those are laid out, then each level starts where the coarser one ended. Communities lie apart, as
edges between them draw less. No array package is needed, and nothing but + - * / and square roots is computed, so positions do
not depend on the machine's mathematics library.
"""

import math
import random
from collections.abc import Collection, Sequence

import networkx as nx

Point = tuple[float, float]
Neighbours = Sequence[Sequence[int]]

COARSEST = 40
"""So many nodes are laid out at once, without levels below."""
REACH = 2.0
"""Side of a grid cell in ideal edge lengths: nodes further away than a neighbouring cell do not repel."""
CROWD = 7
"""Cells with more nodes repel as one body: bounds the work where many nodes lie at one place."""
GAP = 2.0
"""Space between components, in ideal edge lengths."""
BETWEEN = 0.12
"""How much an edge between two communities draws, where one inside draws 1."""
ROOM = 2.4
"""How far the first nodes are drawn apart at most, to leave room for those that come after them."""


def positions(neighbours: Neighbours, first: Collection[int] | None = None, seed: int = 1) -> list[Point]:
    """Return a place for each node, in ideal edge lengths, around (0, 0), wider than high.

    neighbours: for node i the sorted indexes of the nodes it touches, both ways, without itself.
    first: the nodes that are laid out among themselves, before the others find a place around them; None: all.
    """
    rng = random.Random(seed)
    begun = sorted(range(len(neighbours)) if first is None else set(first))
    index = {node: i for i, node in enumerate(begun)}
    among = [[index[other] for other in neighbours[node] if other in index] for node in begun]
    boxes = []
    for component in _components(among):
        local = _part(among, component)
        boxes.append((component, _upright(_component(local, _communities(local, seed), rng))))
    places = _packed(boxes, len(begun))
    if len(begun) == len(neighbours):
        return places
    room = min(ROOM, math.sqrt(len(neighbours) / max(1, len(begun))))
    return _surrounded(
        neighbours, {node: (x * room, y * room) for node, (x, y) in zip(begun, places, strict=True)}, rng
    )


def _part(neighbours: Neighbours, nodes: Sequence[int]) -> list[list[int]]:
    """Return the neighbours of some nodes among themselves, by their place in `nodes`."""
    index = {node: i for i, node in enumerate(nodes)}
    return [[index[other] for other in neighbours[node] if other in index] for node in nodes]


def _communities(neighbours: Neighbours, seed: int) -> list[int]:
    """Return the number of each node's community (Louvain)."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(neighbours)))
    graph.add_edges_from((node, other) for node, others in enumerate(neighbours) for other in others if other > node)
    found = [0] * len(neighbours)
    for number, community in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        for node in community:
            found[node] = number
    return found


def _surrounded(neighbours: Neighbours, placed: dict[int, Point], rng: random.Random) -> list[Point]:
    """Give the other nodes places around those that are placed, which stay; what is not connected with these lies below."""
    fixed, front = frozenset(placed), sorted(placed)
    while front:
        known = set(front)
        front = sorted({other for node in front for other in neighbours[node]} - placed.keys())
        for node in front:
            near = [placed[other] for other in neighbours[node] if other in known]
            x, y = sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)
            placed[node] = (x + rng.uniform(-1, 1), y + rng.uniform(-1, 1))
    inside = sorted(placed)
    local, start = _part(neighbours, inside), [placed[node] for node in inside]
    stay = frozenset(i for i, node in enumerate(inside) if node in fixed)
    settled = _settled(local, [0] * len(inside), start, steps=40, heat=1.2, reach=REACH, fixed=stay)
    boxes = [(inside, _upright(settled))]
    rest = [node for node in range(len(neighbours)) if node not in placed]
    apart = _part(neighbours, rest)
    for component in _components(apart):
        part = _part(apart, component)
        boxes.append(([rest[i] for i in component], _upright(_component(part, [0] * len(part), rng))))
    return _packed(boxes, len(neighbours))


def _components(neighbours: Neighbours) -> list[list[int]]:
    """Return the connected components, largest first."""
    seen = [False] * len(neighbours)
    found = []
    for start in range(len(neighbours)):
        if seen[start]:
            continue
        seen[start] = True
        component = [start]
        for node in component:
            for other in neighbours[node]:
                if not seen[other]:
                    seen[other] = True
                    component.append(other)
        found.append(sorted(component))
    return sorted(found, key=lambda component: (-len(component), component[0]))


def _component(neighbours: Neighbours, communities: list[int], rng: random.Random) -> list[Point]:
    """Lay out one connected component. communities: the number of each node's."""
    size = len(neighbours)
    if size <= COARSEST:
        side = math.sqrt(size)
        start = [(rng.uniform(-side, side), rng.uniform(-side, side)) for _ in range(size)]
        return _settled(neighbours, communities, start, steps=200, heat=side, reach=math.inf)
    cluster, coarse, coarse_communities = _coarser(neighbours, communities)
    if len(coarse) > 0.9 * size:
        side = math.sqrt(size)
        start = [(rng.uniform(-side, side), rng.uniform(-side, side)) for _ in range(size)]
        return _settled(neighbours, communities, start, steps=120, heat=side / 4, reach=REACH)
    centres = _component(coarse, coarse_communities, rng)
    members = [0] * len(coarse)
    for c in cluster:
        members[c] += 1
    stretch = math.sqrt(size / len(coarse))
    start = []
    for node in range(size):
        x, y = centres[cluster[node]]
        spread = 0.5 * math.sqrt(members[cluster[node]])
        start.append((x * stretch + rng.uniform(-spread, spread), y * stretch + rng.uniform(-spread, spread)))
    return _settled(neighbours, communities, start, steps=40, heat=1.2, reach=REACH)


def _coarser(neighbours: Neighbours, communities: list[int]) -> tuple[list[int], list[list[int]], list[int]]:
    """Merge each node with a neighbour of few connections in its community, leaves with what they hang on.

    Return the cluster of each node, the graph of the clusters and the community of each.
    """
    size = len(neighbours)
    cluster = [-1] * size
    count = 0
    for node in sorted(range(size), key=lambda n: (-len(neighbours[n]), n)):
        leaves = [other for other in neighbours[node] if len(neighbours[other]) == 1 and cluster[other] < 0]
        if leaves and cluster[node] < 0:
            for member in [node, *leaves]:
                cluster[member] = count
            count += 1
    for node in sorted(range(size), key=lambda n: (len(neighbours[n]), n)):
        if cluster[node] >= 0:
            continue
        free = [o for o in neighbours[node] if cluster[o] < 0 and communities[o] == communities[node]]
        for member in [node, *sorted(free, key=lambda n: (len(neighbours[n]), n))[:1]]:
            cluster[member] = count
        count += 1
    joined: list[set[int]] = [set() for _ in range(count)]
    for node, others in enumerate(neighbours):
        joined[cluster[node]].update(cluster[other] for other in others)
    theirs = [0] * count
    for node, c in enumerate(cluster):
        theirs[c] = communities[node]
    return cluster, [sorted(others - {c}) for c, others in enumerate(joined)], theirs


def _settled(
    neighbours: Neighbours,
    communities: list[int],
    start: list[Point],
    steps: int,
    heat: float,
    reach: float,
    fixed: Collection[int] = frozenset(),
) -> list[Point]:
    """Let repelling nodes and drawing edges find their balance.

    heat: how far a node may go in the first step; reach: side of a cell, without end where all nodes repel each other; fixed: nodes
    that stay where they are.
    """
    xs, ys = [x for x, _ in start], [y for _, y in start]
    for step in range(steps):
        limit = heat * (1 - step / steps) + 0.02
        # The grid lies elsewhere at each step: a fixed one would show, as nodes gather along its lines.
        dx, dy = _repulsion(xs, ys, reach, (step * 0.7549 % 1 * REACH, step * 0.5698 % 1 * REACH))
        for node, others in enumerate(neighbours):
            x, y = xs[node], ys[node]
            for other in others:
                if other > node:
                    ax, ay = x - xs[other], y - ys[other]
                    pull = math.sqrt(ax * ax + ay * ay) * (1 if communities[node] == communities[other] else BETWEEN)
                    dx[node] -= ax * pull
                    dy[node] -= ay * pull
                    dx[other] += ax * pull
                    dy[other] += ay * pull
        for node in range(len(xs)):
            length = math.sqrt(dx[node] * dx[node] + dy[node] * dy[node])
            if length > 0 and node not in fixed:
                scale = min(length, limit) / length
                xs[node] += dx[node] * scale
                ys[node] += dy[node] * scale
    return list(zip(xs, ys, strict=True))


def _repulsion(xs: list[float], ys: list[float], reach: float, origin: Point) -> tuple[list[float], list[float]]:
    """Return the push on each node from the nodes in its own and the eight neighbouring cells."""
    cells: dict[tuple[int, int], list[int]] = {}
    if reach == math.inf:
        cells[0, 0] = list(range(len(xs)))
        bodies = {(0, 0): [(x, y, 1.0) for x, y in zip(xs, ys, strict=True)]}
    else:
        for node, (x, y) in enumerate(zip(xs, ys, strict=True)):
            cells.setdefault((math.floor((x - origin[0]) / reach), math.floor((y - origin[1]) / reach)), []).append(
                node
            )
        bodies = {cell: _bodies(nodes, xs, ys) for cell, nodes in cells.items()}
    dx, dy = [0.0] * len(xs), [0.0] * len(ys)
    for (cx, cy), nodes in cells.items():
        near = [body for i in (-1, 0, 1) for j in (-1, 0, 1) for body in bodies.get((cx + i, cy + j), ())]
        for node in nodes:
            x, y, sx, sy = xs[node], ys[node], 0.0, 0.0
            for bx, by, mass in near:
                ax, ay = x - bx, y - by
                push = mass / (ax * ax + ay * ay + 0.01)
                sx += ax * push
                sy += ay * push
            dx[node], dy[node] = sx, sy
    return dx, dy


def _bodies(nodes: list[int], xs: list[float], ys: list[float]) -> list[tuple[float, float, float]]:
    """Return the nodes of a cell as bodies (x, y, mass); a crowd is halved into few heavy ones."""
    if len(nodes) <= CROWD:
        return [(xs[n], ys[n], 1.0) for n in nodes]
    groups = [nodes[i::CROWD] for i in range(CROWD)]
    return [(sum(xs[n] for n in g) / len(g), sum(ys[n] for n in g) / len(g), float(len(g))) for g in groups]


def _upright(points: list[Point]) -> list[Point]:
    """Turn a component that is higher than wide by a quarter; let it begin at (0, 0)."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    points = [(x - left, y - top) for x, y in points]
    if max(y for _, y in points) > max(x for x, _ in points):
        return [(y, x) for x, y in points]
    return points


def _packed(boxes: list[tuple[list[int], list[Point]]], size: int) -> list[Point]:
    """Set the components in rows, largest first, into a shape of about three by two, around (0, 0)."""
    places: list[Point] = [(0.0, 0.0)] * size
    area = sum((max(x for x, _ in p) + GAP) * (max(y for _, y in p) + GAP) for _, p in boxes)
    widest = max((max(x for x, _ in p) for _, p in boxes), default=0.0)
    width = max(widest + GAP, math.sqrt(area * 1.5))
    x = y = row = right = 0.0
    for nodes, points in boxes:
        wide, high = max(px for px, _ in points) + GAP, max(py for _, py in points) + GAP
        if x > 0 and x + wide > width:
            x, y, row = 0.0, y + row, 0.0
        for node, (px, py) in zip(nodes, points, strict=True):
            places[node] = (x + px, y + py)
        x, row = x + wide, max(row, high)
        right = max(right, x)
    return [(px - (right - GAP) / 2, py - (y + row - GAP) / 2) for px, py in places]
