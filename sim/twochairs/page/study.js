// A scenario in a page. `twochairs.open(data)` gives a study of it, which touches no element of the page and asks for
// nothing but the data. States, poles, acts and quantities are named as in the scenario's file; an unknown name raises
// an Error that says so in words.
//
//   study.data              what was opened. Of use to a page: name, title, focus, start (first month), months, seed,
//                           replicates, names and labels of agents by their kind, staying (acts that stay once done),
//                           series (what is kept, with unit and meaning), levers (name, meaning, unit, low, high, rest)
//   study.check()           {ready, why, milliseconds}: runs the file's own levers; not ready, and says why, where the
//                           numbers are not those that Python left with the data. Nothing else runs until it is ready
//   study.baseline          runs with the file's own levers, once it is ready
//   study.lever(path)       {low, high, start, usual, fixed, later, added, held} of "EU.pressure.SRB", or of "EU.pressure"
//                           towards all: its range, what the file has (null where states differ), and for most states,
//                           whether it cannot be moved here, the first months in which the timeline sets it anew, and adds
//                           to it ("" where it does not), and what the record had of it (undefined where it knows none)
//   study.lever("EU.pressure.SRB@2024-06", then)   the same from a month on (`since`): start and usual are where it stands
//                           before, which `study.before(moves, month)` gives of the first run with some moves
//   study.run(moves)        runs with levers moved, under the same chance; moves as `--set` has them, such as
//                           {"EU.pressure.SRB": 0.73}, or {"EU.pressure": 0.5} towards every state; {"EU.pressure.SRB@2024-06": 0.9}
//                           is what a timeline sets that month, before all else that it has then
//   study.run(moves, replicates, over)   the first so many of data.replicates, one for each draw at least; `over` are
//                           runs that are needed no more, into whose memory (8 bytes a number kept) these may be put
//   study.first(runs, replicates)   the first so many of some runs
//   study.rest()            forgets what only further runs need; what was run can still be asked about
// Runs are {moves, replicates, months, kept, of}; those of another scenario's study can be compared with, where `has`
// finds in them what is asked for:
//   study.has(runs, quantity, ...agents)             whether they keep it
// Of runs, at a month (0 is the start) or over all of them:
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

const average = numbers => total(numbers) / numbers.length;
const less = (one, other) => one.map((value, i) => value - other[i]);
const largestFirst = key => (one, other) => Math.abs(other[key]) - Math.abs(one[key]);

function quantilesOf(numbers, shares) {
  const ordered = Float64Array.from(numbers).sort();
  return shares.map(share => quantile(ordered, share));
}

// The months of the first and of the last year, or of halves of a shorter run.
function spans(months) {
  const count = months + 1, length = Math.min(12, Math.floor((count - 1) / 2));
  const from = (first, end) => Array.from({length: end - first}, (_, i) => first + i);
  return length ? [from(1, 1 + length), from(count - length, count)] : [[0], [count - 1]];
}

class Study {
  constructor(data) {
    this.data = data;
    this.baseline = null;
    this.ensemble = new Ensemble(data);
  }

  check() {
    const began = performance.now(), why = this.whyNot();
    return {ready: !why, why, milliseconds: performance.now() - began};
  }

  // Why the page must not say anything; "" where it may.
  whyNot() {
    if (this.data.code !== CODE) return "the data were made for other rules than this page has";
    try {
      const runs = this.runs({}, this.data.replicates);
      if (this.hash(runs) !== this.data.hash) return "this browser's numbers are not those that Python left here";
      this.baseline = runs;
      return "";
    } catch (error) {
      return `the model does not run in this browser: ${error.message}`;
    }
  }

  runs(moves, replicates, over) {
    const kept = this.ensemble.run(slotsOf(this.data, moves), replicates, over);
    return {moves, replicates, months: this.data.months, kept, of: this.ensemble};
  }

  lever(path, then) {
    return leverTold(this.data, this.ensemble.plain, path, then);
  }

  before(moves, month) {
    const earlier = slotsOf(this.data, moves).filter(([, , of]) => of < month);
    return this.ensemble.valuesAfter(earlier, month - 1);
  }

