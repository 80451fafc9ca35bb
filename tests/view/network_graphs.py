"""Graphs in the form that `Graph.networkx()` gives, and how to wait for their drawing, for the tests of the network view."""

import random
import time

import networkx as nx
from playwright.sync_api import Page

BASE = "https://example.org/musterstadt"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "'\"><svg onload=alert(1)>",
    "</title></style><b>fett</b>",
    "<!--<script>",
    "javascript:alert(1)",
    "a\u2028b\u2029c",
    "&lt;i&gt; &amp; &#60;",
    "${alert(1)} `x` \\u003cb\\u003e",
    '=HYPERLINK("https://example.org")',
    "\u202eevil <a href='https://example.org'>x</a>",
)
"""Labels that would be markup, script, template or formula where text is not kept text."""


def council() -> "nx.MultiDiGraph[str]":
    """A council in small: two policies, one paper with two questions, a step, a person, and a body that nothing touches."""
    things = (
        ("Policy", "alt", "Grünkonzept"),
        ("Policy", "neu", "Klimaplan 2030"),
        ("Paper", "2024-0100", "2024/0100 Anfrage zum Klimaplan"),
        ("Question", "1", "Frage 1: Wie viele Bäume stehen an der Straße?"),
        ("Question", "2", "Frage 2: Was kostet das?"),
        ("Answer", "1", "Antwort 1: 12 Bäume"),
        ("Person", "wind-lars", "Lars Wind"),
        ("Body", "rat", "Rat der Stadt"),
        ("Body", "beirat", "Beirat für Straßengrün"),
        ("Step", "s1", "Rat der Stadt, 14. Mai 2024"),
    )
    edges = (
        ("policy/neu", "derivedFrom", "policy/alt"),
        ("question/1", "is_part_of", "paper/2024-0100"),
        ("question/2", "is_part_of", "paper/2024-0100"),
        ("answer/1", "answers", "question/1"),
        ("paper/2024-0100", "creator", "person/wind-lars"),
        ("step/s1", "about", "policy/neu"),
        ("step/s1", "body", "body/rat"),
        ("paper/2024-0100", "about", "policy/neu"),
    )
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for cls, key, name in things:
        graph.add_node(f"{BASE}/{cls.lower()}/{key}", label=name, cls=cls)
    for start, relation, end in edges:
        graph.add_edge(f"{BASE}/{start}", f"{BASE}/{end}", key=relation)
    return graph


def town(papers: int) -> "nx.MultiDiGraph[str]":
    """A council and as many papers with a step each, every second one with a question of its own; and a body without papers."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("council", label="Rat", cls="Body")
    graph.add_node("aside", label="Beirat", cls="Body")
    for i in range(papers):
        graph.add_node(f"paper{i:04d}", label=f"Vorlage {i}", cls="Paper")
        graph.add_node(f"step{i:04d}", label=f"Beratung {i}", cls="Step")
        graph.add_edge(f"step{i:04d}", f"paper{i:04d}", key="about")
        graph.add_edge(f"step{i:04d}", "council", key="body")
        if i % 2:
            graph.add_node(f"question{i:04d}", label=f"Frage {i}", cls="Question")
            graph.add_edge(f"question{i:04d}", f"paper{i:04d}", key="is_part_of")
    return graph


def shuffled(graph: "nx.MultiDiGraph[str]", seed: int = 1) -> "nx.MultiDiGraph[str]":
    """The same graph with nodes and edges added in another order."""
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True))
    random.Random(seed).shuffle(nodes)
    random.Random(seed + 1).shuffle(edges)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    return other


def until(page: Page, expression: str, seconds: float = 10) -> None:
    """Wait until a script's value is true. (`wait_for_function` evaluates in the page, which the page's policy forbids.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not within {seconds} s: {expression}"
        page.wait_for_timeout(20)


def until_drawn(page: Page) -> None:
    """Wait for the first drawing."""
    until(page, "performance.getEntriesByName('network-drawn').length > 0")
