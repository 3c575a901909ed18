#!/usr/bin/env python3
"""The programs of a kiosk in the sandbox of its unit: they run as they do without it, and what the unit takes away is away.
sandbox_test.py VITRAIL VITRAILCTL UNIT

There is no systemd here to start the unit. So the parts of it that could stand in a program's way are put in force by hand, by
the same means of the kernel: no new privileges, an empty bounding set, and a filter of system calls and of address families."""

import ctypes
import glob
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

UNIT = Path(sys.argv[3]).read_text(encoding="utf-8") if len(sys.argv) > 3 else ""
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
NO_NEW_PRIVS, SECCOMP, FILTER, CAPBSET_DROP = 38, 22, 2, 24
ALLOW, EPERM = 0x7FFF0000, 0x00050001


def setting(name):
    return re.search(rf"^{name}=(.*)$", UNIT, re.M)[1]


def numbers():
    """System calls of this machine, by name; none where its headers are not here."""
    out = {}
    for header in glob.glob(f"/usr/include/{os.uname().machine}-linux-gnu/asm/unistd_64.h"):
        for name, number in re.findall(r"#define __NR_(\w+) (\d+)", Path(header).read_text(encoding="utf-8")):
            out[name] = int(number)
    return out


def calls_of(group):
    """The system calls of a group such as @clock, those of groups in it included."""
    text = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", group], capture_output=True, text=True,
                          check=True).stdout
    words = [line.strip() for line in text.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return {call for word in words for call in (calls_of(word) if word.startswith("@") else {word})}


def denied_calls():
    words = setting("SystemCallFilter").removeprefix("~").split()
    return {call for group in words for call in calls_of(group)}


def program_of(denied, families, call_of_socket):
    """The filter, in the kernel's language: x86-64's and ARM's layout of seccomp_data."""
    code = [(0x20, 0, 0, 0)]  # the number of the system call
    for number in denied:
        code += [(0x15, 0, 1, number), (0x06, 0, 0, EPERM)]
    code += [(0x15, 0, len(families) + 2, call_of_socket), (0x20, 0, 0, 16)]  # its first argument
    for i, family in enumerate(families):
        code += [(0x15, len(families) - i, 0, family)]
    code += [(0x06, 0, 0, EPERM), (0x06, 0, 0, ALLOW)]
    return b"".join(struct.pack("HBBI", *each) for each in code)


def enter():
    """Called in the child, before it becomes the program: what systemd does."""
    libc = ctypes.CDLL(None, use_errno=True)
    known = numbers()
    for capability in range(64):
        libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)
    text = program_of([known[c] for c in sorted(DENIED) if c in known],
                      [FAMILIES[name] for name in setting("RestrictAddressFamilies").split()], known["socket"])
    buffer = ctypes.create_string_buffer(text)
    filter_program = struct.pack("HxxxxxxP", len(text) // 8, ctypes.addressof(buffer))
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or libc.prctl(SECCOMP, FILTER, filter_program, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no filter")


def inside(world, *command, **more):
    return subprocess.run(command, env=world.environment, preexec_fn=enter, stdin=subprocess.DEVNULL, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30, **more)


def taken_away(world):
    """what the unit takes away is away: other sockets, the clock, raw hardware, modules, a way to be root"""
    script = """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def refused(what):
    try:
        return what() == -1
    except OSError:
        return True
print([refused(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)), refused(lambda: socket.socket(socket.AF_BLUETOOTH,
    socket.SOCK_STREAM, 3)), refused(lambda: libc.iopl(3)), refused(lambda: libc.clock_settime(0, b"\\0" * 16)),
    refused(lambda: libc.delete_module(b"x", 0)), refused(lambda: libc.reboot(0)), refused(lambda: libc.swapoff(b"/x"))])
"""
    assert inside(world, sys.executable, "-c", script).stdout == str([True] * 7) + "\n"


def left_alone(world):
    """what applications live by is there: the network, code made as it runs, threads, sandboxes of browsers' own"""
    script = """
import mmap, socket, subprocess, threading
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):
    try:
        socket.socket(family, socket.SOCK_RAW if family == socket.AF_NETLINK else socket.SOCK_STREAM)
    except OSError as error:
        if error.errno == 1:
            raise
mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
thread = threading.Thread(target=lambda: None)
thread.start()
thread.join()
print(subprocess.run(["unshare", "--user", "true"], capture_output=True).returncode)
"""
    outside = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert inside(world, sys.executable, "-c", script).stdout == outside


def kiosk_runs(world):
    """a kiosk and its application come up and are seen"""
    vitrail = os.path.abspath(sys.argv[1])
    for program, app_id in (("foot", "foot"),):
        log = f"{world.folder.name}/{program}.log"
        with open(log, "w", encoding="utf-8") as output:
            kiosk = subprocess.Popen([vitrail, "--backend", "headless", "--headless-displays", "1", "--kiosk", "--",
                                      program, "-e", "sleep", "60"], env=world.environment, preexec_fn=enter,
                                     stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        kiosk.log = log
        world.running.append(kiosk)
        assert until(lambda: "WAYLAND_DISPLAY=" in text_of(kiosk)), text_of(kiosk)
        display = re.search(r"WAYLAND_DISPLAY=(\S+)", text_of(kiosk))[1]

        def seen():
            with socket.socket(socket.AF_UNIX) as peer:
                peer.connect(f"{world.folder.name}/vitrail-{display}.sock")
                peer.sendall(b'{"request":"why"}\n')
                return f'"app_id":"{app_id}"' in peer.makefile().readline()
        assert until(seen, 30), text_of(kiosk)


if __name__ == "__main__":
    from tap import main, text_of, until  # noqa: E402
    if not shutil.which("systemd-analyze") or not numbers():
        print("1..0 # SKIP systemd-analyze or the kernel's headers are not here")
        sys.exit(0)
    DENIED = denied_calls()
    socket.setdefaulttimeout(20)
    main([taken_away, left_alone, kiosk_runs])
