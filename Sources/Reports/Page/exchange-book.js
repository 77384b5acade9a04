/** The book at one moment: as a ladder of prices and as curves of what stands at or better. */
function bookPanel(view) {
  const owner = panel(
      "Order book",
      "What stands at each price, as it was at the end of the tick shown: asks above, " +
          "bids below. The curves add up what one could buy or sell up to a price.",
      "half");
  const {timeline} = view;
  const canvas =
      el("canvas", {role: "img", "aria-label": "Depth of the book: quantity up to each price"});
  const place = el("div", {class: "plot", style: "height:150px"}, canvas);
  const body = el("tbody", {});
  const table = el(
      "table", {class: "ladder"},
      el("thead", {},
         el("tr", {}, ...["Bids", "Price", "Asks"].map((text) => el("th", {scope: "col"}, text)))),
      body);
  owner.body.append(
      place,
      el("div", {class: "table", tabindex: 0, role: "region", "aria-label": "Ladder of prices"},
         table));
  let drawn = null;
  new ResizeObserver(() => {
    drawn = null;
    timeline.wake(1);
  }).observe(place);

  function sides() {
    const {market} = view;
    const i = timeline.shown;
    const isLast = i === timeline.stops.length - 1;
    const {book} = market.instrument;
    return isLast ? [book.bids, book.asks] :
                    [market.series.bids[i] ?? [], market.series.asks[i] ?? []];
  }

  follow(owner, timeline, (isAll) => {
    const key = `${timeline.shown} ${view.market.instrument.symbol}`;
    if (!isAll && key === drawn) return;
    drawn = key;
    const [bids, asks] = sides();
    drawLadder(body, view.market, bids, asks);
    drawDepth(canvas, place, view.market, bids, asks);
    read(owner.reading, [
      ["tick", Numbers.count(view.market.series.tick[timeline.shown])],
      ["prices bid", Numbers.count(bids.length / 2), Canvas.colour("bid")],
      ["prices asked", Numbers.count(asks.length / 2), Canvas.colour("ask")]
    ]);
  });
  return owner;
}

const ladderRows = 10;

function drawLadder(body, market, bids, asks) {
  let most = 1;
  for (const levels of [bids, asks]) {
    for (let k = 1; k < Math.min(levels.length, 2 * ladderRows); k += 2)
      most = Math.max(most, Number(levels[k]));
  }
  const rows = [];
  const row = (side, levels, n) => ({
    side,
    quantity: market.quantity(levels[2 * n + 1]),
    price: market.price(levels[2 * n]),
    share: Number(levels[2 * n + 1]) / most
  });
  const count = (levels) => Math.min(ladderRows, levels.length / 2);
  for (let n = count(asks) - 1; n >= 0; n--) rows.push(row("ask", asks, n));
  for (let n = 0; n < count(bids); n++) rows.push(row("bid", bids, n));
  const make = () => el(
      "tr", {},
      ...[0, 1, 2].map(
          (n) => el("td", {}, ...(n === 1 ? [] : [el("span", {class: "fill"})]), el("span", {}))));
  fill(body, rows, make, (element, {side, quantity, price, share}) => {
    element.className = side;
    [side === "bid" ? quantity : "", price, side === "ask" ? quantity : ""].forEach((text, n) => {
      setText(element.children[n].lastElementChild, text);
      if (n !== 1)
        element.children[n].firstElementChild.style.width =
            text ? `${(100 * share).toFixed(1)}%` : "0";
    });
  });
}

