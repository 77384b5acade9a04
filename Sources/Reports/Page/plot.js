/**
 * A plot over time: drawn once for a range, with a line above it where the readings are from.
 * The pointer reads, a click goes there, a drag chooses a range, two clicks show
 * all of it again.
 *
 * options: height, low/high(from, to, stops) → [low, high], yText(value, step), draw(plot),
 * mark(plot) for what moves with the readings.
 */
class TimePlot {
  constructor(owner, timeline, options) {
    this.timeline = timeline;
    this.options = options;
    this.under = el("canvas", {role: "img", "aria-label": options.label ?? owner.title});
    this.cursor = el("div", {class: "cursor", "aria-hidden": "true"});
    this.chosen = el("div", {class: "selection", hidden: true});
    this.element =
        el("div", {class: "plot", style: `height:${options.height}px`}, this.under, this.chosen,
           this.cursor);
    this.dots = [];
    owner.body.append(this.element);
    this.margin = {left: 8, right: 58, top: 8, bottom: options.axis === false ? 6 : 20};
    follow(owner, timeline, (isAll) => this.draw(isAll));
    new ResizeObserver(() => {
      this.isStale = true;
      timeline.wake(1);
    }).observe(this.element);
    this.listen();
  }

  listen() {
    const {timeline, element} = this;
    let start = null;
    const timeAt = (event) => {
      const place = event.clientX - element.getBoundingClientRect().left;
      return this.time(Math.max(this.margin.left, Math.min(this.width - this.margin.right, place)));
    };
    element.addEventListener("pointermove", (event) => {
      const time = timeAt(event);
      this.selection =
          start !== null && Math.abs(this.x(time) - this.x(start)) > 5 ? [start, time] : null;
      timeline.hover(timeline.nearest(time));
      if (start !== null) timeline.wake(1);
    });
    element.addEventListener("pointerleave", () => {
      start = this.selection = null;
      timeline.hover(null);
    });
    element.addEventListener("pointerdown", (event) => {
      if (event.button === 0) start = timeAt(event);
    });
    element.addEventListener("pointerup", (event) => {
      if (this.selection)
        timeline.setRange(...this.selection);
      else if (start !== null)
        timeline.seek(timeline.nearest(timeAt(event)));
      start = this.selection = null;
    });
    element.addEventListener("dblclick", () => timeline.setRange(timeline.first, timeline.last));
  }

  x(time) {
    const {from, to} = this.timeline;
    return this.margin.left +
        (time - from) / Math.max(1e-9, to - from) *
        (this.width - this.margin.left - this.margin.right);
  }
  time(x) {
    const {from, to} = this.timeline;
    return from +
        (x - this.margin.left) / (this.width - this.margin.left - this.margin.right) * (to - from);
  }
  y(value) {
    return this.margin.top +
        (this.high - value) / (this.high - this.low) *
        (this.height - this.margin.top - this.margin.bottom);
  }

  /** The times of what is drawn: the stops, unless the plot has its own. */
  get ticks() { return this.options.ticks?.() ?? this.timeline.stops; }
  /** The entry that readings are of: the one that reaches to where one stands. */
  get place() {
    const {ticks, timeline} = this;
    return Math.min(ticks.length - 1, lowerBound(ticks, timeline.stops[timeline.shown] ?? 0));
  }
  /** The first and the last entry in view, and one more on either side. */
  get view() {
    const {ticks, timeline} = this;
    return [
      Math.max(0, lowerBound(ticks, timeline.from) - 1),
      Math.min(ticks.length - 1, lowerBound(ticks, timeline.to) + 1)
    ];
  }

  draw(isAll) {
    if (!this.ticks.length) return;
    if (isAll || this.isStale) this.drawUnder();
    // What moves is no part of the canvas, so that nothing is painted anew.
    const x = this.x(this.timeline.stops[this.timeline.shown] ?? 0);
    const isSeen = x >= this.margin.left - 1 && x <= this.width - this.margin.right + 1;
    this.cursor.style.transform = `translateX(${isSeen ? x.toFixed(1) : -9}px)`;
    this.chosen.hidden = !this.selection;
    if (this.selection) {
      const [a, b] = this.selection.map((time) => this.x(time)).sort((a, b) => a - b);
      this.chosen.style.transform = `translateX(${a}px)`;
      this.chosen.style.width = `${b - a}px`;
    }
    this.used = 0;
    this.options.mark?.(this);
    for (let n = this.used; n < this.dots.length; n++)
      this.dots[n].style.transform = "translate(-20px, 0)";
  }

