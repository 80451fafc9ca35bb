"""Says how well extraction reads: scores cases with gold, draws sheets for hand coding, and counts coded sheets.

Stands beside the views: it reads what read, extract and link make of the pages of a case, and a built graph for samples; no stage needs it.
"""

from civicgraph.evaluate.gold import Case, cases
from civicgraph.evaluate.scoring import Difference, Score, Scored, evaluate

__all__ = ["Case", "Difference", "Score", "Scored", "cases", "evaluate"]
