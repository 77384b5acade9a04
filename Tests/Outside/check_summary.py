#!/usr/bin/env python3
"""The figures of a run, computed again: `check_summary.py SUMMARY.json EVENTS.jsonl`.

SUMMARY.json is what `run --json` printed; everything in it but `wall_seconds` follows from the
events, and is recomputed here from them alone. Amounts have to be equal to the last unit, ratios
to 1e-9. Prints every figure that differs; exit status 0, or 4 when something does.
Where the specification leaves a definition open, a comment that starts with CHOICE says what is
taken here.
"""
import json
import math
import statistics
import sys
from fractions import Fraction

from check_events import Auditor, run_audit
from record import ONE, show


def floor_div(numerator, denominator):
    return numerator // denominator if denominator else None


class AgentFigures:
    def __init__(self, agent, equity, references):
        self.start = equity
        self.equities = [equity]        # CHOICE: the series of equities begins with the start
        self.trades = self.made = self.orders = self.rejections = self.rate_limited = 0
        self.spread = self.fees = self.rebates = self.decay = self.other_cash = 0
        self.other_goods = dict.fromkeys(agent.available, 0)
        self.bankrupt_at = None
        self.reducing = self.wins = 0
        # CHOICE: a position is the holding of an asset; what an agent starts with cost the
        # reference price. Cost is kept exactly, and released in proportion.
        self.cost = {asset: Fraction(agent.total(asset) * references[asset], 2 * ONE)
                     for asset in references}
        self.held = {asset: agent.total(asset) for asset in references}
        self.begin = {asset: (agent.total(asset), references[asset]) for asset in references}
        self.flow = dict.fromkeys(references, 0)        # net quantity traded, bought positive
        self.flow_worth = 0                             # sum of -+w of those trades


class InstrumentFigures:
    def __init__(self):
        self.open = self.high = self.low = self.last = None
        self.volume = self.trades = self.notional = 0
        self.spreads, self.depths, self.marks = [], [], []


