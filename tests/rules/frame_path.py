#!/usr/bin/env python3
"""The path of one frame stays short enough to be read: docs/frame-path.md against the source.

The table names each step's file, function and bound (lines). Helpers are not in it: they are found, as the functions of
the same files that the listed ones call, directly or through others, and count towards the whole.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from rule import PROJECT, report, without_comments

PAGE = "docs/frame-path.md"
MAX_FUNCTION, MAX_FILE, MAX_FILES, MAX_TOTAL = 60, 300, 9, 900


@dataclass
class Step:
    function: str  # Class::name
    file: str
    bound: int


@dataclass
class Function:
    file: str
    lines: int
    body: str


def steps(page: str) -> list[Step]:
    """The rows of the page's table: | n | `function` | `file` | bound | what happens |"""
    row = re.compile(r"^\|\s*\d+\s*\|\s*`([\w:]+)`\s*\|\s*`([\w/.]+)`\s*\|\s*(\d+)\s*\|", re.MULTILINE)
    return [Step(m[1], m[2], int(m[3])) for m in row.finditer(page)]


def functions(file: str, text: str) -> dict[str, Function]:
    """The functions that `text` defines at the beginning of a line, up to the brace that closes there.

    Overloads count together."""
    found: dict[str, Function] = {}
    head = re.compile(r"^(?:[A-Za-z_][^;{}=#()]*?[\s&*])?((?:\w+::)*~?\w+)\s*\([^;{}]*?\)[^;{}()]*?"
                      r"(?:\n\s*[:,][^;]*?)?\n?\{(?:[^\n]*\}$|.*?^\})", re.MULTILINE | re.DOTALL)
    for match in head.finditer(without_comments(text)):
        if re.match(r"(namespace|struct|class|enum|union|constexpr \w+ \w+\{|static_assert)\b", match[0]):
            continue
        name, lines = match[1], match[0].count("\n") + 1
        old = found.get(name, Function(file, 0, ""))
        found[name] = Function(file, old.lines + lines, old.body + match[0])
    return found


def called(body: str, known: dict[str, Function], caller: str) -> set[str]:
    """Those of `known` that the body calls, by their last name."""
    words = set(re.findall(r"\b(\w+)\s*[({]", body)) | set(re.findall(r"&\s*\w*::(\w+)\b", body))
    return {name for name in known if name != caller and name.split("::")[-1] in words}


def with_helpers(listed: set[str], known: dict[str, Function]) -> set[str]:
    """The listed functions and all that they call."""
    reached, waiting = set(), list(listed & known.keys())
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += called(known[name].body, known, name)
    return reached


def check(root: Path) -> dict[str, list[str]]:
    path = steps((root / PAGE).read_text()) if (root / PAGE).is_file() else []
    files = list(dict.fromkeys(step.file for step in path))
    texts = {f: (root / f).read_text() for f in files if (root / f).is_file()}
    known = {name: fn for f, text in texts.items() for name, fn in functions(f, text).items()}

    exist, bounds = [] if path else [f"{PAGE}: no table of steps"], []
    for step in path:
        if step.file not in texts:
            exist.append(f"{PAGE}: no file {step.file}")
        elif step.function not in known or known[step.function].file != step.file:
            exist.append(f"{step.file}: no function {step.function}")
        elif known[step.function].lines > min(step.bound, MAX_FUNCTION):
            bounds.append(f"{step.file}: {step.function} has {known[step.function].lines} lines, "
                          f"its bound is {min(step.bound, MAX_FUNCTION)}")
    long_files = [f"{f}: {n} lines" for f, t in texts.items() if (n := t.count("\n")) > MAX_FILE]

    reached = with_helpers({s.function for s in path}, known)
    bounds += [f"{known[n].file}: {n}, a helper, has {known[n].lines} lines" for n in sorted(reached)
               if known[n].lines > MAX_FUNCTION and n not in {s.function for s in path}]
    total = sum(known[name].lines for name in reached)
    whole = [f"{total} lines in {len(reached)} functions"] if total > MAX_TOTAL else []
    whole += [f"{len(files)} files: {', '.join(files)}"] if len(files) > MAX_FILES else []
    return {
        "every function of the frame path exists where the page says": exist,
        f"no function on the frame path is longer than its bound, none than {MAX_FUNCTION} lines": bounds,
        f"no file on the frame path is longer than {MAX_FILE} lines": long_files,
        f"the frame path fits in {MAX_FILES} files and {MAX_TOTAL} lines, with the helpers that it calls": whole,
    }


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
