"""Writes docs/reference.md: commands, named questions, errors and shapes, from the code itself. `make reference` calls it."""

import inspect
import re

import typer.main

from civicgraph import errors
from civicgraph.bundled import folder
from civicgraph.cli import app
from civicgraph.query.questions import questions


def reference() -> str:
    """Return the reference as Markdown."""
    parts = [
        "# Reference",
        "",
        "Made by `make reference` from the code; a test proves that it is fresh.",
        "",
        "## Commands",
        "",
        *_commands(typer.main.get_command(app), "civicgraph"),
        "## Named questions",
        "",
        *_questions(),
        "## Errors",
        "",
        *_errors(),
        "## Shapes",
        "",
        *_shapes(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _commands(command: object, name: str) -> list[str]:
    """Return a section per command; groups hold theirs."""
    inner = getattr(command, "commands", None)
    if inner:
        return [line for key in sorted(inner) for line in _commands(inner[key], f"{name} {key}")]
    lines = [f"### {name}", "", inspect.cleandoc(getattr(command, "help", "") or ""), ""]
    rows = []
    for param in getattr(command, "params", []):
        is_option = getattr(param, "param_type_name", "") == "option"
        words = ", ".join(param.opts) if is_option else getattr(param, "metavar", None) or param.name.upper()
        if "--help" not in words:
            rows.append(
                f"| `{words.replace('|', chr(92) + '|')}` | {' '.join((getattr(param, 'help', '') or '').split())} |"
            )
    return [*lines, "| option or argument | meaning |", "|---|---|", *rows, ""] if rows else lines


def _questions() -> list[str]:
    lines = []
    for name, question in questions().items():
        lines += [f"### {name}", "", f"{question.english} / {question.german}", ""]
        lines += ["Parameters: " + (", ".join(f"`{p}`" for p in question.params) or "none") + ".", ""]
        lines += ["| column | meaning |", "|---|---|"]
        lines += [f"| `{column}` | {text.split(' / ')[-1]} |" for column, text in question.columns.items()]
        lines.append("")
    return lines


def _errors() -> list[str]:
    rows = []
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, errors.CivicgraphError):
            rows.append(f"| `{name}` | {error.exit_code} | {inspect.cleandoc(error.__doc__ or '')} |")
    return ["| error | exit code | meaning |", "|---|---|---|", *rows, ""]


def _shapes() -> list[str]:
    rows = []
    for path in sorted(folder("shapes").glob("*.ttl")):
        named = sorted(set(re.findall(r"^cg:(\w+Shape)\b", path.read_text("utf-8"), re.MULTILINE)))
        rows.append(f"| `shapes/{path.name}` | {', '.join(f'`{n}`' for n in named)} |")
    return ["| file | shapes |", "|---|---|", *rows, ""]


if __name__ == "__main__":
    print(reference(), end="")
