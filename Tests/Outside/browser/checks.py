"""What each kind of page has to show: its panels' readings against the figures of the store."""

import json
from collections import defaultdict
from decimal import Decimal

from store import grouped


class Differs(Exception):
    """A page shows something else than the store has."""


def same(what, found, expected):
    if found != expected:
        raise Differs(f"{what}: the page has {found!r}, the store {expected!r}")


def reading(page, panel):
    """A panel's readings as a dictionary from word to value."""
    items = page.ask(f"""[...document.querySelectorAll('[data-reading="{panel}"] span')].map((item) =>
        [item.firstChild === item.querySelector('b') ? '' : [...item.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('').trim(),
         item.querySelector('b').textContent])""")
    return {word: value for word, value in items}


def rows(page, panel):
    """The cells of a panel's table, row by row."""
    return page.ask(f"""[...document.querySelectorAll('#{panel} tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent.trim()))""")


def stand(page, tick):
    """Stands at the stop of a tick."""
    page.ask(f"catallaxy.timeline.hover(null), catallaxy.timeline.seek(catallaxy.timeline.nearest({tick}))")
    page.settle()


def head(page, store):
    same("the event head", page.ask("document.getElementById('event-head').textContent"), store.head())
    same("the title", page.ask("document.querySelector('h1').textContent"), store.run["name"])


