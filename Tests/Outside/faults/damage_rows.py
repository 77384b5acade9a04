"""Damage that goes through SQL: bits of columns, whole rows, snapshots, and rewritten history.

Each function edits the run of a scene with the choices of `draw` and returns what `verify` has to
say of it.
"""
import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from stores import change, query

FIRST = 1 << 40
COLUMNS = ("tick", "type", "agent", "payload", "prev_hash", "hash")
KEPT = "tick, type, agent, payload, prev_hash, hash"


@dataclass
class Expectation:
    """What has to come of a check."""
    # The event that has to be named, if it is known which.
    event: int = None
    # Whether only a head that was kept elsewhere can tell.
    needs_head: bool = False
    # Whether it may be without consequence.
    may_be_harmless: bool = False
    # Whether going on with the run has to warn and come to the same head.
    goes_on: bool = False


def flipped(value, draw):
    """The value with one bit changed, of the same kind where that can be."""
    if value is None:
        return 1 << draw.randrange(20)
    if isinstance(value, int):
        return value ^ 1 << draw.randrange(62)
    text = isinstance(value, str)
    data = bytearray(value.encode() if text else value)
    if not data:
        return "\x01" if text else b"\x01"
    # Of a letter one of the lower bits, so that the text stays one.
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(6 if text else 8)
    return data.decode() if text else bytes(data)


def event_bit(scene, store, draw):
    column, event = draw.choice(COLUMNS), draw.randrange(scene.count)
    (value,), = query(store, f"SELECT {column} FROM events WHERE id = ?", FIRST + event)
    change(store, (f"UPDATE events SET {column} = ? WHERE id = ?", flipped(value, draw),
                   FIRST + event))
    return Expectation(event=event)


def event_number(scene, store, draw):
    """A bit of the rowid: the event goes elsewhere, past the end or to another run."""
    event, bit = draw.randrange(scene.count), draw.randrange(10, 62)
    other = (FIRST + event) ^ (1 << bit)
    if FIRST <= other < FIRST + scene.count:
        return event_bit(scene, store, draw)
    change(store, ("UPDATE events SET id = ? WHERE id = ?", other, FIRST + event))
    return Expectation(event=event)


