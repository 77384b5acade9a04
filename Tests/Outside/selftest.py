#!/usr/bin/env python3
"""Does the auditor see what it should? `selftest.py [--write FILE [TICKS [SEED]]]`.

A slow and simple exchange of its own (money as fractions, queues found by sorting every open order)
plays a short run that touches every rule, and random runs; the auditor has to accept them. Then
mutations of the short run, each chained anew so that only the rule broken can give it away, have
to be rejected with the complaint that fits. `--write` leaves a random run in a file.
"""
import contextlib
import hashlib
import io
import json
import math
import random
import re
import sys
import tempfile
from fractions import Fraction as F
from pathlib import Path

import check_events
import check_summary


def text(value):
    units = F(value) * 10**8
    assert units.denominator == 1, value
    sign, digits = ("-" if units < 0 else ""), str(abs(units.numerator)).rjust(9, "0")
    return f"{sign}{digits[:-8]}.{digits[-8:]}"


def up(value):
    return F(math.ceil(value * 10**8), 10**8)


def down(value):
    return F(math.floor(value * 10**8), 10**8)


def dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha(value):
    return hashlib.sha256(dump(value).encode()).hexdigest()


def chain(events):
    """[(tick, type, payload)] as the lines of a file."""
    first, before, lines = events[0][2], "GENESIS", []
    run_id = sha({"scenario": first["scenario"], "seed": first["seed"]})[:16]
    for number, (tick, kind, payload) in enumerate(events):
        event = {"event_seq": number, "event_type": kind, "payload": payload, "prev_hash": before,
                 "run_id": run_id, "tick_id": tick}
        before = event["event_hash"] = sha(event)
        lines.append(dump(event))
    return lines


