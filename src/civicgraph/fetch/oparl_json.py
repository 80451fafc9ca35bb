"""Turns the answer of an OParl endpoint into a list page or an object, or says what it is instead."""

from typing import Any

import msgspec

from civicgraph.fetch.client import Answer
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.urls import parsed
from civicgraph.fetched import Kind
from civicgraph.read.decode import decode, is_binary


class ListPage(msgspec.Struct, frozen=True):
    """One page of an OParl list.

    elements: objects, or their ids; next: as it is written, maybe relative, None on the last page; total: None where the page does not
    say; pages_left: how many follow, 0 where the page does not say.
    """

    elements: tuple[Any, ...]
    next: str | None = None
    total: int | None = None
    pages_left: int = 0


def value_of(content: bytes) -> Any:
    """Return what JSON bytes say. Raises NotFetched where they are none."""
    text = decode(content).text.lstrip("\ufeff \t\r\n") if not is_binary(content) else ""
    if text.startswith("<"):
        raise NotFetched("html-for-json")
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise NotFetched("json-invalid", why=str(error)[:100]) from None
    except RecursionError:
        raise NotFetched("json-invalid", why="RecursionError") from None


def list_page(content: bytes, url: str) -> ListPage:
    """Read a page of a list (OParl 1.1 §2.6.3), or a bare array. Raises NotFetched where it is none."""
    value = value_of(content)
    if isinstance(value, list):
        return ListPage(tuple(value))
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        raise NotFetched("oparl-unexpected", what=_named(value), expected="data: []")
    pagination = value.get("pagination")
    pagination = pagination if isinstance(pagination, dict) else {}
    left = _number(pagination, "totalPages") - _number(pagination, "currentPage")
    following = _next(value, pagination, url, left)
    total = _number(pagination, "totalElements")
    return ListPage(tuple(value["data"]), following, total or None, max(0, left) if following else 0)


def judged_list(answer: Answer, content: bytes) -> Kind:
    """Return "oparl-list". Raises NotFetched where an answer is no page of a list."""
    list_page(content, answer.url)
    return "oparl-list"


def judged_object(answer: Answer, content: bytes) -> Kind:
    """Return "oparl-object". Raises NotFetched where an answer is no object with an id, a type or a `deleted`."""
    value = value_of(content)
    if not isinstance(value, dict) or not ({"id", "type", "deleted"} & set(value)):
        raise NotFetched("oparl-unexpected", what=_named(value), expected="id, type")
    return "oparl-object"


def judged_start(answer: Answer, content: bytes) -> Kind:
    """Return what an endpoint begins with. Raises NotFetched where an answer is neither a list nor an object."""
    value = value_of(content)
    if isinstance(value, list) or (isinstance(value, dict) and isinstance(value.get("data"), list)):
        return judged_list(answer, content)
    return judged_object(answer, content)


def type_of(value: dict[str, Any]) -> str:
    """Return the last part of an object's type: "Paper"; "" where it has none."""
    written = value.get("type")
    return written.rstrip("/").rpartition("/")[2] if isinstance(written, str) else ""


def texts(value: Any) -> tuple[str, ...]:
    """Return an address or a list of addresses as a tuple; whatever else stands there is none."""
    listed = value if isinstance(value, list) else [value]
    return tuple(text for text in listed if isinstance(text, str) and text.strip())


def _next(value: dict[str, Any], pagination: dict[str, Any], url: str, left: int) -> str | None:
    """Return where the next page lies: links.next, else pagination.next, else by the number of the page."""
    links = value.get("links")
    for place in (links, pagination):
        written = texts(place.get("next")) if isinstance(place, dict) else ()
        if written:
            return written[0]
    if left > 0:
        return with_parameter(url, "page", str(_number(pagination, "currentPage") + 1))
    return None


def with_parameter(url: str, name: str, value: str) -> str:
    """Return an address with one parameter set; value: already escaped."""
    found = parsed(url)
    others = tuple(part for part in found.query if part.partition("=")[0] != name)
    return str(msgspec.structs.replace(found, query=(*others, f"{name}={value}")))


def _number(pagination: dict[str, Any], name: str) -> int:
    value = pagination.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:12])
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _named(value: Any) -> str:
    """Return what a JSON value is, in JSON's own signs."""
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(value)[:6]) + "}"
    return "[]" if isinstance(value, list) else msgspec.json.encode(value).decode()[:40]
