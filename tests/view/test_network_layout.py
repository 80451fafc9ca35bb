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


def test_components_lie_apart() -> None:
    two = [[1], [0, 2], [1], [4], [3, 5], [4]]
    places = positions(two)
    assert min(math.dist(a, b) for a in places[:3] for b in places[3:]) > 1
