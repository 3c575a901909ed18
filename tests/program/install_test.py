#!/usr/bin/env python3
"""What a packager gets: every file that belongs to Vitrail and no other, programs that are built hard to misuse, units that
systemd takes, and completions that know every option."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main  # noqa: E402

VITRAIL, VITRAILCTL, BUILD, DATA = (Path(argument).resolve() for argument in sys.argv[1:5])
SANITIZED = sys.argv[5] != "none"
OPTIMIZED = sys.argv[6] not in ("0", "plain")
RELEASE = sys.argv[7] == "release"

FILES = """
bin/vitrail
bin/vitrail-session
bin/vitrailctl
lib/systemd/user/vitrail-session.target
lib/systemd/user/vitrail.service
share/bash-completion/completions/vitrail
share/bash-completion/completions/vitrail-session
share/bash-completion/completions/vitrailctl
share/doc/vitrail/LICENSE
share/doc/vitrail/vitrail-kiosk.service
share/doc/vitrail/vitrail.toml
share/fish/vendor_completions.d/vitrail.fish
share/fish/vendor_completions.d/vitrailctl.fish
share/man/man1/vitrail.1
share/man/man1/vitrailctl.1
share/man/man5/vitrail-bindings.5
share/man/man5/vitrail-config.5
share/wayland-sessions/vitrail.desktop
share/zsh/site-functions/_vitrail
share/zsh/site-functions/_vitrailctl
""".split()


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def installed_files(_):
    """an installation has its programs, pages, units, entries and completions, and nothing else"""
    with tempfile.TemporaryDirectory() as folder:
        output_of("meson", "install", "-C", str(BUILD), "--no-rebuild", "--destdir", folder)
        prefix = next(Path(folder).rglob("bin/vitrail")).parent.parent
        found = sorted(str(path.relative_to(prefix)) for path in prefix.rglob("*") if not path.is_dir())
        assert found == FILES, set(found) ^ set(FILES)
        assert sorted(Path(folder).rglob("bin/vitrail")) == [prefix / "bin/vitrail"]
        for path in prefix.rglob("*"):
            mode = path.stat().st_mode
            assert not mode & (stat.S_ISUID | stat.S_ISGID), path
            assert path.is_dir() or path.stat().st_size > 0, path
            assert bool(mode & stat.S_IXUSR) == (path.is_dir() or path.parent.name == "bin"), path
        assert output_of(str(prefix / "bin/vitrail"), "--version").startswith("vitrail ")
        assert output_of(str(prefix / "bin/vitrailctl"), "--version").startswith("vitrailctl ")
        entry = (prefix / "share/wayland-sessions/vitrail.desktop").read_text()
        for key in ("Exec", "TryExec"):
            assert (prefix / "bin" / re.search(rf"^{key}=(\S+)", entry, re.M)[1]).exists(), key


def hardened(_):
    """programs are position independent, with read-only tables, and without an executable stack"""
    for program in (VITRAIL, VITRAILCTL):
        header, segments = output_of("readelf", "-hW", program), output_of("readelf", "-lW", program)
        dynamic, symbols = output_of("readelf", "-dW", program), output_of("readelf", "-W", "--dyn-syms", program)
        assert re.search(r"Type:\s+DYN", header) and "INTERP" in segments, header
        if SANITIZED:
            continue
        assert "GNU_RELRO" in segments
        assert re.search(r"FLAGS.*BIND_NOW|FLAGS_1.*NOW", dynamic), dynamic
        assert re.search(r"GNU_STACK.*\bRW\s", segments), segments
        assert not re.search(r"LOAD.*\bRWE\b", segments), segments
        assert not re.search(r"RPATH|RUNPATH", dynamic), dynamic
        if program == VITRAIL and not RELEASE:
            continue  # what follows costs everybody who builds; it is the same for both programs
        assert "__stack_chk_fail" in symbols
        assert not OPTIMIZED or re.search(r"__\w+_chk@", symbols), "nothing of it is fortified"


def unit_is_valid(world):
    """systemd takes the units, and finds the kiosk's well protected"""
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        return  # nobody to ask
    unit = Path(world.folder.name) / "vitrail-kiosk.service"
    shell = shutil.which("true")
    unit.write_text((DATA / "vitrail-kiosk.service").read_text().replace("/usr/bin/vitrail ", f"{VITRAIL} ")
                    .replace("/usr/bin/foot", shell))
    for manager, each in (("--system", unit), ("--user", DATA / "vitrail-session.target")):
        done = subprocess.run([analyze, "verify", manager, "--man=no", str(each)], text=True, check=False,
                              env=world.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        ours = [line for line in done.stdout.splitlines() if each.name in line]
        assert done.returncode == 0 and not ours, done.stdout
    text = subprocess.run([analyze, "security", "--offline=true", str(unit)], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout
    exposure = re.search(r"Overall exposure level.*: ([\d.]+) ", text)
    assert exposure and float(exposure[1]) <= 4.0, text


def options_of(program, *request):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", output_of(str(program), *request, "--help")))


def completions(_):
    """each shell's completions know every option of the programs, and none that they do not have"""
    requests = set(re.findall(r"^  ([a-z]+) ", output_of(str(VITRAILCTL), "--help").split("SUBCOMMANDS")[-1], re.M | re.I))
    assert "why" in requests, requests
    options = options_of(VITRAILCTL).union(*(options_of(VITRAILCTL, request) for request in requests))
    for program, wanted in (("vitrail", options_of(VITRAIL)), ("vitrailctl", options)):
        for name in (f"{program}.bash", f"_{program}", f"{program}.fish"):
            lines = (DATA / "completions" / name).read_text().splitlines()
            text = "\n".join(line for line in lines if not line.startswith("set "))
            found = set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)|(?<=\s)-l ([a-z][a-z-]+)", text))
            known = {f"--{a or b}" for a, b in found}
            assert wanted <= known, (name, wanted - known)
            assert known <= wanted, (name, known - wanted)
            if program == "vitrailctl":
                assert all(re.search(rf"\b{request}\b", text) for request in requests), (name, requests)


def bash_completes(_):
    """bash completes options, their values, requests, and the command after --"""
    def completed(program, *words):
        script = (f"source '{DATA}/completions/{program}.bash'; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                  f"_{program}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        return output_of("bash", "-c", script, "bash", program, *words).split()
    assert completed("vitrail", "--ki") == ["--kiosk"]
    assert completed("vitrail", "--backend", "h") == ["headless"]
    assert "bash" in completed("vitrail", "--kiosk", "--", "bas")
    assert completed("vitrailctl", "w") == ["why"]
    assert completed("vitrailctl", "planes", "pri") == ["primary"]
    assert completed("vitrailctl", "--socket", "/x", "why", "--w") == ["--watch"]


if __name__ == "__main__":
    os.environ.pop("DESTDIR", None)
    main([installed_files, hardened, unit_is_valid, completions, bash_completes])
