"""Tells what is public: papers, agenda items, meetings, by the words of their status and their place on the agenda."""

import re

from civicgraph.read.page import Field

_OPEN_AGENDA = re.compile(r"^\s*Ö\s*\d")
_CLOSED_AGENDA = re.compile(r"^\s*N[Öö]?\s*\d")


def is_public(publicity: Field | None, agenda: Field | None, meeting: Field | None = None) -> bool | None:
    """Tell whether a paper or item is public: by its own status, else its place on the agenda, else a closed meeting.

    A status that says only "nichtöffentlich" or "vertraulich", in whatever words, beats everything else.
    """
    own = publicity_of(publicity.value) if publicity is not None else None
    if own is not None:
        return own
    if agenda is not None and _CLOSED_AGENDA.match(agenda.value):
        return False
    if meeting is not None and publicity_of(meeting.value) is False:
        return False
    return True if agenda is not None and _OPEN_AGENDA.match(agenda.value) else None


def publicity_of(words: str) -> bool | None:
    """Return what a status says: True, False, or None where it names both ("öffentlich/nichtöffentlich") or neither."""
    flat = re.sub(r"[\s-]", "", words.casefold())
    closed = re.search(r"nicht?öff|nichtoeff|nö\b|vertraulich|nichtfürdieöffentlichkeit", flat) is not None
    opened = flat == "ö" or re.search(r"(?<!nicht)(?<!nicht-)öffentlich", flat) is not None
    return None if closed == opened else opened