  run(moves, replicates = this.data.replicates, over = null) {
    const fewest = this.ensemble.sets.length, most = this.data.replicates;
    if (!this.baseline) throw Error("levers stay away until the page was found to give the numbers of Python");
    if (!(Number.isInteger(replicates) && replicates >= fewest && replicates <= most))
      throw Error(`${replicates} replicates; it must be a whole number between ${fewest} and ${most}`);
    return this.runs(moves, replicates, over === this.baseline ? null : over?.kept);
  }

  values(runs, month, quantity, ...agents) {
    return runs.of.values(runs, month, quantity, agents);
  }

  has(runs, quantity, ...agents) {
    const {names, series} = runs.of.data;
    return Boolean(series[quantity]) && series[quantity].dims.every((dim, i) => names[dim].includes(agents[i]));
  }

  first(runs, replicates) {
    const kept = new Float64Array((runs.kept.length / runs.replicates) * replicates);
    for (let row = 0; row * replicates < kept.length; row++)
      kept.set(runs.kept.subarray(row * runs.replicates, row * runs.replicates + replicates), row * replicates);
    return {...runs, replicates, kept};
  }

  rest() {
    this.ensemble.rest();
  }

  hash(runs) {
    return hashed(runs.kept);
  }

  everyMonth(make) {
    return Array.from({length: this.data.months + 1}, (_, month) => make(month));
  }

  // An estimate, or a difference, of one number a replicate.
  said(what, numbers, quantity) {
    const {draws, series} = this.data, kind = series[quantity].kind;
    const ofRun = draws && Array.from(numbers, (_, run) => run % draws.sets.length);
    return what(numbers, kind, ofRun, draws?.rows);
  }

  quantiles(runs, shares, ...place) {
    return this.everyMonth(month => quantilesOf(this.values(runs, month, ...place), shares));
  }

  mean(runs, month, ...place) {
    return this.said(estimate, this.values(runs, month, ...place), place[0]);
  }

  means(runs, ...place) {
    return this.everyMonth(month => average(this.values(runs, month, ...place)));
  }

  acts(runs, month) {
    const {act: acts, country: countries} = this.data.names;
    return acts.flatMap(act =>
      countries.map(country => ({act, country, ...this.mean(runs, month, "joined", act, country)})),
    );
  }

  why(runs, country) {
    const of = (months, mechanism) =>
      average(months.map(month => average(this.values(runs, month, "contribution", mechanism, country))));
    const [first, last] = spans(this.data.months);
    const terms = this.data.names.mechanism
      .map(mechanism => ({mechanism, before: of(first, mechanism), after: of(last, mechanism)}))
      .map(term => ({...term, change: term.after - term.before}))
      .filter(term => term.before !== 0 || term.after !== 0)
      .sort(largestFirst("change"));
    const sum = key => terms.reduce((all, term) => all + term[key], 0);
    return {country, before: sum("before"), after: sum("after"), change: sum("change"), terms};
  }

  apart(one, other, month, ...place) {
    const apart = less(this.values(one, month, ...place), this.values(other, month, ...place));
    return this.said(difference, apart, place[0]);
  }

  quantilesApart(one, other, shares, ...place) {
    const apart = month => less(this.values(one, month, ...place), this.values(other, month, ...place));
    return this.everyMonth(month => quantilesOf(apart(month), shares));
  }

  // One number a replicate: its mean over some months.
  over(runs, months, ...place) {
    const each = months.map(month => this.values(runs, month, ...place));
    return Float64Array.from({length: runs.replicates}, (_, k) => average(each.map(numbers => numbers[k])));
  }

  whyApart(one, other, country) {
    const [, last] = spans(this.data.months);
    const apart = (...place) =>
      this.said(difference, less(this.over(one, last, ...place), this.over(other, last, ...place)), place[0]);
    const terms = this.data.names.mechanism
      .map(mechanism => ({mechanism, ...apart("contribution", mechanism, country)}))
      .filter(term => term.mean !== 0 || term.varied)
      .sort(largestFirst("mean"));
    return {country, target: apart("target", country), alignment: apart("alignment", country), terms};
  }
}

const open = data => new Study(data);
