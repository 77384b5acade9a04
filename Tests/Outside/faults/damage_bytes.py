"""Damage to the bytes of a store's files: single bits, chunks of 4 KiB, cut and older files."""
import os
from pathlib import Path

from damage_rows import Expectation
from stores import copy

CHUNK = 4_096


def flip(path, draw, limit=None):
    size = min(os.path.getsize(path), limit or 1 << 62)
    with open(path, "r+b") as file:
        place = draw.randrange(size)
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << draw.randrange(8)]))


def file_bit(scene, store, draw):
    flip(store, draw)
    return Expectation(may_be_harmless=True)


def header_bit(scene, store, draw):
    """The file's own header and the root of its schema."""
    flip(store, draw, limit=400)
    return Expectation(may_be_harmless=True)


def log_bit(scene, store, draw):
    """SQLite takes a bad frame and all after it for a torn tail: only a head shows it."""
    flip(f"{store}-wal", draw)
    return Expectation(needs_head=True, may_be_harmless=True)


def chunk(scene, store, draw):
    """A chunk is zeroed, stands in another's place as well, or is swapped with it."""
    data = bytearray(Path(store).read_bytes())
    first, second = (CHUNK * i for i in draw.sample(range(len(data) // CHUNK), 2))
    one, other = (bytes(data[i:i + CHUNK]) for i in (first, second))
    what = draw.choice(("zeroed", "doubled", "swapped"))
    data[first:first + CHUNK] = bytes(CHUNK) if what == "zeroed" else other
    if what == "swapped":
        data[second:second + CHUNK] = one
    Path(store).write_bytes(data)
    return Expectation(may_be_harmless=True)


def cut_file(scene, store, draw):
    os.truncate(store, draw.randrange(os.path.getsize(store)))
    return Expectation(may_be_harmless=True)


def rolled_back(scene, store, draw):
    """An older state of the whole store in its place: only a head shows it."""
    copy(draw.choice(scene.older), store)
    return Expectation(needs_head=True)
