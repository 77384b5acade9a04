/** Signs that every system has: drawn, not written. */
function icon(name) {
  const paths = {
    first: "M3 3h2v10H3zM13 3v10L6 8z",
    back: "M12 3v10L4 8z",
    play: "M4 2.5v11L13 8z",
    pause: "M4 3h3v10H4zM9 3h3v10H9z",
    on: "M4 3v10l8-5z",
    last: "M11 3h2v10h-2zM3 3v10l7-5z"
  };
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const path = document.createElementNS(ns, "path");
  for (const [key, value] of [
           ["width", 14], ["height", 14], ["viewBox", "0 0 16 16"], ["aria-hidden", "true"]])
    svg.setAttribute(key, value);
  path.setAttribute("d", paths[name]);
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}

/** The bar that moves all panels together: play, step, scrub, speed, and a brush for the range. */
class Controls {
  constructor(place, timeline, {overview, every = 1, extra = [], status = null}) {
    this.timeline = timeline;
    this.overview = overview;
    this.every = every;
    this.status = status;
    const button = (child, label, act) =>
        el("button", {type: "button", "aria-label": label, title: label, onclick: act}, child);
    this.playing = button(icon("play"), "Play (space)", () => timeline.play());
    this.now = el("span", {class: "now", role: "status"});
    this.scrub = el("input", {
      type: "range",
      min: 0,
      step: 1,
      "aria-label": "Where in time",
      oninput: () => timeline.seek(Number(this.scrub.value))
    });
    this.speed = el("input", {
      type: "range",
      min: 1,
      max: 60,
      value: timeline.speed,
      step: 1,
      "aria-label": "Speed, steps a second",
      oninput: () => timeline.setSpeed(Number(this.speed.value))
    });
    this.speedText = el("span", {});
    this.all = button(
        "Whole run", "Show the whole run", () => timeline.setRange(timeline.first, timeline.last));
    this.canvas = el("canvas", {"aria-hidden": "true"});
    this.handles = ["from", "to"].map((side) => this.handle(side));
    this.brush = el("div", {class: "brush"}, this.canvas, ...this.handles);
    place.replaceChildren(
        el("div", {class: "bar"},
           button(icon("first"), "To the beginning (Home)", () => timeline.seek(0)),
           button(
               icon("back"), "A step back (left arrow)", () => timeline.seek(timeline.index - 1)),
           this.playing,
           button(icon("on"), "A step on (right arrow)", () => timeline.seek(timeline.index + 1)),
           button(icon("last"), "To the end (End)", () => timeline.seek(timeline.stops.length - 1)),
           this.now, el("span", {class: "scrub"}, this.scrub),
           el("label", {}, "Speed", this.speed, this.speedText), ...extra, this.all),
        this.brush);
    timeline.follow((isAll) => this.draw(isAll));
    new ResizeObserver(() => timeline.wake(2)).observe(this.brush);
    document.addEventListener("keydown", (event) => this.press(event));
    this.listen();
  }

