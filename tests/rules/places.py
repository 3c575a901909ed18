#!/usr/bin/env python3
"""The project works on every machine: no file of it names a package host or somebody's folders."""

import re
import sys
from pathlib import Path

from rule import PROJECT, report, tracked

HOSTS = (r"\b(?:[\w-]+\.)*(?:debian\.org|ubuntu\.com|pypi\.org|pythonhosted\.org|crates\.io|npmjs\.(?:org|com)"
         r"|archlinux\.org|fedoraproject\.org|alpinelinux\.org)\b[^\s]*/(?:debian|ubuntu|simple|packages|api)\b"
         r"|\bdeb\s+(?:\[[^]]*\]\s+)?https?://")
FOLDERS = r"(?<![\w$}.])/(?:home/[a-z_]\w*|root/\.?\w|work/|Users/\w)"


def findings(root: Path, pattern: str) -> list[str]:
    found = []
    for file in tracked(root):
        if file.resolve() == Path(__file__).resolve():
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue  # a picture
        for number, line in enumerate(text.splitlines(), start=1):
            if match := re.search(pattern, line):
                found.append(f"{file.relative_to(root)}:{number}: {match[0]}")
    return found


def check(root: Path) -> dict[str, list[str]]:
    return {
        "no file names a package host": findings(root, HOSTS),
        "no file names a folder of one machine": findings(root, FOLDERS),
    }


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
