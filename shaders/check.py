#!/usr/bin/env python3
"""check.py GLSLANG VERTEX FRAGMENT -DNAME...: does the driver's compiler take the two together?"""

import subprocess
import sys
import tempfile
from pathlib import Path

from parts import whole_text

glslang, vertex, fragment, *defines = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    whole = Path(folder) / Path(fragment).name
    whole.write_text(whole_text(Path(fragment)), encoding="utf-8")
    sys.exit(subprocess.run([glslang, "-l", *defines, whole, vertex], check=False).returncode)
