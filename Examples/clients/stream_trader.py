"""A trend follower that listens to the stream instead of asking, with `websockets` from PyPI.

    python3 -m venv venv && venv/bin/pip install websockets
    CATALLAXY_URL=http://127.0.0.1:8080 CATALLAXY_KEY=KEYID.SECRET venv/bin/python stream_trader.py

It follows trades, the book, ticks and what happens to its own orders. When the connection breaks it
goes on where it was: the server sends again what it has missed, and nothing is taken in twice.
"""
import argparse
import asyncio
import json
import os
from collections import deque
from decimal import Decimal

import websockets
from catallaxy_client import Client, limit_order

CHANNELS = ["trades", "book", "ticks", "agent"]


class Book:
    """The order book: a snapshot, then differences, each with what is there now at a price."""

    def __init__(self):
        self.bids, self.asks = {}, {}

    def take(self, data):
        for side, levels in ((self.bids, data["bids"]), (self.asks, data["asks"])):
            if data["snapshot"]:
                side.clear()
            for price, quantity, _ in levels:
                side[Decimal(price)] = Decimal(quantity)
                if Decimal(quantity) == 0:
                    del side[Decimal(price)]

    @property
    def touch(self):
        """The best bid and the best ask; None where there is none."""
        return max(self.bids, default=None), min(self.asks, default=None)


class Feed:
    """The messages of a stream across broken connections: each once, in order, without a gap."""

    def __init__(self, url, key, channels):
        self.url = url.replace("http", "ws", 1) + "/v1/stream"
        self.key, self.channels = key, channels
        self.since = None           # the last event that was told completely
        self.seen = set()           # messages of the events after that one
        self.last = {}              # the last event of each channel
        self.connections = 0

    async def messages(self):
        """Every message, for ever; ends when the server says that the run is over."""
        pause = 0.05
        while True:
            try:
                async with websockets.connect(self.url, max_size=1 << 22) as socket:
                    await self.enter(socket)
                    self.connections += 1
                    pause = 0.05
                    async for text in socket:
                        message = json.loads(text)
                        if self.is_new(message):
                            yield message
            except websockets.ConnectionClosed as closed:
                # 1008: the key is wrong or was revoked; to try again would be of no use.
                if closed.rcvd is not None and closed.rcvd.code == 1008:
                    raise
            except (OSError, websockets.InvalidHandshake):
                pass
            await asyncio.sleep(pause)
            pause = min(2 * pause, 2)

    async def enter(self, socket):
        """Says who we are, at once: the server waits for three seconds."""
        await socket.send(json.dumps({"type": "auth", "api_key": self.key}))
        wish = {"type": "subscribe", "channels": self.channels}
        if self.since is not None:
            wish["since"] = self.since
        await socket.send(json.dumps(wish))

    def is_new(self, message):
        """Whether the message has not been taken in before, and whether none is missing."""
        channel, sequence = message["type"], message.get("event_seq")
        if sequence is None:
            return False            # 'authenticated', 'subscribed'
        if channel == "book" and message["data"]["snapshot"]:
            self.last[channel] = sequence
            return True             # replaces all we know of the book
        # One event may be told in several messages (a trade to `trades` and to `agent`), and the
        # connection may break between them. So we ask again from the event before it, and know
        # what we had.
        name = (sequence, channel, json.dumps(message["data"], sort_keys=True))
        if name in self.seen or sequence <= (self.since if self.since is not None else -2):
            return False
        before = self.last.get(channel)
        if before is not None and message["prev_seq"] != before:
            raise RuntimeError(f"{channel}: {sequence} follows {message['prev_seq']}, not {before}")
        self.last[channel] = sequence
        if channel != "book":
            self.seen.add(name)
            self.since = max(sequence - 1, self.since or 0)
            self.seen = {old for old in self.seen if old[0] > self.since}
        return True


class TrendFollower:
    """Buys when the last trades went up and sells when they went down."""

    def __init__(self, market, size="1", window=20, threshold="0.0005"):
        self.market, self.size = market, Decimal(size)
        self.prices = deque(maxlen=window)
        self.threshold = Decimal(threshold)
        self.book, self.busy = Book(), None
        self.symbol = market.get("/v1/market/instruments")["items"][0]["symbol"]
        self.orders = self.trades = 0
        self.is_over = False

    def take(self, message):
        data = message["data"]
        match message["type"]:
            case "book":
                self.book.take(data)
            case "trades":
                self.prices.append(Decimal(data["price"]))
            case "agent":
                self.trades += data["event_type"] == "TRADE_EXECUTED"
            case "ticks":
                self.is_over = data["event_type"] == "RUN_STOPPED"
                if data["event_type"] == "TICK_START":
                    self.act()

    def act(self):
        """At most one order is under way; the stream goes on meanwhile."""
        if self.busy is not None and self.busy.done():
            self.busy.result()      # raises what went wrong
            self.busy = None
        bid, ask = self.book.touch
        if self.busy is not None or len(self.prices) < self.prices.maxlen or not (bid and ask):
            return
        change = self.prices[-1] / self.prices[0] - 1
        if abs(change) < self.threshold:
            return
        # What does not trade at this price goes away at once.
        side, price = ("bid", ask) if change > 0 else ("ask", bid)
        order = limit_order(side, price, self.size, instrument=self.symbol, time_in_force="ioc")
        self.orders += 1
        self.busy = asyncio.get_running_loop().run_in_executor(None, self.market.act, order)


async def follow(trader, feed):
    async for message in feed.messages():
        trader.take(message)
        if trader.is_over:
            return


async def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default=os.environ.get("CATALLAXY_URL", "http://127.0.0.1:8080"))
    parser.add_argument("--size", default="1")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    words = parser.parse_args()
    key = os.environ["CATALLAXY_KEY"]
    market = Client(words.url, key)
    trader, feed = TrendFollower(market, words.size), Feed(words.url, key, CHANNELS)
    try:
        await asyncio.wait_for(follow(trader, feed), words.seconds)
    except TimeoutError:
        pass
    print(f"{trader.orders} orders, {trader.trades} trades, {feed.connections} connections; "
          f"equity {Client(words.url, key).get('/v1/agent')['equity']}")


if __name__ == "__main__":
    asyncio.run(main())
