"""The clients of Examples/clients, run as their users run them, and the run without them."""
import os
import random
import re
import subprocess
import sys

from serving import EXAMPLES, MAKERS, OPERATOR, Skipped, expect
from streams import Cutting, need_websockets


def run_example(server, name, *words, key=None, timeout=90, url=None, program=None):
    environment = {**os.environ, "CATALLAXY_URL": url or server.url, "PYTHONDONTWRITEBYTECODE": "1"}
    environment["CATALLAXY_KEY" if key else "CATALLAXY_ADMIN_KEY"] = key or OPERATOR
    done = subprocess.run(
        [program or sys.executable, str(EXAMPLES / name), *words], capture_output=True, text=True,
        env=environment, timeout=timeout, cwd=server.folder)
    expect(done.returncode == 0,
           f"{name} ended with {done.returncode}: {(done.stderr or done.stdout)[-500:]}")
    return done.stdout


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def check_curl(make):
    server = make().start()
    try:
        said = run_example(server, "first_orders.sh", program="sh")
    except FileNotFoundError as missing:
        raise Skipped(str(missing)) from None
    expect('"resting":true' in said and "Idempotent-Replay: true" in said,
           f"curl's bid does not rest: {said[-300:]}")
    placed = [payload for _, kind, payload in server.events()
              if kind == "ORDER_PLACED" and payload.get("quantity") == "1.50000000"
              and payload.get("price") == "50.00000000"]
    expect(len(placed) == 1, f"curl's bid was placed {len(placed)} times")
    server.stop()
    server.replay()


def check_maker(make):
    """The market maker quotes over connections that break in the middle of requests."""
    server = make(tick_every="50ms").start()
    _, session = server.agent("maker")
    cutter = Cutting(server.port, random.Random(11), 6_000)
    try:
        said = run_example(server, "market_maker.py", "--seconds", "6", key=session.key,
                           url=f"http://127.0.0.1:{cutter.port}")
    finally:
        cutter.close()
    ticks, accepted, refused = numbers(said)[:3]
    expect(ticks > 20 and accepted > 2 * ticks and refused < accepted / 4, f"it said: {said}")
    expect(cutter.cuts > 5, f"only {cutter.cuts} cuts")
    expect(session.get("/v1/agent").json["open_orders"] == [], "it left quotes behind")
    # A batch that was executed twice would show as more quotes than the program submitted.
    mine = session.get("/v1/agent").json["agent_id"]
    placed = sum(kind == "ORDER_PLACED" and payload["agent_id"] == mine
                 for _, kind, payload in server.events())
    expect(0 < placed <= 2 * ticks, f"{placed} quotes in {ticks:.0f} ticks")
    server.stop()
    server.replay()
    return f"{said.strip()}; {cutter.cuts} cuts"


def check_competition(make):
    """The remote market maker competes with the bots of market-maker-vs-trend."""
    server = make(MAKERS, tick_every="50ms").start()
    said = run_example(server, "compete.py", "--seconds", "6")
    rows = [line.split() for line in said.splitlines()[1:]]
    expect(sum(row[1].startswith("market_maker-") for row in rows) == 3, f"it said: {said}")
    mine = [row for row in rows if row[1] == "remote-maker"]
    expect(len(mine) == 1 and int(mine[0][-1]) > 0, f"the remote maker never traded: {said}")
    server.stop()
    server.replay()
    return f"rank {mine[0][0]} of 20, {mine[0][-1]} trades, profit {mine[0][2]}"


def check_stream(make):
    need_websockets()
    server = make(tick_every="50ms").start()
    _, session = server.agent("follower")
    cutter = Cutting(server.port, random.Random(5), 30_000)
    try:
        said = run_example(server, "stream_trader.py", "--seconds", "8", key=session.key,
                           url=f"http://127.0.0.1:{cutter.port}")
    finally:
        cutter.close()
    orders, trades, connections = numbers(said)[:3]
    expect(orders > 5 and trades > 0 and connections > 2, f"it said: {said}")
    history = session.get("/v1/agent/history?limit=1000").json["items"]
    # The last order may have traded after the program had stopped to listen.
    last = len([item for item in history if item["order_id"] == history[0]["order_id"]])
    expect(len(history) - last <= trades <= len(history),
           f"{trades:.0f} trades were told, {len(history)} happened")
    server.stop()
    server.replay()
    return said.strip()


CHECKS = {
    "curl": ("the curl lines", check_curl),
    "maker": ("the market maker, connections cut under it", check_maker),
    "compete": ("the remote maker in market-maker-vs-trend", check_competition),
    "stream": ("the trend follower on the stream, connections cut", check_stream),
}
