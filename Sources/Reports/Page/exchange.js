/** The page of an exchange. */
function exchangePage(source, places) {
  const { document } = source;
  const first = document.instruments[0];
  const stops = first ? first.series.tick : [];
  const every = document.sampling.every_ticks;
  const timeline = new Timeline(stops, { live: source.isLive,
    name: (index) => `tick ${Numbers.count(stops[index])} of ${Numbers.count(document.run.ticks)}` });
  const view = { document, timeline, every, notices: document.notices, chosen: null, markets: [], tradeSets: [] };
  const choose = (place) => {
    view.markets[place] ??= marketView(document.instruments[place]);
    view.tradeSets[place] ??= tradesOf(document, place, view.markets[place]);
    view.market = view.markets[place];
    view.trades = view.tradeSets[place];
    timeline.wake(2);
  };
  if (!first) {
    places.panels.append(leaderboardPanel(view).section);
    return timeline;
  }
  choose(0);
  const extra = document.instruments.length > 1 ? [el("label", {}, "Market", el("select", { onchange: (event) => choose(Number(event.target.value)) },
    ...document.instruments.map(({ symbol }, n) => el("option", { value: n }, symbol))))] : [];
  new Controls(places.controls, timeline, { every, extra, overview: () => view.market.close });
  for (const make of [pricePanel, leaderboardPanel, equityPanel, heatPanel, spreadPanel, bookPanel, feedPanel]) {
    places.panels.append(make(view).section);
  }
  timeline.view = view;
  return timeline;
}
