/**
 * The time all panels share: the stops one can stand at, where one stands, what is looked at by
 * the pointer, and the range that is drawn. Drawing happens once a frame, whatever changed.
 */
class Timeline {
  /** @param stops rising numbers; @param name says where a stop is, in words. */
  constructor(stops, {name, unit = "tick", live = false}) {
    this.stops = stops;
    this.name = name;
    this.unit = unit;
    this.index = Math.max(0, stops.length - 1);
    this.hovered = null;
    this.from = stops.length ? Math.min(0, stops[0]) : 0;
    this.to = this.last;
    this.isPlaying = false;
    this.isLive = live;
    this.speed = 20;
    this.listeners = [];
    this.frames = [];
    this.dirty = 0;
    this.due = 0;
    this.known = stops.length;
    this.knownLast = this.last;
    this.extendedAt = -1000;
  }

  /** More stops have come. Who stood at the end, or looked as far as it, still does. */
  extend() {
    const wasLast = this.index >= this.known - 1, wasWhole = this.to >= this.knownLast,
          wasFirst = this.from <= this.first;
    const width = this.to - this.from;
    this.known = this.stops.length;
    if (wasLast) this.index = Math.max(0, this.known - 1);
    this.index = Math.min(this.index, Math.max(0, this.known - 1));
    if (wasWhole) {
      this.to = this.last;
      if (!wasFirst) this.from = Math.max(this.first, this.to - width);
    }
    this.knownLast = this.last;
    this.extendedAt = performance.now();
    // All is drawn anew four times a second; what is read moves with every tick.
    const pause = 250 - (performance.now() - (this.lastWhole ?? -250));
    if (pause <= 0)
      this.wake(2);
    else {
      this.wake(1);
      this.later ??= setTimeout(() => {
        this.later = undefined;
        this.wake(2);
      }, pause);
    }
  }

  get first() { return this.stops.length ? Math.min(0, this.stops[0]) : 0; }
  get last() { return this.stops.length ? this.stops[this.stops.length - 1] : 0; }
  get now() { return this.stops.length ? this.stops[this.index] : 0; }
  /** The stop that readings are of: under the pointer, else where one stands. */
  get shown() { return this.hovered ?? this.index; }

  /** Calls draw(isAll) in the next frame after a change: all, or where one stands alone. */
  follow(draw) { this.listeners.push(draw); }

  /** The last stop at or before a time. */
  stopAt(time) {
    let low = 0, high = this.stops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stops[middle] <= time)
        low = middle + 1;
      else
        high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The stop nearest to a time. */
  nearest(time) {
    const index = this.stopAt(time);
    const next = this.stops[index + 1];
    return next !== undefined && next - time < time - this.stops[index] ? index + 1 : index;
  }

  seek(index) {
    const place = Math.max(0, Math.min(this.stops.length - 1, index));
    if (place === this.index) return;
    this.index = place;
    const width = this.to - this.from;
    if (this.now > this.to || this.now < this.from) {
      const from = this.now > this.to ? this.now - width : this.now;
      this.setRange(Math.max(this.first, from), Math.max(this.first, from) + width);
    }
    this.wake(1);
  }

  hover(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.wake(1);
  }

  setRange(from, to) {
    const least =
        this.stops.length > 1 ? (this.last - this.first) / (this.stops.length - 1) * 4 : 1;
    let [low, high] = from <= to ? [from, to] : [to, from];
    if (high - low < least) high = low + least;
    low = Math.max(this.first, low);
    high = Math.min(this.last, high);
    if (low >= high) {
      low = this.first;
      high = this.last;
    }
    if (low === this.from && high === this.to) return;
    this.from = low;
    this.to = high;
    this.wake(2);
  }

  play(isPlaying = !this.isPlaying) {
    if (isPlaying && this.index >= this.stops.length - 1) this.index = 0;
    this.isPlaying = isPlaying;
    this.due = performance.now();
    this.wake(1);
  }

  setSpeed(speed) {
    this.speed = speed;
    this.wake(1);
  }

  /** Whether ticks come by themselves, from the record or from a stream. */
  get isRunning() { return this.isPlaying || performance.now() - this.extendedAt < 1000; }

  /** Asks for a frame: 1 where one stands has changed, 2 everything may have. */
  wake(level = 2) {
    if (this.dirty === 0) requestAnimationFrame((time) => this.draw(time));
    this.dirty = Math.max(this.dirty, level);
  }

  draw(time) {
    const start = performance.now();
    if (this.isPlaying) this.advance(time);
    const isAll = this.dirty === 2;
    if (isAll) this.lastWhole = start;
    this.dirty = 0;
    for (const draw of this.listeners) draw(isAll);
    this.frames.push(performance.now() - start);
    if (this.frames.length > 2000) this.frames.splice(0, 1000);
    if (this.isPlaying) this.wake(0.5);
  }

  /** Goes on by as many stops as time has passed for. */
  advance(time) {
    const pause = 1000 / this.speed;
    const steps = Math.min(8, Math.floor((time - this.due) / pause));
    if (steps <= 0) return;
    this.due = steps < 8 ? this.due + steps * pause : time;
    this.seek(this.index + steps);
    if (this.index >= this.stops.length - 1 && !this.isLive) this.isPlaying = false;
  }
}
