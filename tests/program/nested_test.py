#!/usr/bin/env python3
"""Vitrail as a window of another session: real hosts, a real client inside."""

import os
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, answers, main, text_of, until  # noqa: E402


def shows_frames(world, **variables):
    """Starts it with a client that reports each frame it saw presented, and waits for ten of them."""
    program = world.start(os.path.abspath(PROGRAM), "--", "stdbuf", "-oL", "weston-presentation-shm", **variables)
    assert until(lambda: len(re.findall("f2p", text_of(program))) >= 10), text_of(program)
    os.kill(program.pid, 15)
    assert program.wait(10) == 0, text_of(program)


def in_wayland(world):
    """in a Wayland session it is a window there, and its clients' frames are shown"""
    world.start("weston", "--backend=headless", "--renderer=pixman", "--socket=host", "--idle-time=0")
    assert until(lambda: answers(f"{world.folder.name}/host"))
    shows_frames(world, WAYLAND_DISPLAY="host")


def in_x11(world):
    """in an X11 session it is a window there, and its clients' frames are shown"""
    # It tells its number when it can be reached. Vitrail looks who answers and goes, then comes: it must not begin anew meanwhile.
    host = world.start("Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1280x1024x24")
    display = until(lambda: re.search(r"^\d+$", text_of(host), re.M))
    assert display, text_of(host)
    shows_frames(world, DISPLAY=f":{display[0]}")


main([in_wayland, in_x11])
