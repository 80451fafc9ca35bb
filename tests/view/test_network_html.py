"""The network page as bytes: the same for the same graph, and no text in it that a browser would take for markup."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from tests.view.network_graphs import HOSTILE, shuffled

from civicgraph.view.network import Meta, Words, assets, network_html
from civicgraph.view.network.data import script_json

META = Meta(title=Words("Netz: Musterstadt", "Network: Musterstadt"), source="Stadt Musterstadt", fingerprint="ab" * 32)


class Elements(HTMLParser):
    """Collects start tags with attributes, and the texts of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.texts:
            self.inside = tag
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[self.inside][-1] += data


class Blacken:
    """A redaction that withholds one name."""

    def text(self, value: str) -> str:
        return value.replace("Erika Beispiel", "█████ ████████")

    def iri(self, value: str) -> str:
        return value.replace("beispiel-erika", "██████████████")


def graph(*labels: str) -> "nx.MultiDiGraph[str]":
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i, label in enumerate(labels):
        found.add_node(f"https://example.org/x/{i}", label=label, cls="Paper" if i % 2 else "Policy")
        found.add_edge("https://example.org/x/0", f"https://example.org/x/{i // 2}", key="about")
    return found


def data_of(html: str) -> dict[str, list[dict[str, object]]]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert match
    return json.loads(match[1])  # type: ignore[no-any-return]


def test_two_calls_give_the_same_bytes_whatever_the_order() -> None:
    first = graph(*(f"Ding {i}" for i in range(120)))
    assert network_html(first, META) == network_html(first, META) == network_html(shuffled(first), META)


def test_hostile_text_adds_no_element_and_comes_back_as_text() -> None:
    plain = Elements(network_html(graph(*("x",) * len(HOSTILE)), META, "en"))
    hostile_meta = Meta(
        title=Words(HOSTILE[0], HOSTILE[1]), source=HOSTILE[3], licence=HOSTILE[2], notices=(Words(*HOSTILE[:2]),)
    )
    html = network_html(graph(*HOSTILE), hostile_meta, "en")
    notice = ["section", "details", "summary", "h2", "ul", "li"]
    assert [tag for tag, _ in Elements(html).tags if tag not in notice] == [
        tag for tag, _ in plain.tags if tag not in notice
    ]
    assert {node["label"] for node in data_of(html)["nodes"]} == set(HOSTILE)
    assert "{{7*7}}" in html.split("<footer>")[1].split("</footer>")[0]
    assert "onerror=alert(1)>" not in html


def test_nothing_is_loaded_from_anywhere() -> None:
    elements = Elements(network_html(graph("a", "b"), META))
    for tag, attributes in elements.tags:
        assert "src" not in attributes, tag
        assert tag != "link" or attributes["href"] == "data:,"
        assert not (attributes.get("href") or "").startswith("http")
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
    assert "sourceMappingURL" not in "".join(elements.texts["script"])
    assert not re.search(r"@import|url\((?![\"']?data:)", "".join(elements.texts["style"]))


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page() -> None:
    elements = Elements(network_html(graph("a", "b"), META))
    policy = next(a["content"] for tag, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    code = [text for text in elements.texts["script"] if not text.startswith("{")]
    assert len(code) == 2
    for text in code + elements.texts["style"]:
        assert assets.csp_hash(text) in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert policy.count("sha256-") == 4


def test_no_node_has_a_pop_up_that_would_be_markup() -> None:
    data = data_of(network_html(graph("a", "b"), META))
    assert not any("title" in item for item in data["nodes"] + data["edges"])


def test_physics_is_off_and_places_are_given() -> None:
    data = json.loads(json.dumps(data_of(network_html(graph("a", "b", "c"), META))))
    assert data["options"]["physics"] == {"enabled": False}
    assert data["options"]["edges"]["smooth"] is False
    assert all(isinstance(node[axis], int) for node in data["nodes"] for axis in "xy")


def test_withheld_names_are_in_no_byte() -> None:
    people = graph("Klimaplan", "Anfrage von Erika Beispiel")
    people.add_node("https://example.org/person/beispiel-erika", label="Erika Beispiel", cls="Person")
    people.add_edge("https://example.org/x/1", "https://example.org/person/beispiel-erika", key="creator")
    meta = Meta(
        title=Words("Netz um „Erika Beispiel“", "Network around “Erika Beispiel”"),
        notices=(Words("Erika Beispiel fehlt", "Erika Beispiel is missing"),),
        starts=("https://example.org/person/beispiel-erika",),
    )
    html = network_html(people, meta, "de", Blacken())
    assert "Erika" not in html
    assert "beispiel-erika" not in html
    assert json.loads(json.dumps(data_of(html)))["starts"] == [0]


def test_a_private_page_says_so_in_words() -> None:
    html = network_html(graph("a"), Meta(title=Words("Netz", "Network"), private=True), "de")
    assert "Nicht zur Veröffentlichung" in html.split("<main>")[0]
    assert "Nicht zur Veröffentlichung" not in network_html(graph("a"), META, "de").split("<main>")[0]


def test_the_line_says_source_and_what_is_not_known() -> None:
    line = network_html(graph("a"), META, "de").split('<p id="line">')[1].split("</p>")[0]
    assert line == "Quelle: Stadt Musterstadt · Lizenz: nicht angegeben · Fingerabdruck: " + "ab" * 8


def test_json_in_a_script_has_no_character_that_ends_it() -> None:
    text = script_json({"a": "</script>&\u2028\u2029"})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"a": "</script>&\u2028\u2029"}


def test_a_missing_drawing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    with pytest.raises(assets.DrawingMissing, match=r"lib/vis-9\.1\.2/vis-network\.min\.js: install pyvis"):
        assets.vis_script()


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_stand_out_from_the_ground_in_both_themes() -> None:
    blocks = re.findall(r"--ground: #[^}]+", assets.own_style())
    assert len(blocks) == 3
    assert " ".join(blocks[1].split()) == " ".join(blocks[2].split()), "dark by device and dark by choice are the same"
    for block in blocks[:2]:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for name in ("ink", "quiet", "accent"):
            assert _contrast(colours[name], colours["ground"]) >= 4.5, name
            assert _contrast(colours[name], colours["raised"]) >= 4.5, name
        assert _contrast(colours["ink"], colours["notice"]) >= 4.5
        assert _contrast(colours["mark"], colours["ground"]) >= 4.5
        for name in ("edge", "control", "strong", "blue", "teal", "green", "amber", "red", "violet", "pink", "grey"):
            assert _contrast(colours[name], colours["ground"]) >= 3, name


def test_every_phrase_of_the_page_exists_in_both_languages() -> None:
    words = json.loads(assets.own_folder().joinpath("words.json").read_text("utf-8"))
    assert all(set(phrase) == {"de", "en"} and all(phrase.values()) for phrase in words.values())
    template = assets.own_folder().joinpath("network.html.j2").read_text("utf-8")
    used = set(re.findall(r'data-(?:w|name)="(\w+)"', template)) | set(re.findall(r"\bw\.(\w+)", template))
    used |= set(re.findall(r'\bt\("(\w+)"', assets.own_script()))
    assert used <= set(words)