  /** An end of the range, to be dragged or moved by arrow keys. */
  handle(side) {
    const {timeline} = this;
    const move = (time) => side === "from" ?
        timeline.setRange(Math.min(time, timeline.to), timeline.to) :
        timeline.setRange(timeline.from, Math.max(time, timeline.from));
    return el("div", {
      class: "handle",
      role: "slider",
      tabindex: 0,
      "aria-label": side === "from" ? "Where the panels begin" : "Where the panels end",
      onkeydown: (event) => {
        const step = {
          ArrowLeft: -1,
          ArrowDown: -1,
          ArrowRight: 1,
          ArrowUp: 1,
          PageDown: -10,
          PageUp: 10
        }[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        move(timeline[side] + step * (timeline.last - timeline.first) / 100);
      }
    });
  }

  listen() {
    const {brush, timeline} = this;
    let mode = null, start = 0, range = [0, 0];
    const timeAt = (event) => {
      const box = brush.getBoundingClientRect();
      const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
      return timeline.first + share * (timeline.last - timeline.first);
    };
    brush.addEventListener("pointerdown", (event) => {
      start = timeAt(event);
      range = [timeline.from, timeline.to];
      const isWhole = timeline.from <= timeline.first && timeline.to >= timeline.last;
      const side = this.handles.indexOf(event.target);
      mode = side >= 0                                             ? side :
          !isWhole && start > timeline.from && start < timeline.to ? "move" :
                                                                     "new";
      brush.setPointerCapture(event.pointerId);
    });
    brush.addEventListener("pointermove", (event) => {
      if (mode === null) return;
      const time = timeAt(event);
      if (mode === "new")
        timeline.setRange(start, time);
      else if (mode === "move") {
        const shift =
            Math.max(timeline.first - range[0], Math.min(timeline.last - range[1], time - start));
        timeline.setRange(range[0] + shift, range[1] + shift);
      } else if (mode === 0)
        timeline.setRange(Math.min(time, timeline.to), timeline.to);
      else
        timeline.setRange(timeline.from, Math.max(time, timeline.from));
    });
    brush.addEventListener("pointerup", (event) => {
      if (mode === "new" &&
          Math.abs(timeAt(event) - start) * 200 < timeline.last - timeline.first) {
        timeline.setRange(...range);
        timeline.seek(timeline.nearest(start));
      }
      mode = null;
    });
    brush.addEventListener("dblclick", () => timeline.setRange(timeline.first, timeline.last));
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target;
    const takesKeys = target.matches?.("input, select, textarea");
    if (event.key === " " && !takesKeys && !target.matches?.("button, summary, a"))
      this.timeline.play();
    else if (takesKeys)
      return;
    else if (event.key === "ArrowLeft")
      this.timeline.seek(this.timeline.index - 1);
    else if (event.key === "ArrowRight")
      this.timeline.seek(this.timeline.index + 1);
    else if (event.key === "Home")
      this.timeline.seek(0);
    else if (event.key === "End")
      this.timeline.seek(this.timeline.stops.length - 1);
    else
      return;
    event.preventDefault();
  }

  draw(isAll) {
    const {timeline} = this;
    if (this.wasPlaying !== timeline.isPlaying) {
      this.wasPlaying = timeline.isPlaying;
      this.playing.replaceChildren(icon(timeline.isPlaying ? "pause" : "play"));
      this.playing.setAttribute(
          "aria-label", timeline.isPlaying ? "Pause (space)" : "Play (space)");
    }
    this.scrub.max = Math.max(0, timeline.stops.length - 1);
    this.scrub.value = timeline.index;
    const place = timeline.stops.length ? timeline.name(timeline.index) : "nothing yet";
    const here = this.status ?
        `${place} · ${
            this.status() === "live" && timeline.index < timeline.stops.length - 1 ?
                "live goes on" :
                this.status()}` :
        place;
    this.scrub.setAttribute("aria-valuetext", here);
    if (this.now.textContent !== here) this.now.textContent = here;
    this.now.setAttribute("aria-live", timeline.isPlaying ? "off" : "polite");
    this.speed.setAttribute("aria-valuetext", `${timeline.speed} steps a second`);
    this.speedText.textContent = this.every > 1 ?
        `${timeline.speed} × ${this.every} ${timeline.unit}s/s` :
        `${timeline.speed} ${timeline.unit}s/s`;
    this.all.disabled = timeline.from <= timeline.first && timeline.to >= timeline.last;
    if (isAll) this.drawBrush();
    this.drawHandles();
  }

  share(time) {
    const {first, last} = this.timeline;
    return (time - first) / Math.max(1e-9, last - first);
  }

  drawHandles() {
    const {timeline} = this;
    this.handles.forEach((handle, side) => {
      const time = side ? timeline.to : timeline.from;
      handle.style.left = `${100 * this.share(time)}%`;
      handle.setAttribute("aria-valuemin", Math.round(timeline.first));
      handle.setAttribute("aria-valuemax", Math.round(timeline.last));
      handle.setAttribute("aria-valuenow", Math.round(time));
      handle.setAttribute("aria-valuetext", `${timeline.unit} ${Numbers.count(Math.round(time))}`);
    });
  }

  /** The whole run in small, the range in view, and what lies outside of it dimmed. */
  drawBrush() {
    const [width, height] = [this.brush.clientWidth, this.brush.clientHeight];
    const context = Canvas.clear(this.canvas, width, height);
    const {timeline} = this;
    context.fillStyle = Canvas.colour("panel");
    context.fillRect(0, 0, width, height);
    const values = this.overview();
    const [low, high] = extent([values], 0, values.length - 1);
    context.beginPath();
    values.forEach((value, i) => {
      if (value === null || value === undefined) return;
      context.lineTo(
          this.share(timeline.stops[i]) * width,
          4 + (high - value) / (high - low || 1) * (height - 8));
    });
    context.strokeStyle = Canvas.colour("accent");
    context.lineWidth = 1.2;
    context.stroke();
    const [a, b] = [this.share(timeline.from) * width, this.share(timeline.to) * width];
    context.globalAlpha = 0.78;
    context.fillStyle = Canvas.colour("page");
    context.fillRect(0, 0, a, height);
    context.fillRect(b, 0, width - b, height);
    context.globalAlpha = 1;
    context.strokeStyle = Canvas.colour("accent");
    context.strokeRect(a + 0.5, 0.5, Math.max(1, b - a - 1), height - 1);
  }
}
