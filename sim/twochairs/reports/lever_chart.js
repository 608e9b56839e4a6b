// A chart of a state's alignment: median and bands of runs as in the file, and with levers moved beside them.

const SHARES = [0.05, 0.5, 0.95], KINDS = ["base", "moved"], NAMES = ["as in the file", "levers moved"];
const middle = (of) => of[(of.length - 1) / 2];

class Chart extends Plot {
  // `rows` has, of each kind, the shares of each month; of five, the inner two are a band of their own.
  draw(rows, width, height = HEIGHT) {
    const every = rows.flat(2), least = Math.min(...every), most = Math.max(...every), pad = Math.max(0.02, 0.05 * (most - least));
    this.rows = rows;
    this.begin(Math.max(-1, least - pad), Math.min(1, most + pad), rows[0].length - 1, width, height);
    this.scales();
    rows.forEach((row, place) => this.bands(KINDS[place], row));
    rows.forEach((row, place) => this.line(KINDS[place], row.map(middle)));
    this.ends();
    this.end();
    this.told = (month) => this.rows.map((row, place) => {
      const of = row[month];
      return `${NAMES[place]}: ${plus(middle(of), 2)} (${plus(of[0], 2)} to ${plus(of.at(-1), 2)})`;
    });
  }

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
      this.add("text", `${KINDS[place]} value`, spot, plus(middle(row.at(-1)), 2));
    });
  }
}
