/** The page of an exchange. */
function exchangePage(source, places) {
  const {document} = source;
  const first = document.instruments[0];
  const stops = first ? first.series.tick : [];
  const every = document.sampling.every_ticks;
  const timeline = new Timeline(stops, {
    live: source.isLive,
    name: (index) => `tick ${Numbers.count(stops[index])} of ${
        Numbers.count(Math.max(document.run.ticks, document.live?.planned_ticks ?? 0))}`
  });
  const view = {
    document,
    timeline,
    every,
    place: 0,
    chosen: null,
    onData: [],
    get notices() { return document.notices; },
    /** The ticks that a point stands for. */
    span:
        (index) => [index ? stops[index - 1] + 1 : Math.max(0, stops[0] - every + 1), stops[index]]
  };
  const refresh = () => {
    if (!first) return;
    view.market = marketView(document.instruments[view.place]);
    view.trades = tradesOf(document, view.place, view.market, view.trades);
  };
  const choose = (place) => {
    view.place = place;
    view.trades = null;
    refresh();
    timeline.wake(2);
  };
  refresh();
  const extra = document.instruments.length > 1 ?
      [el("label", {}, "Market",
          el("select", {onchange: (event) => choose(Number(event.target.value))},
             ...document.instruments.map(({symbol}, n) => el("option", {value: n}, symbol))))] :
      [];
  if (first)
    new Controls(places.controls, timeline, {
      every,
      extra,
      overview: () => view.market.close,
      status: source.isLive ? () => source.status : null
    });
  const makers = first ?
      [pricePanel, leaderboardPanel, equityPanel, heatPanel, spreadPanel, bookPanel, feedPanel] :
      [leaderboardPanel];
  for (const make of makers) places.panels.append(make(view).section);
  let headDue = 0;
  source.follow(() => {
    if (performance.now() > headDue) {
      headDue = performance.now() + 500;
      Page.writeFacts(document);
    }
    refresh();
    for (const tell of view.onData) tell();
    timeline.extend();
  });
  timeline.view = view;
  return timeline;
}
