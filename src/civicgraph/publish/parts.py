"""The parts of a publication, in the order in which they are written. A new kind of output is one more line here."""

from civicgraph.publish.documents import documents
from civicgraph.publish.dumps import dumps
from civicgraph.publish.oparl import oparl
from civicgraph.publish.plain import plain
from civicgraph.publish.publication import Part
from civicgraph.publish.replication import replication
from civicgraph.publish.tables import tables
from civicgraph.publish.terms import terms
from civicgraph.publish.void import void

PARTS: tuple[Part, ...] = (dumps, plain, void, tables, oparl, documents, terms, replication)
"""The catalogue tells of all that these yield; it is written last."""
