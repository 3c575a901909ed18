#!/usr/bin/env python3
"""docs/security.md promises nothing without something that holds it: every test and file that it names is there."""

import re
import sys
from pathlib import Path

from rule import PROJECT, report

PAGE = "docs/security.md"
FOLDERS = ("", "tests/session/", "tests/kms/", "tests/program/")  # a name without a folder is in one of these


def check(root: Path) -> dict[str, list[str]]:
    text = (root / PAGE).read_text()
    names = re.findall(r"`([\w./*-]+\.(?:cpp|hpp|py|build|service|toml))`|`((?:src|tests|data|include)/[\w./*-]*)`", text)
    missing = [f"{PAGE}: {name} is not there" for pair in names for name in pair
               if name and not any(list(root.glob((folder + name).rstrip("/"))) for folder in FOLDERS)]
    if not names:
        missing.append(f"{PAGE}: names no test")
    claims = text.split("## What is protected")[-1].split("\n## ")[0]
    missing += [f"{PAGE}: nothing holds: {row[0].strip()}" for row in re.findall(r"^\|([^|]*)\|([^|]*)\|$", claims, re.MULTILINE)
                if "`" not in row[1] and row[1].strip() not in ("held by", "---")]
    return {"docs/security.md names for every claim a test or a file, and they are there": missing}


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
