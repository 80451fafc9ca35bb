"""Turns one object of OParl into lines, fields and account, in one pass over its leaves."""

from typing import Any
from unicodedata import is_normalized

from civicgraph.read.address import public_address
from civicgraph.read.leaves import Leaf, whole, written
from civicgraph.read.oparl.steps import Plain, Step, plain_of, steps_below
from civicgraph.read.page import Field, Span, collapse
from civicgraph.record import Use

EXAMPLE = 100
"""Characters of the example of an unmapped field."""
_PRINTABLE = "".join(c for c in map(chr, range(256)) if c.isprintable()).encode("latin-1")
"""All that Latin-1 can print; all of it is in NFC."""


class Walk:
    """What one object says. raw: its JSON as text, which tells for all strings at once whether they stand there as they are taken."""

    def __init__(self, kind: str, raw: str) -> None:
        self._kind = kind
        self._is_clean = _is_clean(raw)
        self._end = -1
        self._parts: list[str] = []
        self._uses: dict[str, Use] = {}
        self._withheld: dict[str, Use] = {}
        self.fields: list[Field] = []

    @property
    def text(self) -> str:
        """All lines, `path: value` each."""
        return f"{''.join(self._parts)}\n"[1:] if self._parts else ""

    @property
    def uses(self) -> tuple[Use, ...]:
        """What became of every path; what was withheld comes first."""
        return tuple((self._withheld | self._uses).values())

    def through(self, value: dict[str, Any], path: str = "") -> None:
        """Take all leaves of an object, in one loop without a call for each, which would take half of the time.

        path: where the object stands, "" for the outermost.
        """
        steps = steps_below(self._kind, path)
        parts, add, uses, is_clean = self._parts, self.fields.append, self._uses, self._is_clean
        for key, leaf in value.items():
            plain = steps[key]
            name, label, width, use, _ = plain
            if is_clean and leaf.__class__ is str:
                if use is not None:
                    uses[name] = use
                elif name not in uses or plain[4].use is not None or not uses[name].example:
                    self._other(plain, leaf)
                    continue
                words = leaf.strip()
                if words:
                    start = self._end + width
                    self._end = end = start + len(words)
                    add(Field(name, words, Span(start, end)))
                    parts += (label, words)
            elif leaf.__class__ is dict or leaf.__class__ is list:
                self._into(plain, leaf)
            else:
                self._other(plain, leaf)

    def _into(self, plain: Plain, value: dict[str, Any] | list[Any]) -> None:
        """Take what stands in an object or a list; an empty one is a leaf without words."""
        path, step = plain[0], plain[4]
        if isinstance(value, dict):
            if step.is_whole:
                self._other(plain, whole(value))
            elif value:
                self.through(value, path)
            elif path:
                self._other(plain, None)
            return
        if not value:
            self._other(plain, None)
            return
        inner = plain_of(self._kind, f"{path}[]")
        for each in value:
            if isinstance(each, (dict, list)):
                self._into(inner, each)
            else:
                self._other(inner, each)

    def _other(self, plain: Plain, leaf: Leaf) -> None:
        """Take one leaf of any kind."""
        name, label, width, use, step = plain
        if step.is_address:
            self._withheld[name] = Use(name, "ignored", "private-data")
            leaf = public_address(written(leaf))
            if not leaf:
                return
        words = leaf.strip() if self._is_clean and isinstance(leaf, str) else written(leaf)
        value = words if self._is_clean else collapse(words)
        if use is not None:
            self._uses[name] = use
        else:
            self._account(step, words, value)
        if words and not step.is_hidden:
            start = self._end + width
            self._end = start + len(words)
            self.fields.append(Field(name, value, Span(start, self._end)))
            self._parts += (label, words)

    def _account(self, step: Step, words: str, value: str) -> None:
        """Note what becomes of a leaf; the example of an unmapped one is its first value that is not empty."""
        known = self._uses.get(step.path)
        if known is None:
            self._uses[step.path] = step.use or Use(step.path, "unmapped", "", value[:EXAMPLE])
        elif words and not known.example and (step.once or step.use is None):
            self._uses[step.path] = Use(step.path, "unmapped", "", value[:EXAMPLE])


def _is_clean(raw: str) -> bool:
    """Tell whether the strings of a JSON text need no change but at their ends: all in NFC, printable, with single blanks.

    The parts of a text in NFC are in NFC (UAX #15, 9.1); a string that stands there without escapes is a part of the text.
    """
    if '\\"' in raw:
        raw = raw.replace('\\"', "'")
    if "  " in raw or "\\" in raw:
        return False
    try:
        return not raw.encode("latin-1").translate(None, _PRINTABLE)
    except UnicodeEncodeError:
        return raw.isprintable() and is_normalized("NFC", raw)
