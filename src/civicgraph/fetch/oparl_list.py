"""Fetches an OParl list page by page, or what has changed in it since a moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from civicgraph.fetch.client import Answer
from civicgraph.fetch.oparl_json import ListPage, judged_list, list_page, texts, with_parameter
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.run import Run
from civicgraph.fetch.urls import key, parsed
from civicgraph.fetched import Kind

JSON = "application/json, */*;q=0.1"

_NO_ANSWER_TO_SINCE = frozenset(
    ("since-ignored", "status", "not-found", "access-denied", "json-invalid", "oparl-unexpected", "html-for-json")
)

Take = Callable[[Any, bool], None]  # an element of a list, and whether its page is new


def read_list(run: Run, url: str, take: Take) -> tuple[str, ...] | None:
    """Fetch a list page by page; return the addresses of its pages, None where some are missing."""
    pages: list[str] = []
    met: set[str] = set()
    ids: set[str] = set()
    following: str | None = url
    announced = None
    while following is not None:
        if key(following) in met:
            run.find("paging-loop", pages[-1], "failed", next=following)
            return None
        met.add(key(following))
        visit = run.visit(following, judged_list, JSON)
        if visit.content is None or visit.row is None:
            return None
        page = list_page(visit.content, visit.row.url)
        here = _ids(page)
        if here and here <= ids:
            run.find("paging-loop", visit.row.url, "failed", next=page.next or following)
            return None
        for element in page.elements:
            take(element, visit.outcome == "fetched")
        pages.append(visit.row.url)
        ids |= here
        announced = page.total if announced is None else announced
        run.pending = page.pages_left
        following = _absolute(run, page.next, visit.row.url)
        if following is None and page.next is not None:
            return None
    if announced is not None and len(ids) < announced:
        run.find("list-short", url, total=announced, count=len(ids))
    return tuple(pages)


def _absolute(run: Run, written: str | None, base: str) -> str | None:
    """Return where the next page lies; None where there is none, or no address, which is a finding."""
    try:
        return str(parsed(written, base)) if written is not None else None
    except NotFetched as reason:
        run.find(reason.rule, f"{base} → {written}", "failed", **reason.values)
        return None


def _ids(page: ListPage) -> set[str]:
    """Return the ids of the objects on a page, embedded or only named."""
    written = (element.get("id") if isinstance(element, dict) else element for element in page.elements)
    return {text for each in written for text in texts(each)}


def read_changes(run: Run, url: str, since: datetime, take: Take) -> bool | None:
    """Fetch the objects of a list that changed since a moment; tell whether all came.

    Returns None where the endpoint does not heed modified_since (OParl 1.1 §2.6.4).
    """
    asked = with_parameter(url, "modified_since", quote(since.isoformat(), safe=""))

    def judge(answer: Answer, content: bytes) -> Kind:
        page = list_page(content, answer.url)
        if not page.elements:
            raise NotFetched("nothing-new")
        if why := _ignored(page, since):
            raise NotFetched("since-ignored", why=why)
        return "oparl-list"

    first = run.visit(asked, judge, JSON, tolerant=True)
    if first.reason is not None and first.reason.rule == "nothing-new":
        run.counts["unchanged"] += 1
        return True
    if first.reason is not None and first.reason.rule in _NO_ANSWER_TO_SINCE:
        why = first.reason.values.get("why") or first.reason.values.get("status") or first.reason.rule
        run.find("since-ignored", url, why=why)
        return None
    return read_list(run, asked, take) is not None


def _ignored(page: ListPage, since: datetime) -> str:
    """Say why a page cannot be an answer to modified_since: an object on it is older, or does not say when it changed; else "".

    Stubs of deleted objects often say no more than that.
    """
    there = [e for e in page.elements if not (isinstance(e, dict) and e.get("deleted") is True)]
    moments = [_moment(element.get("modified")) if isinstance(element, dict) else None for element in there]
    if None in moments:
        return "modified: –"
    oldest = min((moment for moment in moments if moment), default=since)
    return f"modified: {oldest.date()}" if oldest < since else ""


def _moment(written: Any) -> datetime | None:
    """Return a moment with its offset; None for what is none."""
    try:
        moment = datetime.fromisoformat(written)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None
