"""Places of nodes: the same each time, apart from each other, in time that grows with the graph."""

import math

from civicgraph.view.network.layout import positions


def ring(size: int) -> list[list[int]]:
    return [sorted({(i - 1) % size, (i + 1) % size}) for i in range(size)]


def tree(size: int) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for i in range(1, size):
        neighbours[i].append((i - 1) // 4)
        neighbours[(i - 1) // 4].append(i)
    return [sorted(others) for others in neighbours]


def test_the_same_graph_has_the_same_places() -> None:
    assert positions(tree(300)) == positions(tree(300))


def test_no_graph_and_single_nodes() -> None:
    assert positions([]) == []
    assert len(set(positions([[], [], []]))) == 3


def test_nodes_do_not_lie_on_each_other() -> None:
    places = positions(tree(200))
    nearest = [min(math.dist(a, b) for b in places if b is not a) for a in places]
    assert min(nearest) > 0.2


def test_neighbours_are_nearer_than_others() -> None:
    neighbours, places = ring(60), positions(ring(60))
    edges = [math.dist(places[a], places[b]) for a in range(60) for b in neighbours[a]]
    pairs = [math.dist(a, b) for a in places for b in places if a is not b]
    assert sum(edges) / len(edges) < 0.4 * sum(pairs) / len(pairs)


def communities(size: int) -> list[list[int]]:
    """Two rings in which each node knows the next three, joined by one edge."""
    half = size // 2
    neighbours: list[set[int]] = [set() for _ in range(size)]
    for i in range(size):
        base = i // half * half
        for step in (1, 2, 3):
            other = base + (i - base + step) % half
            neighbours[i].add(other)
            neighbours[other].add(i)
    neighbours[0].add(half)
    neighbours[half].add(0)
    return [sorted(others) for others in neighbours]


def test_communities_lie_apart() -> None:
    places = positions(communities(60))
    inside = [
        math.dist(places[a], places[b]) for half in (0, 30) for a in range(half, half + 30) for b in range(half, a)
    ]
    between = [math.dist(a, b) for a in places[:30] for b in places[30:]]
    assert sum(between) / len(between) > 1.5 * sum(inside) / len(inside)


def test_first_nodes_keep_their_shape_and_the_others_find_places_beside_them() -> None:
    neighbours, first = tree(300), set(range(40))
    alone, places = (
        positions([[o for o in neighbours[i] if o in first] for i in range(40)]),
        positions(neighbours, first),
    )
    ratios = [math.dist(places[i], places[0]) / math.dist(alone[i], alone[0]) for i in range(1, 40)]
    assert max(ratios) - min(ratios) < 1e-6
    assert len(set(places)) == 300
    assert len(set(positions([[], [], []], {0}))) == 3


def test_components_lie_apart() -> None:
    two = [[1], [0, 2], [1], [4], [3, 5], [4]]
    places = positions(two)
    assert min(math.dist(a, b) for a in places[:3] for b in places[3:]) > 1
