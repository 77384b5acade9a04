/**
 * A run that goes on: the document of what has been, to which is added what the stream tells.
 * A tick makes a point of its own, whatever the points before it stand for.
 */
class LiveSource {
  /** How many points and trades are kept; of more, the oldest go. */
  static get most() { return {points: 4000, trades: 20000}; }

  constructor(document) {
    this.document = document;
    this.isLive = true;
    this.listeners = [];
    this.seq = document.live.seq;
    this.open = document.live.pending;
    this.books = document.instruments.map(() => ({bids: new Map(), asks: new Map()}));
    this.places = new Map(document.instruments.map(({symbol}, n) => [symbol, n]));
    this.status = "connecting";
    this.wait = 500;
    this.connect();
  }

  follow(listener) { this.listeners.push(listener); }
  tell() {
    for (const listener of this.listeners) listener();
  }

  connect() {
    const socket =
        new WebSocket(location.origin.replace(/^http/, "ws") + this.document.live.stream);
    socket.onopen = () => {
      socket.send(JSON.stringify({type: "auth"}));
      socket.send(JSON.stringify(
          {type: "subscribe", channels: ["trades", "book", "ticks", "metrics"], since: this.seq}));
    };
    socket.onmessage = ({data}) => this.take(JSON.parse(data));
    socket.onclose = () => {
      this.setStatus(this.isOver ? "over" : "waiting for the server");
      if (this.isOver) return;
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(10000, 2 * this.wait);
    };
  }

  setStatus(status) {
    if (status === this.status) return;
    this.status = status;
    this.tell();
  }

  take({type, event_seq: seq, tick_id: tick, data}) {
    if (type === "subscribed") {
      this.wait = 500;
      this.setStatus("live");
    }
    if (seq === undefined) return;
    if (type === "trades")
      this.trade(data);
    else if (type === "book")
      this.book(data);
    else if (type === "metrics")
      this.figures(data, seq);
    else if (type === "ticks")
      this.tick(data, tick, seq);
    this.seq = Math.max(this.seq, seq);
  }

  /** A decimal text as a whole number of 10^-decimals; as text where a number would round it. */
  static units(text, decimals) {
    const digits = text.replace(".", "").slice(0, decimals === 8 ? undefined : decimals - 8);
    const number = Number(digits);
    return Number.isSafeInteger(number) ? number : digits;
  }

  trade({instrument: symbol, price, quantity, aggressor_side: side, tick_id: tick}) {
    const place = this.places.get(symbol);
    const {price_decimals, quantity_decimals} = this.document.instruments[place];
    const units = {
      price: LiveSource.units(price, price_decimals),
      quantity: LiveSource.units(quantity, quantity_decimals)
    };
    const open = this.open[place];
    const worth =
        BigInt(LiveSource.units(price, 8)) * BigInt(LiveSource.units(quantity, 8)) / 100000000n;
    open.turnover = String(BigInt(open.turnover) + worth);
    open.traded = String(BigInt(open.traded) + BigInt(LiveSource.units(quantity, 8)));
    open.open ??= units.price;
    open.high =
        open.high === null || Number(units.price) > Number(open.high) ? units.price : open.high;
    open.low = open.low === null || Number(units.price) < Number(open.low) ? units.price : open.low;
    open.close = units.price;
    open.volume = Number(open.volume) + Number(units.quantity);
    open.trades += 1;
    const {trades} = this.document;
    trades.count += 1;
    for (const [key, value] of [
             ["tick", tick], ["price", units.price], ["quantity", units.quantity],
             ["taker_buys", side === "bid" ? 1 : 0], ["instrument", place]]) {
      trades[key]?.push(value);
    }
  }

  book({instrument: symbol, snapshot, bids, asks}) {
    const place = this.places.get(symbol);
    const {price_decimals, quantity_decimals} = this.document.instruments[place];
    const book = this.books[place];
    for (const [side, levels] of [[book.bids, bids], [book.asks, asks]]) {
      if (snapshot) side.clear();
      for (const [price, quantity] of levels) {
        const left = LiveSource.units(quantity, quantity_decimals);
        if (Number(left))
          side.set(LiveSource.units(price, price_decimals), left);
        else
          side.delete(LiveSource.units(price, price_decimals));
      }
    }
  }

  /** Price and quantity in turns, the best first. */
  levels(place, side, count) {
    const sign = side === "bids" ? -1 : 1;
    return [...this.books[place][side]]
        .sort(([a], [b]) => sign * (Number(a) - Number(b)))
        .slice(0, count)
        .flat();
  }

