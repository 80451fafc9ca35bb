"""The lineage model says what the pages say, in honest words, and no more."""

import msgspec
import pytest
from tests.view.lineage_fixture import BASE, NEWER, OLDER, Graph, Withheld, herne, trig

from civicgraph.errors import UsageError
from civicgraph.view.days import in_words
from civicgraph.view.lineage import LineageModel, lineage_json, lineage_model
from civicgraph.view.lineage.behind import behind
from civicgraph.view.lineage.layout import drawing
from civicgraph.view.lineage.model import Event
from civicgraph.view.lineage.quotes import paragraph_after, paragraph_before

CLERKS = ("Gresch, Norbert", "Golz, Pierre", "Sigesmund, Anja", "Norbert Gresch")


@pytest.fixture(scope="module")
def model() -> LineageModel:
    return herne(*CLERKS)


def event(model: LineageModel, id_: str) -> Event:
    return next(event for event in model.events if event.id == id_)


def test_title_needs_no_gender(model: LineageModel) -> None:
    assert model.title.de == "Von „Smart People City Konzept“ zu „Digitalstrategie 2030+“"
    assert model.title.en == "From “Smart People City Konzept” to “Digitalstrategie 2030+”"


def test_story_counts_apart_and_names_its_day(model: LineageModel) -> None:
    assert model.story.de == (
        "„Digitalstrategie 2030+“ baut auf „Smart People City Konzept“ auf (belegt). "
        "Die gelesenen Seiten nennen 12 Stationen von Juni 2020 bis Juni 2023: 10 Beratungen "
        "(in 4 Gremien des Rates und 1 Stelle der Verwaltung), 1 Förderantrag und 1 Beteiligung; "
        "4 davon sind nur angekündigt. 2 Beschlüsse sind ohne Datum genannt. "
        "Dazu kommen 6 Beratungen über Papiere, die davon berichten oder auf die eine Anfrage verweist. "
        "1 Anfrage mit 4 Fragen, 2 Unterfragen; ohne gefundene Antwort: 1 Frage. Stand der Quelle: 25. April 2023."
    )
    assert "4 council bodies and 1 administrative body" in model.story.en
    assert model.story.en.endswith("Source as of 25 April 2023.")


def test_edge_carries_kind_and_both_quotes(model: LineageModel) -> None:
    (edge,) = model.edges
    assert (edge.relation, edge.kind) == ("derived-from", "stated")
    assert (edge.newer, edge.older) == ("policy/digitalstrategie-2030-plus", "policy/smart-people-city-konzept")
    assert [quote.exact for quote in edge.quotes] == [
        "Der Erarbeitung der Digitalstrategie 2030+ ging das „Smart People City Konzept“ voraus",
        "Digitalstrategie 2030+ aufbauend auf dem Smart People City Konzept",
    ]
    assert {quote.place.de for quote in edge.quotes} == {"Antwort zu Frage 5–5a"}


def test_edge_names_the_decisions_on_the_newer_policy_nearest_first(model: LineageModel) -> None:
    (edge,) = model.edges
    told = [(event(model, one.id).outcomes[0].raw, event(model, one.id).policy) for one in edge.decisions]
    assert told == [("beschlossen", "policy/digitalstrategie-2030-plus")]
    assert edge.decisions[0].why.de == "Beschluss, der neben der Herkunft steht"
    far = msgspec.structs.replace(edge, quotes=[])
    assert [one.why.en for one in behind(far, model.events).decisions] == ["decision on it"]
    none = msgspec.structs.replace(edge, newer="policy/other")
    assert behind(none, model.events).decisions == []


def test_source_is_linked_at_the_quote(model: LineageModel) -> None:
    told = event(model, "step/digitalstrategie-2030-plus/rat-der-stadt/2022-11-29").quotes[0]
    assert told.link.endswith("TOLFDNR=31&x=1#:~:text=29.%20November%202022,Rat%20der%20Stadt")


