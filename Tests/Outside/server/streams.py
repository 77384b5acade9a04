"""The stream: nothing missed, nothing twice, and who reads slowly pays alone."""
import asyncio
import base64
import json
import os
import random
import re
import socket
import sys
import threading
import time

from serving import EXAMPLES, Skipped, Violation, expect, in_threads

sys.path.insert(0, str(EXAMPLES))
try:
    import websockets
    from stream_trader import Feed
except ImportError:
    websockets = Feed = None

CHANNELS = ["trades", "ticks", "agent"]


def need_websockets():
    if websockets is None:
        raise Skipped("websockets is not installed")


class Cutting:
    """A proxy on loopback that cuts every connection after a random number of bytes."""

    def __init__(self, port, draw, most):
        self.target, self.draw, self.most, self.cuts = port, draw, most, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                inside, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(inside,), daemon=True).start()

    def carry(self, inside):
        try:
            outside = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            inside.close()
            return
        threading.Thread(target=self.pump, args=(inside, outside, None), daemon=True).start()
        self.pump(outside, inside, self.draw.randrange(400, self.most))

    def pump(self, source, sink, left):
        try:
            while left is None or left > 0:
                data = source.recv(65_536 if left is None else min(left, 65_536))
                if not data:
                    break
                sink.sendall(data)
                left = None if left is None else left - len(data)
        except OSError:
            pass
        if left == 0:
            self.cuts += 1
        for end in (source, sink):
            try:
                # At once: what lies in buffers is lost.
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.close()


async def follow(feed, found, until):
    async for message in feed.messages():
        found.append(message)
        if until(message):
            return


def identity(message):
    return message["type"], message["event_seq"], json.dumps(message["data"], sort_keys=True)


def trade(session, stop):
    """Places and takes, so that its own channel has something to tell."""
    draw = random.Random(3)
    while not stop.is_set():
        side = draw.choice(("bid", "ask"))
        session.place(side, "110" if side == "bid" else "90", "0.5", time_in_force="ioc")
        session.place("bid", "80", "0.5")
        session.act({"type": "cancel_all"})
        time.sleep(0.02)


def check_since(make):
    """A stream that breaks hundreds of times tells what an unbroken one tells, once each."""
    need_websockets()
    server = make(tick_every="50ms").start()
    _, session = server.agent("alice")
    cutter = Cutting(server.port, random.Random(7), 12_000)
    stop = threading.Event()
    trader = threading.Thread(target=trade, args=(server.session(session.key), stop))
    whole, pieces = [], []
    channels = CHANNELS + ["book"]
    steady = Feed(server.url, session.key, channels)
    broken = Feed(f"http://127.0.0.1:{cutter.port}", session.key, channels)

    async def both():
        # From the first event on, which both have to be told from the history.
        steady.since = broken.since = 0
        ends = time.monotonic() + 8
        trader.start()
        first = asyncio.create_task(
            follow(steady, whole, lambda m: time.monotonic() > ends and m["type"] == "ticks"))
        second = asyncio.create_task(
            follow(broken, pieces, lambda m: bool(first.done()) and whole[-1]["event_seq"]
                   <= m["event_seq"] and m["type"] == "ticks"))
        await asyncio.wait_for(asyncio.gather(first, second), 60)

    try:
        asyncio.run(both())
    finally:
        stop.set()
        cutter.close()
        trader.join()
    last = whole[-1]["event_seq"]
    for channel in CHANNELS:
        one, other = ([identity(m) for m in told if m["type"] == channel
                       and m["event_seq"] <= last] for told in (whole, pieces))
        expect(len(set(one)) == len(one), f"{channel} tells something twice")
        expect(one == other, f"{channel}: {len(one)} messages, {len(other)} over broken streams")
    kinds = {"trades": "TRADE_EXECUTED", "agent": None}
    stored = [number for number, kind, _ in server.events()
              if kind == kinds["trades"] and number <= last]
    told = [m["event_seq"] for m in pieces if m["type"] == "trades" and m["event_seq"] <= last]
    expect(told == [number for number in stored if number > 0], "trades: not what is stored")
    expect(broken.connections > 5, f"only {broken.connections} connections: nothing was tried")
    return f"{len(pieces)} messages over {broken.connections} connections"


