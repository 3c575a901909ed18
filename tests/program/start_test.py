#!/usr/bin/env python3
"""What a person sees who starts Vitrail wrongly: one clear line, what to do, and an exit status that is not 0."""

import os
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tap import main, text_of, until  # noqa: E402

no_cards = not any(Path("/dev/dri").glob("card*")) if Path("/dev/dri").exists() else True


def complains(world, status, words, *arguments, **variables):
    code, text = world.run(*arguments, **variables)
    lines = [line for line in text.splitlines() if "wlroots:" not in line]
    assert code == status, (code, text)
    assert len(lines) == 1 and words in lines[0], text


def unknown_option(world):
    """an unknown option is named"""
    complains(world, 2, "--nonsense", "--nonsense")


def unknown_backend(world):
    """an unknown backend is named, with those that there are"""
    complains(world, 2, "headless", "--backend", "vga")


def missing_configuration(world):
    """a configuration file that is not there is named"""
    complains(world, 2, "/not/there", "--config", "/not/there")


def missing_card(world):
    """a card that is not there is named, and how to find those that are"""
    complains(world, 1, "ls /dev/dri", "--backend", "kms", "--drm-device", "/dev/dri/card99")


def no_runtime_folder(world):
    """without a folder for its socket it says which variable to set"""
    complains(world, 1, "XDG_RUNTIME_DIR", "--backend", "headless", XDG_RUNTIME_DIR="")


def no_renderer(world):
    """a renderer that does not start is named, and one that does"""
    complains(world, 1, "WLR_RENDERER=vulkan", "--backend", "headless", WLR_RENDERER="vulkan", VK_DRIVER_FILES="/none")


def dead_session(world):
    """a WAYLAND_DISPLAY that nobody serves does not make it nest"""
    if no_cards:
        complains(world, 1, "/dev/dri", WAYLAND_DISPLAY="dead-0")
    else:
        _, text = world.run("--drm-device", "/dev/dri/card99", WAYLAND_DISPLAY="dead-0")
        assert "/dev/dri/card99" in text, text


def asked_to_nest(world):
    """asked to nest where nothing is, it says so"""
    complains(world, 1, "WAYLAND_DISPLAY", "--backend", "wayland")
    complains(world, 1, "DISPLAY", "--backend", "x11")


def kiosk_waits(world):
    """a kiosk waits for what is missing, and says so once"""
    kiosk = world.start(os.path.abspath(sys.argv[1]), "--kiosk", "--backend", "kms", "--drm-device", "/dev/dri/card99")
    assert until(lambda: "Waiting" in text_of(kiosk)), text_of(kiosk)
    assert not until(lambda: text_of(kiosk).count("Waiting") > 1 or kiosk.poll() is not None, seconds=3), text_of(kiosk)


def help_and_version(world):
    """--help and --version tell and succeed"""
    assert world.run("--version")[0] == 0
    code, text = world.run("--help")
    assert code == 0 and "--kiosk" in text, text


def command_ends_session(world):
    """the session ends with its command, and with its status"""
    assert world.run("--backend", "headless", "--", "sh", "-c", "exit 7")[0] == 7
    assert world.run("--backend", "headless", "--", "/not/a/program")[0] == 127


def signals_end_it(world):
    """SIGINT and SIGTERM end it well"""
    for number in (2, 15):
        program = world.start(os.path.abspath(sys.argv[1]), "--backend", "headless")
        assert until(lambda: "WAYLAND_DISPLAY=" in text_of(program)), text_of(program)
        os.kill(program.pid, number)
        assert program.wait(10) == 0, text_of(program)


def no_threads(world):
    """Vitrail starts no thread: everything of its own happens in one"""
    program = os.path.abspath(sys.argv[1])
    asked_for = subprocess.run(["nm", "-D", "-C", "--undefined-only", program], capture_output=True, text=True, check=True).stdout
    starts = [line for line in asked_for.splitlines() if re.search(r"pthread_create|thrd_create|_M_start_thread|\bclone3?\b", line)]
    assert asked_for and not starts, starts


main([unknown_option, unknown_backend, missing_configuration, missing_card, no_runtime_folder, no_renderer, dead_session,
      asked_to_nest, kiosk_waits, help_and_version, command_ends_session, signals_end_it,
      no_threads])