  drawUnder() {
    this.isStale = false;
    this.width = this.element.clientWidth;
    this.height = this.element.clientHeight;
    const context = Canvas.clear(this.under, this.width, this.height);
    this.context = context;
    const [low, high] = this.options.bounds(...this.view);
    const span = high - low;
    const pad = span > 1e-6 * Math.abs(high) ? span * 0.05 : Math.abs(high) * 0.05 || 1;
    this.low = this.options.fromZero ? Math.min(0, low) : low - pad;
    this.high = high + pad;
    this.axes(context);
    context.save();
    context.beginPath();
    context.rect(
        this.margin.left, 0, this.width - this.margin.left - this.margin.right,
        this.height - this.margin.bottom + 1);
    context.clip();
    this.options.draw(this);
    context.restore();
    this.options.after?.(this);
  }

  axes(context) {
    context.font = "11px system-ui, sans-serif";
    context.fillStyle = Canvas.colour("muted");
    context.strokeStyle = Canvas.colour("grid");
    context.lineWidth = 1;
    const right = this.width - this.margin.right;
    const rows = Canvas.ticks(this.low, this.high, Math.max(2, Math.floor(this.height / 44)));
    context.textBaseline = "middle";
    context.textAlign = "left";
    for (const value of rows.values) {
      const y = Math.round(this.y(value)) + 0.5;
      line(context, this.margin.left, y, right, y);
      context.fillText(this.options.yText(value, rows.step), right + 6, y);
    }
    if (this.options.axis === false) return;
    context.textBaseline = "alphabetic";
    context.textAlign = "center";
    let end = 0;
    for (const [value, text] of this.columns()) {
      const half = context.measureText(text).width / 2;
      const x = Math.max(half + 2, Math.min(right - half, this.x(value)));
      if (x - half < end) continue;
      context.fillText(text, x, this.height - 6);
      end = x + half + 12;
    }
  }

  /** Times with what to write below them. */
  columns() {
    const {from, to} = this.timeline;
    if (this.options.columns)
      return this.options.columns().filter(([time]) => time >= from && time <= to);
    const {values, step} = Canvas.ticks(from, to, Math.max(2, Math.floor(this.width / 110)));
    return values.filter((value) => step >= 1 || value % 1 === 0)
        .map((value) => [value, Numbers.count(Math.round(value))]);
  }

  /** A line through values by stop; gaps where there is none. */
  path(values, stroke, {width = 1.5, dash = [], stepped = false, alpha = 1} = {}) {
    const {context, ticks} = this;
    const [first, last] = this.view;
    context.beginPath();
    let isDown = false;
    let previous = 0;
    for (let i = first; i <= last; i++) {
      const value = values[i];
      if (value === null || value === undefined) {
        isDown = false;
        continue;
      }
      const [x, y] = [this.x(ticks[i]), this.y(value)];
      if (!isDown)
        context.moveTo(x, y);
      else {
        if (stepped) context.lineTo(x, previous);
        context.lineTo(x, y);
      }
      isDown = true;
      previous = y;
    }
    context.globalAlpha = alpha;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** A dot at what is read. */
  dot(time, value, colour, radius = 3.5) {
    const x = this.x(time), y = value === null || value === undefined ? NaN : this.y(value);
    if (!(y > -5 && y < this.height + 5 && x > 0 && x < this.width - this.margin.right + 5)) return;
    let dot = this.dots[this.used];
    if (!dot) {
      dot = el("div", {class: "dot", "aria-hidden": "true"});
      this.dots.push(dot);
      this.element.append(dot);
    }
    this.used += 1;
    dot.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) scale(${radius / 3.5})`;
    if (dot.colour !== colour) dot.style.background = dot.colour = colour;
  }
}

function line(context, x, y, toX, toY) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

/** The least and the greatest of what several rows hold between two stops. */
function extent(rows, first, last) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    for (let i = first; i <= last; i++) {
      const value = row[i];
      if (value === null || value === undefined) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
