"""What the rules share: where the project lies, reading C++ without its comments, and telling findings as TAP."""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def sources(root: Path) -> list[Path]:
    """Every C++ file of the product (not of its tests)."""
    return sorted(p for top in ("include", "src") for p in (root / top).rglob("*.[ch]pp"))


def tracked(root: Path) -> list[Path]:
    """Every file that belongs to the project; without git, every file outside the places it ignores."""
    listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             capture_output=True, text=True)
    if listing.returncode == 0:
        return [root / name for name in listing.stdout.split("\0") if name and (root / name).is_file()]
    ignored = {".git", ".cache", "build"}
    return sorted(p for p in root.rglob("*") if p.is_file() and not ignored & set(p.relative_to(root).parts))


def without_comments(text: str) -> str:
    """The same text, the same lines, with comments and the insides of strings blanked (not those of #include)."""
    def blank(match: re.Match) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    pattern = r'^[ \t]*#[ \t]*include[^\n]*|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda m: m[0] if "#" in m[0][:m[0].find("include") + 1] else blank(m), text,
                  flags=re.MULTILINE | re.DOTALL)


def report(rules: dict[str, list[str]]) -> int:
    """Prints one TAP line for each rule, with its findings below; gives the exit status."""
    print(f"1..{len(rules)}")
    for number, (sentence, findings) in enumerate(rules.items(), start=1):
        print(f"{'not ' if findings else ''}ok {number} - {sentence}")
        for finding in findings:
            print(f"#   {finding}")
    sys.stdout.flush()
    return 1 if any(rules.values()) else 0
