"""Says of a built graph what was read, what was left out and why, what is absent, and how the years are covered."""

from civicgraph.report.gathering import report
from civicgraph.report.model import Report, report_json
from civicgraph.report.page import report_html
from civicgraph.report.table import Lang, report_text

__all__ = ["Lang", "Report", "report", "report_html", "report_json", "report_text"]
