"""Turns JSON that is no OParl into the records it holds, where a row of json_shapes.csv knows their keys."""

from collections.abc import Iterator
from typing import Any

from civicgraph.snapshot.objects import Object
from civicgraph.snapshot.tables import table


def records(value: Any, location: str) -> Iterator[Object]:
    """Yield every record of a value; it is located at its file and its own id. location: of the file."""
    for row in table("json_shapes"):
        found = value.get(row["list"]) if row["list"] and isinstance(value, dict) else value
        needed = set(row["needs"].split())
        for record in found if isinstance(found, list) else [found]:
            if isinstance(record, dict) and needed <= set(record) and isinstance(record[row["id"]], (str, int)):
                yield Object(f"{location}#{record[row['id']]}", row["shape"], record, None, False)
