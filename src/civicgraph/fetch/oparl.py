"""Fetches an OParl endpoint: system, bodies, every list, and the objects that no list carries."""

from datetime import timedelta
from functools import cache
from typing import Any

import msgspec

from civicgraph.fetch.client import Answer
from civicgraph.fetch.oparl_json import judged_object, judged_start, list_page, texts, type_of, value_of
from civicgraph.fetch.oparl_list import JSON, read_changes, read_list
from civicgraph.fetch.reasons import NotFetched
from civicgraph.fetch.references import Gathered
from civicgraph.fetch.run import Run
from civicgraph.fetch.runlog import ListState
from civicgraph.fetch.tables import table
from civicgraph.fetch.urls import key
from civicgraph.fetched import Kind

# Objects are stamped when they change and often published in the following night: what was stamped shortly before the last run may
# not have been there yet.
OVERLAP = timedelta(days=1)
SYSTEMS = 10
"""So many systems at most that lead to one another."""


def fetch_oparl(run: Run, url: str, files: bool) -> None:
    """Fetch what the endpoint at `url` (a System, a Body, or a list of bodies) holds. files: the PDF and text files too."""
    walk = _Walk(run)
    walk.begin(url)
    walk.recall()
    walk.references()
    if files:
        walk.files()
    walk.finish()


class _Walk:
    """One walk through an endpoint; gathers what came and what it refers to."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._gathered = Gathered()
        self._lists: dict[str, ListState] = {}
        self._met: set[str] = set()
        self._systems: set[str] = set()

    def begin(self, url: str) -> None:
        """Start at a System, a Body or a list of bodies; a System may lead to any of these (OParl 1.1 asks for a list)."""
        visit = self._run.visit(url, judged_start, JSON)
        if visit.content is None or visit.row is None:
            return
        value = value_of(visit.content)
        if visit.row.kind == "oparl-list":
            self._bodies(url)
        elif type_of(value) == "Body" or (type_of(value) != "System" and _is_whole_body(value)):
            self._body(value, visit.outcome == "fetched")
        else:
            self._system(value, visit.row.url, visit.outcome == "fetched")

    def recall(self) -> None:
        """Gather what earlier runs fetched and this one did not ask for."""
        for row in self._run.archive:
            if row.kind not in ("oparl-list", "oparl-object") or row.gone or self._run.asked(row.url):
                continue
            content = self._run.archive.content(row)
            if content is None:
                continue
            alone = row.kind == "oparl-object"
            value = value_of(content)
            for element in [value] if alone else list_page(content, row.url).elements:
                self._take(element, False, alone)

    def references(self) -> None:
        """Fetch the objects that are named and that no list carried, then those that these name."""
        while wanted := self._due(self._gathered.wanted()):
            for number, url in enumerate(wanted, 1):
                self._run.pending = len(wanted) - number
                self._object(url)

    def files(self) -> None:
        """Fetch the files that the objects describe."""
        wanted = self._due(self._gathered.files)
        for number, url in enumerate(wanted, 1):
            self._run.pending = len(wanted) - number
            self._run.visit(url, _judged_file, "*/*")

    def finish(self) -> None:
        """Hand what is known of the lists to the next run."""
        self._run.remember(self._lists)

    def _due(self, named: dict[str, tuple[str, bool]]) -> list[str]:
        """Return the addresses to ask for: never fetched, or named by an object that is new; each once in a run."""
        due = []
        for known_as, (url, new) in sorted(named.items()):
            if known_as not in self._met and (new or self._run.archive.row(url) is None):
                self._met.add(known_as)
                due.append(url)
        return due

    def _system(self, value: dict[str, Any], url: str, new: bool) -> None:
        bodies = value.get("body")
        if isinstance(bodies, str) and bodies.strip() and url not in self._systems and len(self._systems) < SYSTEMS:
            self._systems.add(url)
            self.begin(bodies)
        elif isinstance(bodies, list) and bodies:
            for element in bodies:
                self._body_element(element, new)
        else:
            self._run.find("oparl-unexpected", url, "failed", what=type_of(value) or "{}", expected="System, Body")

    def _bodies(self, url: str) -> None:
        read_list(self._run, url, self._body_element)

    def _body_element(self, element: Any, new: bool) -> None:
        """Read a body that is embedded whole, or fetch it."""
        if isinstance(element, dict) and _is_whole_body(element):
            self._body(element, new)
            return
        for url in texts(element.get("id") if isinstance(element, dict) else element):
            visit = self._run.visit(url, judged_object, JSON)
            if visit.content is not None:
                self._body(value_of(visit.content), visit.outcome == "fetched")

    def _body(self, value: dict[str, Any], new: bool) -> None:
        self._take(value, new)
        for name in _body_lists():
            inner = value.get(name)
            if isinstance(inner, str) and inner.strip():
                self._list(inner)
            elif isinstance(inner, list):
                for url in texts(inner):
                    self._object(url)

    def _object(self, url: str) -> None:
        visit = self._run.visit(url, judged_object, JSON)
        if visit.content is not None:
            self._take(value_of(visit.content), visit.outcome == "fetched", alone=True)

    def _list(self, url: str) -> None:
        """Fetch what has changed in a list, or the whole list where that cannot be had."""
        try:
            known_as = key(url)
        except NotFetched as reason:
            self._run.find(reason.rule, url, "failed", **reason.values)
            return
        before = self._run.state.lists.get(known_as, ListState())
        started = self._run.state.started
        if before.complete is not None and before.heeds:
            changed = read_changes(self._run, url, before.complete - OVERLAP, self._take)
            if changed is None:
                before = msgspec.structs.replace(before, heeds=False)
            else:
                if changed:
                    self._lists[known_as] = msgspec.structs.replace(before, complete=started)
                return
        pages = read_list(self._run, url, self._take)
        if pages is not None:
            self._run.vanish(set(before.pages) - set(pages))
            self._lists[known_as] = msgspec.structs.replace(before, complete=started, pages=pages)

    def _take(self, value: Any, new: bool, alone: bool = False) -> None:
        if isinstance(value, str):
            self._gathered.name(value, new)
        else:
            self._gathered.take(value, new, alone)


def _is_whole_body(value: dict[str, Any]) -> bool:
    """Tell whether an object names lists of a body."""
    return any(isinstance(value.get(name), str) for name in _body_lists())


def _judged_file(answer: Answer, content: bytes) -> Kind:
    return "file"


@cache
def _body_lists() -> tuple[str, ...]:
    """Return the properties of a Body that lead to a list."""
    return tuple(row["property"] for row in table("oparl_lists"))
