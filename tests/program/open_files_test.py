#!/usr/bin/env python3
"""How many files Vitrail and what it starts may have open. Speaks TAP. open_files_test.py VITRAIL"""

import resource
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

REPORT = "import resource; print('child', *resource.getrlimit(resource.RLIMIT_NOFILE), flush=True)"


def as_many_as_possible(world):
    """it may open as many files as the system allows, and what it starts as many as it was started with itself"""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    few = min(512, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))
    program = world.start(PROGRAM, "--backend", "headless", "--", sys.executable, "-c", f"{REPORT}; import time; time.sleep(600)")
    assert until(lambda: "child" in text_of(program)), text_of(program)
    assert resource.prlimit(program.pid, resource.RLIMIT_NOFILE) == (most, most)
    assert f"child {few} {most}" in text_of(program), text_of(program)


main([as_many_as_possible])
