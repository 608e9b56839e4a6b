// A chart of a state's alignment: median and middle 90 % of runs as in the file, and with levers moved beside them.

const SHARES = [0.05, 0.5, 0.95], KINDS = ["base", "moved"], HEIGHT = 280, EDGE = { left: 46, right: 56, top: 14, bottom: 28 };

// Round numbers between two ends, seven at most.
function ticksOf(low, high) {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((one) => (high - low) / one <= 6) ?? 1;
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

class Chart {
  constructor(svg, start) {
    this.svg = svg;
    this.start = start;
    this.month = -1;
  }

  // `rows` has, of each kind, the SHARES of each month.
  draw(rows, width) {
    const every = rows.flat(2), least = Math.min(...every), most = Math.max(...every), pad = Math.max(0.02, 0.05 * (most - least));
    const low = Math.max(-1, least - pad), high = Math.min(1, most + pad), months = rows[0].length - 1;
    Object.assign(this, { rows, width, months, low, high });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.svg.replaceChildren();
    this.scales();
    rows.forEach((row, place) => this.band(KINDS[place], row));
    rows.forEach((row, place) => this.add("path", `${KINDS[place]} line`, { d: `M${this.line(row, 1)}` }));
    this.ends();
    this.mark = this.add("path", "mark", { d: "" });
  }

  x(month) {
    return EDGE.left + (month / this.months) * (this.width - EDGE.left - EDGE.right);
  }

  y(value) {
    return EDGE.top + ((this.high - value) / (this.high - this.low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  }

  add(kind, named, attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const [key, value] of Object.entries({ class: named, ...attributes })) element.setAttribute(key, value);
    element.textContent = text;
    this.svg.append(element);
    return element;
  }

  scales() {
    for (const tick of ticksOf(this.low, this.high)) {
      this.add("path", "grid", { d: `M${EDGE.left} ${this.y(tick).toFixed(1)}H${this.width - EDGE.right}` });
      this.add("text", "", { x: EDGE.left - 6, y: this.y(tick) + 4, "text-anchor": "end" }, plus(tick, 2));
    }
    const apart = Math.ceil(this.months / 12 / (this.width / 70));
    for (let month = 0; month <= this.months; month++) {
      const [year, of] = monthOf(this.start, month).split("-"), at = { x: this.x(month), y: HEIGHT - 8, "text-anchor": "middle" };
      if (of === "01" && year % apart === 0) this.add("text", "", at, year);
    }
  }

  line(row, share) {
    return row.map((of, month) => `${this.x(month).toFixed(1)} ${this.y(of[share]).toFixed(1)}`).join("L");
  }

  band(kind, row) {
    const upper = this.line(row, 2).split("L").reverse().join("L");
    this.add("path", `${kind} band`, { d: `M${this.line(row, 0)}L${upper}Z` });
  }

  // Where the medians end, in numbers that do not lie upon each other.
  ends() {
    const at = this.rows.map((row) => this.y(row.at(-1)[1])), close = at.length > 1 && Math.abs(at[0] - at[1]) < 13;
    const upper = at[0] < at[1] ? 0 : 1;
    this.rows.forEach((row, place) => {
      const aside = close ? (place === upper ? -6.5 : 6.5) : 0;
      const spot = { x: this.x(this.months) + 5, y: at[place] + 4 + aside };
      this.add("text", `${KINDS[place]} value`, spot, plus(row.at(-1)[1], 2));
    });
  }

  // What it shows of a month, under a mark.
  read(month, at) {
    this.month = Math.min(Math.max(month, 0), this.months);
    const x = this.x(this.month), spot = at ?? new DOMPoint(x, EDGE.top).matrixTransform(this.svg.getScreenCTM());
    this.mark.setAttribute("d", `M${x} ${EDGE.top}V${HEIGHT - EDGE.bottom}`);
    const said = ([low, median, high]) => `${plus(median, 2)} (${plus(low, 2)} to ${plus(high, 2)})`;
    const names = ["as in the file", "levers moved"];
    say([monthOf(this.start, this.month), ...this.rows.map((row, place) => `${names[place]}: ${said(row[this.month])}`)].join("\n"), spot.x, spot.y);
  }

  // The month at a place of the screen.
  monthAt(event) {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return Math.round(((spot.x - this.x(0)) / (this.x(this.months) - this.x(0))) * this.months);
  }

  unread() {
    tip.hidden = true;
    this.mark?.setAttribute("d", "");
  }
}

// The values of a chart are read by the pointer, a finger, and the arrow keys.
function readByHand(stage, chart) {
  const pointed = (event) => { if (chart.rows) chart.read(chart.monthAt(event), { x: event.clientX, y: event.clientY }); };
  stage.addEventListener("pointermove", pointed);
  stage.addEventListener("pointerdown", pointed);
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") chart.unread(); });
  stage.addEventListener("blur", () => chart.unread());
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") chart.unread();
    if (!step || !chart.rows) return;
    event.preventDefault();
    chart.read(chart.month + step);
  });
}
