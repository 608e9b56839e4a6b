// A picture over the months of a run: its scales, lines and bands, and what it tells of a month.

const HEIGHT = 280, EDGE = { left: 46, right: 56, top: 14, bottom: 28 };

// Round numbers between two ends, seven at most.
function ticksOf(low, high) {
  const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((one) => (high - low) / one <= 6) ?? 1;
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

class Plot {
  constructor(svg, start) {
    this.svg = svg;
    this.start = start;
    this.month = -1;
    this.told = () => [];  // lines that are said of a month
  }

  // An empty picture from `low` to `high`, over so many months.
  begin(low, high, months, width, height = HEIGHT, edge = EDGE) {
    Object.assign(this, { low, high, months, width, height, edge });
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren();
  }

  x(month) {
    return this.edge.left + (month / this.months) * (this.width - this.edge.left - this.edge.right);
  }

  y(value) {
    return this.edge.top + ((this.high - value) / (this.high - this.low)) * (this.height - this.edge.top - this.edge.bottom);
  }

  add(kind, named, attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const [key, value] of Object.entries({ class: named, ...attributes })) element.setAttribute(key, value);
    element.textContent = text;
    this.svg.append(element);
    return element;
  }

  scales(ticks = ticksOf(this.low, this.high), said = (tick) => plus(tick, 2)) {
    for (const tick of ticks) {
      this.add("path", "grid", { d: `M${this.edge.left} ${this.y(tick).toFixed(1)}H${this.width - this.edge.right}` });
      this.add("text", "", { x: this.edge.left - 6, y: this.y(tick) + 4, "text-anchor": "end" }, said(tick));
    }
    const apart = Math.ceil(this.months / 12 / (this.width / 70));
    for (let month = 0; month <= this.months; month++) {
      const [year, of] = monthOf(this.start, month).split("-"), at = { x: this.x(month), y: this.height - 8, "text-anchor": "middle" };
      if (of === "01" && year % apart === 0) this.add("text", "", at, year);
    }
  }

  points(values) {
    return values.map((value, month) => `${this.x(month).toFixed(1)} ${this.y(value).toFixed(1)}`);
  }

  line(named, values) {
    this.add("path", `${named} line`, { d: `M${this.points(values).join("L")}` });
  }

  band(named, low, high, attributes = {}) {
    const edge = [...this.points(low), ...this.points(high).reverse()];
    this.add("path", `${named} band`, { d: `M${edge.join("L")}Z`, ...attributes });
  }

  // Marks what is read; comes last, so that it lies over all else.
  end() {
    this.mark = this.add("path", "mark", { d: "" });
  }

  // What it shows of a month, under a mark.
  read(month, at) {
    this.month = Math.min(Math.max(month, 0), this.months);
    const x = this.x(this.month), spot = at ?? new DOMPoint(x, this.edge.top).matrixTransform(this.svg.getScreenCTM());
    this.mark.setAttribute("d", `M${x} ${this.edge.top}V${this.height - this.edge.bottom}`);
    say([monthOf(this.start, this.month), ...this.told(this.month)].join("\n"), spot.x, spot.y);
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

// The values of a picture are read by the pointer, a finger, and the arrow keys.
function readByHand(stage, plot) {
  const pointed = (event) => { if (plot.mark) plot.read(plot.monthAt(event), { x: event.clientX, y: event.clientY }); };
  stage.addEventListener("pointermove", pointed);
  stage.addEventListener("pointerdown", pointed);
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") plot.unread(); });
  stage.addEventListener("blur", () => plot.unread());
  stage.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") plot.unread();
    if (!step || !plot.mark) return;
    event.preventDefault();
    plot.read(plot.month + step);
  });
}
