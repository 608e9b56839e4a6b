// Runs of a study as levers move: as many as there is time for, each kind in memory of its own.

const FEW = 20, DRAGGED = 100, SETTLED = 1000;  // Runs while a lever is dragged; milliseconds for them then, and at rest.
const TRIALS = 3;

class Runner {
  constructor(study) {
    this.study = study;
    this.baselines = new Map();
    this.last = new Map();
  }

  // Why nothing may be said here; "" once the numbers were found to be those of Python, and it is known how quick they come.
  prove() {
    const found = this.study.check();
    if (!found.ready) return found.why;
    const { draws, replicates } = this.study.data, sets = draws?.sets.length ?? 1, some = Math.max(sets, Math.min(FEW, replicates));
    const each = Math.min(...Array.from({ length: TRIALS }, () => this.timed(some))) / some;
    this.fewest = Math.max(sets, Math.min(some, this.inTime(each, DRAGGED)));
    this.most = Math.max(sets, this.inTime(each, SETTLED));
    return "";
  }

  // What was proved, in words.
  proof() {
    const { replicates, months } = this.study.data;
    const slow = this.most < replicates ? ` It is slow in this browser, so ${this.most} runs are made at a time.` : "";
    return `Computed here, the same as in Python: ${replicates} runs of ${months} months.${slow}`;
  }

  // Milliseconds of some runs as they are in the file; the first time arrays are made, too.
  timed(replicates) {
    const began = performance.now();
    this.baselines.set(replicates, this.study.run({}, replicates, this.baselines.get(replicates)));
    return performance.now() - began;
  }

  // How many runs there is time for, at so many milliseconds each.
  inTime(each, budget) {
    const all = this.study.data.replicates, counts = [all, 50, FEW, 10, 5].filter((count) => count <= all);
    return counts.find((count) => count * each <= budget) ?? counts.at(-1);
  }

  baseline(replicates) {
    if (replicates === this.study.data.replicates) return this.study.baseline;
    if (!this.baselines.has(replicates)) this.baselines.set(replicates, this.study.run({}, replicates));
    return this.baselines.get(replicates);
  }

  runs(moves, replicates) {
    if (!Object.keys(moves).length) return this.baseline(replicates);
    this.last.set(replicates, this.study.run(moves, replicates, this.last.get(replicates)));
    return this.last.get(replicates);
  }
}
