/** An economy's state at any carried tick, made again from what changed in each. */
class EconomyReplay {
  constructor(document) {
    this.document = document;
    this.frames = document.frames.ticks;
    this.pairs = document.rules.pairs;
    this.marks = new Map();
    const count = document.agents.length;
    const row = (fill = 0) => new Float64Array(count).fill(fill);
    this.state = {
      cell: row(),
      a: row(),
      b: row(),
      m: row(),
      utility: row(),
      lambda: row(),
      goal: row(-1),
      seeks: row(-1),
      partner: row(-1),
      quotes: row(NaN),
      grown: new Float64Array(document.cells.length / 3)
    };
    this.state.quotes = new Float64Array(count * 2 * this.pairs.length).fill(NaN);
    this.places = new Map();
    for (let k = 0; k < document.cells.length; k += 3) {
      this.places.set(document.cells[k], k / 3);
      this.state.grown[k / 3] = document.cells[k + 2];
    }
    this.apply(document.frames.start ?? {});
    this.home = Float64Array.from(this.state.cell);
    this.index = -1;
    this.keep();
  }

  /** The state at the end of the frame of that number; −1 is before the first. */
  at(index) {
    const place = Math.max(-1, Math.min(this.frames.length - 1, index));
    if (place < this.index || place > this.index + 50) {
      let best = -1;
      for (const mark of this.marks.keys())
        if (mark <= place && mark > best) best = mark;
      if (place < this.index || best > this.index) this.restore(best);
    }
    while (this.index < place) {
      this.index += 1;
      this.apply(this.frames[this.index]);
      if (this.index % 50 === 0 && !this.marks.has(this.index)) this.keep();
    }
    return this.state;
  }

  keep() {
    this.marks.set(
        this.index,
        Object.fromEntries(Object.entries(this.state).map(([key, row]) => [key, row.slice()])));
  }

  restore(mark) {
    for (const [key, row] of Object.entries(this.marks.get(mark))) this.state[key].set(row);
    this.index = mark;
  }

  apply(frame) {
    const {state} = this;
    const each = (key, width, body) => {
      const row = frame[key] ?? [];
      for (let k = 0; k < row.length; k += width) body(row, k);
    };
    each("at", 2, (row, k) => {
      state.cell[row[k]] = row[k + 1];
    });
    each("has", 6, (row, k) => {
      const id = row[k];
      [state.a[id], state.b[id], state.m[id]] = [row[k + 1], row[k + 2], row[k + 3]];
      [state.utility[id], state.lambda[id]] = [row[k + 4], row[k + 5]];
    });
    const width = 2 * this.pairs.length;
    each("quotes", width + 1, (row, k) => {
      for (let n = 0; n < width; n++) state.quotes[row[k] * width + n] = row[k + 1 + n] ?? Infinity;
    });
    each("goal", 3, (row, k) => {
      state.goal[row[k]] = row[k + 1];
      state.seeks[row[k]] = row[k + 2];
    });
    each("pairs", 3, (row, k) => {
      const [i, j, isPair] = [row[k], row[k + 1], row[k + 2]];
      state.partner[i] = isPair ? j : -1;
      state.partner[j] = isPair ? i : -1;
    });
    each("grown", 2, (row, k) => {
      state.grown[this.places.get(row[k])] = row[k + 1];
    });
  }

  /** What is told of an agent in one kind of change, as [frame, entry…], from the start. */
  history(key, width, id) {
    this.histories ??= {};
    if (!this.histories[key]) {
      const all = this.histories[key] = this.document.agents.map(() => []);
      [this.document.frames.start ?? {}, ...this.frames].forEach((frame, n) => {
        const row = frame[key] ?? [];
        for (let k = 0; k < row.length; k += width)
          all[row[k]].push([n - 1, ...row.slice(k + 1, k + width)]);
      });
    }
    return this.histories[key][id];
  }

  /** The last cells an agent has stood on. */
  trail(id, frame) {
    return this.history("at", 2, id).filter(([n]) => n <= frame).slice(-30).map(([, cell]) => cell);
  }

  /** Since when two agents have had just so much together, and what the first had then. */
  holdingsBack(i, j, frame, [totalA, totalB]) {
    const [mine, others] =
        [i, j].map((id) => this.history("has", 6, id).filter(([n]) => n <= frame));
    let [m, o] = [mine.length - 1, others.length - 1];
    let since = frame;
    let start = [mine[m][1], mine[m][2]];
    for (;;) {
      if (mine[m][1] + others[o][1] !== totalA || mine[m][2] + others[o][2] !== totalB) break;
      start = [mine[m][1], mine[m][2]];
      since = Math.max(mine[m][0], others[o][0]);
      if (m === 0 && o === 0) break;
      const at = Math.max(mine[m][0], others[o][0]);
      if (mine[m][0] === at && m > 0) m -= 1;
      if (others[o][0] === at && o > 0) o -= 1;
      if (mine[m][0] === at && m === 0 && others[o][0] === at && o === 0) break;
    }
    return {since, start};
  }

  /** Ask and bid of every pair for an agent, at the state at hand. */
  quotes(agent) {
    const width = 2 * this.pairs.length;
    return this.pairs.map((pair, n) => ({
                            pair,
                            ask: this.state.quotes[agent * width + 2 * n],
                            bid: this.state.quotes[agent * width + 2 * n + 1]
                          }));
  }
}

/** What is exchanged in a pair, in words. */
const pairNames = {
  "A<->B": "A for B",
  "A<->M": "A for money",
  "B<->M": "B for money"
};
const pairColours = {
  "A<->B": "c2",
  "A<->M": "c4",
  "B<->M": "c3"
};

/** A trade as people say it. */
function tradeText(trades, i) {
  const [good, other] = {"A<->B": ["A", "B"], "A<->M": ["A", "money"], "B<->M": [
                           "B", "money"
                         ]}[trades.pair[i]];
  return `agent ${trades.buyer[i]} gave ${Numbers.count(trades.payment[i])} ${other} for ${
      Numbers.count(trades.units[i])} ${good} of agent ${trades.seller[i]}`;
}

/** What may be exchanged in a mode, and the colour of it: gold money, green barter, blue both. */
function exchangeKind(rules, mode) {
  const pairs = mode === "forage" ? [] : rules.pairs;
  const hasMoney = pairs.some((pair) => pair.endsWith("M")), hasBarter = pairs.includes("A<->B");
  const kind = hasMoney && hasBarter ? ["mixed", "c0"] :
      hasMoney                       ? ["monetary", "c4"] :
      hasBarter                      ? ["barter", "c2"] :
                                       ["no exchange", "c6"];
  return {pairs, kind: kind[0], colour: kind[1]};
}
