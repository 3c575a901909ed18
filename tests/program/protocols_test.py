#!/usr/bin/env python3
"""protocols_test.py VITRAIL VITRAILCTL BACKEND PAGE [--write]: PAGE (docs/protocols.md) is what a running Vitrail offers.

Rows of the page are `| `global` | version | what for | needs |`. A row that needs something is offered on a display of
Vitrail's own (BACKEND kms) and may be missing elsewhere. With --write versions are put right, rows of what is gone are
taken out, and what is new is added below, for a person to describe and to put where it belongs.
"""

import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import PROGRAM, World, main, text_of, until  # noqa: E402

BACKEND, PAGE = sys.argv[3], Path(sys.argv[4])
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (.*) \| (.*?) ?\|$")
ABSENT = re.compile(r"^\| `(\w+)` \| ([^|]*\w[^|]*) \|$")
GLOBAL = re.compile(r"interface: '(\w+)',\s+version:\s+(\d+)")
RENDERERS = {"kms": "gles2", "headless": "pixman"}


def globals_in(text):
    return {interface: int(version) for interface, version in GLOBAL.findall(text)}


def offered(world):
    """What a Vitrail offers, and in which version."""
    vitrail = world.start(PROGRAM, "--backend", BACKEND, WLR_RENDERER=RENDERERS[BACKEND])
    assert until(lambda: "WAYLAND_DISPLAY=" in text_of(vitrail)), text_of(vitrail)
    socket = re.search(r"WAYLAND_DISPLAY=(\S+)", text_of(vitrail))[1]
    environment = world.environment | {"WAYLAND_DISPLAY": socket}
    return globals_in(subprocess.run(["wayland-info"], env=environment, capture_output=True, text=True, check=True).stdout)


def lines():
    return PAGE.read_text(encoding="utf-8").splitlines()


def rows():
    """The page's: version, what for and needs by global."""
    found = filter(None, map(ROW.match, lines()))
    return {row[1]: (int(row[2]), row[3].strip(), row[4].strip()) for row in found}


def is_current(world):
    """docs/protocols.md lists what Vitrail offers, each in its version"""
    there, page = offered(world), rows()
    listed = {name: version for name, (version, _, needs) in page.items() if BACKEND == "kms" or not needs}
    optional = set(page) - set(listed)
    differ = {name for name in there.keys() | listed.keys() if there.get(name) != listed.get(name)} - optional
    assert not differ, f"different: {sorted(differ)}. `{sys.argv[0]} VITRAIL VITRAILCTL kms {PAGE} --write` in the bed mends it"


def is_described(world):
    """every row of docs/protocols.md says what its protocol is for"""
    nameless = [name for name, (_, purpose, _) in rows().items() if not purpose]
    assert rows() and not nameless, nameless


def peer(world, name):
    """What another compositor offers."""
    ask = f"wayland-info >{world.folder.name}/{name}.txt"
    config = Path(world.folder.name, "sway.conf")
    config.write_text(f"exec sh -c '{ask}; swaymsg exit'\n", encoding="utf-8")
    command = {"sway": ["sway", "--config", str(config)], "labwc": ["labwc", "-S", f"sh -c '{ask}'"]}[name]
    ended = world.start(*command, WLR_BACKENDS="headless", WLR_LIBINPUT_NO_DEVICES="1")
    assert until(lambda: ended.poll() is not None), text_of(ended)
    return globals_in(Path(world.folder.name, f"{name}.txt").read_text(encoding="utf-8"))


def lacks_nothing(world):
    """what sway and labwc offer Vitrail offers, too, or docs/protocols.md says why not"""
    page = rows()
    explained = {absent[1] for absent in map(ABSENT.match, lines()) if absent}
    assert not explained & page.keys(), "offered, and said not to be"
    for name in ("sway", "labwc"):
        theirs = peer(world, name)
        assert theirs, f"{name} offers nothing"
        missing = {g for g, version in theirs.items() if version > page.get(g, (0,))[0]} - explained
        assert not missing, f"{name} has {sorted(missing)}"


def write():
    world = World()
    try:
        there = offered(world)
    finally:
        world.end()
    out = []
    for line in lines():
        row = ROW.match(line)
        if not row:
            out.append(line)
        elif row[1] in there:
            out.append(f"| `{row[1]}` | {there[row[1]]} | {row[3]} | {row[4]} |".replace("|  |", "| |"))
    new = sorted(there.keys() - rows().keys())
    PAGE.write_text("\n".join(out + [f"| `{name}` | {there[name]} | | |" for name in new]) + "\n", encoding="utf-8")


if "--write" in sys.argv:
    write()
else:
    main([is_current, is_described] + ([lacks_nothing] if BACKEND == "headless" else []))
