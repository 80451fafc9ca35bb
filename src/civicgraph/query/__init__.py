"""Turns a built graph and a question into rows, files and answers: reads only, never writes."""

from civicgraph.query.graph import Graph
from civicgraph.query.questions import Question, question, questions
from civicgraph.query.rows import Row, Rows, Triples, Truth

__all__ = ["Graph", "Question", "Row", "Rows", "Triples", "Truth", "question", "questions"]
