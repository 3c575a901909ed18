#!/usr/bin/env python3
"""Real programs that see the screen, type for others and read the clipboard: who may, and how the user hears of it; and who
reaches the sockets. privacy_test.py VITRAIL VITRAILCTL"""

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

CONTROL = os.path.abspath(sys.argv[2])


def started(world, *arguments, config="", **variables):
    """A headless Vitrail with one display that tells changes of state; its display's name is in `display`."""
    file = Path(world.folder.name, "vitrail.toml")
    file.write_text(config, encoding="utf-8")
    program = world.start(os.path.abspath(PROGRAM), "--backend", "headless", "--headless-displays", "1", "--log-level", "info",
                          "--config", str(file), *arguments, **variables)
    assert until(lambda: "WAYLAND_DISPLAY=" in text_of(program)), text_of(program)
    program.display = re.search(r"^WAYLAND_DISPLAY=(\S+)", text_of(program), re.M)[1]
    return program


def run(world, vitrail, *command, **more):
    return subprocess.run(command, env=world.environment | {"WAYLAND_DISPLAY": vitrail.display}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20, check=False, **more)


def screenshot(world, vitrail):
    """Does grim get a picture?"""
    return run(world, vitrail, "grim", f"{world.folder.name}/picture.png").returncode == 0


def told(vitrail, what, name):
    """The lines of the log on these uses: how many began and ended."""
    lines = re.findall(rf"privacy: {what} (begins|ends): {name} \(process (\d+)\)", text_of(vitrail))
    return [word for word, _ in lines].count("begins"), [word for word, _ in lines].count("ends"), {pid for _, pid in lines}


def log_tells(world):
    """the log has one line when a program begins and one when it ends, with its name and process, however much it does between"""
    vitrail = started(world)
    assert screenshot(world, vitrail), text_of(vitrail)
    assert until(lambda: told(vitrail, "capture", "grim")[:2] == (1, 1)), text_of(vitrail)
    run(world, vitrail, "wtype", "hello")
    assert until(lambda: told(vitrail, "input", "wtype")[:2] == (1, 1)), text_of(vitrail)
    run(world, vitrail, "wl-paste", "--list-types")
    recorder = world.start("wf-recorder", "-m", "rawvideo", "-c", "rawvideo", "-x", "bgr0", "-f", f"{world.folder.name}/film",
                           WAYLAND_DISPLAY=vitrail.display)
    assert until(lambda: told(vitrail, "capture", "wf-recorder")[0] == 1), text_of(recorder) + text_of(vitrail)
    assert told(vitrail, "capture", "wf-recorder")[2] == {str(recorder.pid)}
    answer = run(world, vitrail, CONTROL, "privacy").stdout
    assert re.search(rf"capture\s+{recorder.pid}\s+yes\s+wf-recorder", answer), answer
    assert "grim" not in answer
    recorder.terminate()
    recorder.wait(10)
    assert until(lambda: told(vitrail, "capture", "wf-recorder")[:2] == (1, 1)), text_of(vitrail)
    answer = run(world, vitrail, CONTROL, "privacy").stdout
    assert answer.startswith("no program"), answer


def list_of_programs(world):
    """a program of the list may, another one finds nothing, nor does a copy of the first under another path"""
    vitrail = started(world, config=f'[privileges]\ncapture = ["{shutil.which("grim")}"]\ninput = "none"\n')
    assert screenshot(world, vitrail)
    assert run(world, vitrail, "wtype", "hello").returncode != 0
    copy = shutil.copy(shutil.which("grim"), f"{world.folder.name}/grim")
    assert run(world, vitrail, copy, f"{world.folder.name}/other.png").returncode != 0
    assert not told(vitrail, "input", "wtype")[0]


def wrong_list(world):
    """a setting that is wrong trusts nobody, and says so"""
    vitrail = started(world, config='[privileges]\ncapture = "grim"\n')
    assert not screenshot(world, vitrail)
    assert "privileges.capture: 'grim' says not who is trusted, so nobody is; write" in text_of(vitrail), text_of(vitrail)


def kiosk(world):
    """in a kiosk nobody sees the screen but who may, by its file or as an application"""
    vitrail = started(world, "--kiosk", "--", "sleep", "60")
    assert not screenshot(world, vitrail)
    vitrail = started(world, "--kiosk", "--", "sleep", "60", config=f'[privileges]\ncapture = ["{shutil.which("grim")}"]\n')
    assert screenshot(world, vitrail)


def display_socket_is_private(world):
    """the clients' socket is its owner's alone, whatever the umask is"""
    before = os.umask(0)
    vitrail = started(world)
    os.umask(before)
    for name in (vitrail.display, f"{vitrail.display}.lock", f"vitrail-{vitrail.display}.sock"):
        mode = os.stat(f"{world.folder.name}/{name}").st_mode
        assert stat.S_IMODE(mode) & 0o077 == 0, (name, oct(mode))


def children_have_nothing(world):
    """what it starts has none of its descriptors"""
    vitrail = started(world, "--", "sh", "-c", "exec ls -l /proc/self/fd")
    assert vitrail.wait(20) == 0
    descriptors = re.findall(r" (\d+) -> (\S+)", text_of(vitrail))
    assert {int(number) for number, file in descriptors if not file.startswith("/proc/")} == {0, 1, 2}, text_of(vitrail)


def x11_is_private(world):
    """another user cannot reach the session's windows of X11"""
    if os.geteuid() != 0 or not shutil.which("Xwayland"):
        return  # nobody to be, or nothing to reach
    vitrail = started(world, "--", "sh", "-c", "echo DISPLAY=$DISPLAY; exec sleep 60")
    assert until(lambda: re.search(r"^DISPLAY=:\d+", text_of(vitrail), re.M)), text_of(vitrail)
    number = re.search(r"^DISPLAY=:(\d+)", text_of(vitrail), re.M)[1]
    hello = r"b'l\0\x0b\0\0\0\0\0\0\0\0\0'"  # the connection's first words: little-endian, version 11.0, no authorization
    for address in (f"/tmp/.X11-unix/X{number}", rf"\0/tmp/.X11-unix/X{number}"):
        script = (f"import socket; s = socket.socket(socket.AF_UNIX); s.settimeout(15); s.connect('{address}'); "
                  f"s.sendall({hello}); print(s.recv(1))")
        answers = []
        for user in (65534, 0):
            done = subprocess.run([sys.executable, "-c", script], user=user, group=user, extra_groups=[], check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
            answers.append(done.stdout)
        stranger, owner = answers
        assert "b'\\x01'" not in stranger, (address, stranger)
        if "FileNotFoundError" not in owner and "ConnectionRefusedError" not in owner:
            assert owner == "b'\\x01'\n", (address, owner)


if __name__ == "__main__":
    socket.setdefaulttimeout(20)
    main([log_tells, list_of_programs, wrong_list, kiosk, display_socket_is_private, children_have_nothing, x11_is_private])
