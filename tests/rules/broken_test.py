#!/usr/bin/env python3
"""Each rule notices when it is broken: a small tree that keeps all rules, and one break at a time."""

import sys
import tempfile
from pathlib import Path

import frame_path
import includes
import names
import places
import security
import verdicts
from rule import report

GOOD = {
    "include/vitrail/base/wlr.hpp": "#include <wlr/backend.h>\n",
    "include/vitrail/frame/verdict.hpp": "enum class Verdict {\n    OnPlane, ///< there\n};\n",
    "include/vitrail/scene/scene.hpp": '// #include "shell/shell.hpp"\n#include "frame/verdict.hpp"\n',
    "include/vitrail/server.hpp": '#include "scene/scene.hpp"\n',
    "src/frame/verdict.cpp": 'Words{Verdict::OnPlane, "on-plane", "It is there."},\n',
    "src/scene/node.cpp": '#include "scene/scene.hpp"\n#include "base/wlr.hpp"\n\nvoid Node::raise()\n{\n    lower();\n}\n'
                          "\nvoid Node::lower()\n{\n}\n",
    "docs/security.md": "## What is protected\n\n| claim | held by |\n|---|---|\n| all | `src/scene/node.cpp` |\n",
    "docs/verdicts.md": "| `on-plane` | It is there. |\n",
    "docs/frame-path.md": "| 1 | `Node::raise` | `src/scene/node.cpp` | 10 | up |\n",
}

DEEP = "\nvoid Node::raise()\n{\n" + "    lower();\n" * 70 + "}\n"

# rule, what breaks it: (file, text), and what the finding begins with
BREAKS = [
    ("a room that includes upwards", includes, "src/scene/up.cpp", '\n#include "server.hpp"\n', "src/scene/up.cpp:2:"),
    ("a room that includes sideways", includes, "src/scene/side.cpp", '#include "render/composer.hpp"\n',
     "src/scene/side.cpp:1:"),
    ("a way round by a relative path", includes, "src/base/round.cpp", '#include "../scene/node.cpp"\n',
     "src/base/round.cpp:1:"),
    ("a room that nobody knows", includes, "src/attic/box.cpp", "", "src/attic/box.cpp:1:"),
    ("a second door to wlroots", includes, "src/scene/door.cpp", "#include <wlr/types/wlr_seat.h>\n",
     "src/scene/door.cpp:1:"),
    ("libdrm outside backend/kms", includes, "src/backend/other.cpp", "#include <xf86drmMode.h>\n",
     "src/backend/other.cpp:1:"),
    ("GLES outside render", includes, "src/scene/gl.cpp", "void f() { glClear(0); }\n", "src/scene/gl.cpp:1:"),
    ("wlroots' private parts", includes, "src/scene/private.cpp", "int x = a.WLR_PRIVATE.b;\n",
     "src/scene/private.cpp:1:"),
    ("wlroots in a pure room", includes, "src/planes/impure.cpp", '#include "base/wlr.hpp"\n', "src/planes/impure.cpp:1:"),
    ("a step that is gone", frame_path, "docs/frame-path.md", "| 1 | `Node::leap` | `src/scene/node.cpp` | 10 | up |\n",
     "src/scene/node.cpp: no function Node::leap"),
    ("a page without a table", frame_path, "docs/frame-path.md", "nothing\n", "docs/frame-path.md: no table"),
    ("a step that grew", frame_path, "src/scene/node.cpp", DEEP, "src/scene/node.cpp: Node::raise has 73 lines"),
    ("a helper that grew", frame_path, "src/scene/node.cpp",
     "void Node::raise()\n{\n    help();\n}\n\nvoid help()\n{\n" + "\n" * 70 + "}\n", "src/scene/node.cpp: help, a helper"),
    ("a file that grew", frame_path, "src/scene/node.cpp",
     GOOD["src/scene/node.cpp"] + "\n" * 300, "src/scene/node.cpp: 311 lines"),
    ("a verdict that the page lacks", verdicts, "docs/verdicts.md", "", "docs/verdicts.md: wants the row"),
    ("a verdict without words", verdicts, "src/frame/verdict.cpp", "", "src/frame/verdict.cpp: no words"),
    ("a promise whose test is gone", security, "docs/security.md", "## What is protected\n\n| all | `gone.cpp` |\n",
     "docs/security.md: gone.cpp is not there"),
    ("a promise without a test", security, "docs/security.md",
     "`src/scene/node.cpp`\n## What is protected\n\n| all | we hope |\n", "docs/security.md: nothing holds: all"),
    ("a name that two types have", names, "src/scene/twin.cpp",
     "namespace vitrail {\n\nstruct Twin {\n};\n\nstruct Twin final : Other {\n};\n", "src/scene/twin.cpp:6: vitrail::Twin"),
    ("a package host", places, "docs/setup.md", "deb " + "http://deb.debian" + ".org/debian forky main\n", "docs/setup.md:1:"),
    ("somebody's folder", places, "docs/setup.md", "see /" + "home/somebody/notes\n", "docs/setup.md:1:"),
]


def findings(rule, changes: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, text in (GOOD | changes).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return [finding for found in rule.check(root).values() for finding in found]


def main() -> int:
    results = {"a tree that keeps all rules has no findings":
               [f for rule in (includes, frame_path, names, verdicts, places) for f in findings(rule, {})]}
    for name, rule, file, text, expected in BREAKS:
        found = findings(rule, {file: text})
        seen = any(f.startswith(expected) for f in found)
        results[f"{name} is found"] = [] if seen else [f"wanted {expected}, found {found}"]
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
