#!/usr/bin/env python3
"""docs/verdicts.md tells users every verdict there is, under the name and with the sentence that the code gives it."""

import re
import sys
from pathlib import Path

from rule import PROJECT, report

PAGE, ENUM, WORDS = "docs/verdicts.md", "include/vitrail/frame/verdict.hpp", "src/frame/verdict.cpp"


def enumerators(text: str) -> list[str]:
    body = re.search(r"enum class Verdict \{(.*?)\};", text, re.DOTALL)
    return re.findall(r"^\s*(\w+),", body[1], re.MULTILINE) if body else []


def words(text: str) -> dict[str, tuple[str, str]]:
    """enumerator: (name, sentence)"""
    return {m[1]: (m[2], m[3]) for m in re.finditer(r'Verdict::(\w+),\s*"([^"]*)",\s*"([^"]*)"', text)}


def rows(page: str) -> dict[str, str]:
    """name: sentence"""
    return {m[1]: m[2] for m in re.finditer(r"^\|\s*`([\w-]+)`\s*\|\s*([^|]*?)\s*\|", page, re.MULTILINE)}


def check(root: Path) -> dict[str, list[str]]:
    names = enumerators((root / ENUM).read_text())
    told = words((root / WORDS).read_text())
    page = rows((root / PAGE).read_text())
    missing = [f"{WORDS}: no words for Verdict::{n}" for n in names if n not in told]
    for name, sentence in told.values():
        if page.get(name) != sentence:
            missing.append(f"{PAGE}: wants the row | `{name}` | {sentence} |")
    known = {name for name, _ in told.values()}
    missing += [f"{PAGE}: `{name}` is no verdict" for name in page if name not in known]
    return {"docs/verdicts.md lists every verdict as the code names it": missing}


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
