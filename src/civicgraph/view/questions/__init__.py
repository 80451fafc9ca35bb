"""The question view: every question beside its answer, as one page."""

from civicgraph.view.questions.page import questions_html, questions_page

__all__ = ["questions_html", "questions_page"]