class Figures(Auditor):
    """The audit, with a notebook."""

    def __init__(self, log):
        super().__init__(log)
        self.of, self.by_symbol, self.now = {}, {}, {}
        self.total_actions = 0

    def marks(self):
        """Twice the mark of every asset: that of the first instrument with it as base."""
        return {book.base: book.twice_mark() for book in reversed(self.books.values())}

    def worth(self, agent, marks):
        goods = sum(agent.total(asset) * mark for asset, mark in marks.items())
        return agent.total(self.cash) + goods // (2 * ONE)

    def on_agent(self, agent, equity):
        references = {b.base: 2 * b.reference for b in reversed(self.books.values())}
        self.of[agent] = AgentFigures(agent, equity, references)

    def before_action(self, book):
        middle = book.twice_mid()
        self.now[book] = book.twice_mark() if middle is None else middle

    def on_order(self, order, estate):
        if not estate:                  # CHOICE: an order is one placed by an action, not a sale
            self.of[order.agent].orders += 1            # of an estate

    def on_rejected(self, agent):
        self.of[agent].rejections += 1

    def on_rate_limit(self, agent, attempted):
        self.of[agent].rate_limited += attempted - self.rules.limit

    def on_paid(self, agent, asset, units, reason):
        mine = self.of[agent]
        if reason == "decay":
            mine.decay += units
        elif asset == self.cash:
            mine.other_cash += units
        else:
            mine.other_goods[asset] += units
            self.cost_of_change(mine, asset, units)

    def cost_of_change(self, mine, asset, units):
        """CHOICE: goods minted cost their mark, goods burnt take their share of the cost."""
        if asset not in mine.cost:
            return                                      # no instrument trades it
        if units > 0:
            mine.cost[asset] += Fraction(units * self.marks()[asset], 2 * ONE)
        else:
            mine.cost[asset] *= Fraction(mine.held[asset] + units, mine.held[asset])
        mine.held[asset] += units

    def on_bankrupt(self, agent):
        self.of[agent].bankrupt_at = self.tick

    def on_trade(self, book, maker, taker, price, quantity, notional, maker_fee, taker_fee):
        worth = quantity * self.now[book] // (2 * ONE)
        for order, charged in ((maker, maker_fee), (taker, taker_fee)):
            # CHOICE: a trade with oneself (prevention off) counts for both of its sides
            mine, asset = self.of[order.agent], book.base
            mine.trades += 1
            mine.made += order is maker
            mine.spread += worth - notional if order.bid else notional - worth
            if charged > 0:
                mine.fees -= charged
            else:
                mine.rebates -= charged
            mine.flow[asset] += quantity if order.bid else -quantity
            mine.flow_worth += -worth if order.bid else worth
            self.book_cost(mine, order.bid, asset, quantity, notional, charged)
        figures = self.by_symbol.setdefault(book.symbol, InstrumentFigures())
        if figures.open is None:
            figures.open = figures.high = figures.low = price
        figures.high, figures.low = max(figures.high, price), min(figures.low, price)
        figures.last = price
        figures.volume += quantity
        figures.notional += notional
        figures.trades += 1

    def book_cost(self, mine, buying, asset, quantity, notional, charged):
        if buying:
            mine.cost[asset] += notional + charged
            mine.held[asset] += quantity
            return
        released = mine.cost[asset] * quantity / mine.held[asset]
        mine.held[asset] -= quantity
        mine.reducing += 1
        mine.wins += notional - charged > released
        mine.cost[asset] -= released
        if mine.cost[asset].denominator > 1 << 512:     # far beyond any difference that counts
            mine.cost[asset] = Fraction(int(mine.cost[asset] * (1 << 256)), 1 << 256)

    def on_tick_end(self, end):
        self.total_actions += end["actions"]
        marks = self.marks()
        for agent, mine in self.of.items():
            mine.equities.append(self.worth(agent, marks))
        for book in self.books.values():
            figures = self.by_symbol.setdefault(book.symbol, InstrumentFigures())
            figures.marks.append(book.twice_mark())
            bid, ask = book.best(True), book.best(False)
            if bid is not None and ask is not None:
                figures.spreads.append(ask - bid)
                # CHOICE: the depth at best is the mean of the two sides, where both stand
                figures.depths.append(sum(o.open for o in book.sides[True][bid].values())
                                      + sum(o.open for o in book.sides[False][ask].values()))

    # -- the document

    def summary(self, log):
        return {
            "schema_version": 1, "run_id": log.run_id,
            "status": "completed" if self.stopped else "paused",
            "scenario": self.scenario["name"], "kind": self.scenario["kind"], "seed": self.seed,
            "ticks": self.ticks_done, "actions": self.total_actions, "events": log.line,
            "trades": self.next_trade - 1, "final_event_hash": log.hash,
            "agents": [self.agent_summary(agent, self.of[agent]) for agent in self.agents],
            "instruments": [self.instrument_summary(symbol) for symbol in self.books],
            "house": {asset: show(units) for asset, units in self.house.items()}}

    def agent_summary(self, agent, mine):
        marks = self.marks()
        equity = self.worth(agent, marks)
        pnl = equity - mine.start
        # CHOICE: goods minted or burnt count in `other` at the final mark, rounded down
        other = mine.other_cash + sum(units * marks.get(asset, 0)
                                      for asset, units in mine.other_goods.items()) // (2 * ONE)
        parts = {"spread": mine.spread, "fees": mine.fees, "rebates": mine.rebates,
                 "decay": mine.decay, "other": other}
        parts["inventory"] = pnl - sum(parts.values())
        sharpe = self.sharpe(mine.equities)
        return {
            "id": agent.id, "name": agent.name, "bot": agent.bot,
            "status": "active" if agent.active else "bankrupt",
            "cash": show(agent.total(self.cash)),
            "holdings": {asset: show(agent.total(asset)) for asset in self.assets
                         if asset != self.cash},
            "equity": show(equity), "pnl": show(pnl),
            "pnl_pct": 100 * pnl / mine.start if mine.start else None,       # CHOICE: in percent
            "pnl_parts": {part: show(units) for part, units in parts.items()},
            "max_drawdown": self.drawdown(mine.equities),
            "sharpe": sharpe,
            "sharpe_annual": None if sharpe is None
            else sharpe * math.sqrt(float(self.scenario["ticks_per_year"])),
            "win_rate": mine.wins / mine.reducing if mine.reducing else None,
            "trades": mine.trades, "orders": mine.orders, "rejections": mine.rejections,
            "rate_limited": mine.rate_limited,      # CHOICE: attempts beyond the limit
            "maker_share": mine.made / mine.trades if mine.trades else None,
            "fees_paid": show(-mine.fees),          # CHOICE: without the rebates
            "decay_paid": show(-mine.decay), "bankrupt_at_tick": mine.bankrupt_at}

    def check_inventory(self, agent):
        """The inventory part again, from the trades: how many units it is away."""
        mine, marks = self.of[agent], self.marks()
        moved = sum(mine.flow[asset] * marks[asset] for asset in marks)
        kept = sum(units * (marks[asset] - before) for asset, (units, before)
                   in mine.begin.items())
        direct = Fraction(moved + kept, 2 * ONE) + mine.flow_worth
        parts = self.agent_summary(agent, mine)["pnl_parts"]
        return abs(direct - int(parts["inventory"].replace(".", "")))

    @staticmethod
    def drawdown(equities):
        """CHOICE: 0 when it never fell; null when it was never above zero."""
        peak, worst = None, None
        for equity in equities:
            peak = equity if peak is None else max(peak, equity)
            if peak > 0:
                worst = max(worst or 0.0, (peak - equity) / peak)
        return worst

    @staticmethod
    def sharpe(equities):
        """CHOICE: a tick that begins with no equity has no return and is left out."""
        returns = [(after - before) / before
                   for before, after in zip(equities, equities[1:]) if before > 0]
        if len(returns) < 2 or min(returns) == max(returns):
            return None
        mean = math.fsum(returns) / len(returns)
        variance = math.fsum((r - mean) ** 2 for r in returns) / (len(returns) - 1)
        return mean / math.sqrt(variance)

    def instrument_summary(self, symbol):
        """CHOICE: open to last are of the trades, null without one; means are rounded down."""
        f = self.by_symbol.setdefault(symbol, InstrumentFigures())
        closings = len(f.spreads)
        logs = [math.log(after / before) for before, after in zip(f.marks, f.marks[1:])]
        middle = math.floor(statistics.median(map(Fraction, f.spreads))) if closings else None
        amounts = {
            "open": f.open, "high": f.high, "low": f.low, "last": f.last, "volume": f.volume,
            "vwap": floor_div(f.notional * ONE, f.volume),
            "mean_spread": floor_div(sum(f.spreads), closings), "median_spread": middle,
            "mean_depth_at_best": floor_div(sum(f.depths), 2 * closings)}
        return {"symbol": symbol, "trades": f.trades,
                "volatility": math.sqrt(math.fsum(x * x for x in logs)) if logs else None,
                **{key: None if units is None else show(units) for key, units in amounts.items()}}


