#!/usr/bin/env python3
"""What a service manager hears (sd_notify), and what a kiosk does with real processes."""

import os
import signal
import socket
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import answers, main, text_of, until  # noqa: E402

VITRAIL = os.path.abspath(sys.argv[1])


class Manager:
    """The end of NOTIFY_SOCKET that listens."""

    def __init__(self, world, abstract=False):
        self.name = f"@vitrail-test-{os.getpid()}" if abstract else f"{world.folder.name}/notify"
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.name.replace("@", "\0"))
        self.socket.setblocking(False)
        self.said = []

    def heard(self, word):
        try:
            while True:
                self.said += self.socket.recv(4096).decode().splitlines()
        except BlockingIOError:
            pass
        return word in self.said


def headless(world, *arguments, **variables):
    return world.start(VITRAIL, "--backend", "headless", *arguments, **variables)


def nested(world, *arguments, **variables):
    """In a window of another compositor: that is a display which shows frames."""
    host = f"{world.folder.name}/host"
    if not answers(host):
        world.start("weston", "--backend=headless", "--renderer=pixman", "--socket=host", "--idle-time=0")
        assert until(lambda: answers(host))
    return world.start(VITRAIL, "--backend", "wayland", *arguments, WAYLAND_DISPLAY="host", **variables)


def ready_and_watchdog(world):
    """READY comes with the first picture that was shown, then the watchdog is told twice in its time"""
    for abstract in (False, True):
        manager = Manager(world, abstract)
        program = nested(world, NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="2000000")
        assert until(lambda: manager.heard("READY=1")), (manager.said, text_of(program))
        assert until(lambda: manager.heard("WATCHDOG=1") and manager.said.count("WATCHDOG=1") > 2, seconds=10), manager.said
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait(10) == 0
        assert manager.heard("STOPPING=1"), manager.said


def not_ready_without_display(world):
    """without a display it is not ready, and says what it waits for"""
    manager = Manager(world)
    program = headless(world, "--kiosk", NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="100000")
    assert until(lambda: manager.heard("STATUS=waiting for a display")), (manager.said, text_of(program))
    assert not until(lambda: manager.heard("READY=1") or manager.heard("WATCHDOG=1"), seconds=2), manager.said


def silent_when_stopped(world):
    """a process that stands still tells the watchdog nothing"""
    manager = Manager(world)
    program = nested(world, NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="2000000")
    assert until(lambda: manager.heard("WATCHDOG=1")), (manager.said, text_of(program))
    os.kill(program.pid, signal.SIGSTOP)
    manager.heard("")
    manager.said.clear()
    assert not until(lambda: manager.heard("WATCHDOG=1"), seconds=3), manager.said
    os.kill(program.pid, signal.SIGCONT)


def clients_hear_nothing(world):
    """programs that it starts know nothing of the service manager, and have a socket of their own"""
    manager = Manager(world)
    out = f"{world.folder.name}/environment"
    nested(world, "--kiosk", "--", "sh", "-c", f"env >{out}.new; mv {out}.new {out}; sleep 60", NOTIFY_SOCKET=manager.name,
           WATCHDOG_USEC="2000000")
    assert until(lambda: os.path.exists(out))
    with open(out, encoding="utf-8") as file:
        variables = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
    assert "NOTIFY_SOCKET" not in variables and "WATCHDOG_USEC" not in variables, variables
    assert variables["WAYLAND_DISPLAY"].endswith(".0"), variables
    assert (Path(world.folder.name) / variables["WAYLAND_DISPLAY"]).is_socket(), variables


def restarts(world):
    """a kiosk starts its application again, whatever its status, and ends what that left behind"""
    config = f"{world.folder.name}/kiosk.toml"
    with open(config, "w", encoding="utf-8") as file:
        file.write("[kiosk]\nrestart-wait = 0.05\nlongest-wait = 0.1\n[kiosk.application.one]\n"
                   f"command = ['sh', '-c', 'echo run >>{world.folder.name}/runs; sleep 1000 & echo $! >>{world.folder.name}/left;"
                   " exit 3']\n")
    kiosk = nested(world, "--kiosk", "--config", config)
    runs = Path(world.folder.name) / "runs"
    assert until(lambda: runs.exists() and runs.read_text().count("run") >= 7), text_of(kiosk)
    assert "status 3" in text_of(kiosk), text_of(kiosk)
    left = [int(pid) for pid in (Path(world.folder.name) / "left").read_text().split()[:3]]
    gone = lambda pid: not os.path.exists(f"/proc/{pid}") or " Z " in Path(f"/proc/{pid}/stat").read_text()  # noqa: E731
    assert until(lambda: all(gone(pid) for pid in left)), left
    assert kiosk.poll() is None, text_of(kiosk)
    os.kill(kiosk.pid, signal.SIGTERM)
    assert kiosk.wait(10) == 0, text_of(kiosk)


main([ready_and_watchdog, not_ready_without_display, silent_when_stopped, clients_hear_nothing, restarts])
