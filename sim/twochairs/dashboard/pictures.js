// The pictures of the page, over months.

const BANDS = [0.05, 0.25, 0.5, 0.75, 0.95], NARROW = { left: 34, right: 8, top: 8, bottom: 22 }, WIDER = { ...NARROW, left: 46 };
const spread = (values) => [Math.min(...values), Math.max(...values)];
const sumOf = (rows) => rows[0].map((_, month) => rows.reduce((sum, row) => sum + row[month], 0));

// A quantity as in the file and with levers moved; a dot for each month with a dated event, rings where it was observed.
class Trajectory extends Chart {
  constructor(svg, start, events) {
    super(svg, start);
    Object.assign(this, { events, seen: [], pins: [] });
  }

  // `seen` are what was observed: first month, last month, value; `pins` letters with medians.
  draw(rows, width, height, seen = [], pins = []) {
    Object.assign(this, { seen, pins });
    super.draw(rows, width, height);
    const readings = this.told, observed = (month) => this.seen.filter(([, last]) => last === month).map(([, , value]) => `observed: ${this.said(value)}`);
    const pinned = (month) => this.pins.map(([letter, values]) => `pinned ${letter}: ${this.said(values[month])}`);
    this.told = (month) => [...readings(month), ...pinned(month), ...observed(month), this.events[monthOf(this.start, month)]].filter(Boolean);
  }

  besides() {
    return [...this.seen.map(([, , value]) => value), ...this.pins.flatMap(([, values]) => values)];
  }

  // Another ground from the last dated event on, as nothing is given from there.
  under() {
    const dated = Array.from({ length: this.months }, (_, month) => month).filter((month) => this.events[monthOf(this.start, month)]), last = dated.at(-1);
    if (last === undefined || this.events[monthOf(this.start, this.months)]) return;
    const { top, right, bottom } = this.edge, x = this.x(last), room = this.width - right - x;
    this.add("rect", "ground", { x, y: top, width: room, height: this.height - top - bottom });
    this.add("path", "until", { d: `M${x.toFixed(1)} ${top}V${this.height - bottom}` });
    if (room > 190) this.add("text", "until", { x: x + 5, y: this.height - bottom - 6 }, "no dated events from here on");
  }

  ends() {
    super.ends();
    for (let month = 0; month <= this.months; month++) {
      if (this.events[monthOf(this.start, month)]) this.add("circle", "event", { cx: this.x(month), cy: this.height - this.edge.bottom, r: 2.5 });
    }
    for (const [letter, values] of this.pins) for (const halo of [" halo", ""]) this.line(`pin ${letter}${halo}`, values);
    this.pins.forEach(([letter, values], place) => {
      const month = Math.round(this.months * (0.62 + 0.12 * place)), at = { x: this.x(month), y: this.y(values[month]) + 4, "text-anchor": "middle" };
      for (const halo of [" halo", ""]) this.add("text", `pin ${letter}${halo}`, at, letter);
    });
    for (const [first, last, value] of this.seen) {
      if (first < last) this.add("path", "observed", { d: `M${this.x(Math.max(first, 0)).toFixed(1)} ${this.y(value).toFixed(1)}H${this.x(last).toFixed(1)}` });
      this.add("circle", "observed", { cx: this.x(last), cy: this.y(value), r: 3.4 });
    }
  }
}

// Shares of declarations, from 0 to 1.
class Rates extends Trajectory {
  constructor(...given) {
    super(...given);
    Object.assign(this, { limits: [0, 1], said: percent });
  }
}

// What levers change, pair by pair: mean, interval, median pair, middle 90 % of pairs.
class Apart extends Plot {
  draw({ means, quantiles }, width, height) {
    const [low, median, high] = [0, 1, 2].map((share) => quantiles.map((of) => of[share]));
    const ends = (key) => means.map((one) => (one[key] === one[key] ? one[key] : one.mean)), mean = means.map((one) => one.mean);
    const [least, most] = spread([...low, ...high, ...ends("low"), ...ends("high"), 0]), pad = Math.max(0.01, 0.06 * (most - least));
    this.begin(least - pad, most + pad, means.length - 1, width, height);
    this.scales(undefined, (tick) => plus(tick, most - least > 0.05 ? 2 : 3));
    this.band("moved", low, high);
    this.add("path", "zero", { d: `M${this.edge.left} ${this.y(0).toFixed(1)}H${this.width - this.edge.right}` });
    for (const key of ["low", "high"]) this.line("limit", ends(key));
    this.line("typical", median);
    this.line("moved", mean);
    this.add("text", "moved value", { x: this.x(this.months) + 5, y: this.y(mean.at(-1)) + 4 }, plus(mean.at(-1)));
    this.end();
    this.told = (month) => [
      `mean ${plus(mean[month])}, 95 % interval ${interval(means[month], plus)}`,
      `median pair ${plus(median[month])}, middle 90 % of pairs ${plus(low[month])} to ${plus(high[month])}`,
    ];
  }
}

// Parts that are stacked up from 0, and down from it, each [name, colour, values]; lines over them.
class Stack extends Plot {
  draw(parts, lines, width, height, { ends, said, edge, ticks } = {}) {
    const above = parts.map(([, , values]) => values.map((one) => Math.max(one, 0)));
    const below = parts.map(([, , values]) => values.map((one) => Math.min(one, 0)));
    const [least, most] = spread([...sumOf(above), ...sumOf(below)]), air = Math.max(0.02, 0.05 * (most - least));
    this.begin(...(ends ?? [least - air, most + air]), parts[0][2].length - 1, width, height, edge);
    this.scales(ticks, said);
    for (const each of [above, below]) {
      let base = parts[0][2].map(() => 0);
      each.forEach((values, place) => {
        if (!values.some((one) => one !== 0)) return;
        const edgeOf = base.map((one, month) => one + values[month]);
        this.band("part", base, edgeOf, { fill: parts[place][1] });
        base = edgeOf;
      });
    }
    lines.forEach(([, kind, values]) => { this.line(`${kind} halo`, values); this.line(kind, values); });
    this.end();
    const tell = said ?? ((one) => plus(one));
    this.told = (month) => [...lines, ...parts.filter(([, , values]) => values[month] !== 0)].map(([name, , values]) => `${name}: ${tell(values[month])}`);
  }
}

// One state among all, small.
class Small extends Plot {
  draw(rows, width) {
    this.begin(-1, 1, rows[0].length - 1, width, 92, NARROW);
    this.scales([-1, 0, 1], (tick) => plus(tick, 0));
    this.band(KINDS[rows.length - 1], rows.at(-1).map((of) => of[0]), rows.at(-1).map((of) => of.at(-1)));
    rows.forEach((row, place) => this.line(KINDS[place], row.map(middle)));
  }
}
