"""Draws policies as bands, and the lineage between them as arrows with labels."""

from collections.abc import Iterable

from civicgraph.view.lineage.bands import EDGE_STEP, BandRow, EdgeLine, label_box
from civicgraph.view.lineage.layout import Drawing
from civicgraph.view.lineage.xml import button, tag, text

COLOURS = 6


def edges(drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield the arrows, to lie below the bands."""
    return (_edge(line, band, live) for band in drawn.bands for line in band.edges)


def bands(drawn: Drawing, live: bool) -> Iterable[str]:
    """Yield the bands, and the labels of the arrows above them."""
    yield from (_band(band, live) for band in drawn.bands)
    yield from (_edge_label(line, live) for band in drawn.bands for line in band.edges)


def _band(band: BandRow, live: bool) -> str:
    box = {"x": band.box.x, "y": band.box.y, "width": band.box.w, "height": band.box.h, "rx": 6}
    classes = f"band p{band.rank % COLOURS}{'' if band.dated else ' loose'}"
    flag = {"class": "flag", "x": band.box.x, "y": band.box.y, "width": 5, "height": band.box.h, "rx": 2.5}
    name = tag("text", {"class": "bandname", "x": band.name_x, "y": band.box.y + 17.5}, text(band.name))
    shapes = (tag("rect", {"class": "strip", **box}), tag("rect", flag), name)
    return tag("g", button(band.id, classes, band.name, live), *shapes)


def _edge(line: EdgeLine, band: BandRow, live: bool) -> str:
    bend = (line.y1 - line.y0) * 0.55
    bent = f"C{line.x0:.1f},{line.y0 + bend:.1f} {line.x1:.1f},{line.y1 - bend - 6:.1f} {line.x1:.1f},{line.y1 - 7:.1f}"
    curve = f"M{line.x0:.1f},{line.y0:.1f}{bent}"
    head = f"M{line.x1:.1f},{line.y1:.1f}l-5,-9h10z"
    return tag("g", {"class": f"edge p{band.rank % COLOURS} by-{line.kind}", "data-edge": line.id if live else None},
               tag("path", {"class": "curve", "d": curve}), tag("path", {"class": "head", "d": head}))  # fmt: skip


def _edge_label(line: EdgeLine, live: bool) -> str:
    labels = [
        tag("text", {"class": "edgename", "x": line.text_x, "y": line.text_y + EDGE_STEP * place}, text(told))
        for place, told in enumerate(line.lines)
    ]
    covered = label_box(line)
    box = {"x": covered.x - 5, "y": covered.y - 2, "width": covered.w + 8, "height": covered.h + 4}
    ground = [tag("rect", {"class": name, "rx": 4, **box}) for name in ("plate", "hit")]
    return tag("g", button(line.id, f"edgelabel by-{line.kind}", " · ".join(line.lines), live), *ground, *labels)