def exchange(page, store):
    """Every panel of an exchange. Returns the names of the panels that were held against the store."""
    head(page, store)
    ticks = store.run["ticks_done"]
    agents = {row["agent"]: row for row in store.rows("agents")}
    last = {row["agent"]: row for row in store.rows("metrics_snapshots", "AND tick = ?", ticks - 1)}
    leaderboard(page, agents, last)
    symbol = page.ask("catallaxy.document.instruments[0].symbol")
    decimals = page.ask("catallaxy.document.instruments[0].price_decimals")
    lots = page.ask("catallaxy.document.instruments[0].quantity_decimals")
    trades = store.rows("trades", "AND instrument = ? ORDER BY trade", symbol)
    stops = page.ask("catallaxy.timeline.stops")
    every = page.ask("catallaxy.document.sampling.every_ticks")
    for tick in [stops[len(stops) // 3], stops[-1]]:
        stand(page, tick)
        market(page, [t for t in trades if t["tick"] <= tick], tick, every, decimals, lots)
        book(page, store, symbol, tick, decimals, lots)
        shown = reading(page, "equity-of-the-agents")
        for agent in agents.values():
            if agent["name"] in shown:
                row = store.one("SELECT equity FROM metrics_snapshots WHERE run = ? AND agent = ? AND tick = ?",
                                store.number, agent["agent"], tick)
                if row:
                    same(f"equity of {agent['name']} in tick {tick}", shown[agent["name"]], grouped(row["equity"], 2))
    told = page.ask("document.querySelector('#what-happened .feed').textContent")
    gone = sorted(a["bankrupt_at_tick"] for a in agents.values() if a["bankrupt_at_tick"] is not None)
    notices = page.ask("catallaxy.document.notices.filter(({kind}) => kind === 'bankrupt').map(({tick}) => tick)")
    same("bankruptcies", notices, gone)
    if gone and f"tick {gone[-1]:,}" not in told and ticks - gone[-1] < 30:
        raise Differs(f"the feed does not tell of the bankruptcy of tick {gone[-1]}")
    same("trades so far", reading(page, "what-happened")["trades so far"],
         f"{store.one('SELECT count(*) AS n FROM trades WHERE run = ?', store.number)['n']:,}")
    return ["price", "leaderboard", "equity-of-the-agents", "order-book-over-time", "spread-and-volume",
            "order-book", "what-happened"]


def leaderboard(page, agents, last):
    found = rows(page, "leaderboard")
    same("agents on the leaderboard", len(found), len(agents))
    heads = page.ask("[...document.querySelectorAll('#leaderboard th')].map((cell) => cell.textContent)")
    ordered = sorted(last.values(), key=lambda row: (-Decimal(row["pnl"]), row["agent"]))
    for row, wanted in zip(found, ordered):
        cells = dict(zip(heads, row))
        name = agents[wanted["agent"]]["name"]
        same("the order of the leaderboard", cells["agent"], name)
        places = len(cells["P&L"].split(".")[1]) if "." in cells["P&L"] else 0
        same(f"P&L of {name}", cells["P&L"], grouped(wanted["pnl"], places))
        places = len(cells["equity"].split(".")[1]) if "." in cells["equity"] else 0
        same(f"equity of {name}", cells["equity"], grouped(wanted["equity"], places))
        same(f"trades of {name}", cells["trades"], f"{wanted['trades']:,}")
    sums = page.ask("""catallaxy.document.agents.map((agent) => [agent.pnl,
        Object.values(agent.pnl_parts)])""")
    for total, parts in sums:
        same("the sum of the parts", sum(map(Decimal, parts)), Decimal(total))


def market(page, trades, tick, every, decimals, lots):
    price = reading(page, "price")
    within = [t for t in trades if t["tick"] > tick - every]
    same(f"trades of the point of tick {tick}", price["trades"], f"{len(within):,}")
    if within:
        prices = [Decimal(t["price"]) for t in within]
        for word, value in [("first", prices[0]), ("high", max(prices)), ("low", min(prices)), ("last", prices[-1])]:
            same(f"{word} price of tick {tick}", price[word], grouped(value, decimals))
    if trades:
        volume = sum(Decimal(t["quantity"]) for t in trades)
        vwap = sum(Decimal(t["price"]) * Decimal(t["quantity"]) for t in trades) / volume
        floor = Decimal(int(vwap * 10**8)) / 10**8
        same(f"VWAP of tick {tick}", price["VWAP"], grouped(floor, min(8, decimals + 2)))
    found = reading(page, "spread-and-volume")["volume"].split()[0]
    same(f"volume of tick {tick}", found, grouped(sum((Decimal(t["quantity"]) for t in within), Decimal(0)), lots))


def book(page, store, symbol, tick, decimals, lots):
    """The ladder, and the touch of the heat map, against the events of the store."""
    levels = {"bid": defaultdict(Decimal), "ask": defaultdict(Decimal)}
    orders = {}
    query = "SELECT tick, type, payload FROM run_events WHERE run = ? AND tick <= ? ORDER BY seq"
    for event in store.all(query, store.number, tick):
        p = json.loads(event["payload"])
        if event["type"] == "ORDER_PLACED" and p["instrument"] == symbol:
            orders[p["order_id"]] = [p["side"], p.get("price"), Decimal(p["quantity"])]
        elif event["type"] == "ORDER_REPLACED" and p["order_id"] in orders:
            orders[p["order_id"]][1:] = [p["price"], Decimal(p["open"])]
        elif event["type"] == "TRADE_EXECUTED" and p["instrument"] == symbol:
            for side in ["maker_order_id", "taker_order_id"]:
                orders[p[side]][2] -= Decimal(p["quantity"])
        elif event["type"] in ("ORDER_CANCELLED", "ORDER_EXPIRED"):
            orders.pop(p["order_id"], None)
    for side, price, left in orders.values():
        if price is not None and left > 0:
            levels[side][Decimal(price)] += left
    bids = sorted(levels["bid"].items(), reverse=True)
    asks = sorted(levels["ask"].items())
    wanted = [["", grouped(p, decimals), grouped(q, lots)] for p, q in reversed(asks[:10])]
    wanted += [[grouped(q, lots), grouped(p, decimals), ""] for p, q in bids[:10]]
    found = rows(page, "order-book")
    if wanted:
        same(f"the ladder of tick {tick}", found, wanted)
    touch = reading(page, "order-book-over-time")
    for word, side in [("best bid", bids), ("best ask", asks)]:
        same(f"{word} of tick {tick}", touch[word],
             f"{grouped(side[0][1], lots)} at {grouped(side[0][0], decimals)}" if side else "nothing")
    if bids and asks and page.ask("catallaxy.document.sampling.every_ticks") == 1:
        same(f"spread of tick {tick}", reading(page, "spread-and-volume")["mean spread"],
             grouped(asks[0][0] - bids[0][0], min(8, decimals + 2)))


def economy(page, store):
    """Every panel of an economy."""
    head(page, store)
    ticks = store.run["ticks_done"]
    summary = store.shown
    money = page.ask("catallaxy.document.rules.has_money")
    for row in rows(page, "what-became-of-the-agents"):
        agent = summary["agents"][int(row[0].split()[1])]
        wanted = [f"agent {agent['id']}", agent["utility_type"]]
        wanted += [f"{agent['start'][k]:,} → {agent['end'][k]:,}" for k in (["A", "B", "M"] if money else ["A", "B"])]
        wanted += [f"{grouped(agent['start']['utility'], 4)} → {grouped(agent['end']['utility'], 4)}",
                   grouped(agent["gain"], 4), f"{agent['gathered']['A']:,}", f"{agent['gathered']['B']:,}", f"{agent['trades']:,}"]
        same(f"the row of agent {agent['id']}", row, wanted)
    busiest = store.one("SELECT tick FROM economy_trades WHERE run = ? GROUP BY tick ORDER BY count(*) DESC, tick LIMIT 1", store.number)
    for tick in sorted({busiest["tick"] if busiest else 0, ticks // 2 // 10 * 10, ticks - 1}):
        stand(page, tick)
        moment(page, store, tick, money)
    curves(page)
    return page.ask("[...document.querySelectorAll('.panel')].map(({id}) => id)")


def moment(page, store, tick, money):
    """Grid, agent, and the panels over time in one tick."""
    snapshots = {r["agent_id"]: r for r in store.rows("agent_snapshots", "AND tick = ?", tick)}
    side = page.ask("catallaxy.document.rules.grid")
    state = page.ask("""(() => { const { state } = catallaxy.view.replay; return Object.fromEntries(
        Object.entries(state).map(([key, row]) => [key, [...row]])); })()""")
    for agent, row in snapshots.items():
        found = [state["cell"][agent], state["a"][agent], state["b"][agent], state["m"][agent]]
        same(f"agent {agent} on the grid of tick {tick}", found,
             [row["y"] * side + row["x"], row["inventory_A"], row["inventory_B"], row["inventory_M"]])
        goal = -1 if row["target_x"] is None else row["target_y"] * side + row["target_x"]
        same(f"target of agent {agent} in tick {tick}", [state["goal"][agent], state["seeks"][agent]],
             [goal, -1 if row["target_agent_id"] is None else row["target_agent_id"]])
    places = page.ask("catallaxy.document.cells.filter((_, n) => n % 3 === 0)")
    if tick % 10 == 0:
        grown = {r["y"] * side + r["x"]: r["amount"] for r in store.rows("resource_snapshots", "AND tick = ?", tick)}
        same(f"resources of tick {tick}", {p: a for p, a in zip(places, state["grown"]) if a > 0}, grown)
    one_agent(page, store, tick, snapshots, money)
    trades = store.rows("economy_trades", "AND tick = ?", tick)
    same(f"trades of tick {tick}", reading(page, "the-grid")["trades"], f"{len(trades):,}")
    standing = store.one("SELECT * FROM tick_states WHERE run = ? AND tick = ?", store.number, tick)
    overlay = page.ask("document.querySelector('.overlay').textContent")
    if not overlay.startswith(f"Mode {standing['current_mode']}, regime {standing['exchange_regime']}: "):
        raise Differs(f"mode and regime of tick {tick}: {overlay!r}")
    same(f"active pairs of tick {tick}",
         page.ask(f"exchangeKind(catallaxy.document.rules, catallaxy.view.modeAt({tick})).pairs"), json.loads(standing["active_pairs"]))
    over_time(page, store, tick, trades, snapshots)


def one_agent(page, store, tick, snapshots, money):
    chosen = page.ask("catallaxy.view.chosen")
    cells = {row[0]: row[1:] for row in rows(page, "one-agent")}
    columns = {"asks, A for B": "ask_A_in_B", "bids, A for B": "bid_A_in_B", "asks, A for money": "ask_A_in_M",
               "bids, A for money": "bid_A_in_M", "asks, B for money": "ask_B_in_M", "bids, B for money": "bid_B_in_M"}
    for place, agent in enumerate(dict.fromkeys(chosen)):
        row = snapshots[agent]
        wanted = {"A": f"{row['inventory_A']:,}", "B": f"{row['inventory_B']:,}", "utility": grouped(row["utility"], 4)}
        if money:
            wanted |= {"money": f"{row['inventory_M']:,}", "λ": grouped(row["lambda_money"], 4)}
        for name, column in columns.items():
            if name in cells and row[column] is not None:
                wanted[name] = grouped(row[column], 4) if row[column] < 1e300 else "none"
        for name, value in wanted.items():
            same(f"{name} of agent {agent} in tick {tick}", cells[name][place], value)
    count = store.one("SELECT count(*) AS n FROM economy_trades WHERE run = ? AND tick <= ? AND (buyer_id = ? OR seller_id = ?)",
                      store.number, tick, chosen[0], chosen[0])["n"]
    same(f"trades of agent {chosen[0]} up to tick {tick}",
         page.ask("[...document.querySelectorAll('#one-agent .feed li')].filter((item) => item.textContent.includes('gains')).length"), min(40, count))


def over_time(page, store, tick, trades, snapshots):
    names = {"A<->B": "A for B", "A<->M": "A for money", "B<->M": "B for money"}
    every = page.ask("catallaxy.document.sampling.every_ticks")
    if every != 1:
        return
    prices, volumes = reading(page, "prices-of-trades"), reading(page, "volume")
    for pair, name in names.items():
        if name not in volumes:
            continue
        mine = [t for t in trades if t["exchange_pair_type"] == pair]
        units = sum(t["dB"] if pair == "B<->M" else t["dA"] for t in mine)
        same(f"volume, {name}, tick {tick}", volumes[name], f"{units:,}")
        if mine:
            mean = sum(t["price"] for t in mine) / len(mine)
            same(f"price, {name}, tick {tick}", prices[name].split()[0], grouped(f"{mean:.12f}", 3))
        else:
            same(f"price, {name}, tick {tick}", prices[name], "no trade")
    failed = store.one("""SELECT count(*) AS n FROM pairings WHERE run = ? AND tick = ? AND event = 'unpair'
        AND reason IN ('trade_failed', 'no_feasible_trade', 'responder_rejected')""", store.number, tick)["n"]
    same(f"failed negotiations of tick {tick}", reading(page, "failed-negotiations")["failed"], f"{failed:,}")
    for panel, column, places in [("utilities", "utility", 4), ("money-holdings", "inventory_M", 0), ("-the-worth-of-money", "lambda_money", 4)]:
        shown = reading(page, panel)
        for agent, row in snapshots.items():
            if f"agent {agent}" in shown:
                same(f"{column} of agent {agent} in tick {tick}", shown[f"agent {agent}"], grouped(row[column], places))
    if tick == store.run["ticks_done"] - 1:
        gini = store.shown["gini"]
        same("Gini", reading(page, "how-equally-gains-are-shared")["Gini"], "–" if gini is None else grouped(f"{gini:.12f}", 4))


def curves(page):
    """The page's utility functions give what the run recorded, and the contract curve is one."""
    worst = page.ask("""Math.max(...catallaxy.document.agents.map((agent, id) => {
        const { state } = catallaxy.view.replay, { rules } = catallaxy.document;
        if (rules.has_money && !rules.learns_lambda) return 0;
        const found = Utilities.level(agent, state.a[id], state.b[id]);
        return Math.abs(found - state.utility[id]) / Math.max(1, Math.abs(found)); }))""")
    if not worst < 1e-7:
        raise Differs(f"utilities of the page stray from the run's by {worst}")
    gap = page.ask("""(() => { const box = Edgeworth.box(catallaxy.view, ...catallaxy.view.chosen);
        const [first, second] = [box.i, box.j].map((id) => catallaxy.document.agents[id]);
        const points = Edgeworth.contract(first, second, ...box.total).filter(Boolean);
        return Math.max(0, ...points.map(([a, b]) => Math.abs(Math.log(Utilities.rate(first, a, b) / Utilities.rate(second, box.total[0] - a, box.total[1] - b))))); })()""")
    if not gap < 1e-3:
        raise Differs(f"rates differ by {gap} on the contract curve")


def laboratory(page, store):
    """Every panel of a laboratory."""
    head(page, store)
    summary = store.shown
    two = lambda value: "–" if value is None else grouped(f"{value:.12f}", 2)
    found = rows(page, "periods")
    same("periods", len(found), len(summary["periods"]) + 1)
    for number, (row, period) in enumerate(zip(found, summary["periods"]), 1):
        same(f"period {number}", row, [
            str(number), f"{period['trades']:,}", two(period["efficiency"]), two(period["price"]), two(period["alpha"]),
            two(period["untraded_loss"]), two(period["extramarginal_loss"]),
            grouped(period["buyers_gain"], 0), grouped(period["sellers_gain"], 0)])
    same("trades", page.ask("catallaxy.document.trades.map((row) => row.filter((_, n) => n % 3 === 2))"),
         [period["prices"] for period in summary["periods"]])
    page.ask("catallaxy.timeline.seek(0), catallaxy.timeline.seek(2)")
    page.settle()
    period = summary["periods"][0]
    if len(period["prices"]) > 1:
        same("the price of the second trade", reading(page, "prices")["price"], f"{period['prices'][1]:,}")
    same("efficiency", reading(page, "efficiency")["efficiency"], f"{two(period['efficiency'])} %")
    same("alpha", reading(page, "alpha")["α"], two(period["alpha"]))
    same("buyers' gain", reading(page, "who-gains")["buyers"], grouped(period["buyers_gain"], 0))
    crossing = reading(page, "supply-and-demand")
    interval = summary["theory"]["price_interval"]
    same("the equilibrium", crossing["equilibrium price"], "–".join(f"{p:,}" for p in sorted(set(interval))) if interval else "–")
    page.ask("catallaxy.timeline.seek(catallaxy.timeline.stops.length - 1)")
    page.settle()
    return ["supply-and-demand", "prices", "efficiency", "alpha", "who-gains", "periods"]


KINDS = {"exchange": exchange, "economy": economy, "laboratory": laboratory}
