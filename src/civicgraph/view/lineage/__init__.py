"""The lineage view: how one policy led to another, as a model, a drawing and a page."""

from civicgraph.view.lineage.compose import lineage_model
from civicgraph.view.lineage.model import LineageModel, lineage_json
from civicgraph.view.lineage.page import lineage_html, snippet
from civicgraph.view.lineage.svg import lineage_svg

__all__ = ["LineageModel", "lineage_html", "lineage_json", "lineage_model", "lineage_svg", "snippet"]