function drawDepth(canvas, place, market, bids, asks) {
  const [width, height] = [place.clientWidth, place.clientHeight];
  const context = Canvas.clear(canvas, width, height);
  const curve = (levels) => {
    let sum = 0;
    const points = [];
    for (let k = 0; k < levels.length; k += 2)
      points.push(
          [Number(levels[k]) / market.scale, sum += Number(levels[k + 1]) / market.lotScale]);
    return points;
  };
  const [buy, sell] = [curve(bids), curve(asks)];
  const all = [...buy, ...sell];
  if (!all.length) return;
  const low = Math.min(...all.map(([price]) => price)),
        high = Math.max(...all.map(([price]) => price));
  const most = Math.max(...all.map(([, sum]) => sum));
  const x = (price) => 8 + (price - low) / (high - low || 1) * (width - 60);
  const y = (sum) => height - 20 - sum / most * (height - 30);
  context.font = "11px system-ui, sans-serif";
  context.fillStyle = Canvas.colour("muted");
  context.strokeStyle = Canvas.colour("grid");
  const rows = Canvas.ticks(0, most, 3);
  for (const value of rows.values) {
    line(context, 8, y(value), width - 52, y(value));
    context.fillText(Numbers.axis(value, rows.step), width - 46, y(value) + 4);
  }
  context.textAlign = "center";
  const columns = Canvas.ticks(low, high, Math.max(2, Math.floor(width / 90)));
  for (const value of columns.values)
    context.fillText(
        Numbers.axis(value, columns.step), Math.max(16, Math.min(width - 64, x(value))),
        height - 5);
  for (const [points, name, end] of [[buy, "bid", low], [sell, "ask", high]]) {
    if (!points.length) continue;
    context.beginPath();
    context.moveTo(x(points[0][0]), y(0));
    let before = 0;
    for (const [price, sum] of points) {
      context.lineTo(x(price), y(before));
      context.lineTo(x(price), y(sum));
      before = sum;
    }
    context.lineTo(x(end), y(before));
    context.strokeStyle = Canvas.colour(name);
    context.lineWidth = 1.8;
    context.stroke();
    context.lineTo(x(end), y(0));
    context.closePath();
    context.globalAlpha = 0.14;
    context.fillStyle = Canvas.colour(name);
    context.fill();
    context.globalAlpha = 1;
  }
}

/** What happened: what the scenario planned, who failed, and the trades around the tick shown. */
function feedPanel(view) {
  const owner = panel(
      "What happened",
      "What the scenario planned and who failed, with the trades just before the end of " +
          "the tick shown, the newest first.",
      "half");
  const list = el("ol", {class: "feed", tabindex: 0, "aria-label": "Events, the newest first"});
  owner.body.append(list);
  const {timeline, document} = view;
  const {trades, agents} = document;
  const name = (id) => agents[id]?.name ?? `agent ${id}`;
  let drawn = -1;

  function tradeLine(i) {
    const instrument = document.instruments[trades.instrument?.[i] ?? 0];
    if (!trades.taker) {
      return {
        tick: trades.tick[i],
        text: `${Numbers.exact(trades.quantity[i], instrument.quantity_decimals)} ${
                  instrument.base} traded at ` +
            `${Numbers.exact(trades.price[i], instrument.price_decimals)}, ${
                  trades.taker_buys[i] ? "the buyer" : "the seller"} coming in`
      };
    }
    const [buyer, seller] = trades.taker_buys[i] ? [trades.taker[i], trades.maker[i]] :
                                                   [trades.maker[i], trades.taker[i]];
    return {
      tick: trades.tick[i],
      text: `${name(buyer)} bought ${
                Numbers.exact(trades.quantity[i], instrument.quantity_decimals)} ` +
          `${instrument.base} from ${name(seller)} at ${
                Numbers.exact(trades.price[i], instrument.price_decimals)}`
    };
  }

  follow(owner, timeline, (isAll) => {
    if (!isAll && drawn === timeline.shown && !document.live) return;
    drawn = timeline.shown;
    const time = timeline.stops[timeline.shown] ?? 0;
    const items = view.notices.filter((notice) => notice.tick <= time)
                      .slice(-12)
                      .map((notice) => ({tick: notice.tick, text: notice.text, isTold: true}));
    const end = lowerBound(trades.tick, time + 1);
    for (let i = Math.max(0, end - 25); i < end; i++) items.push(tradeLine(i));
    const ordered =
        items.map((item, n) => [item, n]).sort(([a, n], [b, m]) => b.tick - a.tick || m - n);
    fill(
        list, ordered, () => el("li", {}, el("span", {class: "when"}), el("span", {})),
        (element, [item]) => {
          setText(element.firstElementChild, `tick ${Numbers.count(item.tick)}`);
          setText(element.lastElementChild, item.text);
          element.lastElementChild.className = item.isTold ? "told" : "";
        });
    read(owner.reading, [
      [
        "notices so far", Numbers.count(view.notices.filter((notice) => notice.tick <= time).length)
      ],
      [
        "trades so far",
        Numbers.count(trades.stride === 1 ? end : Math.min(trades.count, end * trades.stride))
      ]
    ]);
  });
  return owner;
}