def check_restart(make):
    """A stream goes on where it was after kill -9 and `serve --resume`."""
    need_websockets()
    server = make(tick_every="50ms").start()
    _, session = server.agent("alice")
    found, feed = [], Feed(server.url, session.key, CHANNELS)
    feed.since = 0

    async def run():
        for _ in range(3):
            ends = time.monotonic() + 1.5
            feed.url = server.url.replace("http", "ws") + "/v1/stream"
            await asyncio.wait_for(
                follow(feed, found, lambda m: time.monotonic() > ends), 30)
            server.kill()
            server.start(resume="last")

    asyncio.run(run())
    last = found[-1]["event_seq"]
    told = [m["event_seq"] for m in found if m["type"] == "ticks"]
    stored = [number for number, kind, _ in server.events()
              if kind in ("TICK_START", "TICK_END") and 0 < number <= last]
    expect([number for number in told if number <= last] == stored, "ticks: not what is stored")
    return f"{len(found)} messages"


def open_stream(server, key=None, receive_buffer=None, fields="", says_who=True):
    """A WebSocket by hand: for clients that behave as no library would."""
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        # Small segments keep the buffers of the system small, on the server's side as well.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", server.port))
    nonce = base64.b64encode(os.urandom(16)).decode()
    connection.sendall((f"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        f"Sec-WebSocket-Key: {nonce}\r\n{fields}\r\n").encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        piece = connection.recv(1)
        if not piece:
            raise Violation(f"no upgrade: {answer!r}")
        answer += piece
    expect(answer.startswith(b"HTTP/1.1 101"), f"no upgrade: {answer!r}")
    if says_who:
        who = {"type": "auth", "api_key": key} if key else {"type": "auth"}
        connection.sendall(frame(json.dumps(who).encode()))
    return connection


def frame(data, opcode=1, final=True, masked=True, mask=b"\1\2\3\4", length=None):
    """One frame of a client; `length` may lie."""
    length = len(data) if length is None else length
    head = bytes([(0x80 if final else 0) | opcode])
    bit = 0x80 if masked else 0
    if length < 126:
        head += bytes([bit | length])
    elif length < 65_536:
        head += bytes([bit | 126]) + length.to_bytes(2, "big")
    else:
        head += bytes([bit | 127]) + length.to_bytes(8, "big")
    if not masked:
        return head + data
    return head + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))


def read_frames(connection, until=None):
    """The frames that come: pairs of opcode and data, until the stream ends."""
    data = b""

    def need(count):
        nonlocal data
        while len(data) < count:
            piece = connection.recv(65_536)
            if not piece:
                raise EOFError
            data += piece

    try:
        while until is None or time.monotonic() < until:
            need(2)
            length, start = data[1] & 127, 2
            if length == 126:
                need(4)
                length, start = int.from_bytes(data[2:4], "big"), 4
            elif length == 127:
                need(10)
                length, start = int.from_bytes(data[2:10], "big"), 10
            need(start + length)
            yield data[0] & 15, data[start:start + length]
            data = data[start + length:]
    except (EOFError, OSError):
        return


def closing_code(connection, within):
    """The code the server closes with, and after how many seconds; None if it does not."""
    start = time.monotonic()
    connection.settimeout(within)
    frames = read_frames(connection, start + within)
    found = next((data for opcode, data in frames if opcode == 8), None)
    connection.close()
    return found and int.from_bytes(found[:2], "big"), time.monotonic() - start


