"""Turns the rows of words.toml into compiled patterns with bounded quantifiers: a try costs the same anywhere."""

import re
from collections.abc import Iterable
from functools import cache

from civicgraph.dates.words import Form, words

# White space within an expression, NBSP included: a few blanks and at most one line break.
GAP = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
_INLINE = r"[^\S\n]{0,2}"
# What may not follow an expression: a letter, decimals or a time, the serial number of a paper.
_END = r"(?!\w)(?![.,:][0-9])(?!/[0-9]{3})(?!/[0-9]{2}(?![0-9]{0,2}\.))"
_FULL_YEAR = r"(?P<year>[12][0-9]{3})(?![0-9])"


@cache
def forms() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """Return each form with its pattern, in the order of the data file."""
    return tuple((form, compiled(_with_year(form))) for form in words().forms)


@cache
def any_form() -> re.Pattern[str]:
    """Return one pattern that matches wherever one of the forms does: a cheap first look."""
    return compiled("|".join(f"(?:{_unnamed(_filled(_with_year(form)))})" for form in words().forms))


@cache
def not_dates() -> re.Pattern[str]:
    """Return the pattern of what looks like a date and is none."""
    return compiled("|".join(_unnamed(_filled(text)) for text in words().not_dates))


@cache
def lead() -> re.Pattern[str]:
    """Return the pattern of one lead word with the white space after it."""
    return compiled(f"(?P<lead>{one_of(words().leads)}){GAP}")


@cache
def carrier() -> re.Pattern[str]:
    """Return the pattern of a word that names what is dated, with the white space after it."""
    return compiled(f"{one_of(words().lists['carriers'])}{GAP}")


@cache
def join() -> re.Pattern[str]:
    """Return the pattern of what joins two expressions; marks may stand close, words may not."""
    marks = [key for key in words().joins if not key[0].isalpha()]
    said = [key for key in words().joins if key[0].isalpha()]
    return compiled(f"{_INLINE}(?P<mark>{'|'.join(map(re.escape, marks))}){_INLINE}|{GAP}(?P<word>{one_of(said)}){GAP}")


def compiled(text: str) -> re.Pattern[str]:
    """Return a template of the data file as a pattern, its fragments filled in."""
    return re.compile(_filled(text), re.IGNORECASE)


def one_of(phrases: Iterable[str]) -> str:
    """Return a pattern for the longest of some phrases, blanks in them being any white space."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", GAP) for phrase in ordered) + r")(?!\w)"


def _filled(text: str) -> str:
    if " " not in text and "{" not in text:
        return text
    pieces = re.split(r"\{([a-z_]+)\}", text)
    pieces[::2] = [piece.replace(" ", GAP) for piece in pieces[::2]]
    pieces[1::2] = [_fragments()[name] for name in pieces[1::2]]
    return "".join(pieces)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _with_year(form: Form) -> str:
    after = {"no": "", "may": "{tail}?", "must": "{tail}"}[form.year]
    return f"{form.text}{after}{_END}"


@cache
def _fragments() -> dict[str, str]:
    """Return what stands for each {name} of the data file, as patterns with named groups."""
    table = words().tables
    lists = words().lists
    names = words().names
    month = f"(?P<month>{one_of(table['months'])}|(?:{one_of(table['short_months'])})\\.?)"
    shift = f"(?P<shift>{one_of(table['shifts'])})"
    return {
        "sp": f"(?:{GAP})?",
        "in": _INLINE,
        "day": "(?P<day>[0-3]?[0-9])(?![0-9])",
        "mm": "(?P<mm>[01]?[0-9])(?![0-9])",
        "yy": rf"(?P<year>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9]){_counted()}",
        "yyyy": _FULL_YEAR,
        "second": "(?P<second>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])",
        "near_year": rf"(?P<year>(?:19|20)[0-9]{{2}})(?!-(?:0|[0-9]{{1,3}}(?![0-9.])|[0-9]{{5}})){_counted()}",
        "week": "(?P<number>[0-9]{1,2})(?![0-9])",
        "digit": "(?P<number>[0-9])(?![0-9])",
        "number": f"(?P<number>[0-9]{{1,3}}|{one_of(table['numbers'])})",
        "to": f"(?P<second>[0-9]{{1,3}}|{one_of(table['numbers'])})",
        "nth": rf"(?P<nth>[0-9]{{1,2}}\.|(?:I{{1,3}}|IV)\.|{one_of(table['ordinals'])})",
        "weekday": rf"{one_of(lists['weekdays'])}[.,]{{0,2}}{GAP}(?:de[nmr]{GAP})?",
        "month": month,
        "month_start": f"(?P<month>{'|'.join(table['months'])})",
        "month_noun": f"{one_of(lists['month_nouns'])}",
        "third": f"(?P<third>{one_of(table['thirds'])})",
        "year_third": f"(?P<year_third>{one_of(table['year_thirds'])})",
        "season": f"(?P<season>{one_of(table['seasons'])})",
        "across": f"(?P<across>{one_of(words().across)})",
        "year_noun": one_of(lists["year_nouns"]),
        "decade": f"(?P<decade>{one_of(table['decades'])})",
        "decade_start": "(?P<start>(?:1[89]|20)[0-9]0)",
        "unit": f"(?P<unit>{one_of(names['units'])})",
        "period": f"(?P<period>{one_of(names['periods'])})",
        "shift": shift,
        "day_word": f"(?P<day_word>(?-i:{one_of(table['days'])}))",
        "vague": one_of(lists["vague"]),
        "about": f"(?:(?:ca\\.|circa|etwa|rund|ungefähr){GAP})?",
        "within": f"(?:(?:{one_of(table['thirds'])}){GAP}de[rs]{GAP}(?:Jahrzehnts{GAP})?)?",
        "tail": _tail(),
    }


def _tail() -> str:
    """Return the pattern of a year after a form: a number, or a phrase that counts from the anchor or says nothing."""
    table = words().tables
    shifted = f"(?:(?:des|im|in|vom){GAP})?(?P<year_shift>{one_of(table['shifts'])}){GAP}Jahr(?:e?s|e)?(?!\\w)"
    phrase = f"(?P<year_phrase>{one_of(table['year_phrases'])})"
    unclear = f"(?P<unclear>{one_of(words().lists['unclear_years'])})"
    said = f"(?:{one_of(words().lists['of_years'])}{GAP})?{_FULL_YEAR}"
    return f"(?:(?:{GAP}|{_INLINE}/{_INLINE})(?:{said}|{shifted}|{unclear}|{phrase}))"


def _counted() -> str:
    """Return what must not follow a year: a counted thing, as in "in 2000 Fällen"."""
    things = "|".join(re.escape(thing).replace(r"\ ", GAP) for thing in words().lists["counted"])
    return f"(?!{_INLINE}(?:{things}))"
