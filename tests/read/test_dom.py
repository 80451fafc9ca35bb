"""The text of markup: what a person sees, and where each element stands in it, whatever the markup is."""

import random

import pytest
from selectolax.lexbor import LexborNode

from civicgraph.read.dom import Rendered, parse


def rendered(html: str) -> tuple[LexborNode, Rendered]:
    body = parse(html).body
    assert body is not None
    return body, Rendered(body)


def text(html: str) -> str:
    return rendered(html)[1].text


def words(html: str, css: str) -> list[str]:
    body, made = rendered(html)
    spans = [made.span(node) for node in body.css(css)]
    return [made.text[span.start : span.end].strip() for span in spans]


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>Ein <b>Weg</b>,\n  zwei</p><p>Brücken</p>", "Ein Weg, zwei\nBrücken\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td></table>", "a b\nc\n"),
        ("<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>", "a b\nc\n"),
        ("<table><tr><td>x<table><tr><td>a<td>b</table></td><td>c</table>", "x\na b\nc\n"),
        ("a<br>b<br><br>c", "a\nb\n\nc\n"),
        ("<ul><li>a<li>b</ul><ol start=3 type=a><li>c<li value=7>d<li>e</ol>", "• a\n• b\nc) c\ng) d\ne) e\n"),
        (
            "<ol start=99999><li>a</ol><ol start='²'><li>b</ol><ol><li>c<ol><li>d</ol><li>e</ol>",
            "1. a\n1. b\n1. c\n1. d\n2. e\n",
        ),
        ("1 &lt; 2 &amp;lt; &quot;3&quot;&nbsp;&euro;", '1 < 2 &lt; "3"\u00a0€\n'),
        ("e&#x301;", "é\n"),
        ("a<!-- <b>no</b> > -->b<!-->c<!--x--!>d", "abcd\n"),
        ("a<script>if (1 < 2) '</b>'</script>b<style>p > a {}</style>c<template><p>no</p></template>d", "abcd\n"),
        ("a<svg><title>no</title><g><link><a href=x>no</a></link></g></svg>b<select><option>no</select>c", "abc\n"),
        ("a <xmp><i>as</i> written</xmp> b", "a <i>as</i> written b\n"),
        ("<math><mi>x</mi><link>y</link></math> z", "xy z\n"),
        ("<p title='a > b < c' data-x='\"'>d</p>", "d\n"),
        ('<p a"b=1 c<d=2>e<div<f>g</p>', "eg\n"),
        ("", ""),
    ],
)
def test_what_a_person_sees(html: str, seen: str) -> None:
    body = parse(f"<body>{html}").body
    assert body is not None
    assert Rendered(body).text == seen


def test_every_element_stands_where_its_words_do() -> None:
    html = "<div><!-- a --><p>Der <a href='x?a>b'>Weg</a></p><svg><path/></svg><ol><li><i>Eins</i></ol><img><em>Zwei</em></div>"
    assert words(html, "a") == ["Weg"]
    assert words(html, "i") == ["Eins"]
    assert words(html, "em") == ["Zwei"]
    assert words(html, "li") == ["1. Eins"]
    assert words(html, "path, img") == ["", ""]


def test_what_is_left_out_and_what_is_not_shown_has_no_place() -> None:
    html = "<nav>Menü <b>hier</b></nav><p>Text</p><button>Knopf <i>dort</i></button><em>Ende</em>"
    body = parse(html).body
    assert body is not None
    without = frozenset(node.mem_id for node in body.css("nav"))
    left = Rendered(body, without=without)
    assert left.text == "Text\nEnde\n"
    shown = Rendered(body, without=without, shown=frozenset(("button",)))
    assert shown.text == "Text\nKnopf dortEnde\n"
    for css, made in (("b", left), ("i", left), ("b", shown)):
        (node,) = body.css(css)
        assert made.span(node).start == made.span(node).end == 0


def test_titles_of_named_buttons_are_words_and_those_of_others_are_not() -> None:
    html = "<p>a<input class='x il1' title='  zur &quot;Kenntnis&quot;  '>b<button class='other' title='no'>no</button>c</p>"
    body = parse(html).body
    assert body is not None
    made = Rendered(body, titled=frozenset(("il1",)))
    assert made.text == 'a zur "Kenntnis" bc\n'
    (button,) = body.css("input")
    span = made.span(button)
    assert made.text[span.start : span.end].strip() == 'zur "Kenntnis"'


def test_words_before_the_root_open_the_text() -> None:
    parser = parse("<title> Rat\n - 3.&nbsp;Mai </title><body><p>Text</p>")
    title, body = parser.css_first("title"), parser.body
    assert title is not None and body is not None
    made = Rendered(body, before=title)
    assert made.text == "Rat - 3.\u00a0Mai\nText\n"
    assert made.text[made.span(title).start : made.span(title).end] == "Rat - 3.\u00a0Mai"


def test_what_is_inside_is_what_a_selector_finds_there() -> None:
    """For every element of pages whose tags were shuffled: the same elements as the tree gives, each once."""
    tables = ("<table>", "<tr>", "<td>", "</td>", "</table>")
    pieces = (
        *tables,
        "<div>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<p>",
        "<b>",
        "</b>",
        "<ol>",
        "<li>",
        "</ol>",
        "<br>",
        "w",
    )
    for seed in range(150):
        chosen = random.Random(seed).choices(pieces, k=60)
        body, made = rendered("".join(chosen))
        for css in ("a[href]", "table, td", "a, b, [href]"):
            for node in body.css("*"):
                wanted = list(dict.fromkeys(found.mem_id for found in node.css(css)))
                assert [found.mem_id for found in made.inside(node, css)] == wanted, (seed, css, node.html)


@pytest.mark.parametrize("opened", ["<table><tr><td>", "<div>", "<ol><li>", "<b>", "<svg>", "<button>", "<font><p>"])
def test_nothing_is_lost_however_deep_it_stands(opened: str) -> None:
    assert "begin" in text(f"begin{opened * 3000}end")
    if opened not in ("<svg>", "<button>"):
        assert "end" in text(f"begin{opened * 3000}end")
