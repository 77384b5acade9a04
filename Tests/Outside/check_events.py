#!/usr/bin/env python3
"""An outside auditor of exchange runs: `check_events.py EVENTS.jsonl [...]`.

Written from the specification alone; it shares no line with the program it checks. It reads the
events of a run (`--trace-events`, or the `events.jsonl` of an export), checks the form and the
hash chain of every line, and re-derives from each order, replacement and scenario event all that
must follow: executions, fees, cancellations, expiries, decay, bankruptcies, estates. An event that
is not the one that had to come next is an error. Amounts are whole numbers of 10^-8 units.

Exit status: 0 when every file holds, 4 otherwise. The state is audited up to its first error
(what follows would be noise); the form and the chain of the lines after it still are.
"""
import heapq
import re
import sys
from collections import Counter

from record import (HOUSE, ONE, REJECT_CODES, Fault, Log, amounts, basis_points, canonical, fee,
                    show)

# ------------------------------------------------------------------------- the world of a run

class Order:
    __slots__ = ("id", "agent", "book", "bid", "price", "open", "filled", "tif", "expires", "rate")

    def __init__(self, number, agent, book, bid, price, quantity, tif="gtc", expires=None):
        self.id, self.agent, self.book, self.bid = number, agent, book, bid
        self.price, self.open, self.filled = price, quantity, 0
        self.tif, self.expires = tif, expires
        self.rate = book.rate(price) if bid and price is not None else 0    # reserved per lot

    def held(self, quantity):
        """(asset, units) reserved for so much of this order."""
        if self.bid:
            return self.book.quote, quantity // self.book.lot * self.rate
        return self.book.base, quantity

    def reaches(self, price):
        """Would this order trade at a price of the other side?"""
        return self.price is None or (self.price >= price if self.bid else self.price <= price)


class Agent:
    def __init__(self, number, name, bot, balances):
        self.id, self.name, self.bot, self.active = number, name, bot, True
        self.available, self.reserved = dict(balances), dict.fromkeys(balances, 0)
        self.orders = {}            # open orders, in the order of their ids
        self.remote, self.latency = bot is None, 0

    def total(self, asset):
        return self.available[asset] + self.reserved[asset]

    def newest_bid(self, book=None):
        """The open bid with the highest order id (in one instrument, or over all)."""
        for order in reversed(self.orders.values()):
            if order.bid and book in (None, order.book):
                return order
        return None


class Book:
    """One instrument: rules, fees, halt, last trade and both sides by price and time."""

    def __init__(self, entry):
        self.symbol = entry["symbol"]
        self.base, self.quote = self.symbol.split("/")
        self.tick, self.lot = amounts[entry["tick_size"]], amounts[entry["lot_size"]]
        self.reference = amounts[entry["reference_price"]]
        self.max_price = amounts[entry["max_price"]]
        self.max_quantity = amounts[entry["max_quantity"]]
        self.maker_bps = basis_points(entry["fees"]["maker_bps"])
        self.taker_bps = basis_points(entry["fees"]["taker_bps"])
        self.last, self.halted_until = None, None
        self.sides = {True: {}, False: {}}      # bid? -> price -> order id -> order, oldest first
        self.heaps = {True: [], False: []}      # best price first; may name levels that are gone
        if self.tick * self.lot % ONE or self.tick <= 0 or self.lot <= 0:
            raise ValueError(f"{self.symbol}: tick_size x lot_size is not whole in 10^-8 units")
        if self.reference % self.tick:
            raise ValueError(f"{self.symbol}: reference_price is not a multiple of tick_size")
        if self.maker_bps + self.taker_bps < 0:
            raise ValueError(f"{self.symbol}: maker_bps + taker_bps is negative")

    def rate(self, price):
        """r(p): what one open lot of a bid reserves."""
        notional = price * self.lot // ONE
        return notional + fee(notional, max(self.maker_bps, self.taker_bps, 0))

    def rest(self, order):
        level = self.sides[order.bid].get(order.price)
        if level is None:
            level = self.sides[order.bid][order.price] = {}
            heapq.heappush(self.heaps[order.bid], -order.price if order.bid else order.price)
        level[order.id] = order

    def remove(self, order):
        level = self.sides[order.bid].get(order.price, {})
        if level.pop(order.id, None) and not level:
            del self.sides[order.bid][order.price]

    def best(self, bid):
        heap, levels = self.heaps[bid], self.sides[bid]
        while heap:
            price = -heap[0] if bid else heap[0]
            if price in levels:
                return price
            heapq.heappop(heap)
        return None

    def twice_mid(self):
        """Bid + ask, so that half a unit stays exact; None unless both sides stand."""
        bid, ask = self.best(True), self.best(False)
        return None if bid is None or ask is None else bid + ask

    def twice_mark(self):
        if self.last is not None:
            return 2 * self.last
        middle = self.twice_mid()
        return 2 * self.reference if middle is None else middle

    def fillable(self, order, prevention):
        """What a fill-or-kill would really trade with, as far as it is needed."""
        total, levels = 0, self.sides[not order.bid]
        for price in sorted(levels, reverse=not order.bid):
            if not order.reaches(price) or total >= order.open:
                break
            for resting in levels[price].values():
                if resting.agent is order.agent and prevention != "none":
                    if prevention == "cancel_oldest":
                        continue
                    return total
                total += resting.open
        return total


