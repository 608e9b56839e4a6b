// Runs of a scenario under given starts: rooms, chance that is made once, and what is kept.

const PLAIN = {start: [], numbers: [], constants: []};

// The place of a name along a dimension.
function placed(names, dim, name) {
  const place = names[dim].indexOf(name);
  if (place < 0) throw Error(`there is no ${dim} ${name}; there are ${names[dim].join(", ")}`);
  return place;
}

class Ensemble {
  constructor(data) {
    this.data = data;
    this.plain = spreadOut(data.world.start, Float64Array);
    this.sets = (data.draws?.sets ?? [PLAIN]).map(set => this.under(set));
    this.rooms = new Map();
    this.chances = [];
    this.blocks = new Map();
    this.width = 0;
    for (const [name, {slot, dims}] of Object.entries(data.series)) {
      const count = dims.reduce((product, dim) => product * data.names[dim].length, 1);
      this.blocks.set(name, {row: this.width, slot, count});
      this.width += count;
    }
  }

  rest() {
    this.rooms.clear();
    this.chances = [];
  }

  // What the world is under one draw of the rules' constants.
  under(set) {
    const start = this.plain.slice(), numbers = Float64Array.from(this.data.world.numbers);
    for (const [slot, value] of set.start) start[slot] = value;
    for (const [place, value] of set.numbers) numbers[place] = value;
    return {start, numbers, constants: set.constants};
  }

  // Runs with some slots set at the start; `over` is memory that may be used again.
  run(moved, replicates, over) {
    const size = (this.data.months + 1) * this.width * replicates, apart = this.sets.length;
    const kept = over?.length === size ? over : new Float64Array(size);
    for (let draw = 0; draw < apart; draw++) {
      const lanes = Math.ceil((replicates - draw) / apart);
      if (!this.rooms.has(lanes)) this.rooms.set(lanes, room(this.data, lanes));
      const put = (month, values) => this.keep(kept, month, values, {lanes, replicates, draw});
      const chance = (month, every) => this.chance(every, month, lanes, draw);
      const bad = through(this.rooms.get(lanes), this.data, this.sets[draw], moved, chance, put);
      if (bad) throw Error(`a number is no longer finite in month ${bad}`);
    }
    return kept;
  }

  // All values of the first replicate after so many months.
  valuesAfter(moved, months) {
    if (!this.rooms.has(1)) this.rooms.set(1, room(this.data, 1));
    const chance = (month, every) => this.chance(every, month, 1, 0);
    through(this.rooms.get(1), this.data, this.sets[0], moved, chance, () => {}, months);
    return this.rooms.get(1).values.slice();
  }

  // What is kept of a month, each lane where its replicate has its place.
  keep(kept, month, values, {lanes, replicates, draw}) {
    const apart = this.sets.length;
    for (const {row, slot, count} of this.blocks.values()) {
      const to = (month * this.width + row) * replicates, from = slot * lanes;
      if (apart === 1) kept.set(values.subarray(from, from + count * lanes), to);
      else
        for (let i = 0; i < count; i++)
          for (let k = 0; k < lanes; k++) kept[to + i * replicates + draw + k * apart] = values[from + i * lanes + k];
    }
  }

  // The draws of a month for some lanes. Levers do not move them, so those of all replicates are made once.
  chance(every, month, lanes, draw) {
    const most = this.data.replicates, apart = this.sets.length, count = every.length / lanes;
    const all = (this.chances[month] ??= drawn(this.data, month, most));
    if (lanes === most) every.set(all);
    else
      for (let i = 0; i < count; i++)
        for (let k = 0; k < lanes; k++) every[i * lanes + k] = all[i * most + draw + k * apart];
  }

  // The row in which a number is kept.
  row(quantity, agents) {
    const {names, series} = this.data, of = series[quantity];
    if (!of) throw Error(`${quantity} is not kept; ${Object.keys(series).join(", ")} are`);
    if (agents.length !== of.dims.length) throw Error(`${quantity} is of ${of.dims.join(" and ") || "the world"}`);
    const within = of.dims.reduce((at, dim, i) => at * names[dim].length + placed(names, dim, agents[i]), 0);
    return this.blocks.get(quantity).row + within;
  }

  // One number a replicate.
  values({kept, replicates}, month, quantity, agents) {
    const at = (month * this.width + this.row(quantity, agents)) * replicates;
    return kept.subarray(at, at + replicates);
  }
}