def run_bit(scene, store, draw):
    with closing(sqlite3.connect(store)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(runs)")]
        column = draw.choice(columns)
        value, = database.execute(f"SELECT {column} FROM runs WHERE run = 1").fetchone()
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute(f"UPDATE runs SET {column} = ? WHERE run = 1", (flipped(value, draw),))
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Expectation(may_be_harmless=True)


def removed(scene, store, draw):
    event = draw.randrange(scene.count)
    change(store, ("DELETE FROM events WHERE id = ?", FIRST + event))
    return Expectation(event=event)


def swapped(scene, store, draw):
    first, second = sorted(draw.sample(range(scene.count), 2))
    change(store, ("UPDATE events SET id = -1 WHERE id = ?", FIRST + first),
           ("UPDATE events SET id = ? WHERE id = ?", FIRST + first, FIRST + second),
           ("UPDATE events SET id = ? WHERE id = -1", FIRST + second))
    return Expectation(event=first)


def duplicated(scene, store, draw):
    """An event comes twice; all later ones move on."""
    event = draw.randrange(scene.count)
    _shift(store, event)
    change(store, (f"INSERT INTO events (id, {KEPT}) SELECT ?, {KEPT} FROM events WHERE id = ?",
                   FIRST + event + 1, FIRST + event),
           "UPDATE runs SET event_count = event_count + 1")
    return Expectation(event=event + 1)


def inserted(scene, store, draw):
    """A row of another place of the run, put in between."""
    event, source = draw.randrange(1, scene.count), draw.randrange(scene.count)
    row = query(store, f"SELECT {KEPT} FROM events WHERE id = ?", FIRST + source)[0]
    if source == event:
        return duplicated(scene, store, draw)
    _shift(store, event - 1)
    change(store, (f"INSERT INTO events (id, {KEPT}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   FIRST + event, *row),
           "UPDATE runs SET event_count = event_count + 1")
    return Expectation(event=event)


def overwritten(scene, store, draw):
    """The contents of one event stand in another's place as well."""
    event, source = draw.sample(range(scene.count), 2)
    change(store, (f"UPDATE events SET ({KEPT}) = (SELECT {KEPT} FROM events WHERE id = ?) "
                   "WHERE id = ?", FIRST + source, FIRST + event))
    return Expectation(event=event)


def _shift(store, event):
    """Moves all events after one by one place, by way of numbers that are free."""
    change(store, ("UPDATE events SET id = -id - 1 WHERE id > ? AND id < ?",
                   FIRST + event, 2 * FIRST), "UPDATE events SET id = -id WHERE id < 0")


def snapshot_bit(scene, store, draw):
    column = draw.choice(("event_count", "head_hash", "version", "state", "state", "state_hash"))
    (value, row), = query(store, f"SELECT {column}, rowid FROM snapshots ORDER BY tick DESC "
                                 "LIMIT 1")
    change(store, (f"UPDATE snapshots SET {column} = ? WHERE rowid = ?", flipped(value, draw), row))
    return Expectation(may_be_harmless=True, goes_on=True)


def snapshot_cut(scene, store, draw):
    (size,), = query(store, "SELECT max(length(state)) FROM snapshots")
    change(store, ("UPDATE snapshots SET state = substr(state, 1, ?)", draw.randrange(size)))
    return Expectation(may_be_harmless=True, goes_on=True)


def snapshot_of_another(scene, store, draw):
    """The state of another seed's run, with its own hash, in this one's place."""
    row = query(scene.other, "SELECT tick, event_count, head_hash, version, state, state_hash "
                             "FROM snapshots ORDER BY tick DESC LIMIT 1")[0]
    change(store, ("UPDATE snapshots SET (tick, event_count, head_hash, version, state, "
                   "state_hash) = (?, ?, ?, ?, ?, ?)", *row))
    return Expectation(may_be_harmless=True, goes_on=True)


def cut_off(scene, store, draw):
    """The last ticks are gone and the run's row agrees: only a head shows it."""
    ends = query(store, "SELECT id & 1099511627775, tick, hash FROM events "
                        "WHERE type = 'TICK_END' ORDER BY id")
    event, tick, hash = draw.choice(ends[:-1])
    change(store, ("DELETE FROM events WHERE id > ?", FIRST + event),
           ("UPDATE runs SET event_count = ?, head_hash = ?, ticks_done = ?, status = 'paused'",
            event + 1, hash.hex(), tick + 1))
    return Expectation(needs_head=True)


def rewritten(scene, store, draw):
    """A price is another one, and every hash from there on is computed anew."""
    rows = query(store, f"SELECT id, {KEPT} FROM events ORDER BY id")
    (run_id,), = query(store, "SELECT run_id FROM runs WHERE run = 1")
    places = [i for i, row in enumerate(rows) if row[2] in ("ORDER_PLACED", "TRADE_EXECUTED")]
    changed, before, edits = draw.choice(places), b"", []
    for place, (rowid, tick, kind, agent, payload, _, _) in enumerate(rows):
        document = json.loads(payload)
        if place == changed:
            document["quantity"] = f"{draw.randrange(1, 900)}.00000000"
            payload = canonical(document)
        envelope = {"event_seq": place, "event_type": kind, "payload": document,
                    "prev_hash": before.hex() or "GENESIS", "run_id": run_id, "tick_id": tick}
        hash = hashlib.sha256(canonical(envelope).encode()).digest()
        if place >= changed:
            edits.append(("UPDATE events SET payload = ?, prev_hash = ?, hash = ? WHERE id = ?",
                          payload, before, hash, rowid))
        before = hash
    change(store, *edits, ("UPDATE runs SET head_hash = ?", before.hex()))
    return Expectation(needs_head=True)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