def test_steps_of_both_policies(model: LineageModel) -> None:
    own = [e for e in model.events if e.policy and e.sort != "decision"]
    assert [(e.sort, e.actor, e.when.earliest if e.when else "", e.status) for e in own] == [
        ("funding", "", "2020-06-16", "held"),
        ("consultation", "Rat der Stadt", "2021-03-02", "held"),
        ("consultation", "Verwaltungsvorstand", "2022-10-01", "held"),
        ("consultation", "Ausschuss für Planung und Stadtentwicklung", "2022-11-08", "held"),
        ("consultation", "Ausschuss für Digitalisierung, Infrastruktur und Mobilität", "2022-11-10", "held"),
        ("consultation", "Ausschuss für Finanzen, Beteiligungen und Immobilien", "2022-11-24", "held"),
        ("consultation", "Rat der Stadt", "2022-11-29", "held"),
        ("participation", "", "2022-12-01", "held"),
        ("consultation", "Verwaltungsvorstand", "2023-05-09", "planned"),
        ("consultation", "Ausschuss für Planung und Stadtentwicklung", "2023-05-09", "planned"),
        ("consultation", "Ausschuss für Digitalisierung, Infrastruktur und Mobilität", "2023-05-17", "planned"),
        ("consultation", "Rat der Stadt", "2023-06-13", "planned"),
    ]


def test_announced_is_not_said_to_have_taken_place(model: LineageModel) -> None:
    announced = event(model, "step/digitalstrategie-2030-plus/rat-der-stadt/2023-06-13")
    assert announced.status_words.de == ("angekündigt für: 13. Juni 2023; keine gelesene Seite sagt, ob es dazu kam")
    assert announced.status_words.en.endswith("no page read says whether it took place")


def test_interval_that_ends_after_the_page_has_only_begun(model: LineageModel) -> None:
    told = event(model, "step/digitalstrategie-2030-plus/participation/2022-12_2023-04")
    assert told.when is not None
    assert told.when.raw == ["Dezember 2022 … bis Anfang 2023"]
    assert told.when.words.de == "Dezember 2022 bis April 2023"
    assert told.status_words.de == "begonnen vor dem Stand der Seite (25. April 2023)"


def test_decisions_without_date_or_body_stay_so(model: LineageModel) -> None:
    undated = [e for e in model.events if e.sort == "decision"]
    assert [(e.actor, e.when, e.lane, e.outcomes[0].raw) for e in undated] == [
        ("Rat der Stadt", None, "body/rat-der-stadt", "beschlossen"),
        ("", None, "nobody", "beschlossen"),
    ]
    assert [e.label.de for e in undated] == [
        "beschlossen: Smart People City Konzept",
        "beschlossen: Digitalstrategie 2030+",
    ]


def test_funding_names_programme_and_agency(model: LineageModel) -> None:
    told = event(model, "step/smart-people-city-konzept/funding-application/2020-06-16")
    assert {(d.name.de, d.value.de) for d in told.details} == {
        ("Programm", "Smart Cities made in Germany"),
        ("Fördergeber", "BMI"),
    }


def test_outcome_is_not_borrowed_from_the_paper_of_that_day(model: LineageModel) -> None:
    own = event(model, "step/digitalstrategie-2030-plus/rat-der-stadt/2022-11-29")
    assert own.outcomes == []
    assert [(r.id, r.why.de) for r in own.related] == [
        ("step/2022-1075/rat-der-stadt/2022-11-29", "selber Tag, selbes Gremium")
    ]
    assert event(model, own.related[0].id).outcomes[0].raw == "zur Kenntnis genommen"


def test_joined_bodies_share_a_lane(model: LineageModel) -> None:
    assert event(model, "step/2022-1075/adigim/2022-11-10").lane == "body/adim"
    assert "body/adigim" not in [lane.id for lane in model.lanes]


def test_two_outcomes_of_one_step_stand_side_by_side(model: LineageModel) -> None:
    told = event(model, "step/2020-0332/haupt-und-personalausschuss/2020-06-16")
    assert [outcome.raw for outcome in told.outcomes] == ["beschlossen", "ungeändert beschlossen"]
    assert [(o.about.de, o.values) for o in told.otherwise] == [("Ergebnis", ["beschlossen", "ungeändert beschlossen"])]
    assert len(told.otherwise[0].pages) == 2


def test_inquiry_counts_main_and_sub_questions_apart(model: LineageModel) -> None:
    told = event(model, "paper/2023-0386")
    assert told.questions is not None
    asked = told.questions
    assert (asked.main, asked.sub, asked.main_open, asked.sub_open) == (4, 2, 1, 0)
    assert told.label.de == "2023/0386: zu 1 von 6 keine Antwort gefunden"
    assert told.when is not None and told.when.earliest == "2023-04-25"


def test_paper_that_is_only_named_is_marked_so(model: LineageModel) -> None:
    (named,) = [e for e in model.events if e.sort == "mention"]
    assert named.label.de == "Umsetzung Digitalstrategie"
    assert named.status_words.de == "nur genannt: die Seite dieses Papiers ist nicht unter den gelesenen"


