"""Turns names and numbers into keys, and keys into IRIs under the base of a source.

Keys are ASCII, lower case, a pure function of the name: no other page can change one (DESIGN §4).
"""

import hashlib
import re
import unicodedata

from civicgraph.errors import SourceInvalid

_SPELT = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d",
    "ı": "i", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n",
    "+": " plus ", "&": " und ", "%": " prozent ", "§": " paragraf ",
})  # fmt: skip
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f-\x9f]')
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+\Z")


def slug(name: str) -> str:
    """Return `name` as a key: ASCII letters and digits, lower case, joined by single hyphens.

    Umlauts are spelt out, accents dropped; a letter without an ASCII form becomes its code point in hexadecimal, so
    names in other scripts do not fall together. Spellings of one name do ("Müller", "Mueller"); resolve reports them.
    A name without any letter or digit gives "x" and a digest of it.
    """
    lowered = unicodedata.normalize("NFC", name).lower().translate(_SPELT)
    parts = []
    for char in unicodedata.normalize("NFKD", lowered):
        if char.isascii():
            parts.append(char)
        elif not unicodedata.combining(char):
            parts.append(f"u{ord(char):x}" if char.isalnum() else " ")
    key = "-".join(re.findall(r"[a-z0-9]+", "".join(parts)))
    return key or f"x{digest(name)}"


_GLUED_PREFIX = re.compile(r"^([A-Za-z]{1,6})[\s/.-]*(?=\d)")
_LEAD_WORDS = re.compile(r"^(?:drucksachen?|vorlagen?|drs|ds)?\W*(?:nr\.?|nummer)\W*", re.IGNORECASE)


def paper_key(number: str) -> str:
    """Return the key of a printed paper number: `VO/2018/06397`, `VO 2018/06397` and `VO2018/06397` are one paper."""
    bare = _LEAD_WORDS.sub("", number.strip())
    return slug(_GLUED_PREFIX.sub(r"\1/", bare))


_DEFAULT_PORT = re.compile(r"^(https?://[^/?#]*?):(?:80|443)(?=[/?#]|$)")


def canonical_id(written: str) -> str:
    """Return an OParl id in the one form that its twins share: https, host in lower case, no default port, no outer blanks.

    Ids are URLs that clients must not take apart (OParl 1.1, 2.4); servers behind proxies give one object as http and as https.
    """
    bare = written.strip()
    scheme, mark, rest = bare.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        return bare
    host, slash, path = re.match(r"([^/?#]*)([/?#]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]  # matches anything
    return _DEFAULT_PORT.sub(r"\1", f"https://{host.lower()}{slash}{path}")


def id_key(written: str) -> str:
    """Return the key of an OParl id: host, path and query. `https://ris.example.org/paper/7` gives `ris-example-org-paper-7`."""
    return slug(canonical_id(written).removeprefix("https://"))


def person_key(family: str | None, given: str | None, name: str) -> str:
    """Return family name, then given name: `wind-lars`; the whole name where they cannot be told apart."""
    return slug(f"{family} {given}" if family and given else family or name)


def digest(*parts: str) -> str:
    """Return the first 20 hexadecimal digits of the sha256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def checked(iri: str) -> str:
    """Return `iri` where it is absolute and holds no character that RFC 3987 forbids.

    Raises ValueError otherwise: pyoxigraph's lenient parser would take a broken IRI.
    """
    if _FORBIDDEN.search(iri) or not _ABSOLUTE.match(iri):
        raise ValueError(f"not an absolute IRI: {iri!r}")
    return iri


def base_iri(text: str) -> str:
    """Return a base IRI without the slash at its end.

    Raises SourceInvalid where it is no http(s) IRI, or holds a query, a fragment or a password: every IRI begins with it.
    """
    base = text.rstrip("/")
    if not re.fullmatch(r"https?://[^/?#@\s]+(?:/[^?#\s]*)?", base) or _FORBIDDEN.search(base):
        raise SourceInvalid(
            f'source.toml: base: {text!r} is no web address without query, fragment and password: write base = "https://…"'
        )
    return base
