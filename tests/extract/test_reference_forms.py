"""Papers named by the numbers of many councils, by title and date, in lines that refer, and numbers of other things."""

from pathlib import Path

import pytest

from tests.extract.test_no_inventions import told
from tests.extract.test_references import referred

NAMED = [
    ("Der Rat hat die Vorlage VO/2021/123 beschlossen.", [("mentions", "VO/2021/123")]),
    ("Zum Antrag 0123/2021 liegt ein Bericht vor.", [("mentions", "0123/2021")]),
    ("Wie in der Anfrage 21/SVV/0456 gefragt wurde.", [("mentions", "21/SVV/0456")]),
    ("Das regelt die 22/SVV/0981.", [("mentions", "22/SVV/0981")]),
    ("Die Beschlussvorlage BV-123/21 gilt weiter.", [("mentions", "BV-123/21")]),
    ("Mit BV-0045/22 wurde der Bau freigegeben.", [("mentions", "BV-0045/22")]),
    ("Siehe Drs. 19/1234 und Drs. 20/771.", [("mentions", "19/1234"), ("mentions", "20/771")]),
    ("Die DS0123/21 wurde vertagt.", [("mentions", "DS0123/21")]),
    ("Zum Antrag A0012/22 nimmt die Verwaltung Stellung.", [("mentions", "A0012/22")]),
    ("Die Anfrage F0123/22 ist beantwortet, vgl. S0456/22.", [("mentions", "F0123/22"), ("mentions", "S0456/22")]),
    ("Nach der Information I0077/21 ist das Geld da.", [("mentions", "I0077/21")]),
    ("Vorlage 2021-0123 liegt bei.", [("mentions", "2021-0123")]),
    ("Der Stadtrat behandelte den Antrag Nr. 14-20 / A 01234.", [("mentions", "14-20 / A 01234")]),
    ("In der Sitzungsvorlage Nr. 20-26 / V 05678 steht es.", [("mentions", "20-26 / V 05678")]),
    ("Es gilt die 20-26 / V 04711 vom Mai.", [("mentions", "20-26 / V 04711")]),
    ("(Vorlage Nr. 145/2023)", [("mentions", "145/2023")]),
    ("(Vorlagen-Nr. 145/2023-1)", [("mentions", "145/2023-1")]),
    ("Vorlage-Nr.: V/2019/00815", [("mentions", "V/2019/00815")]),
    ("die Drucksache VII/2021/02345 der Stadt", [("mentions", "VII/2021/02345")]),
    ("Zur VII/2020/01001 gab es Fragen.", [("mentions", "VII/2020/01001")]),
    ("Die Mitteilung M/2022/0031 gibt Auskunft.", [("mentions", "M/2022/0031")]),
    (
        "Die Vorlagen 17/2022, 18/2022 und 19/2022 gehören dazu.",
        [("mentions", "17/2022"), ("mentions", "18/2022"), ("mentions", "19/2022")],
    ),
    ("Der Bericht (BER/2021/0044) nennt Zahlen.", [("mentions", "BER/2021/0044")]),
    ("Beschluss zur Vorlage XIX/0815", [("mentions", "XIX/0815")]),
    ("Die Drucksache Nr. 0712/2022 N1", [("mentions", "0712/2022")]),
    ("Drucks. Nr. 15-0131/2024", [("mentions", "15-0131/2024")]),
    ("Der Beschluss aus Vorlage-Nr. 2023/BV/0815 gilt.", [("mentions", "2023/BV/0815")]),
    ("In 2022/AN/0417 beantragt, inzwischen umgesetzt.", [("mentions", "2022/AN/0417")]),
    ("Grundlage ist der Ratsbeschluss (Vorlage 2021/0240) vom Mai.", [("mentions", "2021/0240")]),
    ("Der Rat hatte mit VO/2022/0733 den Kauf beschlossen.", [("mentions", "VO/2022/0733")]),
    ("Gremiendrucksache 0815/XXI", [("mentions", "0815/XXI")]),
    ("Die Magistratsvorlage M 113 aus 2021", [("mentions", "M 113")]),
    ("in der Sitzungsvorlage 61/014/2023 dargelegt", [("mentions", "61/014/2023")]),
    ("Nachtrag zur Vorlage 2020/0311: Kosten", [("follows-up", "2020/0311")]),
    ("Bezug: Drucksache 0815/2022", [("follows-up", "0815/2022")]),
    ("Bezug: A0012/22", [("follows-up", "A0012/22")]),
    ("Bezugsvorlage: VO/2020/0111", [("follows-up", "VO/2020/0111")]),
    ("Bezugnehmend auf Ihre Anfrage 2023/0012 antworten wir.", [("follows-up", "2023/0012")]),
    ("Bezug nehmend auf unseren Antrag A0099/21 fragen wir nach.", [("follows-up", "A0099/21")]),
    ("Unter Bezug auf die Vorlage 2019/0404 wird berichtet.", [("follows-up", "2019/0404")]),
    ("Nachfrage zur Anfrage F0200/21: Wie geht es weiter?", [("follows-up", "F0200/21")]),
    ("Änderungsantrag zur Vorlage BV-0045/22", [("follows-up", "BV-0045/22")]),
    ("Ergänzungsantrag zur Drucksache DS0300/20", [("follows-up", "DS0300/20")]),
    ("Stellungnahme zum Antrag A0150/21", [("follows-up", "A0150/21")]),
    ("Antwort auf die Anfrage AF/2021/0301", [("follows-up", "AF/2021/0301")]),
    ("Anknüpfend an die Anfrage 2022/0500 fragen wir:", [("follows-up", "2022/0500")]),
    ("In Ergänzung der Vorlage 2022/0600 wird mitgeteilt:", [("follows-up", "2022/0600")]),
    ("Ersetzt Vorlage 2022/0700", [("follows-up", "2022/0700")]),
    ("Bezug: Antrag der SPD-Fraktion vom 03.02.2022 „Mehr Bänke“", [("follows-up", "Mehr Bänke")]),
    ("Bezug: Ihre Anfrage vom 7. März 2023: Stege am Ufer", [("follows-up", "Stege am Ufer")]),
    ("Zu der Anfrage „Lärm am Hafen“ vom 12. Mai 2022 fragen wir nach.", [("follows-up", "Lärm am Hafen")]),
]
OTHERS = [
    "Die Haushaltsstelle 61/0140/2023 wird gekürzt.",
    "Im Zeitraum 14-20 wurden 12 Bäume gesetzt.",
    "Das Modell A0 und das Format A4 genügen.",
    "Der Radweg ist Teil der EU-Förderung 2021/2027.",
    "Die Bundestagswahl 2021 und die Wahlperiode 20-26 sind vorbei.",
    "Tel. 0391/540-2123, Fax 0391/540-2124",
    "Aktenzeichen 61.2/2023-0815",
    "Bebauungsplan Nr. 145/2023 und Flurstück 15/123",
    "BGBl. I 2021/1234",
    "Die Strecke B 6 und die A 143 werden gesperrt.",
    "Die Buslinien 15/131 fahren wieder.",
    "Im Verhältnis 1/3 zu 2/3 wird geteilt.",
    "Öffnungszeiten: Mo-Fr 08/12 und 14/18",
]


@pytest.mark.parametrize(("line", "found"), NAMED)
def test_named(tmp_path: Path, line: str, found: list[tuple[str, str]]) -> None:
    assert referred(told(tmp_path, line)) == found


@pytest.mark.parametrize("line", OTHERS)
def test_others(tmp_path: Path, line: str) -> None:
    assert referred(told(tmp_path, line)) == []