class Exchange:
    """The naive one. `do(agent, action, **fields)` inside a tick; events collect in `events`."""

    def __init__(self, scenario, seed=7):
        self.s, self.t, self.events = scenario, 0, []
        self.open, self.ids, self.trades, self.clock = [], 0, 0, 0
        self.emit("RUN_CREATED", event_schema=1, scenario=scenario, seed=seed)
        self.assets = sorted({a for i in scenario["instruments"] for a in i["symbol"].split("/")})
        self.house = dict.fromkeys(self.assets, F(0))
        self.fees = {i["symbol"]: [F(i["fees"][k]) for k in ("maker_bps", "taker_bps")]
                     for i in scenario["instruments"]}
        self.last, self.ref, self.halted, self.money, self.dead = {}, {}, {}, [], set()
        for i in scenario["instruments"]:
            self.ref[i["symbol"]] = F(i["reference_price"])
        for entry in scenario["agents"]:
            for n in range(entry["count"]):
                start = {a: F(entry["holdings"].get(a, 0)) for a in self.assets}
                start["CASH"] = F(entry["cash"])
                number = len(self.money)
                self.money.append(start)
                kind = {"bot": entry["bot"]} if entry["kind"] == "bot" else {}
                self.emit("AGENT_CREATED", agent_id=number, name=f"{entry['name']}-{n + 1}",
                          kind=entry["kind"], balances={a: text(v) for a, v in start.items()},
                          **kind)
        self.emit("RUN_STARTED")

    def emit(self, kind, /, **payload):
        self.events.append((self.t, kind, payload))

    def rule(self, symbol, key):
        return next(F(i[key]) for i in self.s["instruments"] if i["symbol"] == symbol)

    # money is kept as balances; what is reserved is computed from the open orders each time
    def per_lot(self, o):
        n = o["price"] * self.rule(o["symbol"], "lot_size")
        return n + up(n * max(*self.fees[o["symbol"]], 0) / 10**4)

    def reserved(self, agent, asset):
        total = F(0)
        for o in self.open:
            if o["agent"] == agent and o["price"] is not None:
                if o["side"] == "bid" and asset == "CASH":
                    total += o["open"] / self.rule(o["symbol"], "lot_size") * self.per_lot(o)
                if o["side"] == "ask" and asset == o["symbol"].split("/")[0]:
                    total += o["open"]
        return total

    def available(self, agent, asset):
        return self.money[agent][asset] - self.reserved(agent, asset)

    def queue(self, symbol, side):
        sign = -1 if side == "bid" else 1
        return sorted((o for o in self.open if o["symbol"] == symbol and o["side"] == side),
                      key=lambda o: (sign * o["price"], o["time"]))

    def mid(self, symbol):
        bids, asks = self.queue(symbol, "bid"), self.queue(symbol, "ask")
        return (bids[0]["price"] + asks[0]["price"]) / 2 if bids and asks else None

    def mark(self, symbol):
        return self.last.get(symbol) or self.mid(symbol) or self.ref[symbol]

    def equity(self, agent, marks):
        goods = {i["symbol"].split("/")[0]: i["symbol"] for i in self.s["instruments"][::-1]}
        return down(self.money[agent]["CASH"] + sum(
            self.money[agent][a] * marks[symbol] for a, symbol in goods.items()))

    def end(self, o, kind="ORDER_CANCELLED", **reason):
        self.emit(kind, order_id=o["id"], agent_id=o["agent"], open=text(o["open"]), **reason)
        if o in self.open:
            self.open.remove(o)

    # -- actions; each returns True when it was taken, False when refused
    def refuse(self, agent, action, code, **named):
        self.emit("ORDER_REJECTED", agent_id=agent, action=action, reason_code=code, **named)
        return False

    def place(self, agent, symbol, side, price, quantity, tif="gtc", expires=None, estate=False):
        quantity, price = F(quantity), None if price is None else F(price)
        market = price is None
        action = "place_market_order" if market else "place_limit_order"
        if agent in self.dead and not estate:
            return self.refuse(agent, action, "AGENT_BANKRUPT", instrument=symbol)
        if symbol in self.halted:
            return self.refuse(agent, action, "INSTRUMENT_HALTED", instrument=symbol)
        o = {"id": self.ids + 1, "agent": agent, "symbol": symbol, "side": side, "price": price,
             "open": quantity, "filled": F(0), "tif": "market" if market else tif,
             "expires": expires, "time": self.clock}
        other = self.queue(symbol, "ask" if side == "bid" else "bid")
        asset, need = symbol.split("/")[0], quantity
        if side == "bid":
            lots = quantity / self.rule(symbol, "lot_size")
            asset, need = "CASH", 0 if market else lots * self.per_lot(o)
        if self.available(agent, asset) < need:
            return self.refuse(agent, action, "INSUFFICIENT_FUNDS", instrument=symbol)
        if tif == "post_only" and other and self.meets(o, other[0]):
            return self.refuse(agent, action, "POST_ONLY_WOULD_CROSS", instrument=symbol)
        if tif == "fok":
            mode, sum_ = self.s["self_trade_prevention"], F(0)
            for m in other:
                own = m["agent"] == agent and mode != "none"
                if own and mode != "cancel_oldest" or not self.meets(o, m):
                    break
                sum_ += 0 if own else m["open"]
            if sum_ < quantity:
                return self.refuse(agent, action, "FOK_NOT_FILLABLE", instrument=symbol)
        self.ids += 1
        extra = {} if market else {"price": text(price), "time_in_force": tif}
        extra |= {"expires_at_tick": expires} if tif == "gtt" else {}
        extra |= {"estate": True} if estate else {}
        self.emit("ORDER_PLACED", order_id=o["id"], agent_id=agent, instrument=symbol, side=side,
                  type="market" if market else "limit", quantity=text(quantity), **extra)
        self.enter(o)
        return True

    def meets(self, o, m):
        return o["price"] is None or (o["price"] >= m["price"] if o["side"] == "bid"
                                      else o["price"] <= m["price"])

    def enter(self, o):
        self.clock += 1
        o["time"] = self.clock
        mode = self.s["self_trade_prevention"]
        while o["open"]:
            other = self.queue(o["symbol"], "ask" if o["side"] == "bid" else "bid")
            if not other or not self.meets(o, other[0]):
                break
            m = other[0]
            if m["agent"] == o["agent"] and mode != "none":
                if mode in ("cancel_oldest", "cancel_both"):
                    self.end(m, reason="self_trade")
                if mode in ("cancel_newest", "cancel_both"):
                    return self.end(o, reason="self_trade")
                continue
            k = full = min(o["open"], m["open"])
            maker_bps, taker_bps = self.fees[o["symbol"]]
            if o["side"] == "bid" and o["price"] is None:
                lot, cash = self.rule(o["symbol"], "lot_size"), self.available(o["agent"], "CASH")
                while k and k * m["price"] + up(k * m["price"] * taker_bps / 10**4) > cash:
                    k -= lot
            if k:
                fees = [up(k * m["price"] * bps / 10**4) for bps in (maker_bps, taker_bps)]
                self.trades += 1
                self.traded += 1
                self.emit("TRADE_EXECUTED", trade_id=self.trades, instrument=o["symbol"],
                          price=text(m["price"]), quantity=text(k), aggressor_side=o["side"],
                          maker_order_id=m["id"], taker_order_id=o["id"],
                          maker_agent_id=m["agent"], taker_agent_id=o["agent"],
                          maker_fee=text(fees[0]), taker_fee=text(fees[1]))
                for x, charged in zip((m, o), fees):
                    sign = 1 if x["side"] == "bid" else -1
                    self.money[x["agent"]][x["symbol"].split("/")[0]] += sign * k
                    self.money[x["agent"]]["CASH"] -= sign * k * m["price"] + charged
                    self.house["CASH"] += charged
                    x["open"] -= k
                    x["filled"] += k
                self.last[o["symbol"]] = m["price"]
                if not m["open"]:
                    self.open.remove(m)
            if k < full:
                return self.end(o, reason="insufficient_funds")
        if o["open"]:
            if o["tif"] in ("ioc", "market"):
                return self.end(o, reason=f"{o['tif']}_remainder")
            self.open.append(o)

    def mine(self, agent, number):
        return next((o for o in self.open if o["id"] == number and o["agent"] == agent), None)

    def cancel(self, agent, number):
        if agent in self.dead:
            return self.refuse(agent, "cancel_order", "AGENT_BANKRUPT", order_id=number)
        o = self.mine(agent, number)
        if not o:
            return self.refuse(agent, "cancel_order", "ORDER_NOT_FOUND", order_id=number)
        self.end(o, reason="requested")
        return True

    def cancel_all(self, agent):
        for o in sorted((o for o in self.open if o["agent"] == agent), key=lambda o: o["id"]):
            self.end(o, reason="requested")

    def replaced(self, o, kept):
        self.emit("ORDER_REPLACED", order_id=o["id"], agent_id=o["agent"], price=text(o["price"]),
                  open=text(o["open"]), kept_priority=kept)

    def reduce(self, agent, number, by):
        o = self.mine(agent, number)
        if not o:
            return self.refuse(agent, "reduce_order", "ORDER_NOT_FOUND", order_id=number)
        if F(by) >= o["open"]:
            return self.end(o, reason="requested")
        o["open"] -= F(by)
        self.replaced(o, True)

    def replace(self, agent, number, price, quantity):
        o = self.mine(agent, number)
        if not o:
            return self.refuse(agent, "replace_order", "ORDER_NOT_FOUND", order_id=number)
        if o["symbol"] in self.halted:
            return self.refuse(agent, "replace_order", "INSTRUMENT_HALTED", order_id=number)
        price, quantity = F(price or o["price"]), F(quantity or o["open"] + o["filled"])
        if quantity <= o["filled"]:
            return self.end(o, reason="requested")
        smaller = price == o["price"] and quantity - o["filled"] < o["open"]
        old = dict(o)
        o["price"], o["open"] = price, quantity - o["filled"]
        if min(self.available(agent, a) for a in self.assets) < 0:
            o.update(old)
            return self.refuse(agent, "replace_order", "INSUFFICIENT_FUNDS", order_id=number)
        self.replaced(o, smaller)
        if not smaller:
            self.open.remove(o)
            self.enter(o)

    # -- the tick
    def start(self):
        self.emit("TICK_START")
        self.traded = 0
        for symbol in [s for s, until in self.halted.items() if until == self.t]:
            self.emit("SCENARIO_EVENT", kind="resume", instrument=symbol)
            del self.halted[symbol]
        for event in self.s["events"]:
            if event["tick"] == self.t:
                payload = {k: v for k, v in event.items() if k != "tick"}
                self.emit("SCENARIO_EVENT", **payload)
                getattr(self, "event_" + event["kind"])(event)
        if self.s["incentives"]["bankruptcy"]["estate"] == "liquidate":
            self.estates()

    def event_mint(self, e, sign=1):
        for number in range(len(self.money)):
            if number in self.dead:
                continue
            amount = F(e["amount"])
            if sign < 0:
                amount = -min(amount, self.available(number, e["asset"]))
            if amount:
                self.money[number][e["asset"]] += amount
                self.emit("BALANCE_UPDATED", agent_id=number, asset=e["asset"],
                          amount=text(amount), reason="mint" if sign > 0 else "burn")

    def event_burn(self, e):
        self.event_mint(e, -1)

    def event_shock(self, e):
        pass

    def event_reference_price(self, e):
        self.ref[e["instrument"]] = F(e["price"])

    def event_halt(self, e):
        self.halted[e["instrument"]] = self.t + e["ticks"]
        if e["cancel_orders"]:
            for o in sorted(self.open, key=lambda o: o["id"]):
                if o["symbol"] == e["instrument"]:
                    self.end(o, reason="halted")

    def event_fee_change(self, e):
        old = self.fees[e["instrument"]]
        new = [F(e["maker_bps"]), F(e["taker_bps"])]
        for number in range(len(self.money)):
            while True:
                bids = [o for o in self.open if o["agent"] == number and o["side"] == "bid"
                        and o["symbol"] == e["instrument"]]
                # this agent as if the change had come, the cancellation under the old fees
                self.fees[e["instrument"]] = new
                enough = self.available(number, "CASH") >= 0
                self.fees[e["instrument"]] = old
                if enough:
                    break
                self.end(max(bids, key=lambda o: o["id"]), reason="insufficient_funds")
        self.fees[e["instrument"]] = new

    def to_house(self, agent):
        cash = self.money[agent]["CASH"]
        if cash:
            self.money[agent]["CASH"] -= cash
            self.house["CASH"] += cash
            for who, amount in ((agent, -cash), ("house", cash)):
                self.emit("BALANCE_UPDATED", agent_id=who, asset="CASH", amount=text(amount),
                          reason="estate")

    def estates(self):
        off = 1 - F(self.s["incentives"]["bankruptcy"]["estate_discount_bps"]) / 10**4
        for agent in sorted(self.dead):
            for i in self.s["instruments"]:
                symbol, lot, tick = i["symbol"], F(i["lot_size"]), F(i["tick_size"])
                lots = self.money[agent][symbol.split("/")[0]] // lot
                price = max(self.mark(symbol) * off // tick, 1) * tick
                bids = self.queue(symbol, "bid")
                if lots and bids and bids[0]["price"] >= price and symbol not in self.halted:
                    self.place(agent, symbol, "ask", price, lots * lot, "ioc", estate=True)
                    self.to_house(agent)

    def finish(self, actions, attempts=()):
        limit = self.s["incentives"]["max_actions_per_tick"]
        for agent, attempted in attempts:
            self.emit("RATE_LIMIT_HIT", agent_id=agent, attempted=attempted, limit=limit)
        for o in sorted(self.open, key=lambda o: o["id"]):
            if o["expires"] == self.t:
                self.end(o, "ORDER_EXPIRED")
        decay, unpaid = self.s["incentives"]["decay"], set()
        live = [n for n in range(len(self.money)) if n not in self.dead]
        if decay["every"] and (self.t + 1) % decay["every"] == 0:
            for n in live:
                cash = self.money[n]["CASH"]
                due = down(cash * F(decay["rate_bps"]) / 10**4) + F(decay["fixed"])
                amount = min(due, cash)
                while self.available(n, "CASH") < amount:
                    self.end(max((o for o in self.open if o["agent"] == n and o["side"] == "bid"),
                                 key=lambda o: o["id"]), reason="decay")
                if due > amount:
                    unpaid.add(n)
                if amount:
                    extra = {"due": text(due)} if due > amount else {}
                    self.emit("DECAY_APPLIED", agent_id=n, asset="CASH", amount=text(amount),
                              **extra)
                    self.money[n]["CASH"] -= amount
                    self.house["CASH"] += amount
        rules = self.s["incentives"]["bankruptcy"]
        marks = {i["symbol"]: self.mark(i["symbol"]) for i in self.s["instruments"]}
        worth = {n: self.equity(n, marks) for n in live}
        for n in live if rules["enabled"] else ():
            poor = worth[n] <= F(rules["equity_floor"])
            if poor or n in unpaid:
                for o in sorted((o for o in self.open if o["agent"] == n), key=lambda o: o["id"]):
                    self.end(o, reason="bankrupt")
                self.emit("AGENT_BANKRUPT", agent_id=n, equity=text(worth[n]),
                          balances={a: text(v) for a, v in self.money[n].items()},
                          cause="equity" if poor else "obligation")
                self.dead.add(n)
                if rules["estate"] == "liquidate":
                    self.to_house(n)
        self.emit("TICK_END", actions=actions, trades=self.traded)
        self.t += 1

    def stop(self, reason="completed"):
        self.t -= 1
        self.emit("RUN_STOPPED", reason=reason)
        return self.events


def scenario(agents, ticks, events=(), maker="-1.5", taker="10", every=0, rate="1", fixed="0",
             floor="0", estate="liquidate", enabled=True, prevention="cancel_newest", limit=10,
             symbols=("ASSET/CASH",), activation="shuffled", lot="0.1"):
    return {
        "schema_version": 1, "name": "self-test", "kind": "exchange", "ticks": ticks,
        "instruments": [{"symbol": symbol, "tick_size": text("0.01"), "lot_size": text(lot),
                         "reference_price": text(100), "max_price": text(10**9),
                         "max_quantity": text(10**9),
                         "fees": {"maker_bps": maker, "taker_bps": taker}} for symbol in symbols],
        "incentives": {"max_actions_per_tick": limit,
                       "decay": {"every": every, "rate_bps": rate, "fixed": text(fixed)},
                       "bankruptcy": {"enabled": enabled, "equity_floor": text(floor),
                                      "estate": estate, "estate_discount_bps": "1000"}},
        "activation": activation, "self_trade_prevention": prevention, "metrics_every": 10,
        "ticks_per_year": 98280, "events": list(events),
        "agents": [{"name": f"bot{n}" if kind == "bot" else f"remote{n}", "kind": kind,
                    "count": 1, "cash": text(cash), "latency": 0, "wake_rate": "1",
                    "holdings": {s.split("/")[0]: text(goods) for s in symbols},
                    **({"bot": "random", "parameters": {}} if kind == "bot" else {})}
                   for n, (kind, cash, goods) in enumerate(agents)]}


def short_run():
    """Every kind of order, replacement, cancellation and scenario event at least once."""
    a = "ASSET/CASH"
    x = Exchange(scenario(
        [("remote", 5000, 50), ("remote", 5000, 50), ("remote", 300, 50),
         ("remote", 20, 4), ("remote", 3000, 0)], 8, every=4, rate="2.5", fixed="10",
        events=[
            {"tick": 1, "kind": "mint", "agents": "all", "asset": "CASH", "amount": text("1.25")},
            {"tick": 2, "kind": "fee_change", "instrument": a, "maker_bps": "-2",
             "taker_bps": "60"},
            {"tick": 2, "kind": "reference_price", "instrument": a, "price": text("101")},
            {"tick": 5, "kind": "halt", "instrument": a, "ticks": 1, "cancel_orders": True},
            {"tick": 6, "kind": "burn", "agents": "all", "asset": "CASH", "amount": text("3")}]))
    x.start()
    x.place(0, a, "ask", "100.10", 1)                  # 1
    x.place(1, a, "ask", "100.10", 1)                  # 2: behind 1
    x.place(0, a, "ask", "100.20", 4)                  # 3
    x.place(4, a, "bid", "100.15", "1.5")              # 4: all of 1, half of 2, at 100.10
    x.place(4, a, "bid", "99.90", 1)                   # 5
    x.place(1, a, "bid", "99.90", 1)                   # 6: behind 5
    x.place(2, a, "ask", "99.90", "3", "ioc")          # 7: 5, 6, then ioc_remainder
    x.place(2, a, "bid", "100.10", "9", "fok")         # refused
    x.place(2, a, "bid", "100.30", "1", "post_only")   # refused
    x.finish(9)
    x.start()
    x.place(2, a, "bid", "99.50", "2", "gtt", 2)       # 8: expires at the closing of 2
    x.place(2, a, "bid", None, "11")                   # 9: half of 2, some of 3, then no cash
    x.place(1, a, "ask", None, "1")                    # 10: market ask, hits 8
    x.place(0, a, "bid", "100.20", "1")                # 11: own ask ahead: cancel_newest
    x.replace(0, 3, "100.40", "4")                     # loses its place, does not trade
    x.reduce(0, 3, "0.2")                              # kept
    x.replace(0, 3, "100.40", None)                    # lost: the same values included
    x.cancel(4, 12345)                                 # refused
    x.place(4, a, "bid", "99.00", "10")                # 12
    x.place(4, a, "bid", "98.00", "17.9")              # 13: reserves nearly all it has
    x.finish(10, [(0, 13)])
    x.start()                                          # the fee change cancels 13
    x.place(4, a, "ask", "101", "1")                   # 14
    x.replace(4, 12, "100.40", "10")                   # trades with 3 as it comes back
    x.cancel_all(4)                                    # 12 and 14
    x.finish(3)                                        # 8 expires
    x.start()
    x.place(3, a, "bid", "1.00", "10")                 # 15
    x.place(3, a, "bid", "0.90", "10")                 # 16: gives way to decay
    x.place(0, a, "bid", "95", "5")                    # 17
    x.place(3, a, "ask", "150", "1")                   # 18
    x.finish(4)
    for _ in range(3):                                 # 5: halted, all cancelled; 6: resumed
        x.start()
        x.place(1, a, "ask", "96", "1")
        x.place(0, a, "bid", "95.5", "2")
        x.finish(2)
    x.start()
    x.place(0, a, "bid", "95.5", "2")
    x.finish(1)                                        # 3 cannot pay its decay in full
    return x.stop()


def ruin_run():
    """A bankruptcy by unpaid decay, one by equity, both estates sold over two ticks."""
    a = "ASSET/CASH"
    x = Exchange(scenario([("bot", 2000, 10), ("bot", 5, 3), ("bot", 12, 1), ("bot", 600, 0)], 6,
                          every=2, fixed="7", floor="55", activation="sequential"))
    x.start()
    x.place(0, a, "bid", "92", "2")
    x.place(1, a, "ask", "120", "1")
    x.place(2, a, "ask", "92", "0.5")
    x.finish(3)
    x.start()
    x.place(3, a, "bid", "93", "0.5")
    x.finish(1)                                    # 1 cannot pay 7: obligation; 2 below 55? no
    x.start()                                      # the estate of 1: 0.5 at 93, the rest at 92
    x.place(1, a, "bid", "1", "1")                 # refused: bankrupt
    x.cancel(1, 2)
    x.finish(2)
    x.start()
    x.place(0, a, "bid", "91", "3")
    x.finish(1)
    for _ in range(2):
        x.start()
        x.finish(0)
    return x.stop()


def mulberry32(state):
    while True:
        state = (state + 0x6D2B79F5) % 2**32
        t = ((state ^ (state // 2**15)) * (state | 1)) % 2**32
        t = t ^ ((t + ((t ^ (t // 2**7)) * (t | 61)) % 2**32) % 2**32)
        yield t ^ (t // 2**14)


def fnv_start(seed, name="activation"):
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) % 2**32
    return next(mulberry32(seed ^ value))


def random_run(ticks, seed, agents=8):
    draw = random.Random(seed)
    symbols = ("ASSET/CASH", "OTHER/CASH")[:1 + seed % 2]
    taker = draw.choice(["0", "10", "12.5", "0.0001", "33.3333"])
    maker = draw.choice(["0", "5", "-" + taker if taker != "0" else "0"])
    happenings = []
    for tick in sorted(draw.sample(range(ticks), min(ticks, max(3, ticks // 50)))):
        kind = draw.choice(["mint", "burn", "halt", "fee_change", "reference_price", "shock"])
        symbol = draw.choice(symbols)
        more = {"mint": {"agents": "all", "asset": "CASH", "amount": text("7.77")},
                "burn": {"agents": "all", "asset": "ASSET", "amount": text("0.37")},
                "halt": {"instrument": symbol, "ticks": 1, "cancel_orders": draw.random() < .5},
                "fee_change": {"instrument": symbol, "maker_bps": "-3",
                               "taker_bps": draw.choice(["3", "41.5"])},
                "reference_price": {"instrument": symbol, "price": text("99.5")},
                "shock": {"instrument": symbol, "bots": "random", "side": "bid", "ticks": 5,
                          "probability": "0.8"}}[kind]
        happenings.append({"tick": tick, "kind": kind, **more})
    x = Exchange(scenario(
        [("bot", draw.choice([50, 400, 3000]), draw.choice([0, 2, 20])) for _ in range(agents - 1)]
        + [("remote", 2000, 10)], ticks, events=happenings, maker=maker, taker=taker,
        every=draw.choice([0, 7, 20]), rate="3", fixed="0.35", floor="-1", symbols=symbols,
        estate=draw.choice(["freeze", "liquidate"]), enabled=draw.random() < .8,
        prevention=("cancel_newest", "cancel_oldest", "cancel_both", "none")[seed % 4]))
    stream = mulberry32(fnv_start(7))
    for _ in range(ticks):
        x.start()
        order, done = list(range(agents - 1)), 0
        for i in range(agents - 2, 0, -1):      # redraws are one in 2^29 here: not in these runs
            j = next(stream) * (i + 1) // 2**32
            order[i], order[j] = order[j], order[i]
        for n in [agents - 1] + order:
            for _ in range(draw.randint(0, 3)):
                done += 1
                random_action(x, draw, n, draw.choice(symbols))
        x.finish(done)
        if len(x.dead) == agents:
            return x.stop("all_bankrupt")
    return x.stop()


def random_action(x, draw, n, symbol):
    mine = [o["id"] for o in x.open if o["agent"] == n] or [1]
    roll, side = draw.random(), draw.choice(["bid", "ask"])
    centre = (x.mid(symbol) or x.last.get(symbol) or F(100)) + F(draw.randint(-80, 80), 100)
    price, size = max(F(int(centre * 100), 100), F(1, 100)), F(draw.randint(1, 30), 10)
    if roll < .5 and len(mine) < 8:
        tif = draw.choice(["gtc", "gtc", "ioc", "fok", "post_only", "gtt"])
        expires = x.t + draw.randint(0, 4) if tif == "gtt" else None
        x.place(n, symbol, side, price, size, tif, expires)
    elif roll < .6:
        x.place(n, symbol, side, None, size * 3)
    elif n in x.dead or roll < .75:
        x.cancel(n, draw.choice(mine))
    elif roll < .85:
        x.replace(n, draw.choice(mine), price, draw.choice([None, size]))
    elif roll < .97:
        x.reduce(n, draw.choice(mine), size)
    else:
        x.cancel_all(n)


# ------------------------------------------------------------------------------------ mutations

def found(lines):
    """What the auditor says of these lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = check_events.main([file.name])
        return status, out.getvalue()


class Change:
    """Edits to a copy of a run, by event type and fields."""

    def __init__(self, events):
        self.events = json.loads(json.dumps(events))

    def find(self, kind, /, **fields):
        for index, (_, found_kind, payload) in enumerate(self.events):
            if found_kind == kind and all(payload.get(k) == v for k, v in fields.items()):
                return index
        raise LookupError(f"{kind} {fields}")

    def set(self, kind, where, /, **fields):
        self.events[self.find(kind, **where)][2].update(fields)

    def without(self, kind, /, **fields):
        del self.events[self.find(kind, **fields)]

    def swap(self, first, second):
        e = self.events
        e[first], e[second] = e[second], e[first]

    def insert(self, index, kind, /, **payload):
        self.events.insert(index, [self.events[index][0], kind, payload])

    def drop_field(self, kind, field):
        del self.events[self.find(kind)][2][field]


def swap_makers(c):
    """The second in the queue is served first."""
    one, two = c.find("TRADE_EXECUTED", trade_id=3), c.find("TRADE_EXECUTED", trade_id=4)
    c.swap(one, two)
    c.events[one][2]["trade_id"], c.events[two][2]["trade_id"] = 3, 4


def late_bot(c):
    """A bot acts again after another one."""
    index = c.find("ORDER_PLACED", order_id=3)
    c.insert(index + 2, "ORDER_CANCELLED", order_id=2, agent_id=1, open=text(1), reason="requested")


MUTATIONS = [       # name, run, change, what the complaint says
    ("taker fee one unit low", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 1}, taker_fee="0.10009999"),
     "taker_fee: expected 0.10010000, found 0.10009999"),
    ("rebate one unit high", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 2}, maker_fee="-0.00750751"),
     "maker_fee: expected -0.00750750"),
    ("queue served out of turn", "short", swap_makers, "maker_order_id.* found 6.*price-time"),
    ("trade at the taker's price", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 1}, price="100.15000000"),
     "TRADE_EXECUTED (maker_fee|price)"),
    ("trade smaller than both", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 1}, quantity="0.90000000"),
     "quantity: expected 1.00000000"),
    ("a trade left out", "short", lambda c: c.without("TRADE_EXECUTED", trade_id=2),
     "expected TRADE_EXECUTED"),
    ("trade ids with a hole", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 8}, trade_id=9), "trade_id: expected 8"),
    ("order ids with a hole", "short", lambda c: c.set("ORDER_PLACED", {"order_id": 23},
                                                      order_id=24), "order_id: expected 23"),
    ("remainder of an ioc forgotten", "short",
     lambda c: c.without("ORDER_CANCELLED", reason="ioc_remainder"), "ioc_remainder"),
    ("market bid spends what it has not", "short",
     lambda c: c.set("TRADE_EXECUTED", {"trade_id": 6}, quantity="2.60000000",
                     taker_fee="0.26052000", maker_fee="-0.03907800"),
     "quantity: expected 2.50000000|maker_fee"),
    ("market bid out of cash, no cancellation", "short",
     lambda c: c.without("ORDER_CANCELLED", reason="insufficient_funds", order_id=9),
     "insufficient_funds"),
    ("self-trade not prevented", "short",
     lambda c: c.without("ORDER_CANCELLED", reason="self_trade"), "self_trade"),
    ("self-trade cancels the wrong one", "short",
     lambda c: c.set("ORDER_CANCELLED", {"reason": "self_trade"}, order_id=3),
     "order_id: expected 11, found 3"),
    ("reduced, yet to the back of the queue", "short",
     lambda c: c.set("ORDER_REPLACED", {"kept_priority": True}, kept_priority=False),
     "kept_priority: expected True"),
    ("same values, place kept", "short",
     lambda c: c.events[c.find("ORDER_REPLACED", open="1.30000000") + 1][2]
     .update(kept_priority=True), "kept_priority: expected False"),
    ("cancelled quantity wrong", "short",
     lambda c: c.set("ORDER_CANCELLED", {"order_id": 12}, open="10.00000000"),
     "open: expected 8.70000000"),
    ("someone else's order cancelled", "short",
     lambda c: c.set("ORDER_CANCELLED", {"order_id": 12}, agent_id=1), "not an open order of"),
    ("expiry forgotten", "short", lambda c: c.without("ORDER_EXPIRED"), "expected ORDER_EXPIRED"),
    ("expiry a tick late", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 8}, expires_at_tick=3), "expected TICK_END"),
    ("mint forgotten for one", "short",
     lambda c: c.without("BALANCE_UPDATED", agent_id=3, reason="mint"), "agent_id: expected 3"),
    ("burn beyond the order", "short",
     lambda c: c.set("BALANCE_UPDATED", {"agent_id": 2, "reason": "burn"}, amount=text("-3.1")),
     "amount: expected -3.00000000"),
    ("scenario event forgotten", "short",
     lambda c: c.without("SCENARIO_EVENT", kind="reference_price"), "expected SCENARIO_EVENT"),
    ("scenario event changed", "short",
     lambda c: c.set("SCENARIO_EVENT", {"kind": "halt"}, ticks=2), "SCENARIO_EVENT: expected"),
    ("resume forgotten", "short", lambda c: c.without("SCENARIO_EVENT", kind="resume"),
     "resume|expected SCENARIO_EVENT"),
    ("bid kept though the new fee is not covered", "short",
     lambda c: c.without("ORDER_CANCELLED", order_id=13), "order_id.*13.*insufficient_funds"),
    ("halted order left in the book", "short",
     lambda c: c.without("ORDER_CANCELLED", order_id=20), "halted"),
    ("placed while halted", "short",
     lambda c: c.events.__setitem__(c.find("ORDER_REJECTED", reason_code="INSTRUMENT_HALTED"),
                                    [5, "ORDER_PLACED", {
                                        "order_id": 21, "agent_id": 1, "instrument": "ASSET/CASH",
                                        "side": "ask", "type": "market", "quantity": text(1)}]),
     "is halted"),
    ("placed without the funds", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 13}, quantity="18.00000000"),
     "INSUFFICIENT_FUNDS"),
    ("ask of what is not there", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 14}, quantity="2.60000000"),
     "INSUFFICIENT_FUNDS"),
    ("post-only that trades", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 4}, time_in_force="post_only"),
     "POST_ONLY_WOULD_CROSS"),
    ("fill-or-kill that cannot be filled", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 7}, time_in_force="fok"), "FOK_NOT_FILLABLE"),
    ("price off the ticks", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 5}, price="99.90500000"), "price .* not valid"),
    ("part of a lot", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 5}, quantity="1.05000000"), "quantity .* not"),
    ("amount with 7 decimals", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 5}, price="99.9000000"), "8 decimals"),
    ("a float", "short", lambda c: c.set("TICK_END", {}, actions=9.0), "not a whole number"),
    ("an amount as a number", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 5}, price=99), "field price"),
    ("unknown field", "short", lambda c: c.set("TICK_START", {}, time=1), "unknown field time"),
    ("missing field", "short", lambda c: c.drop_field("ORDER_PLACED", "side"), "side is missing"),
    ("null field", "short",
     lambda c: c.set("ORDER_PLACED", {"order_id": 5}, client_order_id=None), "client_order_id"),
    ("decay one unit low", "short",
     lambda c: c.set("DECAY_APPLIED", {"agent_id": 0},
                     amount=text(F(c.events[c.find("DECAY_APPLIED")][2]["amount"]) - F(1, 10**8))),
     "DECAY_APPLIED amount"),
    ("decay forgotten for one", "short", lambda c: c.without("DECAY_APPLIED", agent_id=2),
     "expected DECAY_APPLIED .*agent_id.:2"),
    ("bid cancelled for decay without need", "short",
     lambda c: c.insert(c.find("DECAY_APPLIED"), "ORDER_CANCELLED", order_id=17, agent_id=0,
                        open=text(5), reason="decay"), "expected DECAY_APPLIED"),
    ("older bid cancelled for decay", "short",
     lambda c: c.set("ORDER_CANCELLED", {"reason": "decay"}, order_id=15), "expected 16, found 15"),
    ("unpaid decay without its due", "short",
     lambda c: c.events[c.find("AGENT_BANKRUPT") - 2][2].pop("due"), "DECAY_APPLIED due"),
    ("bankruptcy forgotten", "short", lambda c: c.without("AGENT_BANKRUPT"),
     "expected AGENT_BANKRUPT"),
    ("bankruptcy with a wrong equity", "short",
     lambda c: c.set("AGENT_BANKRUPT", {}, equity=text(400)), "AGENT_BANKRUPT equity"),
    ("bankruptcy with a wrong cause", "short",
     lambda c: c.set("AGENT_BANKRUPT", {}, cause="equity"), "cause: expected obligation"),
    ("trades miscounted", "short", lambda c: c.set("TICK_END", {}, trades=5), "trades: expected 4"),
    ("actions undercounted", "short", lambda c: c.set("TICK_END", {}, actions=8),
     "actions: expected 9"),
    ("rate limit within the limit", "short",
     lambda c: c.set("RATE_LIMIT_HIT", {}, attempted=10), "within the limit"),
    ("endowment not the scenario's", "short",
     lambda c: c.set("AGENT_CREATED", {"agent_id": 1}, balances={"ASSET": text(50),
                                                                "CASH": text(5001)}), "balances"),
    ("scenario without an agent's holdings", "short",
     lambda c: c.events[0][2]["scenario"]["agents"][0].pop("holdings"), "not understood.*holdings"),
    ("wrong tick_id", "short",
     lambda c: c.events[c.find("ORDER_PLACED", order_id=9)].__setitem__(0, 2), "tick_id"),
    ("refused for a reason that is not so", "short",
     lambda c: c.set("ORDER_REJECTED", {"order_id": 12345}, order_id=8, agent_id=2),
     "ORDER_NOT_FOUND: order 8 is open"),
    ("completed too early", "short",
     lambda c: c.events.__delitem__(slice(c.find("TICK_START") + 16, len(c.events) - 1))
     or c.events[-1].__setitem__(0, 0), "completed, after 1|expected TICK_END"),
    ("events after the end", "short",
     lambda c: c.events.append([7, "TICK_START", {}]), "nothing after RUN_STOPPED"),
    ("a bankrupt agent places an order", "ruin",
     lambda c: c.events.__setitem__(c.find("ORDER_REJECTED"), [2, "ORDER_PLACED", {
         "order_id": 6, "agent_id": 1, "instrument": "ASSET/CASH", "side": "bid",
         "type": "market", "quantity": text(1)}]), "bankrupt agent causes only refusals"),
    ("an active agent refused as bankrupt", "ruin",
     lambda c: c.set("ORDER_REJECTED", {}, agent_id=2), "is active"),
    ("estate sold too cheap", "ruin",
     lambda c: c.set("ORDER_PLACED", {"estate": True}, price="82.70000000"),
     "price: expected 82.80000000"),
    ("estate not sold", "ruin",
     lambda c: c.events.__delitem__(slice(c.find("ORDER_PLACED", order_id=7),
                                          c.find("ORDER_PLACED", order_id=7) + 4)),
     "expected ORDER_PLACED .*estate"),
    ("estate's cash kept from the house", "ruin",
     lambda c: c.without("BALANCE_UPDATED", agent_id="house"), "goes to the house"),
    ("bankrupt's order left open", "ruin",
     lambda c: c.without("ORDER_CANCELLED", reason="bankrupt"), "bankrupt"),
    ("bots out of order", "ruin", lambda c: c.swap(c.find("ORDER_PLACED", order_id=1),
                                                  c.find("ORDER_PLACED", order_id=2))
     or c.set("ORDER_PLACED", {"order_id": 2}, order_id=1)
     or c.events[c.find("ORDER_PLACED", agent_id=0)][2].update(order_id=2), "order of ids"),
    ("bots out of the seeded order", "random 0",
     lambda c: c.events[0][2].update(seed=8), "expected the shuffle's order"),
    ("a bot takes a second turn", "ruin", late_bot, "two turns"),
    ("a bankrupt agent decays", "ruin",
     lambda c: c.insert(c.find("TICK_END", actions=1, trades=0) + 7, "DECAY_APPLIED", agent_id=1,
                        asset="CASH", amount=text(1)), "DECAY_APPLIED"),
]


def broken_chain(lines):
    """Faults of the record itself, which a new chain would hide: (name, lines, complaint)."""
    line = lines[8]
    yield "a byte changed", lines[:8] + [line.replace('"1.0', '"2.0')] + lines[9:], "event_hash"
    yield "a line missing", lines[:8] + lines[9:], "event_seq: expected 8, found 9"
    yield "two lines swapped", lines[:8] + [lines[9], line] + lines[10:], "event_seq: expected 8"
    yield "a line twice", lines[:9] + lines[8:], "event_seq: expected 9, found 8"
    yield "a space", lines[:8] + [line.replace(":", ": ", 1)] + lines[9:], "not canonical"
    yield "keys out of order", lines[:8] + [json.dumps(json.loads(line), separators=(",", ":")) \
        .replace('"tick_id":0', "").replace(",}", '}').replace("{", '{"tick_id":0,', 1)] \
        + lines[9:], "not canonical"
    other = chain(ruin_run())
    yield "another run's line", lines[:8] + [other[8]] + lines[9:], "run_id"
    yield "torn at the end", lines[:-1] + [lines[-1][:40]], "line 1"
    yield "nothing at all", [""], "not an event|Expecting value"
    yield "not text", ["\u0000\u00ff"], "line 1"
    yield "cut inside a tick", lines[:-3], "end of the file"


def wrong_figures(lines):
    """The figures of agent 4 in the short run, worked out by hand; those that come out otherwise.

    It bought 1 and 0.5 at 100.10 when only asks stood (w at the reference price, 100), 1 at 99.90
    as maker (mid 100), and 1.3 at 100.40 by a replacement (best bid 99.50, best ask 100.40: mid
    99.95, with its own bid of 99.00 still there): -0.10 - 0.05 + 0.10 + 129.935 - 130.52.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        auditor, log = check_events.run_audit(file.name, check_summary.Figures)
    summary = auditor.summary(log)
    agent, instrument = summary["agents"][4], summary["instruments"][0]
    by_hand = {"spread": "-0.63500000", "fees": "-0.93327000", "rebates": "0.01498500",
               "other": "-1.75000000"}
    wrong = [f"{part}: by hand {value}, found {agent['pnl_parts'][part]}"
             for part, value in by_hand.items() if agent["pnl_parts"][part] != value]
    sums = sum(F(value) for value in agent["pnl_parts"].values())
    if sums != F(agent["pnl"]) or auditor.check_inventory(auditor.agents[4]) > 2:
        wrong.append(f"parts sum to {sums}, pnl {agent['pnl']}")
    if (agent["trades"], agent["maker_share"], agent["orders"]) != (4, 0.25, 5):
        wrong.append(f"trades, maker_share, orders: {agent}")
    if (instrument["open"], instrument["high"], instrument["low"]) != \
            ("100.10000000", "100.40000000", "99.50000000"):
        wrong.append(f"open, high, low: {instrument}")
    return wrong


def main():
    runs, failures = {"short": short_run(), "ruin": ruin_run()}, 0
    stream = check_events.Stream(42, "bot/random-1")
    if (stream.state, stream.next()) != (3915162409, 3601328341):
        failures += 1
        print("the random stream is not that of the specification")
    for seed in range(40):
        runs[f"random {seed}"] = random_run(40, seed)
    for name, events in runs.items():
        status, said = found(chain(events))
        if status != 0:
            failures += 1
            print(f"a legal run was refused: {name}: {said}")
    for line in wrong_figures(chain(runs["short"])):
        failures += 1
        print(f"a figure worked out by hand differs: {line}")
    cases = []
    for name, run, change, complaint in MUTATIONS:
        changed = Change(runs[run])
        change(changed)
        cases.append((name, chain(changed.events), complaint))
    state_faults = len(cases)
    cases += broken_chain(chain(runs["short"]))
    for number, (name, lines, complaint) in enumerate(cases):
        status, said = found(lines)
        first = said.splitlines()[0] if number < state_faults else said
        if status != 4 or not re.search(complaint, first):
            failures += 1
            print(f"mutation {name!r}: expected a complaint like {complaint!r}, found {first}")
    print(f"{len(runs)} legal runs, {len(cases)} wrong ones: {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        ticks, seed = (int(word) for word in (sys.argv[3:] + ["1000", "1"][len(sys.argv) - 3:]))
        Path(sys.argv[2]).write_text("\n".join(chain(random_run(ticks, seed))) + "\n")
        sys.exit(0)
    sys.exit(main())