  figures({agents, event_hash: hash}, seq) {
    for (const figures of agents) {
      let agent = this.document.agents[figures.agent_id];
      if (!agent) {
        const {tick} = this.document.instruments[0]?.series ?? {tick: []};
        agent = {
          id: figures.agent_id,
          name: figures.name,
          bot: null,
          bankrupt_at_tick: null,
          equity_series: tick.map(() => null)
        };
        this.document.agents.push(agent);
      }
      if (figures.bankrupt_at_tick !== undefined &&
          figures.bankrupt_at_tick !== agent.bankrupt_at_tick &&
          figures.bankrupt_at_tick !== null) {
        this.document.notices.push({
          tick: figures.bankrupt_at_tick,
          seq,
          kind: "bankrupt",
          text: `${agent.name} went bankrupt.`
        });
      }
      Object.assign(agent, {
        equity: figures.equity,
        pnl: figures.pnl,
        pnl_pct: figures.pnl_pct ?? null,
        trades: figures.trade_count,
        pnl_parts: figures.pnl_parts ?? agent.pnl_parts,
        bankrupt_at_tick: figures.bankrupt_at_tick ?? agent.bankrupt_at_tick
      });
    }
    const {run} = this.document;
    run.events = seq + 1;
    if (hash) run.head = `${seq}:${hash}`;
  }

  tick({event_type: type, reason}, tick, seq) {
    const {run, notices} = this.document;
    if (type === "TICK_END") {
      // What has come so fast has no book of its own: that of a later tick would be told for it.
      this.finish(false);
      this.closing = {tick, points: this.open.map((point) => ({...point}))};
      for (const point of this.open) {
        Object.assign(point, {open: null, high: null, low: null, close: null, volume: 0, trades: 0});
      }
      // Books and figures of the same moment come right behind.
      this.timer = setTimeout(() => this.finish(true), 25);
    } else if (type === "RUN_STOPPED") {
      this.finish(true);
      this.isOver = true;
      run.end = `ended after ${Numbers.count(run.ticks)} ticks`;
      notices.push({tick, seq, kind: "stop", text: `The run ended (${reason}).`});
      this.tell();
    }
  }

  /** Ends the point of the tick that has closed. */
  finish(hasBook) {
    if (!this.closing) return;
    clearTimeout(this.timer);
    const {tick, points} = this.closing;
    this.closing = undefined;
    const {instruments, agents, run} = this.document;
    instruments.forEach((instrument, place) => {
      const {series} = instrument;
      if (tick <= (series.tick[series.tick.length - 1] ?? -1)) return;
      const row = this.row(instrument, place, tick, points[place], hasBook);
      for (const [key, value] of Object.entries(row)) series[key].push(value);
    });
    for (const agent of agents) agent.equity_series?.push(LiveSource.units(agent.equity, 8));
    run.ticks = tick + 1;
    run.end = `${Numbers.count(run.ticks)} ticks so far`;
    this.forget();
    this.tell();
  }

  /** A point of a market's series. */
  row(instrument, place, tick, point, hasBook) {
    const both = (count) => ["bids", "asks"].map((side) => this.levels(place, side, count));
    const [bids, asks] = hasBook ? both(12) : [null, null];
    if (hasBook) [instrument.book.bids, instrument.book.asks] = both(50);
    const spread = bids?.length && asks?.length ? Number(asks[0]) - Number(bids[0]) : null;
    const traded = BigInt(point.traded);
    return {
      tick,
      open: point.open,
      high: point.high,
      low: point.low,
      close: point.close,
      volume: point.volume,
      trades: point.trades,
      vwap: traded ? Number(BigInt(point.turnover) * 100000000n / traded) : null,
      spread_mean: spread === null ? null : spread * 10 ** (8 - instrument.price_decimals),
      spread_widest: spread,
      bids,
      asks,
    };
  }

  /** Lets the oldest go, so that a long look costs no more than a short one. */
  forget() {
    const {instruments, agents, trades} = this.document;
    const {points, trades: most} = LiveSource.most;
    const drop = (instruments[0]?.series.tick.length ?? 0) - points;
    if (drop > points / 8) {
      for (const {series} of instruments)
        for (const column of Object.values(series)) column.splice(0, drop);
      for (const {equity_series} of agents) equity_series?.splice(0, drop);
      this.hasForgotten = true;
    }
    const old = trades.tick.length - most;
    if (old > most / 8)
      for (const column of Object.values(trades))
        if (Array.isArray(column)) column.splice(0, old);
  }
}
