"""One object says the same however its JSON is written: with or without escapes and blanks between its tokens."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicgraph.read import read
from civicgraph.read.page import Page, collapse
from civicgraph.record import Snapshot
from civicgraph.snapshot import OBJECT, Stored
from civicgraph.snapshot.objects import SCHEMA

WORDS = st.text("aÖ „–\u00a0\u00ad\u0301\n\t\"\\'", max_size=6)
LEAVES = st.none() | st.booleans() | st.integers(-9, 10**20) | st.floats(allow_nan=False, allow_infinity=False) | WORDS
KEYS = st.sampled_from(["name", "title", "phone", "formOfAddress", "contactName", "geojson", "date", "vendor:x", ""])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def page_of(content: bytes) -> Page:
    digest = hashlib.sha256(content).hexdigest()
    snapshot = Snapshot(sha256=digest, media_type=OBJECT, size=len(content), locations=("one.json",))
    page = read(Stored(snapshot, content), "test")
    assert isinstance(page, Page)
    return page


def told(page: Page) -> tuple[Any, ...]:
    return page.text, page.fields, page.uses, page.ids


@settings(max_examples=300)
@given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from(["Paper", "Person", "System", "Location"]))
def test_the_way_of_writing_changes_nothing(more: dict[str, Any], kind: str) -> None:
    value = {**more, "id": "https://ris.neuwald.example/1", "type": f"{SCHEMA}{kind}"}
    page = page_of(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    assert told(page) == told(page_of(json.dumps(value).encode()))
    assert told(page) == told(page_of(json.dumps(value, indent=2).encode()))
    for field in page.fields:
        assert collapse(page.text[field.span.start : field.span.end]) == field.value
    assert {field.name for field in page.fields} <= {use.field for use in page.uses}


@pytest.mark.parametrize(
    ("written", "text", "value"),
    [
        ("Brücke", "Brücke", "Brücke"),
        ("Bru\u0308cke", "Brücke", "Brücke"),
        (" Brücke  am  Wehr ", "Brücke  am  Wehr", "Brücke am Wehr"),
        ("Alte\r\nBrücke", "Alte\nBrücke", "Alte Brücke"),
        ("„Brücke“ – “alt”", "„Brücke“ – “alt”", "„Brücke“ – “alt”"),
        ('"Brücke" \\ Wehr', '"Brücke" \\ Wehr', '"Brücke" \\ Wehr'),
        ("Brü\u00adcke", "Brü\u00adcke", "Brücke"),
    ],
)
def test_a_string_stands_in_the_text_composed_and_in_the_field_on_one_line(written: str, text: str, value: str) -> None:
    thing = {"id": "https://ris.neuwald.example/1", "type": f"{SCHEMA}Paper", "name": written}
    page = page_of(json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode())
    (field,) = [field for field in page.fields if field.name == "name"]
    assert (page.text[field.span.start : field.span.end], field.value) == (text, value)


def test_keys_made_at_random_are_all_accounted_for() -> None:
    keys = [f"vendor:{number}" for number in range(3000)]
    thing = {"id": "https://ris.neuwald.example/1", "type": f"{SCHEMA}Paper", **dict.fromkeys(keys, "x")}
    page = page_of(json.dumps(thing).encode())
    assert [use.field for use in page.uses if use.how == "unmapped"] == keys