class Rules:
    """What the scenario in RUN_CREATED fixes for the whole run."""

    def __init__(self, scenario):
        incentives = scenario["incentives"]
        decay, bankruptcy = incentives["decay"], incentives["bankruptcy"]
        self.limit = incentives["max_actions_per_tick"]
        self.decay_every, self.decay_bps = decay["every"], basis_points(decay["rate_bps"])
        self.decay_fixed = amounts[decay["fixed"]]
        self.bankruptcy, self.estate = bankruptcy["enabled"], bankruptcy["estate"]
        self.floor = amounts[bankruptcy["equity_floor"]]
        self.discount = basis_points(bankruptcy["estate_discount_bps"])
        self.prevention, self.activation = (scenario["self_trade_prevention"],
                                            scenario["activation"])
        self.ticks, self.events = scenario["ticks"], scenario.get("events", [])
        self.agents = [entry for entry in scenario["agents"] for _ in range(entry["count"])]


class Stream:
    """Mulberry32, its start derived from the seed and a name."""

    def __init__(self, seed, name):
        mixed = 2166136261
        for byte in name.encode():
            mixed = (mixed ^ byte) * 16777619 % 2**32
        self.state = seed ^ mixed
        self.state = self.next()

    def next(self):
        self.state = a = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        a = (a ^ a >> 15) * (a | 1) & 0xFFFFFFFF
        a ^= a + (a ^ a >> 7) * (a | 61) & 0xFFFFFFFF
        return a ^ a >> 14

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            n = i + 1
            while True:
                product = self.next() * n
                if product % 2**32 >= (2**32 - n) % n:
                    break
            j = product >> 32
            items[i], items[j] = items[j], items[i]


class Activation:
    """The order in which bots act in a tick, as far as the events show it.

    Whether a bankrupt bot still has its place in a shuffle, and whether a shuffle starts from the
    ids or from the last tick's order, the specification does not say: all four readings are
    followed, and one of them has to fit the whole run.
    """

    def __init__(self, seed, mode):
        self.readings = []
        for with_bankrupt in (True, False) if mode == "shuffled" else ():
            for fresh in (True, False):
                self.readings.append((with_bankrupt, fresh, Stream(seed, "activation"), []))

    def check(self, agents, acted):
        """None, or what is wrong with the order of those that acted in this tick (shuffled)."""
        left, before = [], None
        for reading in self.readings:
            with_bankrupt, fresh, stream, order = reading
            bots = [a.id for a in agents if not a.remote and (with_bankrupt or a.active)]
            if fresh or len(order) != len(bots):
                order[:] = bots if fresh or not order else [b for b in order if b in bots]
            stream.shuffle(order)
            before = [number for number in order if number in acted]
            if before == list(acted):
                left.append(reading)
        if self.readings and not left:
            return f"expected the shuffle's order {before}, found {list(acted)}"
        self.readings = left
        return None


WHY = {             # what a field of a derived event follows from; named first in a complaint
    "maker_order_id": "price-time priority: the best price, and there the oldest order",
    "trade_id": "trades count from 1",
    "order_id": "by order id, each id once",
    "price": "an execution happens at the maker's price",
    "quantity": "the smaller of the two open quantities",
    "maker_fee": "notional x maker_bps, rounded up",
    "taker_fee": "notional x taker_bps, rounded up",
}


# -------------------------------------------------------------------------------- the audit

