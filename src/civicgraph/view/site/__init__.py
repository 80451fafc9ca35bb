"""The site: a whole graph as static pages with search and feed, for any web server or a folder on disk."""

from civicgraph.view.site.model import Alternate
from civicgraph.view.site.render import files, public_files
from civicgraph.view.site.writing import write_site

__all__ = ["Alternate", "files", "public_files", "write_site"]
