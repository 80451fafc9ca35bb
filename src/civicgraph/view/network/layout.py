"""Turns an undirected graph into positions, the same bytes everywhere, in time that grows with its size.

Force layout after Fruchterman and Reingold on a grid (repulsion only from near cells), over levels: leaves and matched pairs are
merged until few nodes are left, those are laid out, then each level starts where the coarser one ended. No array package is
needed, and nothing but + - * / and square roots is computed, so positions do not depend on the machine's mathematics library.
"""

import math
import random
from collections.abc import Sequence

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


def positions(neighbours: Neighbours, seed: int = 1) -> list[Point]:
    """Return a place for each node, in ideal edge lengths, around (0, 0), wider than high.

    neighbours: for node i the sorted indexes of the nodes it touches, both ways, without itself.
    """
    rng = random.Random(seed)
    boxes = []
    for component in _components(neighbours):
        index = {node: i for i, node in enumerate(component)}
        local = [[index[other] for other in neighbours[node]] for node in component]
        boxes.append((component, _upright(_component(local, rng))))
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


def _component(neighbours: Neighbours, rng: random.Random) -> list[Point]:
    """Lay out one connected component."""
    size = len(neighbours)
    if size <= COARSEST:
        side = math.sqrt(size)
        start = [(rng.uniform(-side, side), rng.uniform(-side, side)) for _ in range(size)]
        return _settled(neighbours, start, steps=200, heat=side, reach=math.inf)
    cluster, coarse = _coarser(neighbours)
    if len(coarse) > 0.9 * size:
        side = math.sqrt(size)
        start = [(rng.uniform(-side, side), rng.uniform(-side, side)) for _ in range(size)]
        return _settled(neighbours, start, steps=120, heat=side / 4, reach=REACH)
    centres = _component(coarse, rng)
    members = [0] * len(coarse)
    for c in cluster:
        members[c] += 1
    stretch = math.sqrt(size / len(coarse))
    start = []
    for node in range(size):
        x, y = centres[cluster[node]]
        spread = 0.5 * math.sqrt(members[cluster[node]])
        start.append((x * stretch + rng.uniform(-spread, spread), y * stretch + rng.uniform(-spread, spread)))
    return _settled(neighbours, start, steps=40, heat=1.2, reach=REACH)


def _coarser(neighbours: Neighbours) -> tuple[list[int], list[list[int]]]:
    """Merge each node with a neighbour of few connections, leaves with what they hang on; return clusters and their graph."""
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
        free = [other for other in neighbours[node] if cluster[other] < 0]
        for member in [node, *sorted(free, key=lambda n: (len(neighbours[n]), n))[:1]]:
            cluster[member] = count
        count += 1
    joined: list[set[int]] = [set() for _ in range(count)]
    for node, others in enumerate(neighbours):
        joined[cluster[node]].update(cluster[other] for other in others)
    return cluster, [sorted(others - {c}) for c, others in enumerate(joined)]


def _settled(neighbours: Neighbours, start: list[Point], steps: int, heat: float, reach: float) -> list[Point]:
    """Let repelling nodes and drawing edges find their balance.

    heat: how far a node may go in the first step; reach: side of a cell, without end where all nodes repel each other.
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
                    pull = math.sqrt(ax * ax + ay * ay)
                    dx[node] -= ax * pull
                    dy[node] -= ay * pull
                    dx[other] += ax * pull
                    dy[other] += ay * pull
        for node in range(len(xs)):
            length = math.sqrt(dx[node] * dx[node] + dy[node] * dy[node])
            if length > 0:
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
