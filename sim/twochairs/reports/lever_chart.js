// A chart of a state's alignment: median and bands of runs as in the file, and with levers moved beside them.

const SHARES = [0.05, 0.5, 0.95], KINDS = ["base", "moved"], NAMES = ["as in the file", "levers moved"];
const middle = (of) => of[(of.length - 1) / 2];

class Chart extends Plot {
  constructor(svg, start) {
    super(svg, start);
    Object.assign(this, { limits: [-1, 1], said: (value) => plus(value, 2), names: NAMES });
  }

  // `rows` has, of each kind, the shares of each month; of five, the inner two are a band of their own.
  draw(rows, width, height = HEIGHT) {
    const every = [...rows.flat(2), ...this.besides()], least = Math.min(...every), most = Math.max(...every), pad = Math.max(0.02, 0.05 * (most - least));
    this.rows = rows;
    this.begin(Math.max(this.limits[0], least - pad), Math.min(this.limits[1], most + pad), rows[0].length - 1, width, height);
    this.under();
    this.scales(undefined, this.said);
    rows.forEach((row, place) => this.bands(KINDS[place], row));
    rows.forEach((row, place) => this.line(KINDS[place], row.map(middle)));
    this.ends();
    this.end();
    this.told = (month) => this.rows.map((row, place) => {
      const of = row[month];
      return `${this.names[place]}: ${this.said(middle(of))} (${this.said(of[0])} to ${this.said(of.at(-1))})`;
    });
  }

  // What there must be room for beside the rows, and what lies under them.
  besides() {
    return [];
  }

  under() {}

  bands(kind, row) {
    for (let share = 0; share < (row[0].length - 1) / 2; share++)
      this.band(kind, row.map((of) => of[share]), row.map((of) => of.at(-1 - share)));
  }

  // Where the medians end, in numbers that do not lie upon each other.
  ends() {
    const at = this.rows.map((row) => this.y(middle(row.at(-1)))), close = at.length > 1 && Math.abs(at[0] - at[1]) < 13;
    const upper = at[0] < at[1] ? 0 : 1;
    this.rows.forEach((row, place) => {
      const aside = close ? (place === upper ? -6.5 : 6.5) : 0;
      const spot = { x: this.x(this.months) + 5, y: at[place] + 4 + aside };
      this.add("text", `${KINDS[place]} value`, spot, this.said(middle(row.at(-1))));
    });
  }
}
