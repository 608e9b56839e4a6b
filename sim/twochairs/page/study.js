// A scenario in a page. `twochairs.open(data)` gives a study of it; nothing in it draws, and nothing asks for more than
// the data. A state, pole, act or quantity is named as in the scenario's file; what is unknown raises an Error in words.
//
//   study.data              what was opened. Of use to a page: name, title, focus, start (first month), months, seed,
//                           replicates, names and labels of agents by their kind, staying (acts that stay once done),
//                           series (what is kept, with unit and meaning), levers (name, meaning, unit, low, high, rest)
//   study.check()           {ready, why, milliseconds}: runs the file's own levers; not ready, and says why, where the
//                           numbers are not those that Python left with the data. Nothing else runs until it is ready
//   study.baseline          runs with the file's own levers, once it is ready
//   study.lever(path)       {low, high, start, fixed, later}: of "EU.pressure.SRB", or of "EU.pressure" towards every state:
//                           its range, what the file has (null where states differ), whether it cannot be moved here, and
//                           the first month in which the timeline sets it anew ("" where it does not)
//   study.run(moves)        runs with levers moved, under the same chance; moves as `--set` has them, such as
//                           {"EU.pressure.SRB": 0.73}, or {"EU.pressure": 0.5} towards every state
//   study.run(moves, replicates, over)   the first so many of data.replicates, one for each draw at least; `over` are
//                           runs that are needed no more, into whose memory (8 bytes a number kept) these may be put
// Runs are {moves, replicates, months, kept}. Of runs, at a month (0 is the start) or over all of them:
//   study.values(runs, month, quantity, ...agents)   one number a replicate
//   study.hash(runs)                                 64 bits of all that was kept, as Python's hash_of has them
//   study.quantiles(runs, shares, quantity, ...agents)   rows of months, a number for each share
//   study.mean(runs, month, quantity, ...agents)     {mean, error, low, high, runs, independent, varied}
//   study.means(runs, quantity, ...agents)           mean of each month
//   study.acts(runs, month)                          [{act, country, ...mean}], shares of runs
//   study.why(runs, country)                         what the target is made of in the first and the last year
//   study.apart(moved, baseline, month, quantity, ...agents)      mean of moved less baseline, run by run; as `mean`
//   study.quantilesApart(moved, baseline, shares, quantity, ...agents)
//   study.whyApart(moved, baseline, country)         what the difference of the target is made of in the last year

