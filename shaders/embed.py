#!/usr/bin/env python3
"""embed.py OUT FILE...: a C++ header with the text of each shader, so that the program needs no file to draw."""

import sys
from pathlib import Path

from parts import whole_text


def constant(file: Path) -> str:
    name = file.name.replace(".", "_")
    return f'inline constexpr char {name}[] = R"glsl({whole_text(file)})glsl";\n'


def main() -> None:
    out, *files = map(Path, sys.argv[1:])
    out.write_text("#pragma once\n\nnamespace vitrail::shaders {\n\n" + "".join(map(constant, files)) + "\n}\n")


if __name__ == "__main__":
    main()
