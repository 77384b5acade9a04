/** The page of an economy. */
function economyPage(source, places) {
  const {document} = source;
  const {rules, series, frames, trades} = document;
  const count = frames.ticks.length;
  const stops = [...Array(count).keys(), ...series.tick.filter((tick) => tick >= count)];
  const timeline = new Timeline(stops, {
    live: source.isLive,
    name: (index) => {
      const tick = stops[index];
      return `tick ${Numbers.count(tick)} of ${Numbers.count(document.run.ticks)}` +
          (tick >= count ? ` (grid: ${Numbers.count(count - 1)})` : "");
    }
  });
  const replay = new EconomyReplay(document);
  const view = {
    document,
    rules,
    timeline,
    replay,
    layers: {},
    chosen: busiestPair(document),
    onChoice: [],
    frame: 0,
    pointed: null,
    pairFilter: "all",
    modeFilter: "all",
    frameAt: (index) => Math.min(count - 1, stops[index] ?? -1),
    modeAt(tick) {
      let mode = document.modes[0]?.[1] ?? "both";
      for (const [from, name] of document.modes)
        if (from <= tick) mode = name;
      return mode;
    },
    allowsPair: (pair) => view.pairFilter === "all" || view.pairFilter === pair ||
        (view.pairFilter === "money" && pair.endsWith("M")),
    /** How many of the trades happened up to the end of a tick. */
    tradesUpTo: (tick) => lowerBound(trades.tick, tick + 1),
    tradesAt(tick) {
      const found = [];
      if (view.modeFilter !== "all" && view.modeAt(tick) !== view.modeFilter) return found;
      for (let i = lowerBound(trades.tick, tick); i < lowerBound(trades.tick, tick + 1); i++)
        if (view.allowsPair(trades.pair[i])) found.push(i);
      return found;
    },
    trail: (id) => replay.trail(id, view.frame),
    choose(id) {
      view.chosen = view.chosen[0] === id ? view.chosen : [id, view.chosen[0] ?? id];
      view.changed();
    },
    changed() {
      for (const tell of view.onChoice) tell();
      view.drawn = null;
      timeline.wake(2);
    }
  };
  const filter = (word, key, choices) =>
      el("label", {}, word,
         el("select", {
           onchange: (event) => {
             view[key] = event.target.value;
             view.changed();
           }
         },
            ...choices.map(([value, text]) => el("option", {value}, text))));
  const modes = [...new Set(document.modes.map(([, mode]) => mode))];
  const extra = [
    rules.pairs.length > 1 ? filter(
                                 "Trades", "pairFilter",
                                 [
                                   ["all", "all"], ["money", "only for money"],
                                   ...rules.pairs.map((pair) => [pair, `only ${pairNames[pair]}`])
                                 ]) :
                             null,
    modes.length > 1 ?
        filter("in mode", "modeFilter", [["all", "any"], ...modes.map((mode) => [mode, mode])]) :
        null
  ].filter(Boolean);
  const totals = sumOf(series.utility);
  new Controls(places.controls, timeline, {
    extra,
    every: 1,
    overview: () => timeline.stops.map((tick) => totals[lowerBound(series.tick, tick)])
  });
  timeline.follow(() => {
    view.frame = view.frameAt(timeline.shown);
  });
  const about = "Each line is an agent, coloured by what kind of utility it has.";
  const panels = [
    gridPanel(view), agentPanel(view), outcomesPanel(view), pricesPanel(view),
    linesPanel(
        view, "Utilities", `How well off each is by its own measure. ${about}`, series.utility)
  ];
  if (series.lambda)
    panels.push(linesPanel(
        view, "λ, the worth of money",
        `What a unit of money is worth to each, as it has learned. ${about}`, series.lambda));
  if (series.money)
    panels.push(
        linesPanel(view, "Money holdings", `How much money each has. ${about}`, series.money, 0));
  const volume = () =>
      series.pairs.filter(({pair}) => view.allowsPair(pair))
          .map(({pair,
                 volume}) => ({name: pairNames[pair], values: volume, colour: pairColours[pair]}));
  panels.push(
      barsPanel(view, "Volume", "Units that changed hands, by what was exchanged.", volume),
      barsPanel(
          view, "Failed negotiations",
          "Pairs that parted because no exchange of whole units helped both.",
          () => [{name: "failed", values: series.failed, colour: "c1"}]),
      giniPanel(view), edgeworthPanel(view));
  for (const {section} of panels) places.panels.append(section);
  view.changed();
  timeline.view = view;
  return timeline;
}

/** The two agents who traded most with each other; the first two where nobody did. */
function busiestPair({trades, agents}) {
  const counts = new Map();
  let best = null;
  for (let i = 0; i < trades.tick.length; i++) {
    const pair = [trades.buyer[i], trades.seller[i]].sort((a, b) => a - b);
    if (pair[1] >= agents.length) continue;
    const key = pair.join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (!best || counts.get(key) > counts.get(best.join(" "))) best = pair;
  }
  return best ?? [0, 1].slice(0, agents.length);
}

function sumOf(rows) {
  return rows.length ? rows[0].map((_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0)) :
                       [];
}
