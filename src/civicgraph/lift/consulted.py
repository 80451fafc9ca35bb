"""Lifts what a consultation's agenda item and meeting tell of it into the link graph of its paper."""

from civicgraph.lift.names import Names
from civicgraph.lift.page import lift_when
from civicgraph.lift.quads import Graph
from civicgraph.record import Consulted, Place
from civicgraph.vocab import concept, term


def lift_consulted(graph: Graph, names: Names, told: Consulted) -> None:
    """Write the step's date and meeting, a derived station with day and status, and what the decisions are about."""
    step, paper = names.of("step", told.step), names.of("paper", told.paper)
    graph.link(step, "cg:about", paper)
    lift_when(graph, names, step, told.when)
    if told.meeting is not None:
        meeting = names.meeting(told.meeting)
        graph.link(step, "cg:meeting", meeting)
        for cited in told.cites:  # evidence of the meeting's own page: its text stands in that graph alone
            graph.link(step, "cg:evidence", names.evidence(meeting, cited.property, cited.evidence))
    if told.item is not None:
        item = names.of("agenda-item", told.item)
        graph.link(step, "cg:agendaItem", item)
        graph.link(item, "cg:paper", paper)
        if told.meeting is not None:
            graph.link(item, "dct:isPartOf", names.meeting(told.meeting))
    for body in told.bodies:
        graph.link(step, "cg:body", names.of("body", body))
        if told.meeting is not None:
            graph.link(names.meeting(told.meeting), "cg:body", names.of("body", body))
    if told.when is not None or told.status is not None:
        _station(graph, names, told, step)
    for decision in told.decisions:
        iri = names.decision(decision)
        graph.link(iri, "cg:about", paper)
        graph.link(iri, "cg:step", step)
        lift_when(graph, names, iri, told.when)
        for body in told.bodies:
            graph.link(iri, "cg:body", names.of("body", body))


def _station(graph: Graph, names: Names, told: Consulted, step: str) -> None:
    iri = f"{step}/station/{told.source[:12]}-derived"
    graph.link(iri, "rdf:type", term("cg:Station"))
    graph.link(iri, "dct:source", names.of("snapshot", told.source))
    graph.link(iri, "cg:step", step)
    graph.value(iri, "cg:rawDate", told.when.raw if told.when is not None else None)
    if told.status is not None:
        graph.link(iri, "cg:status", concept("step-status", told.status))
    graph.link(iri, "cg:kind", concept("statement-kind", "derived"))


def lift_place(graph: Graph, names: Names, told: Place) -> None:
    """Write where a meeting takes place."""
    graph.value(names.meeting(told.meeting), "cg:room", told.room)
    graph.value(names.meeting(told.meeting), "cg:place", told.place)
