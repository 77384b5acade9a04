/** Drawing on canvases: sharp on every screen, in the colours of the page. */
const Canvas = (() => {
  let colours = {};

  /** Reads the page's colours; again when light turns dark. */
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    colours = {};
    for (const name
             of ["page", "panel", "text", "muted", "grid", "line", "accent", "shade", "bid", "ask",
                 "mark", "gain", "loss", "heat0", "heat1", "heat2", "heat3", "c0", "c1", "c2", "c3",
                 "c4", "c5", "c6", "c7"]) {
      colours[name] = style.getPropertyValue("--" + name).trim();
    }
  }

  function colour(name) { return colours[name]; }
  /** The colour of the n-th of many. */
  function nth(n) { return colours["c" + (n % 8)]; }

  /** A canvas' context in CSS pixels, emptied. */
  function clear(canvas, width, height) {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }

  /** Round numbers between two ends, at most so many steps. */
  function ticks(low, high, most) {
    const span = high - low;
    if (!(span > 0) || !Number.isFinite(span)) return {values: [low], step: 1};
    let step = 10 ** Math.floor(Math.log10(span / most));
    for (const factor of [1, 2, 5, 10]) {
      if (span / (step * factor) <= most) {
        step *= factor;
        break;
      }
    }
    const values = [];
    for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++)
      values.push(n * step);
    return {values, step};
  }

  /** A mix of the heat colours for 0…1. */
  function heatScale(steps = 32) {
    const stops = ["heat0", "heat1", "heat2", "heat3"].map((name) => parse(colours[name]));
    return Array.from({length: steps}, (_, n) => {
      const place = n / (steps - 1) * (stops.length - 1);
      const i = Math.min(stops.length - 2, Math.floor(place));
      const mixed =
          stops[i].map((value, k) => Math.round(value + (stops[i + 1][k] - value) * (place - i)));
      return `rgb(${mixed.join(" ")})`;
    });
  }

  function parse(hex) { return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)); }

  return {readColours, colour, nth, clear, ticks, heatScale};
})();

/** Makes elements: el("td", {class: "left"}, "text", child, …). */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on"))
      element.addEventListener(key.slice(2), value);
    else if (value === true)
      element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** How many of rising values lie below one. */
function lowerBound(values, value) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