def test_quotes_equal_the_text_at_their_offsets() -> None:
    graph = Graph(trig())
    texts = {
        str(row["t"].value).rpartition("/")[2]: row["c"].value
        for row in graph.store.query(
            "SELECT ?t ?c { ?t <https://schema.org/text> ?c ; a <https://w3id.org/civicgraph/ns#Text> }"
        )  # type: ignore[union-attr]
    }
    model = lineage_model(graph, OLDER, NEWER, None)
    told = (model.edges, model.events, model.policies)
    quotes = [quote for items in told for item in items for quote in item.quotes]
    places = [(q.text_sha256, q.start, q.end, q.exact) for q in quotes]
    places += [(q.text_sha256, more.start, more.end, more.exact) for q in quotes for more in q.further]
    assert len(places) > 30
    assert all(texts[text][start:end] == exact for text, start, end, exact in places)


def test_places_of_one_paragraph_are_one_quote(model: LineageModel) -> None:
    quotes = event(model, "step/2022-1075/aps/2022-11-08").quotes
    assert len(quotes) == 1 and quotes[0].exact.startswith("08.11.2022  Ausschuss für Planung")
    told = event(model, "step/2020-0332/haupt-und-personalausschuss/2020-06-16").quotes
    assert {(q.exact, *(more.exact for more in q.further)) for q in told} == {
        ("Haupt- und Personalausschuss  Vorberatung  16.06.2020  beschlossen",),
        ("ungeändert beschlossen", "Datum: Di, 16.06.2020"),
    }


def test_citation_is_full(model: LineageModel) -> None:
    assert model.edges[0].quotes[0].citation.de == (
        "Stadt Herne, 2023/0386, „Rückfragen zur Anfrage Umsetzung Digitalstrategie vom 07.03.2023“, Rat der Stadt, "
        "25. April 2023, TOP Ö 21.1, Antwort zu Frage 5–5a, "
        "https://www.herne.example/ris/to020.asp?TOLFDNR=31&x=1, abgerufen am 2. Mai 2023."
    )
    assert model.edges[0].quotes[0].bibtex.startswith("@misc{civicgraph-")


def test_every_string_passes_the_redaction() -> None:
    redaction = Withheld("Norbert")
    model = lineage_model(Graph(trig()), OLDER, NEWER, redaction)
    assert b"Norbert" not in lineage_json(model)
    assert not model.private
    assert "Rat der Stadt" in redaction.seen and model.story.de in redaction.seen


def test_withheld_names_keep_the_offsets_true(model: LineageModel) -> None:
    written = lineage_json(model).decode()
    assert not any(name in written for name in CLERKS)
    around = [quote for e in model.events for quote in e.quotes if "█" in quote.before]
    assert around and all(len(quote.exact) == quote.end - quote.start for quote in around)


def test_private_shows_all_and_says_so() -> None:
    model = lineage_model(Graph(trig()), OLDER, NEWER, None)
    assert model.private
    assert "Golz, Pierre" in lineage_json(model).decode()


def test_pages_of_papers_that_are_not_public_are_left_out() -> None:
    closed = trig().replace('eli:work_type <https://w3id.org/civicgraph/concept/paper-type/report> ; cg:isPublic true',
                            'eli:work_type <https://w3id.org/civicgraph/concept/paper-type/report> ; cg:isPublic false')  # fmt: skip
    assert closed != trig()
    model = lineage_model(Graph(closed), OLDER, NEWER, Withheld())
    assert "2022/1075" not in lineage_json(model).decode()
    assert "2022/1075" in lineage_json(lineage_model(Graph(closed), OLDER, NEWER, None)).decode()


def test_one_end_only_shows_all_that_led_there() -> None:
    graph = Graph(trig())
    to = lineage_model(graph, None, NEWER, None)
    assert to.title.de == "Was zu „Digitalstrategie 2030+“ führte"
    assert [p.name for p in to.policies] == ["Smart People City Konzept", "Digitalstrategie 2030+"]
    assert lineage_model(graph, OLDER, None, None).title.en == "What “Smart People City Konzept” led to"