class Auditor:
    """Follows a run event by event, as the rules of the exchange say it must go.

    Its methods are the phases and actions of the specification; each takes the events that start
    something and expects the ones that have to follow. `before_action`, `on_trade`, `on_paid`
    and `on_tick_end` do nothing here: a subclass that computes figures overrides them.
    """

    def __init__(self, log):
        self.log, self.head, self.at = log, None, None
        self.tick, self.agents, self.books, self.rules = 0, [], {}, None
        self.orders, self.next_order, self.next_trade = {}, 1, 1
        self.house, self.issued, self.stopped, self.ticks_done = {}, {}, None, 0
        self.actions = self.tick_trades = 0

    # -- reading

    def peek(self):
        if self.head is None:
            self.head = self.log.read()
        return self.head

    def take(self, kind):
        """The payload of the next event, which has to be of this type."""
        event = self.at = self.peek()
        if event.type != kind:
            self.fail(f"expected {kind}, found {event}")
        if event.tick != self.tick:
            self.fail(f"tick_id: expected {self.tick}, found {event.tick}")
        self.head = None
        return event.payload

    def expect(self, kind, why, payload):
        """The next event has to be exactly this one."""
        event = self.peek()
        if event.payload == payload and event.type == kind and event.tick == self.tick:
            self.at, self.head = event, None
            return
        self.at = event
        if event.type != kind:
            self.fail(f"expected {kind} {canonical(payload)} ({why}), found {event}")
        wrong = []
        for field in [*WHY, *sorted((payload.keys() | event.payload.keys()) - WHY.keys())]:
            wanted, found = payload.get(field), event.payload.get(field)
            if wanted != found:
                reason = f" ({WHY[field]})" if field in WHY else ""
                wrong.append(f"{field}: expected {wanted}, found {found}{reason}")
        self.fail(f"{kind} {'; '.join(wrong)} [{why}]" if wrong else
                  f"tick_id: expected {self.tick}, found {event.tick}")

    def fail(self, text):
        self.log.report(self.at.line, self.at.seq, text)
        raise Fault

    def need(self, holds, text):
        if not holds:
            self.fail(f"{self.at.type}: {text}")

    # -- the run

    def audit(self):
        self.create_run()
        while self.peek().type == "TICK_START":
            self.run_tick()
        if not self.peek().type:
            return                                     # paused: a legal prefix of a run
        if self.peek().type == "RUN_STOPPED":
            self.tick = max(self.ticks_done - 1, 0)
        reason = self.take("RUN_STOPPED")["reason"]
        over = self.ticks_done == self.rules.ticks
        none_left = not any(agent.active for agent in self.agents)
        self.need(reason != "completed" or over, f"completed, after {self.ticks_done} of "
                                                 f"{self.rules.ticks} ticks")
        self.need(reason != "all_bankrupt" or none_left, "all_bankrupt, with active agents left")
        self.stopped = reason
        self.at = self.peek()
        if self.at.type:
            self.fail(f"expected nothing after RUN_STOPPED, found {self.at}")

    def create_run(self):
        created = self.take("RUN_CREATED")
        self.need(created["event_schema"] == 1, f"event_schema {created['event_schema']}, not 1")
        self.need(created["seed"] < 2**32, "seed beyond 32 bits")
        self.seed, self.scenario = created["seed"], created["scenario"]
        scenario = self.scenario
        self.need(not {"seed", "description"} & scenario.keys(), "scenario with seed/description")
        self.need(scenario.get("kind") == "exchange", f"kind {scenario.get('kind')}, not exchange")
        try:
            self.rules = Rules(scenario)
            self.books = {entry["symbol"]: Book(entry) for entry in scenario["instruments"]}
        except (KeyError, TypeError, ValueError) as error:
            self.fail(f"RUN_CREATED: scenario: {type(error).__name__}: {error}")
        quotes = {book.quote for book in self.books.values()}
        if not self.books and self.peek().type == "AGENT_CREATED":
            quotes = set(self.peek().payload["balances"])       # without instruments, cash alone
        self.need(len(quotes) == 1 or not self.books and not self.rules.agents,
                  f"expected one quote asset, found {sorted(quotes)}")
        self.cash = quotes.pop() if quotes else None
        self.assets = {self.cash, *(book.base for book in self.books.values())}
        for entry in self.rules.agents:
            self.assets.update(entry["holdings"])
        self.house, self.issued = dict.fromkeys(self.assets, 0), dict.fromkeys(self.assets, 0)
        seen = Counter()
        for entry in self.rules.agents:
            name = entry.get("name", entry.get("bot"))
            seen[name] += 1
            balances = {asset: entry["holdings"].get(asset, show(0)) for asset in self.assets}
            balances[self.cash] = entry["cash"]
            agent = self.create_agent(entry.get("kind", "bot"), f"{name}-{seen[name]}", balances,
                                      entry.get("bot"))
            agent.latency = entry.get("latency", 0)
        self.take("RUN_STARTED")
        self.activation = Activation(self.seed, self.rules.activation)

    def create_agent(self, kind, name=None, balances=None, bot=None):
        payload = self.take("AGENT_CREATED")
        wanted = {"agent_id": len(self.agents), "kind": kind, "name": name, "balances": balances,
                  "bot": bot}
        for field, value in wanted.items():
            if value is not None:
                self.need(payload.get(field) == value,
                          f"{field}: expected {value}, found {payload.get(field)}")
        self.need(payload["balances"].keys() == self.assets, "balances: not every asset of the run")
        self.need((kind == "bot") == ("bot" in payload), "bot: given for bots, and only for them")
        self.need(all(agent.name != payload["name"] for agent in self.agents), "name used before")
        start = {asset: amounts[text] for asset, text in payload["balances"].items()}
        agent = Agent(len(self.agents), payload["name"], payload.get("bot"), start)
        self.agents.append(agent)
        for asset, units in start.items():
            self.issued[asset] += units
        equity = self.equity(agent, {book: 2 * book.reference for book in self.books.values()})
        self.need(not self.rules.bankruptcy or equity > self.rules.floor,
                  f"starts with equity {show(equity)}, not above the floor")
        self.on_agent(agent, equity)
        return agent

    # -- the tick, phase by phase

    def run_tick(self):
        self.tick = self.ticks_done
        self.at = self.peek()
        self.need(self.tick < self.rules.ticks, f"tick {self.tick} of {self.rules.ticks}")
        self.need(self.tick == 0 or any(a.active for a in self.agents) or not self.agents,
                  "expected RUN_STOPPED all_bankrupt: no agent is active")
        self.take("TICK_START")
        self.actions = self.tick_trades = 0
        self.attempts, self.phase, self.last_cancel = Counter(), 0, None
        self.bots_done, self.bot = {}, None
        self.open_tick()
        while self.take_action():
            pass
        fault = self.activation.check(self.agents, self.bots_done)
        self.need(not fault, f"activation {self.rules.activation}: {fault}")
        self.take_rate_limits()
        self.close_tick()
        end = self.take("TICK_END")
        self.need(end["trades"] == self.tick_trades,
                  f"trades: expected {self.tick_trades}, found {end['trades']}")
        most = self.rules.limit * len(self.agents)
        self.need(self.actions <= end["actions"] <= most,
                  f"actions: expected {self.actions} to {most}, found {end['actions']}")
        self.check_invariants()
        self.ticks_done += 1
        self.on_tick_end(end)

    def open_tick(self):
        if self.peek().type == "RUN_BRANCHED":
            self.branch(self.take("RUN_BRANCHED"))
        while self.peek().type == "AGENT_CREATED":
            self.create_agent("remote")
        due = [event for event in self.rules.events if event["tick"] == self.tick]
        while self.peek().type == "SCENARIO_EVENT":
            payload = self.take("SCENARIO_EVENT")
            if payload["kind"] == "resume":
                self.resume(payload)
                continue
            self.need(due, f"nothing is due now, found {canonical(payload)}")
            wanted = {key: value for key, value in due.pop(0).items() if key != "tick"}
            self.need(payload == wanted,
                      f"expected {canonical(wanted)}, found {canonical(payload)}")
            try:
                getattr(self, "scenario_" + payload["kind"])(payload)
            except (KeyError, ValueError, TypeError) as error:
                self.fail(f"SCENARIO_EVENT: {type(error).__name__}: {error}")
        late = [book.symbol for book in self.books.values() if book.halted_until == self.tick]
        if due or late:
            self.at = self.peek()
            missing = canonical(due[0]) if due else f"resume of {late[0]}"
            self.fail(f"expected SCENARIO_EVENT {missing}, found {self.at}")
        if self.rules.estate == "liquidate":
            self.sell_estates()

    def close_tick(self):
        for order in [o for o in self.orders.values() if o.expires == self.tick]:
            self.expect("ORDER_EXPIRED", "good till this tick", self.closing_fields(order))
            self.close_order(order)
        unpaid = set()
        if self.rules.decay_every and (self.tick + 1) % self.rules.decay_every == 0:
            for agent in self.agents:
                if agent.active and not self.decay(agent):
                    unpaid.add(agent)
        if self.rules.bankruptcy:
            self.bankruptcies(unpaid)

    def decay(self, agent):
        """True when it was paid in full."""
        cash = agent.total(self.cash)
        due = cash * self.rules.decay_bps // ONE + self.rules.decay_fixed
        amount = min(due, cash)
        while agent.available[self.cash] < amount:
            self.cancel(agent.newest_bid(), "decay")
        if amount:
            payload = {"agent_id": agent.id, "asset": self.cash, "amount": show(amount)}
            if due > amount:
                payload["due"] = show(due)
            self.expect("DECAY_APPLIED", "a share of cash, rounded down, and the fixed part",
                        payload)
            self.pay(agent, self.cash, -amount, "decay")
            self.house[self.cash] += amount
        return due <= amount

    def bankruptcies(self, unpaid):
        marks = {book: book.twice_mark() for book in self.books.values()}
        equities = [(a, self.equity(a, marks)) for a in self.agents if a.active]
        for agent, equity in equities:
            if equity > self.rules.floor and agent not in unpaid:
                continue
            for order in list(agent.orders.values()):
                self.cancel(order, "bankrupt")
            balances = {asset: show(agent.total(asset)) for asset in self.assets}
            cause = "equity" if equity <= self.rules.floor else "obligation"
            self.expect("AGENT_BANKRUPT", "equity at or below the floor, or decay not paid in full",
                        {"agent_id": agent.id, "equity": show(equity), "balances": balances,
                         "cause": cause})
            agent.active = False
            if self.rules.estate == "liquidate":
                self.forfeit_cash(agent)
            self.on_bankrupt(agent)

    def equity(self, agent, marks):
        """Cash and holdings at twice the marks, rounded down once at the end."""
        first = {book.base: book for book in reversed(self.books.values())}
        worth = sum(agent.total(asset) * marks[first[asset]]
                    for asset in self.assets if asset in first)
        return agent.total(self.cash) + worth // (2 * ONE)

    def check_invariants(self):
        """At the end of a tick: conservation, reservations, no crossed book."""
        for asset in self.assets:
            found = self.house[asset] + sum(agent.total(asset) for agent in self.agents)
            issued = self.issued[asset]
            self.need(found == issued, f"conservation of {asset}: expected {show(issued)}, "
                                       f"found {show(found)}")
            self.need(self.house[asset] >= 0, f"the house has {show(self.house[asset])} {asset}")
        for agent in self.agents:
            held = dict.fromkeys(self.assets, 0)
            for order in agent.orders.values():
                asset, units = order.held(order.open)
                held[asset] += units
            self.need(held == agent.reserved, f"agent {agent.id}: reserved {agent.reserved}, "
                                              f"open orders need {held}")

    # -- scenario events

    def scenario_shock(self, payload):
        self.book_of(payload["instrument"]) if "instrument" in payload else None

    def scenario_mint(self, payload):
        for agent in self.named(payload["agents"]):
            self.update(agent, payload["asset"], amounts[payload["amount"]], "mint")

    def scenario_burn(self, payload):
        asset = payload["asset"]
        for agent in self.named(payload["agents"]):
            units = min(amounts[payload["amount"]], agent.available[asset])
            self.update(agent, asset, -units, "burn")

    def scenario_halt(self, payload):
        book = self.book_of(payload["instrument"])
        book.halted_until = max(book.halted_until or 0, self.tick + payload["ticks"])
        if payload["cancel_orders"]:
            for order in [o for o in self.orders.values() if o.book is book]:
                self.cancel(order, "halted")

    def resume(self, payload):
        self.need(payload.keys() == {"kind", "instrument"}, "resume names its instrument only")
        book = self.book_of(payload["instrument"])
        self.need(book.halted_until == self.tick, f"resume of {book.symbol}: expected at tick "
                                                  f"{book.halted_until}, found {self.tick}")
        book.halted_until = None

    def scenario_fee_change(self, payload):
        self.change_fees(self.book_of(payload["instrument"]),
                         basis_points(payload["maker_bps"]), basis_points(payload["taker_bps"]))

    def change_fees(self, book, maker_bps, taker_bps):
        self.need(maker_bps + taker_bps >= 0, "fees that pay out more than they take")
        book.maker_bps, book.taker_bps = maker_bps, taker_bps
        for agent in self.agents:
            while True:
                bids = [o for o in agent.orders.values() if o.bid and o.book is book]
                new = sum(o.open // book.lot * book.rate(o.price) for o in bids)
                rise = new - sum(o.held(o.open)[1] for o in bids)
                if rise <= agent.available[self.cash]:
                    break
                self.cancel(bids[-1], "insufficient_funds")
            self.shift(agent, self.cash, -rise, rise)
            for order in bids:
                order.rate = book.rate(order.price)

    def scenario_reference_price(self, payload):
        book = self.book_of(payload["instrument"])
        book.reference = amounts[payload["price"]]
        self.need(book.reference > 0 and book.reference % book.tick == 0, "price off the ticks")

    def branch(self, payload):
        """Sets one value of the scenario from here on: a fee, an incentive, a bot's parameter."""
        keys = [int(key) if key.isdigit() else key
                for key in re.findall(r"[^.\[\]]+", payload["path"])]
        try:
            place = self.scenario
            for key in keys[:-1]:
                place = place[key]
            place[keys[-1]] = payload["value"]
            self.rules = Rules(self.scenario)
            for entry in self.scenario["instruments"]:
                book, fees = self.books[entry["symbol"]], entry["fees"]
                if "fees" in keys and book is list(self.books.values())[keys[1]]:
                    self.change_fees(book, basis_points(fees["maker_bps"]),
                                     basis_points(fees["taker_bps"]))
        except (KeyError, IndexError, TypeError, ValueError) as error:
            self.fail(f"RUN_BRANCHED: path {payload['path']}: {type(error).__name__}: {error}")

    def book_of(self, symbol):
        self.need(symbol in self.books, f"unknown instrument {symbol}")
        return self.books[symbol]

    def named(self, names):
        """The active agents a scenario event names, by id."""
        names = [names] if isinstance(names, str) else names
        return [agent for agent in self.agents if agent.active
                and ("all" in names or agent.name in names
                     or agent.name.rpartition("-")[0] in names)]

    def update(self, agent, asset, units, reason):
        if units == 0:
            return
        self.expect("BALANCE_UPDATED", f"{reason} of agent {agent.id}",
                    {"agent_id": agent.id, "asset": asset, "amount": show(units), "reason": reason})
        self.pay(agent, asset, units, reason)
        if reason != "estate":
            self.issued[asset] += units
            return
        self.expect("BALANCE_UPDATED", "an estate goes to the house",
                    {"agent_id": HOUSE, "asset": asset, "amount": show(-units), "reason": reason})
        self.house[asset] -= units

    # -- estates

    def forfeit_cash(self, agent):
        self.update(agent, self.cash, -agent.available[self.cash], "estate")

    def sell_estates(self):
        for agent in self.agents:
            for book in self.books.values() if not agent.active else ():
                quantity = agent.available[book.base] // book.lot * book.lot
                lowest = book.twice_mark() * (ONE - self.rules.discount) // (2 * ONE)
                lowest = max(lowest // book.tick, 1) * book.tick
                best = book.best(True)
                if not quantity or best is None or best < lowest or book.halted_until is not None:
                    continue
                order = Order(self.next_order, agent, book, False, lowest, quantity, "ioc")
                self.expect("ORDER_PLACED", "an estate with whole lots and a good enough bid",
                            {"order_id": order.id, "agent_id": agent.id, "estate": True,
                             "instrument": book.symbol, "side": "ask", "type": "limit",
                             "time_in_force": "ioc", "price": show(lowest),
                             "quantity": show(quantity)})
                self.enter(order, estate=True)
                self.forfeit_cash(agent)

    # -- actions

    def take_action(self):
        """Takes one action with all that follows from it; False when the next event is none."""
        event = self.peek()
        if event.type == "ORDER_PLACED":
            self.place(self.take("ORDER_PLACED"))
        elif event.type == "ORDER_REPLACED":
            self.replace(self.take("ORDER_REPLACED"))
        elif event.type == "ORDER_CANCELLED" and event.payload["reason"] == "requested":
            self.cancel_on_request(self.take("ORDER_CANCELLED"))
        elif event.type == "ORDER_REJECTED":
            self.reject(self.take("ORDER_REJECTED"))
        else:
            return False
        return True

    def acting(self, payload, cancels=None):
        """The agent of an action: known, active, in its phase of the tick, within its limit."""
        number = payload["agent_id"]
        self.need(number < len(self.agents), f"unknown agent {number}")
        agent = self.agents[number]
        refused = payload.get("reason_code") == "AGENT_BANKRUPT"
        self.need(agent.active != refused, f"agent {number} is {'' if agent.active else 'not '}"
                                           f"active (a bankrupt agent causes only refusals)")
        before, self.last_cancel = self.last_cancel, (agent, cancels) if cancels else None
        if not (cancels and before and before[0] is agent and before[1] < cancels):
            self.attempts[agent] += 1           # else it may be one more of the same cancel-all
            self.actions += 1
        self.need(self.attempts[agent] <= self.rules.limit,
                  f"agent {number}: more than {self.rules.limit} actions in this tick")
        phase = 0 if agent.latency else 1 if agent.remote else 2
        self.need(phase >= self.phase, f"agent {number} acts after the bots or after what arrived: "
                                       "delayed actions, then remote ones, then bots")
        self.phase = phase
        if phase == 2 and number != self.bot:
            self.need(number not in self.bots_done, f"bot {number} acts in two turns of one tick")
            self.need(self.rules.activation != "sequential" or self.bot is None
                      or self.bot < number, f"bot {number} acts after bot {self.bot}: expected "
                                            "the order of ids")
            self.bots_done[number] = self.bot = number
        return agent

    def place(self, payload):
        agent, book = self.acting(payload), self.book_of(payload["instrument"])
        limit, bid = payload["type"] == "limit", payload["side"] == "bid"
        self.need(payload["order_id"] == self.next_order,
                  f"order_id: expected {self.next_order}, found {payload['order_id']}")
        self.need("estate" not in payload, "estate: not a sale that was due")
        self.need(limit == ("price" in payload) == ("time_in_force" in payload),
                  "price and time_in_force go with a limit order, and only with one")
        tif = payload.get("time_in_force", "market")
        expires = payload.get("expires_at_tick")
        self.need((tif == "gtt") == (expires is not None), "expires_at_tick goes with gtt")
        self.need(expires is None or expires >= self.tick, f"expires_at_tick {expires} has passed")
        self.need(book.halted_until is None, f"{book.symbol} is halted")
        price = self.valid_price(book, payload["price"]) if limit else None
        quantity = self.valid_quantity(book, amounts[payload["quantity"]])
        order = Order(self.next_order, agent, book, bid, price, quantity, tif, expires)
        asset, units = order.held(quantity)
        self.need(units <= agent.available[asset],
                  f"agent {agent.id} would reserve {show(units)} {asset} and has "
                  f"{show(agent.available[asset])}: INSUFFICIENT_FUNDS")
        best = book.best(not bid)
        self.need(tif != "post_only" or best is None or not order.reaches(best),
                  "a post-only order that would trade: POST_ONLY_WOULD_CROSS")
        if tif == "fok":
            fillable = book.fillable(order, self.rules.prevention)
            self.need(fillable >= quantity, f"only {show(fillable)} of it can be filled: "
                                            "FOK_NOT_FILLABLE")
        self.enter(order)

    def valid_price(self, book, text):
        price = amounts[text]
        self.need(price % book.tick == 0 and price <= book.max_price, f"price {text} is not valid")
        return price

    def valid_quantity(self, book, units):
        self.need(units % book.lot == 0 and units <= book.max_quantity,
                  f"quantity {show(units)} is not valid")
        return units

    def open_order(self, payload, agent):
        order = self.orders.get(payload["order_id"])
        self.need(order is not None and order.agent is agent,
                  f"order {payload['order_id']} is not an open order of agent {agent.id}")
        return order

    def replace(self, payload):
        agent = self.acting(payload)
        order = self.open_order(payload, agent)
        book, size = order.book, amounts[payload["open"]]
        price = self.valid_price(book, payload["price"])
        self.valid_quantity(book, order.filled + size)
        smaller = price == order.price and size < order.open
        self.need(payload["kept_priority"] == smaller, f"kept_priority: expected {smaller} (only "
                  "the same price and a lower quantity keep their place), found "
                  f"{payload['kept_priority']}")
        if smaller:
            self.release(order, order.open - size)
            order.open = size
            return
        self.need(book.halted_until is None, f"{book.symbol} is halted")
        self.before_action(book)
        book.remove(order)
        self.release(order, order.open)
        order.price, order.open = price, size
        order.rate = book.rate(price) if order.bid else 0
        self.reserve(order)
        self.match(order)

    def cancel_on_request(self, payload):
        agent = self.acting(payload, cancels=payload["order_id"])
        order = self.open_order(payload, agent)
        self.need(payload["open"] == show(order.open),
                  f"open: expected {show(order.open)}, found {payload['open']}")
        self.close_order(order)

    def reject(self, payload):
        """A refusal changes nothing; its reason has to be possible, as far as it shows."""
        agent, code, action = self.acting(payload), payload["reason_code"], payload["action"]
        self.on_rejected(agent)
        if code in ("AGENT_BANKRUPT", "INVALID_ACTION"):
            return
        placing, on_order = action.startswith("place_"), action.endswith("_order") and \
            not action.startswith("place_")
        book = self.books.get(payload.get("instrument")) \
            if isinstance(payload.get("instrument"), str) else None
        if on_order:
            order = self.orders.get(payload.get("order_id"))
            found = order is not None and order.agent is agent
            self.need(found != (code == "ORDER_NOT_FOUND"),
                      f"{code}: order {payload.get('order_id')} is {'' if found else 'not '}open")
            book = order.book if found else None
        elif "instrument" in payload:
            self.need((book is None) == (code == "INVALID_INSTRUMENT"),
                      f"{code}: instrument {payload['instrument']}")
        can_halt = placing or action == "replace_order"
        halted = can_halt and book is not None and book.halted_until is not None
        if code not in ("ORDER_NOT_FOUND", "INVALID_INSTRUMENT"):
            self.need(halted == (code == "INSTRUMENT_HALTED"),
                      f"{code}: the instrument is {'' if halted else 'not '}halted")
        possible = {"cancel_order": REJECT_CODES[3:4], "cancel_all": REJECT_CODES[2:3],
                    "reduce_order": ("ORDER_NOT_FOUND", "INVALID_QUANTITY"),
                    "replace_order": REJECT_CODES[3:8],
                    "place_market_order": ("INVALID_INSTRUMENT", "INSTRUMENT_HALTED",
                                           "INVALID_QUANTITY", "INSUFFICIENT_FUNDS")}
        self.need(code in possible.get(action, REJECT_CODES), f"{action} cannot be {code}")
        # A number that JSON cannot hold exactly is left out; no order has it.
        self.need(placing or action == "cancel_all" or "order_id" in payload
                  or code == "ORDER_NOT_FOUND", "without order_id")

    def take_rate_limits(self):
        last = -1
        while self.peek().type == "RATE_LIMIT_HIT":
            payload = self.take("RATE_LIMIT_HIT")
            number = payload["agent_id"]
            self.need(last < number < len(self.agents), f"agent {number}: once each, by id")
            self.need(self.agents[number].active, f"agent {number} is bankrupt")
            self.need(payload["limit"] == self.rules.limit,
                      f"limit: expected {self.rules.limit}, found {payload['limit']}")
            self.need(payload["attempted"] > self.rules.limit,
                      f"attempted {payload['attempted']} is within the limit")
            self.on_rate_limit(self.agents[number], payload["attempted"])
            last = number

    # -- the book and the money

    def enter(self, order, estate=False):
        """A new order reserves what it needs and meets the other side."""
        self.next_order += 1
        self.before_action(order.book)
        self.on_order(order, estate)
        order.agent.orders[order.id] = self.orders[order.id] = order
        self.reserve(order)
        self.match(order)

    def match(self, order):
        """The matching loop, and what becomes of the rest."""
        book, prevention = order.book, self.rules.prevention
        while order.open:
            price = book.best(not order.bid)
            if price is None or not order.reaches(price):
                break
            maker = next(iter(book.sides[not order.bid][price].values()))
            if maker.agent is order.agent and prevention != "none":
                if prevention != "cancel_newest":
                    self.cancel(maker, "self_trade")
                if prevention != "cancel_oldest":
                    self.cancel(order, "self_trade")
                continue
            quantity = wanted = min(order.open, maker.open)
            if order.bid and order.price is None:
                quantity = min(wanted, self.affordable(order, price))
            if quantity:
                self.execute(maker, order, quantity)
            if quantity < wanted:
                self.cancel(order, "insufficient_funds")
        if order.open:
            if order.tif in ("ioc", "fok", "market"):
                self.cancel(order, "market_remainder" if order.tif == "market" else "ioc_remainder")
            else:
                book.rest(order)

    def affordable(self, order, price):
        """The most of a market bid its agent can pay at a price: k n + fee(k n) <= available."""
        book = order.book
        cost = price * book.lot // ONE * (ONE + book.taker_bps)
        lots = order.agent.available[self.cash] * ONE // cost if cost else order.open // book.lot
        return lots * book.lot

    def execute(self, maker, taker, quantity):
        book, price = maker.book, maker.price
        notional = price * quantity // ONE
        maker_fee, taker_fee = fee(notional, book.maker_bps), fee(notional, book.taker_bps)
        self.expect("TRADE_EXECUTED", f"order {taker.id} meets order {maker.id}", {
            "trade_id": self.next_trade, "instrument": book.symbol, "price": show(price),
            "quantity": show(quantity), "aggressor_side": "bid" if taker.bid else "ask",
            "maker_order_id": maker.id, "taker_order_id": taker.id,
            "maker_agent_id": maker.agent.id, "taker_agent_id": taker.agent.id,
            "maker_fee": show(maker_fee), "taker_fee": show(taker_fee)})
        self.next_trade += 1
        self.tick_trades += 1
        for order, charged in ((maker, maker_fee), (taker, taker_fee)):
            self.release(order, quantity)
            cash, goods = (-notional, quantity) if order.bid else (notional, -quantity)
            self.shift(order.agent, book.base, goods, 0)
            self.shift(order.agent, self.cash, cash - charged, 0)
            order.open -= quantity
            order.filled += quantity
            if not order.open:
                self.close_order(order)
        self.house[self.cash] += maker_fee + taker_fee
        self.on_trade(book, maker, taker, price, quantity, notional, maker_fee, taker_fee)
        book.last = price

    def reserve(self, order):
        asset, units = order.held(order.open)
        self.shift(order.agent, asset, -units, units)

    def release(self, order, quantity):
        asset, units = order.held(quantity)
        self.shift(order.agent, asset, units, -units)

    def shift(self, agent, asset, available, reserved):
        agent.available[asset] += available
        agent.reserved[asset] += reserved
        if agent.available[asset] < 0 or agent.reserved[asset] < 0:
            self.fail(f"{self.at.type}: agent {agent.id} would have {show(agent.available[asset])} "
                      f"{asset} available, {show(agent.reserved[asset])} reserved")

    def pay(self, agent, asset, units, reason):
        """A payment that is no trade: decay, mint, burn, estate."""
        self.shift(agent, asset, units, 0)
        self.on_paid(agent, asset, units, reason)

    def closing_fields(self, order):
        return {"order_id": order.id, "agent_id": order.agent.id, "open": show(order.open)}

    def cancel(self, order, reason):
        """A cancellation the exchange makes of itself: it has to be the next event."""
        self.expect("ORDER_CANCELLED", reason, self.closing_fields(order) | {"reason": reason})
        self.close_order(order)

    def close_order(self, order):
        """It leaves the book; what it still reserved is available again."""
        self.release(order, order.open)
        order.open = 0
        order.book.remove(order)
        del self.orders[order.id], order.agent.orders[order.id]

    # -- for subclasses that compute figures

    def on_agent(self, agent, equity): pass
    def before_action(self, book): pass
    def on_order(self, order, estate): pass
    def on_rejected(self, agent): pass
    def on_rate_limit(self, agent, attempted): pass
    def on_trade(self, book, maker, taker, price, quantity, notional, maker_fee, taker_fee): pass
    def on_paid(self, agent, asset, units, reason): pass
    def on_bankrupt(self, agent): pass
    def on_tick_end(self, end): pass


def run_audit(path, auditor_class=Auditor):
    """Audits one file and returns (auditor, log); log.errors is empty when all holds."""
    log = Log(path)
    auditor = auditor_class(log)
    try:
        auditor.audit()
    except Fault:
        log.read_rest()
    except (KeyError, TypeError, ValueError, AttributeError) as error:     # a malformed scenario
        at = auditor.at
        log.report(at.line if at else 1, at.seq if at else None,
                   f"{at.type if at else ''}: not understood: {type(error).__name__}: {error}")
        log.read_rest()
    return auditor, log


def main(paths):
    if not paths:
        print("usage: check_events.py EVENTS.jsonl [...]", file=sys.stderr)
        return 2
    wrong = False
    for path in paths:
        try:
            auditor, log = run_audit(path)
        except OSError as error:
            print(f"{path}: {error.strerror}", file=sys.stderr)
            return 2
        wrong = wrong or bool(log.errors)
        print("\n".join(log.errors), end="\n" if log.errors else "")
        state = f"WRONG ({len(log.errors)} errors)" if log.errors else "OK"
        ended = f"stopped, {auditor.stopped}" if auditor.stopped else "not stopped"
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(log.counts.items()))
        print(f"{path}: {state}: {log.line} events, {auditor.ticks_done} ticks, {ended}; {counts}; "
              f"head {log.line - 1}:{log.hash}")
    return 4 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
