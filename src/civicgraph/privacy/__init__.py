"""Decides who and what must not leave the house, and takes it out of every byte (DESIGN §10)."""

from civicgraph.privacy.published import published
from civicgraph.privacy.redaction import NOTICE, PRIVATE_NOTICE, Redaction, redaction

__all__ = ["NOTICE", "PRIVATE_NOTICE", "Redaction", "published", "redaction"]
