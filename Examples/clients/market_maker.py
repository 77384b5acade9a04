"""A market maker in nothing but Python's standard library.

    CATALLAXY_URL=http://127.0.0.1:8080 CATALLAXY_KEY=KEYID.SECRET python3 market_maker.py

At every tick it takes its old quotes back and offers to buy a little below the middle of the
market and to sell a little above it. It lives off that distance, and dies of what it piles up
while prices run away; so it leans its quotes against its position.
"""
import argparse
import os
import time
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from catallaxy_client import Client, Refused, limit_order


class MarketMaker:
    def __init__(self, market, spread_bps=50, size="2", limit="50"):
        """`spread_bps`: the distance of the quotes in hundredths of a percent of the price;
        `size`: of each quote; `limit`: the greatest position, counted from the start."""
        self.market = market
        self.half = Decimal(spread_bps) / 20_000
        self.size, self.limit = Decimal(size), Decimal(limit)
        found = market.get("/v1/market/instruments")["items"][0]
        self.symbol = found["symbol"]
        self.tick_size, self.lot_size = Decimal(found["tick_size"]), Decimal(found["lot_size"])
        self.base, self.quote = self.symbol.split("/")
        self.start = None
        self.ticks = self.accepted = self.rejected = 0

    def middle(self, me):
        """The middle between the others' best prices, or the last one if a side is empty."""
        book = self.market.get("/v1/market/book", instrument=self.symbol, depth=50)
        # A book names nobody: what is ours has to be taken out by hand, or we would follow
        # ourselves.
        own = {}
        for order in me["open_orders"]:
            place = (order["side"], order["price"])
            own[place] = own.get(place, 0) + Decimal(order["open"])
        best = []
        for side, levels in (("bid", book["bids"]), ("ask", book["asks"])):
            others = [Decimal(price) for price, quantity, _ in levels
                      if Decimal(quantity) > own.get((side, price), 0)]
            best += others[:1]
        if len(best) == 2:
            return sum(best) / 2
        instrument = self.market.get("/v1/market/instruments")["items"][0]
        return Decimal(instrument["mark_price"])

    def quotes(self, me):
        """The actions of a tick."""
        holding = sum(map(Decimal, me["balances"][self.base].values()))
        cash = sum(map(Decimal, me["balances"][self.quote].values()))
        if self.start is None:
            self.start = holding
        position = holding - self.start
        middle = self.middle(me)
        # Long: both quotes go down, so that others buy from us; by half the spread at the limit.
        lean = max(Decimal(-1), min(Decimal(1), position / self.limit))
        centre = middle * (1 - self.half * lean)
        bid = self.snap(centre - middle * self.half, self.tick_size, ROUND_FLOOR)
        ask = self.snap(centre + middle * self.half, self.tick_size, ROUND_CEILING)
        actions = [{"type": "cancel_all"}] if me["open_orders"] else []
        to_buy = min(self.size, self.limit - position, cash * Decimal("0.99") / max(bid, 1))
        to_sell = min(self.size, self.limit + position, holding)
        for side, price, quantity in (("bid", bid, to_buy), ("ask", ask, to_sell)):
            quantity = self.snap(quantity, self.lot_size, ROUND_FLOOR)
            if quantity > 0 and price > 0:
                # Only as a maker: an order that would trade at once is refused, not charged.
                actions.append(limit_order(side, price, quantity, instrument=self.symbol,
                                           time_in_force="post_only"))
        return actions

    @staticmethod
    def snap(amount, step, rounding):
        """The amount as a whole number of steps; anything else the exchange refuses."""
        return (amount / step).to_integral_value(rounding) * step

    def step(self, me):
        # Cancellations and quotes go as one batch: there is no moment without them.
        actions = self.quotes(me)[:me["actions_left"]]
        if not actions:
            return
        self.ticks += 1
        for result in self.market.act(*actions)["results"]:
            self.accepted += result["status"] == "accepted"
            self.rejected += result["status"] == "rejected"

    def run(self, seconds=None):
        """Trades until the run ends, this agent is bankrupt, or the time is up."""
        end = None if seconds is None else time.monotonic() + seconds
        seen, me = None, {"open_orders": []}
        while end is None or time.monotonic() < end:
            status = self.market.get("/v1/run/status")
            if status["status"] == "completed":
                return
            # Four looks a tick find each new one; a manual run is looked at ten times a second.
            pause = status.get("tick_every_ms", 400) / 4000
            if status["status"] == "paused" or status["tick_id"] == seen:
                time.sleep(max(pause, 0.02))
                continue
            seen = status["tick_id"]
            me = self.market.get("/v1/agent")
            if me["status"] == "bankrupt":
                return
            if me["status"] == "active":
                self.attempt(me)
        if me["open_orders"]:
            self.market.act({"type": "cancel_all"})

    def attempt(self, me):
        try:
            self.step(me)
        except Refused as refusal:
            # Paused or over since we looked: the next look tells.
            if refusal.code != "RUN_NOT_ACTIVE":
                raise


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default=os.environ.get("CATALLAXY_URL", "http://127.0.0.1:8080"))
    parser.add_argument("--spread-bps", type=int, default=50)
    parser.add_argument("--size", default="2")
    parser.add_argument("--limit", default="50")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    words = parser.parse_args()
    # Not an argument: everybody on this machine can read the arguments of a program.
    market = Client(words.url, os.environ["CATALLAXY_KEY"])
    maker = MarketMaker(market, words.spread_bps, words.size, words.limit)
    try:
        maker.run(words.seconds)
    except KeyboardInterrupt:
        market.act({"type": "cancel_all"})
    me = market.get("/v1/agent")
    print(f"{maker.ticks} ticks quoted, {maker.accepted} actions accepted, "
          f"{maker.rejected} refused; equity {me['equity']}")


if __name__ == "__main__":
    main()