function open(data) {
  const {names, series, replicates: most, draws} = data, rooms = new Map(), chances = [];
  const sets = draws ? draws.sets : [{start: [], numbers: [], constants: []}];
  const plain = spreadOut(data.world.start, Float64Array), rows = new Map(), blocks = [];
  let width = 0;
  for (const [name, {slot, dims}] of Object.entries(series)) {
    const count = dims.reduce((product, dim) => product * names[dim].length, 1);
    rows.set(name, width);
    blocks.push([width, slot, count]);
    width += count;
  }
  const starts = sets.map(set => {
    const start = plain.slice(), numbers = Float64Array.from(data.world.numbers), {constants} = set;
    for (const [slot, value] of set.start) start[slot] = value;
    for (const [place, value] of set.numbers) numbers[place] = value;
    return {start, numbers, constants};
  });
  const ofRun = count => draws && Array.from({length: count}, (_, run) => run % sets.length);

  function placed(dim, name) {
    const place = names[dim].indexOf(name);
    if (place < 0) throw Error(`there is no ${dim} ${name}; there are ${names[dim].join(", ")}`);
    return place;
  }

  function row(quantity, agents) {
    const of = series[quantity];
    if (!of) throw Error(`${quantity} is not kept; ${Object.keys(series).join(", ")} are`);
    if (agents.length !== of.dims.length) throw Error(`${quantity} is of ${of.dims.join(" and ") || "the world"}`);
    return rows.get(quantity) + of.dims.reduce((at, dim, i) => at * names[dim].length + placed(dim, agents[i]), 0);
  }

  // A lever by its path, and the slots that it is; towards every state where none is named.
  function found(path) {
    const [pole, name, state, ...more] = path.split("."), lever = data.levers.find(one => one.name === name);
    if (!lever || more.length) throw Error(`there is no lever ${path}; one is such as ${names.pole[0]}.${data.levers[0].name}`);
    const first = lever.slot + placed("pole", pole) * names.country.length;
    const slots = (state === undefined ? names.country : [state]).map(country => first + placed("country", country));
    return {lever, slots};
  }

  // Slots that some moves set, and to what; those towards one state after those towards all.
  function moved(moves) {
    const set = new Map(), broadFirst = (a, b) => a.split(".").length - b.split(".").length;
    for (const path of Object.keys(moves).sort(broadFirst)) {
      const {lever: {low, high}, slots} = found(path), value = moves[path];
      if (!(typeof value === "number" && value >= low && value <= high))
        throw Error(`${path} is ${value}; it must be a number between ${low} and ${high}`);
      if (slots.some(slot => data.fixed.includes(slot)))
        throw Error(`${path} cannot be moved here: more than the lever follows from it at the start`);
      for (const slot of slots) set.set(slot, value);
    }
    return [...set];
  }

  // The draws of a month, of every replicate: levers do not move them, so they are made once.
  function chance(month) {
    if (!chances[month]) chances[month] = drawn(data, month, most);
    return chances[month];
  }

  function run(moves, replicates, over) {
    const set = moved(moves), apart = sets.length, size = (data.months + 1) * width * replicates;
    const kept = over?.kept.length === size && over !== study.baseline ? over.kept : new Float64Array(size);
    for (let draw = 0; draw < apart; draw++) {
      const lanes = Math.ceil((replicates - draw) / apart);
      if (!rooms.has(lanes)) rooms.set(lanes, room(data, lanes));
      const put = (month, values) => {
        for (const [row, slot, count] of blocks) {
          const to = (month * width + row) * replicates, from = slot * lanes;
          if (apart === 1) kept.set(values.subarray(from, from + count * lanes), to);
          else for (let i = 0; i < count; i++)
            for (let k = 0; k < lanes; k++) kept[to + i * replicates + draw + k * apart] = values[from + i * lanes + k];
        }
      };
      const drawnFor = (month, every) => {
        const all = chance(month), count = every.length / lanes;
        if (lanes === most) every.set(all);
        else for (let i = 0; i < count; i++)
          for (let k = 0; k < lanes; k++) every[i * lanes + k] = all[i * most + draw + k * apart];
      };
      const bad = through(rooms.get(lanes), data, starts[draw], set, drawnFor, put);
      if (bad) throw Error(`a number is no longer finite in month ${bad}`);
    }
    return {moves, replicates, months: data.months, kept};
  }

  function values(runs, month, quantity, ...agents) {
    const at = (month * width + row(quantity, agents)) * runs.replicates;
    return runs.kept.subarray(at, at + runs.replicates);
  }

  const kind = quantity => (series[quantity].share ? "share" : "number");
  const every = (runs, make) => Array.from({length: runs.months + 1}, (_, month) => make(month));
  const sorted = (numbers, shares) => {
    const ordered = Float64Array.from(numbers).sort();
    return shares.map(share => quantile(ordered, share));
  };
  const less = (one, other) => one.map((value, i) => value - other[i]);
  const average = numbers => total(numbers) / numbers.length;
  const of = (what, numbers, quantity) => what(numbers, kind(quantity), ofRun(numbers.length), draws?.rows);

  // The months of the first and of the last year, or of halves of a shorter run; as `results.spans` has them.
  function spans() {
    const count = data.months + 1, length = Math.min(12, Math.floor((count - 1) / 2));
    const months = (from, to) => Array.from({length: to - from}, (_, i) => from + i);
    return length ? [months(1, 1 + length), months(count - length, count)] : [[0], [count - 1]];
  }

  // One number a run: its mean over some months.
  function over(runs, months, ...place) {
    const each = months.map(month => values(runs, month, ...place));
    return Float64Array.from({length: runs.replicates}, (_, k) => average(each.map(numbers => numbers[k])));
  }

  const study = {
    data,
    baseline: null,
    values,
    check() {
      const began = performance.now(), not = why => ({ready: false, why, milliseconds: performance.now() - began});
      if (data.code !== CODE) return not("the data were made for other rules than this page has");
      try {
        const runs = run({}, most);
        if (hashed(runs.kept) !== data.hash) return not("this browser's numbers are not those that Python left here");
        study.baseline = runs;
      } catch (error) {
        return not(`the model does not run in this browser: ${error.message}`);
      }
      return {ready: true, why: "", milliseconds: performance.now() - began};
    },
    lever(path) {
      const {lever: {low, high}, slots} = found(path), [start] = slots.map(slot => plain[slot]);
      const months = data.later.filter(([slot]) => slots.includes(slot)).map(([, month]) => month).sort();
      const alike = slots.every(slot => plain[slot] === start), fixed = slots.some(slot => data.fixed.includes(slot));
      return {low, high, start: alike ? start : null, fixed, later: months[0] ?? ""};
    },
    run(moves, replicates = most, over = null) {
      if (!study.baseline) throw Error("levers stay away until the page was found to give the numbers of Python");
      if (!(Number.isInteger(replicates) && replicates >= sets.length && replicates <= most))
        throw Error(`${replicates} replicates; it must be a whole number between ${sets.length} and ${most}`);
      return run(moves, replicates, over);
    },
    hash: runs => hashed(runs.kept),
    quantiles: (runs, shares, ...place) => every(runs, month => sorted(values(runs, month, ...place), shares)),
    mean: (runs, month, ...place) => of(estimate, values(runs, month, ...place), place[0]),
    means: (runs, ...place) => every(runs, month => average(values(runs, month, ...place))),
    acts: (runs, month) =>
      names.act.flatMap(act =>
        names.country.map(country => ({act, country, ...study.mean(runs, month, "joined", act, country)})),
      ),
    why(runs, country) {
      const [before, after] = spans(), within = months => names.mechanism.map(mechanism =>
        average(months.map(month => average(values(runs, month, "contribution", mechanism, country)))));
      const [first, last] = [within(before), within(after)];
      const terms = names.mechanism
        .map((mechanism, i) => ({mechanism, before: first[i], after: last[i], change: last[i] - first[i]}))
        .filter(term => term.before !== 0 || term.after !== 0)
        .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
      const sum = key => terms.reduce((all, term) => all + term[key], 0);
      return {country, before: sum("before"), after: sum("after"), change: sum("change"), terms};
    },
    apart: (one, other, month, ...place) =>
      of(difference, less(values(one, month, ...place), values(other, month, ...place)), place[0]),
    quantilesApart: (one, other, shares, ...place) =>
      every(one, month => sorted(less(values(one, month, ...place), values(other, month, ...place)), shares)),
    whyApart(one, other, country) {
      const [, months] = spans();
      const apart = (...place) => of(difference, less(over(one, months, ...place), over(other, months, ...place)), place[0]);
      const terms = names.mechanism
        .map(mechanism => ({mechanism, ...apart("contribution", mechanism, country)}))
        .filter(term => term.mean !== 0 || term.varied)
        .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean));
      return {country, target: apart("target", country), alignment: apart("alignment", country), terms};
    },
  };
  return study;
}
