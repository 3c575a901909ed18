#!/usr/bin/env python3
"""Who may include whom: docs/architecture.md as data. Reads every #include of include/ and src/."""

import re
import sys
from pathlib import Path

from rule import PROJECT, report, sources, without_comments

# room: the rooms below it that it may include. Itself, always; sideways and up, never.
ROOMS = {
    "base": [],
    "frame": ["base"],
    "scene": ["base", "frame"],
    "planes": ["base", "frame"],
    "render": ["base", "frame"],
    "backend": ["base", "frame"],
    "output": ["base", "frame", "scene", "planes", "render", "backend"],
    "input": ["base", "frame", "scene"],
    "shell": ["base", "frame", "scene", "planes", "render", "backend", "output", "input"],
    "capture": ["base", "frame", "scene", "planes", "render", "backend", "output", "input"],
    "kiosk": ["base", "frame", "scene", "planes", "render", "backend", "output", "input", "shell"],
    "control": ["base", "frame", "scene", "planes", "render", "backend", "output", "input", "shell", "capture"],
    "pch": ["base"],
    "vitrailctl": ["base"],  # a program of its own
}
ROOF = [room for room in ROOMS if room != "vitrailctl"]  # server and main wire everything

DOOR = "include/vitrail/base/wlr.hpp"
PURE = ["frame", "planes"]  # values and decisions: no wlroots

# What an include or a name gives away, and where it may stand.
FENCED = [
    ("<wlr/...> is included by base/wlr.hpp alone", r"#\s*include\s*[<\"]wlr/", lambda f: f == DOOR),
    ("xf86drm is included by backend/kms alone", r"#\s*include\s*[<\"]xf86drm",
     lambda f: f == DOOR or f.startswith("src/backend/kms/")),
    ("EGL, GLES and Vulkan are named in render alone",
     r"#\s*include\s*[<\"](EGL|GLES\d?|KHR|vulkan)/|\b(egl[A-Z]\w*|gl[A-Z]\w*|vk[A-Z]\w*|EGL_\w+|GL_\w+|VK_\w+"
     r"|wlr_(egl|gles2|vk)_\w+)\b",
     lambda f: "/render/" in f),
    ("WLR_PRIVATE is nobody's business", r"WLR_PRIVATE", lambda f: False),
    ("frame and planes are pure: no wlroots, no virtual functions",
     r"#\s*include\s*\"base/(wlr|slot|event_loop)\.hpp\"|\bvirtual\b", lambda f: not re.search(r"/(frame|planes)/", f)),
]


def room_of(path: str) -> str | None:
    """The room of a file by its path in the project; None for the roof."""
    parts = path.removeprefix("include/vitrail/").removeprefix("src/").split("/")
    return parts[0] if len(parts) > 1 else None


def target_room(root: Path, file: Path, included: str) -> str | None:
    """The room that `#include "included"` in `file` reaches into: by room name, or beside the file."""
    first = included.split("/")[0]
    if first in ROOMS:
        return first
    beside = (file.parent / included).resolve()
    if beside.is_file() and beside.is_relative_to(root):
        return room_of(str(beside.relative_to(root)))
    if (root / "include/vitrail" / included).is_file():
        return None  # the roof
    if included == "shaders.hpp":
        return "render"  # made when it is built
    return "protocols" if included.endswith("-protocol.h") else "nowhere"


def forbidden_includes(root: Path) -> list[str]:
    """Every include that leaves the rooms below, as `file:line: what is wrong`."""
    findings = []
    for file in sources(root):
        name = str(file.relative_to(root))
        room = room_of(name)
        if room is not None and room not in ROOMS:
            findings.append(f"{name}:1: no such room: {room}")
            continue
        allowed = ROOF if room is None else [room, *ROOMS[room]]
        for number, line in enumerate(without_comments(file.read_text()).splitlines(), start=1):
            match = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if not match:
                continue
            target = target_room(root, file, match[1])
            if target == "protocols" and room not in PURE or target is None and room is None:
                continue
            if target not in allowed:
                findings.append(f"{name}:{number}: {room or 'the roof'} may not include {match[1]} "
                                f"(of {target or 'the roof'})")
    return findings


def fenced(root: Path, pattern: str, is_home) -> list[str]:
    """Every line outside `is_home` that matches."""
    findings = []
    for file in sources(root):
        name = str(file.relative_to(root))
        if is_home(name):
            continue
        for number, line in enumerate(without_comments(file.read_text()).splitlines(), start=1):
            if match := re.search(pattern, line):
                findings.append(f"{name}:{number}: {match[0].strip()}")
    return findings


def check(root: Path) -> dict[str, list[str]]:
    rules = {"a room includes only from the floors below": forbidden_includes(root)}
    for sentence, pattern, is_home in FENCED:
        rules[sentence] = fenced(root, pattern, is_home)
    return rules


if __name__ == "__main__":
    sys.exit(report(check(PROJECT)))
