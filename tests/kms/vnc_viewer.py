#!/usr/bin/env python3
"""vnc_viewer.py SOCKET PICTURE TEXT: the other end of a remote view (RFC 6143).

Saves the picture of the desktop behind SOCKET as PPM, then types TEXT and Return there.
"""

import socket
import struct
import sys

NONE, RAW, RETURN = 1, 0, 0xFF0D
UPDATE, COLOR_MAP, BELL, CUT_TEXT = range(4)


class Connection:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(2)
        self.socket.connect(path)

    def send(self, layout, *values):
        self.socket.sendall(struct.pack(layout, *values))

    def bytes(self, count):
        out = b""
        while len(out) < count:
            more = self.socket.recv(count - len(out))
            if not more:
                sys.exit("the server hung up")
            out += more
        return out

    def read(self, layout):
        return struct.unpack(layout, self.bytes(struct.calcsize(layout)))


def shake_hands(there):
    """Gives the size of the desktop."""
    there.bytes(12)
    there.send(">12s", b"RFB 003.008\n")
    (count,) = there.read(">B")
    assert NONE in there.bytes(count), "the server wants to know who we are"
    there.send(">B", NONE)
    assert there.read(">I") == (0,), "refused"
    there.send(">B", 1)  # others may look, too
    width, height, _, length = there.read(">HH16sI")
    there.bytes(length)
    there.send(">BxxxBBBBHHHBBBxxx", 0, 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
    there.send(">BxHi", 2, 1, RAW)
    return width, height


def read_update(there, picture, width):
    """Puts what the server sends next into the picture."""
    (kind,) = there.read(">B")
    if kind == CUT_TEXT:
        there.bytes(there.read(">xxxI")[0])
    if kind != UPDATE:
        return
    for _ in range(there.read(">xH")[0]):
        x, y, columns, rows, encoding = there.read(">HHHHi")
        assert encoding == RAW, encoding
        pixels = there.bytes(columns * rows * 4)
        for row in range(rows):
            line = pixels[row * columns * 4:(row + 1) * columns * 4]
            rgb = bytearray(columns * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
            start = ((y + row) * width + x) * 3
            picture[start:start + len(rgb)] = rgb


def still_picture(there, width, height):
    """The desktop when nothing has moved for a while; before it shows that, a server may show anything."""
    picture = bytearray(width * height * 3)
    there.send(">BBHHHH", 3, 0, 0, 0, width, height)
    while True:
        try:
            read_update(there, picture, width)
        except TimeoutError:
            return picture
        there.send(">BBHHHH", 3, 1, 0, 0, width, height)


def main():
    path, file, text = sys.argv[1:]
    there = Connection(path)
    width, height = shake_hands(there)
    picture = still_picture(there, width, height)
    with open(file, "wb") as out:
        out.write(b"P6\n%d %d\n255\n" % (width, height) + picture)
    for key in [*map(ord, text), RETURN]:
        there.send(">BBxxI", 4, 1, key)
        there.send(">BBxxI", 4, 0, key)
    there.read(">B")  # what was typed shows


main()
