/** The geometry of two agents' exchange. */
const Edgeworth = (() => {
  /**
   * The box of two agents at the tick shown: it reaches back to when their goods together were last
   * changed by anything but exchange with each other.
   */
  function box(view, i, j) {
    const {document: {trades}} = view;
    const frame = view.frameAt(view.timeline.shown);
    const state = view.replay.at(frame);
    const now = [state.a[i], state.b[i]];
    const total = [state.a[i] + state.a[j], state.b[i] + state.b[j]];
    const before = view.replay.holdingsBack(i, j, frame, total);
    const path = [before.start];
    for (let k = view.tradesUpTo(before.since); k < view.tradesUpTo(frame); k++) {
      const [buyer, seller] = [trades.buyer[k], trades.seller[k]];
      if (!((buyer === i && seller === j) || (buyer === j && seller === i))) continue;
      const sign = buyer === i ? 1 : -1;
      const [a, b] = path[path.length - 1];
      const change = {
        "A<->B": [trades.units[k], -trades.payment[k]],
        "A<->M": [trades.units[k], 0],
        "B<->M": [0, trades.units[k]]
      }[trades.pair[k]];
      path.push([a + sign * change[0], b + sign * change[1]]);
    }
    return {i, j, total, now, path, since: before.since};
  }

  /** B for the first at which it is as well off as at a bundle, for each A; null beyond the box. */
  function curve(agent, [a, b], width, height, isSecond) {
    const points = [];
    const own = (x, y) =>
        isSecond ? Utilities.level(agent, width - x, height - y) : Utilities.level(agent, x, y);
    const wanted = own(a, b);
    for (let k = 0; k <= 120; k++) {
      const x = width * k / 120;
      let [low, high] = [0, height];
      const [atLow, atHigh] = [own(x, low) - wanted, own(x, high) - wanted];
      if (atLow * atHigh > 0) {
        points.push(null);
        continue;
      }
      for (let n = 0; n < 45; n++) {
        const middle = (low + high) / 2;
        if ((own(x, middle) - wanted) * atLow > 0)
          low = middle;
        else
          high = middle;
      }
      points.push([x, (low + high) / 2]);
    }
    return points;
  }

  /** Where both give B for A at the same rate. */
  function contract(first, second, width, height) {
    const points = [];
    for (let k = 1; k < 160; k++) {
      const x = width * k / 160;
      const gap = (y) => Math.log(Utilities.rate(first, x, y)) -
          Math.log(Utilities.rate(second, width - x, height - y));
      let [low, high] = [height * 1e-3, height * (1 - 1e-3)];
      const atLow = gap(low);
      if (!Number.isFinite(atLow) || !Number.isFinite(gap(high)) || atLow * gap(high) >= 0) {
        points.push(null);
        continue;
      }
      for (let n = 0; n < 40; n++) {
        const middle = (low + high) / 2;
        if (gap(middle) * atLow > 0)
          low = middle;
        else
          high = middle;
      }
      points.push([x, (low + high) / 2]);
    }
    return points;
  }

  function draw(context, width, height, view, {i, j, total, now, path}) {
    const [first, second] = [view.document.agents[i], view.document.agents[j]];
    const margin = {left: 44, right: 44, top: 26, bottom: 34};
    const side = [width - margin.left - margin.right, height - margin.top - margin.bottom];
    const x = (a) => margin.left + (total[0] ? a / total[0] : 0) * side[0];
    const y = (b) => margin.top + side[1] - (total[1] ? b / total[1] : 0) * side[1];
    context.strokeStyle = Canvas.colour("line");
    context.strokeRect(margin.left, margin.top, ...side);
    axes(context, margin, side, total, x, y, i, j);
    if (!total[0] || !total[1]) return;
    const stroke = (points, colour, lineWidth, dash = []) => {
      context.beginPath();
      let isDown = false;
      for (const point of points) {
        if (!point) {
          isDown = false;
          continue;
        }
        if (isDown)
          context.lineTo(x(point[0]), y(point[1]));
        else
          context.moveTo(x(point[0]), y(point[1]));
        isDown = true;
      }
      context.strokeStyle = Canvas.colour(colour);
      context.lineWidth = lineWidth;
      context.setLineDash(dash);
      context.stroke();
      context.setLineDash([]);
    };
    const start = path[0];
    const pareto = contract(first, second, ...total);
    stroke(pareto, "c7", 1.6, [2, 4]);
    const ofFirst = ([a, b]) => Utilities.level(first, a, b),
          ofSecond = ([a, b]) => Utilities.level(second, total[0] - a, total[1] - b);
    stroke(
        pareto.map(
            (point) =>
                point && ofFirst(point) >= ofFirst(start) && ofSecond(point) >= ofSecond(start) ?
                point :
                null),
        "c7", 4);
    for (const [agent, colour, isSecond] of [[first, "c0", false], [second, "c1", true]]) {
      stroke(curve(agent, start, ...total, isSecond), colour, 1, [5, 3]);
      stroke(curve(agent, now, ...total, isSecond), colour, 2);
    }
    stroke(path, "text", 1.2);
    path.forEach((point, k) => {
      context.beginPath();
      context.arc(x(point[0]), y(point[1]), k === 0 || k === path.length - 1 ? 5 : 2.5, 0, 7);
      context.fillStyle = Canvas.colour(k === 0 ? "panel" : "text");
      context.fill();
      context.strokeStyle = Canvas.colour("text");
      context.lineWidth = 1.5;
      context.stroke();
    });
    label(
        context, path.length > 1 ? "start" : "now", x(start[0]) + 9, y(start[1]) - 9,
        Canvas.colour("text"), "600 12px system-ui", start[0] > total[0] * 0.9 ? "right" : "left");
    if (path.length > 1)
      label(
          context, "now", x(now[0]) + 9, y(now[1]) + 10, Canvas.colour("text"),
          "600 12px system-ui", "left");
  }

  function axes(context, margin, side, total, x, y, i, j) {
    const font = "11px system-ui";
    const grey = Canvas.colour("muted");
    for (const value of Canvas.ticks(0, total[0], 8).values) {
      if (value % 1) continue;
      label(context, String(value), x(value), margin.top + side[1] + 11, grey, font);
      label(context, String(total[0] - value), x(value), margin.top - 9, grey, font);
    }
    for (const value of Canvas.ticks(0, total[1], 8).values) {
      if (value % 1) continue;
      label(context, String(value), margin.left - 8, y(value), grey, font, "right");
      label(
          context, String(total[1] - value), margin.left + side[0] + 8, y(value), grey, font,
          "left");
    }
    label(
        context, `A of agent ${i} →`, margin.left + side[0] / 2, margin.top + side[1] + 26,
        Canvas.colour("c0"), "600 12px system-ui");
    label(
        context, `← A of agent ${j}`, margin.left + side[0] / 2, margin.top + 10,
        Canvas.colour("c1"), "600 12px system-ui");
    label(
        context, `B of ${i} ↑`, margin.left + 34, margin.top + side[1] - 12, Canvas.colour("c0"),
        "600 12px system-ui");
    label(
        context, `B of ${j} ↓`, margin.left + side[0] - 34, margin.top + 14, Canvas.colour("c1"),
        "600 12px system-ui");
  }

  return {box, draw, curve, contract};
})();