def check_door(make):
    """Streams of strangers: other pages, the silent, wrong keys, and a key that is revoked."""
    server = make().start()
    agent, session = server.agent("alice")
    with server.operator as operator:
        path = f"/v1/agents/{agent}/keys"
        other = operator.ask("POST", path, {}).expect(201).json
        stream = open_stream(server, other["api_key"])
        stream.sendall(frame(b'{"type":"subscribe","channels":["agent"]}'))
        time.sleep(0.2)
        operator.ask("DELETE", f"{path}/{other['key_id']}").expect(204)
        code, seconds = closing_code(stream, 5)
        expect(code == 1008 and seconds < 3, f"a revoked key: {code} after {seconds:.1f} s")
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{server.port}.evil.example"):
        found = closing_code(open_stream(server, fields=f"Origin: {origin}\r\n"), 5)
        expect(found[0] == 1008, f"a page of {origin}: {found}")
    same = open_stream(server, fields=f"Origin: http://127.0.0.1:{server.port}\r\n")
    expect(closing_code(same, 1)[0] is None, "a page of the server itself was refused")
    code, seconds = closing_code(open_stream(server, says_who=False), 6)
    expect(code == 1008 and seconds < 5, f"silence: {code} after {seconds:.1f} s")
    answers = {closing_code(open_stream(server, key), 5)[0]
               for key in (other["api_key"], session.key[:-1] + "x", "nobody.nothing", "no key")}
    expect(answers == {1008}, f"wrong keys are closed with {answers}")


def check_slow(make, count=20):
    """Streams that stop reading are closed with 1013 and cost the others nothing."""
    need_websockets()
    server = make(tick_every="5ms").start()
    _, session = server.agent("alice")
    wish = frame(json.dumps({"type": "subscribe", "channels": CHANNELS[:2] + ["book", "metrics"],
                             }).encode())
    stop = threading.Event()
    trader = threading.Thread(target=trade, args=(server.session(session.key), stop))
    trader.start()
    before = server.memory()
    slow = []
    for _ in range(count):
        slow.append(open_stream(server, receive_buffer=4_096))
        slow[-1].sendall(wish)
    found, feed = [], Feed(server.url, session.key, CHANNELS)
    # An unbroken chain of prev_seq is what the feed itself insists on.
    feed.since = 0
    ends, looked, too_slow, most = time.monotonic() + 60, 0.0, 0, before

    def until(_):
        nonlocal looked, too_slow, most
        if time.monotonic() > looked + 0.5:
            looked, most = time.monotonic(), max(most, server.memory())
            text = session.get("/metrics").body.decode()
            too_slow = int(re.search(r"^catallaxy_streams_too_slow_total (\d+)", text, re.M)[1])
        return too_slow == count or time.monotonic() > ends

    try:
        asyncio.run(asyncio.wait_for(follow(feed, found, until), 90))
    finally:
        stop.set()
        trader.join()
    expect(feed.connections == 1, "a slow stream broke another one")
    expect(too_slow == count, f"of {count} streams that stopped reading {too_slow} were closed")
    expect(most - before < 100, f"memory grew by {most - before:.0f} MiB")
    def last_word(number):
        last = list(read_frames(slow[number], time.monotonic() + 9))[-1:]
        if not last or last[0][0] != 8:
            return "cut"
        expect(re.search(rb"\d", last[0][1][2:]), "1013 without the last event_seq")
        return int.from_bytes(last[0][1][:2], "big")

    codes = {}
    for word in in_threads(count, last_word):
        codes[word] = codes.get(word, 0) + 1
    # Who never reads is cut in the end, and finds no word of it.
    expect(1013 in codes and set(codes) <= {1013, "cut"}, f"slow streams were closed with {codes}")
    return (f"{count} slow streams closed: {codes}; memory +{most - before:.0f} MiB; "
            f"{len(found)} messages for the other")


CHECKS = {
    "since": ("a stream that breaks misses nothing and sees nothing twice", check_since),
    "restart": ("a stream goes on after kill -9", check_restart),
    "door": ("a stream lets nobody in who should not be", check_door),
    "slow": ("a slow stream pays alone", check_slow),
}
