#!/usr/bin/env python3
"""What a person sees when memory is gone: one line, and an exit status that is not 0, wherever that happens."""

import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main  # noqa: E402

PRELOAD = os.path.abspath(sys.argv[3])
LINE = "vitrail: error: out of memory"
CALLS = range(1, 201) if os.environ.get("VITRAIL_FULL") == "1" else [1, 2, 3, 5, 9, 17, 33, 65, 129, 200]


def session_without_memory(world, calls):
    """A whole session in which no memory is left after so many requests for it."""
    # The preload's `new` is not the sanitizer's.
    sanitizer = f"{os.environ.get('ASAN_OPTIONS', '')}:alloc_dealloc_mismatch=0:detect_leaks=0"
    return world.run("--backend", "headless", "--", "true", LD_PRELOAD=PRELOAD, VITRAIL_MEMORY_CALLS=str(calls),
                     ASAN_OPTIONS=sanitizer)


def ends_with_one_line(world):
    """when there is no memory left it ends at once, with one line that says so"""
    for calls in CALLS:
        code, text = session_without_memory(world, calls)
        lines = [line for line in text.splitlines() if not line.startswith(("WAYLAND_DISPLAY=", "DISPLAY="))]
        assert (code, lines) == (1, [LINE]), (calls, code, text)


def enough(world):
    """with memory enough it ends well"""
    code, text = session_without_memory(world, 100_000_000)
    assert code == 0 and LINE not in text, text


main([ends_with_one_line, enough])
