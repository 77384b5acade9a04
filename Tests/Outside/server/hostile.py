"""The server among enemies: figures G6 (over the network) and G8.

    python3 hostile.py [--quick] [--seed N] PROGRAM

Ends with 1 when something that must hold does not: a normal client sees no error, memory stays
bounded, nothing ends with 5xx, and the record is right at the end. Latencies are printed and judge
nothing by themselves: they mean something on a machine that does nothing else.
"""
import argparse
import os
import resource
import selectors
import shutil
import socket
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

import nasty
from serving import Server, Violation, expect, quantile
from streams import frame, open_stream


class Probe:
    """A normal client: reads and acts, one after the other, and keeps the time of each."""

    def __init__(self, server, key):
        self.server, self.key = server, key

    def watch(self, seconds):
        """For so long; returns the milliseconds of its requests. Any error is a violation."""
        times, end = [], time.monotonic() + seconds
        with self.server.session(self.key, timeout=30) as session:
            while time.monotonic() < end:
                start = time.perf_counter()
                if len(times) % 2:
                    session.act({"type": "cancel_all"}).expect(200)
                else:
                    session.get("/v1/agent").expect(200)
                times.append(1000 * (time.perf_counter() - start))
                time.sleep(0.005)
        return times


class Crowd:
    """Many connections that send a byte a second, or nothing."""

    def __init__(self, server, slow, idle, stalled, key):
        self.server, self.slow, self.closed, self.answers = server, [], 0, {}
        self.ended = threading.Event()
        self.heads = b"GET /v1/run/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"x" * 900
        self.bodies = (b"POST /v1/actions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                       + key.encode() + b"\r\nContent-Type: application/json\r\nIdempotency-Key: s"
                       b"\r\nContent-Length: 900\r\n\r\n")
        self.refused = 0
        for number in range(slow):
            self.add(self.heads if number % 2 else self.bodies + b"[" * 900,
                     0 if number % 2 else len(self.bodies))
        self.idle = [self.dial() for _ in range(idle)]
        self.stalled = []
        for _ in range(stalled):
            stream = open_stream(server, receive_buffer=4_096)
            stream.sendall(frame(b'{"type":"subscribe","channels":["book","trades","ticks"]}'))
            self.stalled.append(stream)
        self.thread = threading.Thread(target=self.drip)
        self.thread.start()

    def dial(self):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=30)

    def add(self, data, start):
        """The first part of a request at once, the rest a byte at a time."""
        connection = self.dial()
        connection.sendall(data[:start])
        connection.setblocking(False)
        self.slow.append([connection, data, start])

    def drip(self):
        while not self.ended.wait(0.5):
            for entry in self.slow:
                connection, data, place = entry
                if connection.fileno() < 0 or place >= len(data):
                    continue
                try:
                    connection.send(data[place:place + 1])
                    entry[2] += 1
                    answer = connection.recv(4_096)
                except BlockingIOError:
                    continue
                except OSError:
                    answer = b""
                word = answer[9:12].decode("latin-1") if answer else "closed"
                self.answers[word] = self.answers.get(word, 0) + 1
                self.closed += 1
                connection.close()

    def leave(self):
        self.ended.set()
        self.thread.join()
        for connection in [entry[0] for entry in self.slow] + self.idle + self.stalled:
            connection.close()


def still_open(connections):
    """How many of the connections the server has not ended."""
    count = 0
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ)
        ended = len(selector.select(0))
        count = len(connections) - ended
    return count


def crowded(server, key, quick):
    """G8: slow, idle and stalled connections around a normal client."""
    probe = Probe(server, key)
    before, memory = probe.watch(3 if quick else 10), server.memory()
    crowd = Crowd(server, 1_000, 2_000, 100, key)
    try:
        during = probe.watch(15 if quick else 75)
        grown = server.memory() - memory
        answers, idle = dict(sorted(crowd.answers.items())), still_open(crowd.idle)
        expect(crowd.closed >= 950,
               f"of 1,000 slow connections {crowd.closed} were ended: {answers}")
        if not quick:
            expect(idle == 0, f"of 2,000 idle connections {idle} are open after 75 s")
    finally:
        crowd.leave()
    expect(grown < 100, f"memory grew by {grown:.0f} MiB")
    after = probe.watch(3)
    for what, times in (("before", before), ("among them", during), ("after", after)):
        print(f"G8   a normal client {what}: {len(times)} requests, no error, "
              f"p50 {quantile(times, 0.5):.1f} ms, p99 {quantile(times, 0.99):.1f} ms, "
              f"max {max(times):.0f} ms", flush=True)
    print(f"G8   1,000 slow connections ended with {answers}; of 2,000 idle ones {idle} are still "
          f"open; 100 streams stopped reading; memory +{grown:.0f} MiB", flush=True)


def large_bodies(server, key):
    """Too large a body, announced and not, a hundred at a time: memory stays flat."""
    before = server.memory()
    fields = ["Content-Type: application/json", "Idempotency-Key: large"]
    announced = nasty.request(key=key, headers=[*fields, "Content-Length: 100000000"])
    chunked = nasty.request(key=key, headers=[*fields, "Transfer-Encoding: chunked"])
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    for data in (announced + b" " * 200_000, chunked + chunk * 20):
        def one(_):
            answer = nasty.raw(server.port, data)
            expect(not answer or answer.startswith(b"HTTP/1.1 413"),
                   f"large body: {answer[:100]!r}")
        nasty.in_threads(100, one)
    grown = server.memory() - before
    expect(grown < 50, f"memory grew by {grown:.0f} MiB under large bodies")
    return grown


def measure(words):
    resource.setrlimit(resource.RLIMIT_NOFILE,
                       (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    folder = Path(tempfile.mkdtemp(prefix="catallaxy-hostile-"))
    server = Server(words.program, folder, tick_every="50ms")
    try:
        server.start()
        _, session = server.agent("normal")
        key, start = session.key, server.memory()
        crowded(server, key, words.quick)
        count = nasty.curated(server, key)
        nasty.pipelined(server, key)
        count += nasty.streams_misused(server, key)
        print(f"G6   {count} curated requests and streams, 81 pipelined ones: "
              "each refused as it should be, no 5xx", flush=True)
        grown = large_bodies(server, key)
        print(f"G6   200 bodies too large, 100 at a time: memory +{grown:.0f} MiB", flush=True)
        began = time.monotonic()
        sent = nasty.noise(server, key, 10_000 if words.quick else 100_000, words.seed)
        print(f"G6   {sent} random and damaged requests and streams in "
              f"{time.monotonic() - began:.0f} s: no 5xx, no crash", flush=True)
        times = Probe(server, key).watch(2)
        expect(server.is_alive(), "the server has ended")
        print(f"     it still serves: p99 {quantile(times, 0.99):.1f} ms; memory {start:.0f} MiB "
              f"at the start, {server.memory():.0f} at the end, "
              f"{server.memory('VmHWM'):.0f} at most, "
              f"{server.descriptors()} descriptors", flush=True)
        seconds = server.stop()
        server.replay()
        print(f"     SIGTERM ended it in {seconds:.1f} s; the run replays without any of this")
        print(f"     {os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}, "
              f"seed {words.seed}")
        return 0
    except (Violation, OSError) as fault:
        line = traceback.extract_tb(fault.__traceback__)[-1]
        print(f"VIOLATION {type(fault).__name__}: {fault} ({line.name}, line {line.lineno})")
        traceback.print_exc()
        return 1
    finally:
        if server.is_alive():
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a short form, for every change")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program", type=os.path.abspath)
    sys.exit(measure(parser.parse_args()))
