#!/usr/bin/env python3
"""session_test.py VITRAIL VITRAILCTL SCRIPT: a session as a display manager starts it, with a manager of services that writes
down what it is asked for."""

import os
import signal
import stat
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

SCRIPT = sys.argv[3]


class Session:
    """A running session, and the calls that came from it: a line each."""

    def __init__(self, world):
        folder = Path(world.folder.name, "bin")
        folder.mkdir()
        self.calls_file = Path(world.folder.name, "calls")
        self.calls_file.touch()
        for name in ("systemctl", "dbus-update-activation-environment"):
            program = folder / name
            program.write_text(f'#!/bin/sh\necho "{name} $*" >>{self.calls_file}\n', encoding="utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        (folder / "vitrail").symlink_to(os.path.abspath(PROGRAM))
        path = f"{folder}:{os.environ['PATH']}"
        self.program = world.start(SCRIPT, "--backend", "headless", PATH=path, XDG_CURRENT_DESKTOP="")

    def calls(self):
        return self.calls_file.read_text(encoding="utf-8").splitlines()

    def has(self, beginning):
        return any(call.startswith(beginning) for call in self.calls())


def begins(world):
    """D-Bus and systemd know the session's displays before anything of it is started"""
    session = Session(world)
    assert until(lambda: session.has("systemctl --user start vitrail-session.target")), text_of(session.program)
    names = "WAYLAND_DISPLAY VITRAIL_SOCKET XDG_CURRENT_DESKTOP XDG_SESSION_TYPE"
    told = [call for call in session.calls() if not call.startswith("systemctl --user unset")]
    assert told[0].startswith(f"dbus-update-activation-environment --systemd {names}"), told
    assert told[1].startswith(f"systemctl --user import-environment {names}"), told
    assert told[2] == "systemctl --user start vitrail-session.target", told


def ends(world):
    """when Vitrail ends, all that hangs on the session ends with it, and its environment is taken back"""
    session = Session(world)
    assert until(lambda: session.has("systemctl --user start")), text_of(session.program)
    session.program.send_signal(signal.SIGTERM)
    assert until(lambda: session.has("systemctl --user stop vitrail-session.target")), session.calls()
    assert until(lambda: session.calls()[-1].startswith("systemctl --user unset-environment WAYLAND_DISPLAY"))
    assert session.program.wait(20) == 0


main([begins, ends])
