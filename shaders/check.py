#!/usr/bin/env python3
"""check.py GLSLANG VERTEX LOOK FRAGMENT -DNAME...: does the driver's compiler take the two together? With -DLOOK the text of
LOOK is put in where src/render/gles/programs.cpp puts it."""

import subprocess
import sys
import tempfile
from pathlib import Path

FIRST_STATEMENT = "precision highp float;\n"

glslang, vertex, look, fragment, *defines = sys.argv[1:]
source = Path(fragment).read_text(encoding="utf-8")
if "-DLOOK" in defines:
    source = source.replace(FIRST_STATEMENT, FIRST_STATEMENT + Path(look).read_text(encoding="utf-8"), 1)
with tempfile.TemporaryDirectory() as folder:
    whole = Path(folder) / Path(fragment).name
    whole.write_text(source, encoding="utf-8")
    sys.exit(subprocess.run([glslang, "-l", *defines, whole, vertex], check=False).returncode)
