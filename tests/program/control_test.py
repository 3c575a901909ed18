#!/usr/bin/env python3
"""vitrailctl and its socket, as programs of the session meet them. control_test.py VITRAIL VITRAILCTL"""

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, main, text_of, until  # noqa: E402

CONTROL = os.path.abspath(sys.argv[2])
WHY = b'{"request":"why"}\n'


def started(world, *arguments, **variables):
    """A headless Vitrail that serves clients; its display's name is in `display`, its socket's path in `socket`."""
    program = world.start(os.path.abspath(PROGRAM), "--backend", "headless", *arguments, **variables)
    assert until(lambda: "WAYLAND_DISPLAY=" in text_of(program)), text_of(program)
    program.display = text_of(program).split("WAYLAND_DISPLAY=")[1].split()[0]
    program.socket = f"{world.folder.name}/vitrail-{program.display}.sock"
    return program


def ended(program):
    os.kill(program.pid, 15)
    assert program.wait(10) == 0, text_of(program)


def ask(world, *arguments, **variables):
    """vitrailctl: exit status, standard output, standard error."""
    done = subprocess.run([CONTROL, *arguments], env=world.environment | variables, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=20, check=False)
    return done.returncode, done.stdout, done.stderr


def connected(program):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(20)
    peer.connect(program.socket)
    return peer


def answered(peer, request=WHY):
    peer.sendall(request)
    return json.loads(peer.makefile().readline())


def client_is_told(world):
    """a client's window is in the table and in the JSON, with its process, its way and the reason"""
    vitrail = started(world, "--", "weston-simple-shm")
    windows = []

    def seen():
        code, out, err = ask(world, "why", "--json", WAYLAND_DISPLAY=vitrail.display)
        assert code == 0, err
        windows[:] = [layer for output in json.loads(out)["outputs"] for layer in output["layers"]]
        return windows
    assert until(seen)
    assert windows[0]["role"] == "window" and windows[0]["title"] == "simple-shm", windows
    assert "simple-shm" in Path(f"/proc/{windows[0]['pid']}/cmdline").read_text(), windows
    code, table, _ = ask(world, "why", VITRAIL_SOCKET=vitrail.socket)
    assert code == 0 and "simple-shm" in table and windows[0]["verdict"] in table, table
    assert windows[0]["meaning"] in table, table
    assert max(map(len, table.splitlines())) <= 100, table


def commands_answer(world):
    """each command answers, for a person and in JSON"""
    vitrail = started(world)
    here = {"WAYLAND_DISPLAY": vitrail.display}
    assert ask(world, "version", **here) == (0, ask(world, "version", **here)[1], "")
    assert json.loads(ask(world, "version", "--json", **here)[1])["protocol"] == 1
    assert vitrail.display and "1280x720" in ask(world, "outputs", **here)[1]
    assert json.loads(ask(world, "outputs", "--json", **here)[1])["outputs"][0]["scale"] == 1
    assert ask(world, "planes", **here)[1] == "all\n"
    assert ask(world, "planes", "none", **here)[1] == "none\n"
    assert ask(world, "planes", **here)[1] == "none\n"


def planes_by_configuration(world):
    """the configuration says which planes are used, read again too; the command line is stronger"""
    path = Path(world.folder.name) / "mine.toml"

    def use(vitrail):
        return ask(world, "planes", WAYLAND_DISPLAY=vitrail.display)[1].strip()
    path.write_text('[planes]\nuse = "primary"\n')
    plain, told = started(world, "--config", path), started(world, "--config", path, "--planes", "none")
    assert (use(plain), use(told)) == ("primary", "none")
    path.write_text("")
    ask(world, "planes", "primary", WAYLAND_DISPLAY=told.display)
    for vitrail in (plain, told):
        os.kill(vitrail.pid, 1)
    assert until(lambda: (use(plain), use(told)) == ("all", "none")), (use(plain), use(told))
    code, text = world.run("--planes", "some")
    assert code == 2 and "--planes" in text, text


def mistakes_have_a_status(world):
    """a wrong command is status 2, a question that cannot be answered 1, each with a line that helps"""
    vitrail = started(world)
    here = {"WAYLAND_DISPLAY": vitrail.display}
    for arguments, status, words in [(("wy",), 2, "--help"), (("planes", "some"), 2, "primary"),
                                     (("why", "DP-7"), 1, "VITRAIL-0"), ((), 2, "--help")]:
        code, out, err = ask(world, *arguments, **here)
        assert code == status and not out and len(err.splitlines()) == 1 and words in err, (arguments, code, out, err)


