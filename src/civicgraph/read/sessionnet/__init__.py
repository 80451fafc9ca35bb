"""Turns pages of SessionNet (Somacos), layouts 4 to 6, saved as HTML or as text, into pages with fields, items and sittings."""