def test_all_policies_on_the_way_older_first() -> None:
    """Between A and B lie an inferred edge, a policy without any date, and a station without a page."""
    kind, relation = (f"https://w3id.org/civicgraph/concept/{c}" for c in ("statement-kind", "lineage-relation"))
    extra = f"""
    <{BASE}/graph/x> {{
      <{BASE}/policy/z-leitbild> a cg:Policy ; rdfs:label "Z-Leitbild" .
      <{BASE}/lineage/a> a cg:Lineage ; cg:newer <{OLDER}> ; cg:older <{BASE}/policy/z-leitbild> ;
        cg:relation <{relation}/implements> ; cg:kind <{kind}/inferred> .
      <{BASE}/step/z> a cg:Step ; cg:about <{BASE}/policy/z-leitbild> ; cg:body <{BASE}/body/aps> ; cg:date <{BASE}/interval/z> .
      <{BASE}/interval/z> a cg:Interval ; cg:raw "zeitnah" .
      <{BASE}/step/z/station/y> a cg:Station ; cg:step <{BASE}/step/z> ; cg:kind <{kind}/inferred> ;
        cg:status <https://w3id.org/civicgraph/concept/step-status/held> .
    }}"""
    found = lineage_model(Graph(trig() + extra), f"{BASE}/policy/z-leitbild", NEWER, None)
    assert [p.name for p in found.policies] == ["Z-Leitbild", "Smart People City Konzept", "Digitalstrategie 2030+"]
    assert [(e.relation, e.kind) for e in found.edges] == [("implements", "inferred"), ("derived-from", "stated")]
    assert found.edges[0].words.de == "setzt „Z-Leitbild“ um"
    vague = event(found, "step/z")
    assert vague.when is not None and (vague.when.raw, vague.when.earliest, vague.kind) == (["zeitnah"], "", "inferred")
    assert vague.quotes == []
    drawn = drawing(found, "de")
    assert [mark.lines for mark in drawn.marks if mark.id == "step/z"] == [["zeitnah", "Z-Leitbild"]]
    assert [band.dated for band in drawn.bands] == [False, True, True]


def test_the_wrong_way_round_is_told() -> None:
    with pytest.raises(UsageError, match="exchange --from and --to"):
        lineage_model(Graph(trig()), NEWER, OLDER, None)


def test_policies_that_are_not_joined_tell_what_leads_to_them() -> None:
    extra = f'\n<{BASE}/graph/x> {{ <{BASE}/policy/lone> a cg:Policy ; rdfs:label "Mobilitätskonzept" . }}\n'
    with pytest.raises(UsageError) as told:
        lineage_model(Graph(trig() + extra), OLDER, f"{BASE}/policy/lone", None)
    assert "No page read says that “Smart People City Konzept” led to “Mobilitätskonzept”" in str(told.value)
    assert "“Smart People City Konzept” led to: “Digitalstrategie 2030+”." in str(told.value)
    assert "“Mobilitätskonzept” was built on: nothing that was read." in str(told.value)
    assert told.value.exit_code == 2


def test_the_same_graph_gives_the_same_bytes(model: LineageModel) -> None:
    written = lineage_json(model)
    assert written == lineage_json(herne(*CLERKS))
    assert msgspec.json.decode(written, type=LineageModel) == model


@pytest.mark.parametrize(
    ("earliest", "latest", "german", "short"),
    [
        ("2022-11-29", "2022-11-29", "29. November 2022", "29. Nov. 2022"),
        ("2022-10-01", "2022-11-30", "Oktober bis November 2022", "Okt.–Nov. 2022"),
        ("2022-12-01", "2023-04-30", "Dezember 2022 bis April 2023", "Dez. 2022 – April 2023"),
        ("2023-05-01", "2023-05-10", "1. bis 10. Mai 2023", "1.–10. Mai 2023"),
        ("2022-01-01", "2022-12-31", "2022", "2022"),
        ("2022-01-15", "", "ab 15. Januar 2022", "ab 15. Jan. 2022"),
        ("", "2022-01-15", "bis 15. Januar 2022", "bis 15. Jan. 2022"),
        ("", "", "", ""),
    ],
)
def test_dates_in_words(earliest: str, latest: str, german: str, short: str) -> None:
    assert in_words(earliest, latest, "de") == german
    assert in_words(earliest, latest, "de", True) == short


def test_paragraph_is_whole_where_it_fits_and_cut_at_a_word_where_not() -> None:
    text = "Erster Absatz.\n\n" + "Wort " * 200 + "QUOTE" + " Ende" * 200
    start = text.index("QUOTE")
    assert paragraph_before(text, start).startswith("… Wort Wort")
    assert paragraph_after(text, start + 5).endswith("Ende …")
    short = "Erster Absatz.\n \nVor QUOTE nach.\n\nLetzter."
    assert paragraph_before(short, short.index("QUOTE")) == "Erster Absatz.\nVor "
    assert paragraph_after(short, short.index("QUOTE") + 5) == " nach.\nLetzter."