def differences(expected, found, path=""):
    """Lines that name each place where the two documents part."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            if key not in found:
                yield f"{path}.{key}: expected {expected[key]!r}, found no such key"
            elif key not in expected:
                yield f"{path}.{key}: expected no such key, found {found[key]!r}"
            else:
                yield from differences(expected[key], found[key], f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{path}: expected {len(expected)} entries, found {len(found)}"
        for index, (one, other) in enumerate(zip(expected, found)):
            yield from differences(one, other, f"{path}[{index}]")
    elif isinstance(expected, float) and type(found) in (int, float):
        # a mean of returns near zero is known to about 1e-16 of one, not of itself
        if not math.isclose(expected, found, rel_tol=1e-9, abs_tol=1e-11):
            yield f"{path}: expected {expected!r}, found {found!r}"
    elif expected != found:
        yield f"{path}: expected {expected!r}, found {found!r}"


def main(arguments):
    if len(arguments) != 2:
        print("usage: check_summary.py SUMMARY.json EVENTS.jsonl", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            found = json.load(file)
        auditor, log = run_audit(arguments[1], Figures)
    except (OSError, ValueError) as error:
        print(f"check_summary.py: {error}", file=sys.stderr)
        return 2
    if log.errors:
        print("\n".join(log.errors))
        return 4
    seconds = found.pop("wall_seconds", None)
    wrong = list(differences(auditor.summary(log), found))
    if type(seconds) not in (int, float) or seconds < 0:
        wrong.append(f".wall_seconds: expected a number of seconds, found {seconds!r}")
    for agent in auditor.agents:
        away = auditor.check_inventory(agent)
        if away > len(auditor.assets):
            wrong.append(f"agent {agent.id}: inventory is {away} units from that of its trades")
    print("\n".join(wrong), end="\n" if wrong else "")
    state = f"WRONG ({len(wrong)} differences)" if wrong else "OK"
    print(f"{arguments[0]}: {state}: {len(auditor.agents)} agents, {len(auditor.books)} "
          f"instruments, {log.line} events, head {log.line - 1}:{log.hash}")
    return 4 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
