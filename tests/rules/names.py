#!/usr/bin/env python3
"""Every type has a name of its own.

Two types of one name in two files are no error for a compiler or linker, which take the functions of one for both.
"""

import re
import sys
from pathlib import Path

from rule import PROJECT, report, sources, without_comments

DEFINITION = re.compile(r"^(?:template <[^>]*> )?(?:class|struct|enum class) ([\w:]+)(?: final)?(?: : [^;{]*)?\s*\{",
                        re.MULTILINE)
NAMELESS = re.compile(r"^namespace \{$.*?^\}", re.MULTILINE | re.DOTALL)
INSIDE = re.compile(r"^namespace (\w[\w:]*) \{$", re.MULTILINE)


def types(text: str) -> list[tuple[str, int]]:
    """The types that a file defines for others to see: name with its namespace, and line."""
    def blank(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    text = NAMELESS.sub(blank, without_comments(text))
    found = []
    for match in DEFINITION.finditer(text):
        spaces = [m[1] for m in INSIDE.finditer(text, 0, match.start())]
        found.append(("::".join([*spaces, match[1]]), text.count("\n", 0, match.start()) + 1))
    return found


def check(root: Path) -> dict[str, list[str]]:
    seen: dict[str, str] = {}
    findings = []
    for file in sources(root):
        name = str(file.relative_to(root))
        for type_name, line in types(file.read_text()):
            if type_name in seen:
                findings.append(f"{name}:{line}: {type_name} is also the name of a type in {seen[type_name]}")
            seen.setdefault(type_name, f"{name}:{line}")
    return {"every type has a name of its own": findings}


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
