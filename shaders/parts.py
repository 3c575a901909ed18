"""What several shaders have in common stands in a file of its own: GLSL knows no #include, so it is done here."""

from pathlib import Path


def whole_text(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(included(file, line) for line in lines)


def included(by: Path, line: str) -> str:
    directive, _, name = line.partition(" ")
    return whole_text(by.parent / name.strip().strip('"')) if directive == "#include" else line
