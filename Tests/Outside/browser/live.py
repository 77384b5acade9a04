"""The dashboard of a run that is served: what the page makes of the stream, held against the store."""

import json
import re
import signal
import subprocess
import time
from collections import defaultdict
from decimal import Decimal

from checks import Differs, book, same, stand
from store import Store


class Server:
    """`catallaxy serve` for the length of a with."""

    def __init__(self, program, scenario, store, tick_every):
        self.process = subprocess.Popen(
            [program, "serve", str(scenario), "--port", "0", "--store", str(store), "--tick-every", tick_every],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        if not found:
            raise RuntimeError(f"serve says {line!r} {self.process.stderr.read()!r}")
        self.address = found.group(0).rstrip("/") + "/"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def wait_for(page, expression, seconds=60):
    end = time.monotonic() + seconds
    while not page.ask(expression):
        if time.monotonic() > end:
            raise Differs(f"{expression} did not come true within {seconds} s")
        time.sleep(0.2)


def check_live(page, program, scenario, work, pictures, check_access):
    """A served run on the page: it goes on by itself, and what it shows is what the store has."""
    path = work / "live.db"
    with Server(program, scenario, path, "50ms") as server:
        time.sleep(1.5)
        page.look(1600, 1000)
        page.open(server.address)
        first = page.ask("catallaxy.timeline.stops.at(-1) ?? -1")
        wait_for(page, "catallaxy.document.live && document.querySelector('.now').textContent.includes('live')")
        wait_for(page, f"catallaxy.timeline.stops.at(-1) > {first + 60}")
        steps = page.ask("catallaxy.timeline.stops.length")
        begin = time.monotonic()
        traced = page.trace(5)
        seconds = time.monotonic() - begin
        steps = page.ask("catallaxy.timeline.stops.length") - steps
        strange = [url for url in page.requests
                   if not url.startswith((server.address, server.address.replace("http", "ws"), "data:"))]
        if strange:
            raise Differs(f"the dashboard asks for {strange}")
        # Standing back in time stays there while the run goes on.
        page.press("Home")
        wait_for(page, f"catallaxy.timeline.stops.at(-1) > {first + 90}")
        same("where one stands back in time", page.ask("catallaxy.timeline.index"), 0)
        page.press("End")
        check_access(page, "live")
        page.look(360, 740, True)
        page.settle()
        if page.ask("document.documentElement.scrollWidth > innerWidth"):
            raise Differs("the dashboard is wider than a small window")
        page.picture(pictures / "live-360-dark.png", 360)
        page.look(1600, 1000)
    if page.complaints and any("WebSocket" not in text for text in page.complaints):
        raise Differs(f"the console says {page.complaints}")
    wait_for(page, "document.querySelector('.now').textContent.includes('waiting')")
    # What is out of sight is drawn when ticks have ceased to come.
    time.sleep(1.2)
    page.ask("catallaxy.timeline.wake(2)")
    page.settle()
    page.picture(pictures / "live-1600-light.png", 1600)
    figures(page, Store(program, str(path)), first)
    # It would go on asking for its server.
    page.call("Page.navigate", url="about:blank")
    return steps, seconds, traced


def figures(page, store, first):
    """What the page has of every tick since it was opened, against the trades and events of the store."""
    decimals, lots = page.ask("[catallaxy.document.instruments[0].price_decimals, catallaxy.document.instruments[0].quantity_decimals]")
    series = page.ask("catallaxy.document.instruments[0].series")
    known = [place for place, tick in enumerate(series["tick"]) if tick > first + 1]
    if len(known) < 60:
        raise Differs(f"the page has {len(known)} ticks since it was opened")
    by_tick = defaultdict(list)
    for trade in store.rows("trades", "ORDER BY trade") or derived(store):
        by_tick[trade["tick"]].append((Decimal(trade["price"]), Decimal(trade["quantity"])))
    for place in known:
        tick = series["tick"][place]
        trades = by_tick[tick]
        scaled = lambda value, places: int(value.scaleb(places))
        prices = [scaled(price, decimals) for price, _ in trades]
        wanted = [prices[0], max(prices), min(prices), prices[-1]] if prices else [None] * 4
        same(f"prices of tick {tick}", [series[key][place] for key in ("open", "high", "low", "close")], wanted)
        same(f"volume of tick {tick}", series["volume"][place], scaled(sum((q for _, q in trades), Decimal(0)), lots))
    tick = series["tick"][known[-1]]
    every = [pair for t, pairs in by_tick.items() if t <= tick for pair in pairs]
    turnover, volume = sum(p * q for p, q in every), sum(q for _, q in every)
    same(f"VWAP of tick {tick}", series["vwap"][known[-1]], int(turnover / volume * 10**8))
    middle = series["tick"][known[len(known) // 2]]
    stand(page, middle)
    symbol = page.ask("catallaxy.document.instruments[0].symbol")
    book(page, store, symbol, middle, decimals, lots)


def derived(store):
    """Trades from the events: a run that is not over has no tables yet."""
    query = "SELECT tick, payload FROM run_events WHERE run = ? AND type = 'TRADE_EXECUTED' ORDER BY seq"
    return [dict(json.loads(event["payload"]), tick=event["tick"]) for event in store.all(query, store.number)]