def nobody_there(world):
    """without a Vitrail it says what to set"""
    code, _, err = ask(world, "why")
    assert code == 1 and "WAYLAND_DISPLAY" in err and "VITRAIL_SOCKET" in err, err
    code, _, err = ask(world, "why", WAYLAND_DISPLAY="wayland-7")
    assert code == 1 and "vitrail-wayland-7.sock" in err, err


def socket_is_private(world):
    """the socket is its owner's alone, and goes when Vitrail ends"""
    vitrail = started(world)
    mode = os.stat(vitrail.socket).st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600, oct(mode)
    ended(vitrail)
    assert not os.path.exists(vitrail.socket)


def other_users(world):
    """another user is refused, even where the file lets him in"""
    if os.geteuid() != 0:
        return  # nobody to be
    vitrail = started(world)
    os.chmod(world.folder.name, 0o711)
    os.chmod(vitrail.socket, 0o666)
    script = f"import socket; s = socket.socket(socket.AF_UNIX); s.connect({vitrail.socket!r}); print(s.recv(9))"
    done = subprocess.run([sys.executable, "-c", script], user=65534, group=65534, extra_groups=[], capture_output=True,
                          text=True, timeout=20, check=False)
    assert done.stdout == "b''\n", done.stdout + done.stderr
    assert ask(world, "version", WAYLAND_DISPLAY=vitrail.display)[0] == 0


def command_knows_socket(world):
    """the session's command finds the socket by VITRAIL_SOCKET, not that of a session around it"""
    code, text = world.run("--backend", "headless", "--", CONTROL, "version", VITRAIL_SOCKET="/not/ours")
    assert code == 0 and "vitrail " in text, text


def second_session(world):
    """two sessions have a socket each"""
    first, second = started(world), started(world)
    assert first.socket != second.socket
    ask(world, "planes", "none", WAYLAND_DISPLAY=second.display)
    assert ask(world, "planes", WAYLAND_DISPLAY=first.display)[1] == "all\n"
    ended(first)
    assert ask(world, "planes", WAYLAND_DISPLAY=second.display)[1] == "none\n"


def after_a_crash(world):
    """a socket that a crashed session left is replaced; another file of that name is not"""
    crashed = started(world)
    os.kill(crashed.pid, 9)
    crashed.wait()
    assert os.path.exists(crashed.socket)
    again = started(world)
    assert again.socket == crashed.socket and ask(world, "version", WAYLAND_DISPLAY=again.display)[0] == 0
    ended(again)
    Path(again.socket).write_text("mine")
    third = started(world)
    assert until(lambda: again.socket in text_of(third)), text_of(third)
    ended(third)
    assert Path(again.socket).read_text() == "mine"


def slow_reader(world):
    """one that asks and reads nothing keeps nobody waiting, and finds all its answers when it reads"""
    vitrail = started(world)
    slow, sent = connected(vitrail), 0
    slow.setblocking(False)
    try:
        while True:
            sent += slow.send(WHY)
    except BlockingIOError:
        pass
    with connected(vitrail) as other:
        assert answered(other)["type"] == "why"
    slow.settimeout(20)
    slow.shutdown(socket.SHUT_WR)
    assert sum(line.startswith('{"type":"why"') for line in slow.makefile()) == sent // len(WHY)
    ended(vitrail)


def nonsense(world):
    """nonsense gets a line of explanation, and the connection goes on"""
    vitrail = started(world)
    with connected(vitrail) as peer:
        for garbage in (b"\n", b"\x00\xff\xfe\n", b"[" * 50000 + b"\n", b"x" * 100000 + b"\n", b'{"request":[]}\n'):
            assert answered(peer, garbage)["type"] == "error"
        assert answered(peer)["type"] == "why"
    ended(vitrail)


def watch_prints_again(world):
    """--watch prints again when a client comes"""
    vitrail = started(world)
    watch = world.start(CONTROL, "why", "--watch", "--json", WAYLAND_DISPLAY=vitrail.display)
    assert until(lambda: text_of(watch).count("\n") == 1), text_of(watch)
    world.start("weston-simple-shm", WAYLAND_DISPLAY=vitrail.display)
    assert until(lambda: "simple-shm" in text_of(watch)), text_of(watch)
    assert text_of(watch).count("\n") < 5, text_of(watch)
    os.kill(vitrail.pid, 15)
    assert watch.wait(10) == 1 and "has ended" in text_of(watch), text_of(watch)


main([client_is_told, commands_answer, planes_by_configuration, mistakes_have_a_status, nobody_there, socket_is_private,
      other_users, command_knows_socket, second_session, after_a_crash, slow_reader, nonsense, watch_prints_again])
