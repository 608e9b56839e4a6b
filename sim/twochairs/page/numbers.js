// What is said of runs: quantiles, means with what is known of them, differences of pairs.

const Z = 1.959963984540054, HALVINGS = 60;

// The sum, rounded once.
function total(values) {
  const parts = [];
  for (let x of values) {
    let kept = 0;
    for (let y of parts) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y, low = y - (high - x);
      if (low !== 0) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    parts.push(x);
  }
  let n = parts.length, high = n ? parts[--n] : 0, low = 0;
  while (n > 0) {
    const x = high, y = parts[--n];
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  if (n > 0 && (low < 0) === (parts[n - 1] < 0) && low !== 0 && parts[n - 1] !== 0) {
    const y = low * 2, x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

// The value below which a share of sorted numbers lies, on a straight line between neighbours.
function quantile(sorted, share) {
  const place = (sorted.length - 1) * share, below = Math.floor(place), part = place - below;
  const low = sorted[below], high = sorted[Math.min(below + 1, sorted.length - 1)], apart = high - low;
  return part >= 0.5 ? high - apart * (1 - part) : low + apart * part;
}

// Logarithm of the gamma function: Stirling's series, from 15 on.
function logGamma(x) {
  let shift = 0;
  for (; x < 15; x++) shift += Math.log(x);
  const s = 1 / (x * x);
  const series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360)))))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046728 + series - shift;
}

// Regularised incomplete beta function, by its continued fraction.
function beta(a, b, x) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta(b, a, 1 - x);
  const away = value => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1, d = 1 / away(1 - ((a + b) * x) / (a + 1)), h = d;
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let last = 1;
    for (const by of [even, odd]) {
      d = 1 / away(1 + by * d);
      c = away(1 + by / c);
      last = d * c;
      h *= last;
    }
    if (Math.abs(last - 1) < 1e-16) break;
  }
  const log = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(log) * h) / a;
}

// Where the incomplete beta function has a value.
function betaAt(a, b, share) {
  let low = 0, high = 1;
  for (let i = 0; i < 2 * HALVINGS && low < high; i++) {
    const middle = (low + high) / 2;
    if (beta(a, b, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const STUDENT = new Map();

// Half the width of a 95 % interval in standard errors, by Student's t.
function student(degrees) {
  if (!STUDENT.has(degrees)) {
    const x = betaAt(degrees / 2, 0.5, 0.05);
    STUDENT.set(degrees, Math.sqrt((degrees * (1 - x)) / x));
  }
  return STUDENT.get(degrees);
}

// Independent units: runs, or draws of the constants. `draw` has the draw of each run, and `rows` how many there are.
function sample(values, draw, rows) {
  let units = Array.from(values), runs = units.map(() => 1), scatter = NaN;
  if (draw) {
    const groups = new Map();
    values.forEach((value, run) => groups.set(draw[run], [...(groups.get(draw[run]) ?? []), value]));
    const each = [...groups.keys()].sort((a, b) => a - b).map(key => groups.get(key));
    units = each.map(group => total(group) / group.length);
    runs = each.map(group => group.length);
    const free = total(runs) - runs.length;
    const squares = total(each.map((group, i) => total(group.map(one => (one - units[i]) * (one - units[i])))));
    scatter = free ? squares / free : NaN;
  }
  const count = units.length, every = total(runs), mean = total(units.map((unit, i) => unit * runs[i])) / every;
  let error = NaN;
  if (count > 1 && units.every(unit => unit === units[0])) error = 0;
  else if (count > 1) {
    const apart = units.map((unit, i) => (unit - mean) * (runs[i] * (count / every)));
    const variance = total(apart.map(one => one * one)) / (count - 1);
    const chance = (scatter * total(runs.map(one => 1 / one))) / count;
    const taken = rows && scatter === scatter ? Math.max(0, variance - chance) * Math.min(1, count / rows) : 0;
    error = Math.sqrt(variance - taken) / Math.sqrt(count);
  }
  return {mean, error, count, every, clustered: Boolean(draw)};
}

// As how many independent units of a given variance the units seen count.
function effective(variance, error, units) {
  const few = (Z / student(units - 1)) ** 2;
  if (!(variance > 0)) return units * few;
  const seen = ((units - 1) * units * error * error) / variance;
  return ((units * units) / (seen + 1)) * few;
}

// Ends of the 95 % interval of a share (Clopper and Pearson).
function ofShare(share, units) {
  const some = share * units, others = (1 - share) * units;
  return [share > 0 ? betaAt(some, others + 1, 0.025) : 0, share < 1 ? betaAt(some + 1, others, 0.975) : 1];
}

// Ends for the mean of numbers in [0, 1], by the log odds of the mean; none of two units.
function ofPart(mean, error, units) {
  const variance = mean * (1 - mean);
  if (units < 3 || !(error > 0 && variance > 0)) return [NaN, NaN];
  const odds = Math.log(mean / (1 - mean)), half = (student(units - 1) * error) / variance;
  return [odds - half, odds + half].map(end => 1 / (1 + Math.exp(-Math.min(Math.max(end, -700), 700))));
}

function ends(kind, found) {
  const {mean, error, count, clustered} = found;
  if (kind === "share" && !clustered) return ofShare(mean, count);
  if (count < 2) return [NaN, NaN];
  if (kind === "share") return ofShare(mean, effective(mean * (1 - mean), error, count));
  if (kind === "part") return ofPart(mean, error, count);
  const half = error > 0 ? student(count - 1) * error : NaN;
  return [mean - half, mean + half];
}

function told(found, [low, high]) {
  const varied = found.error > 0, error = varied ? found.error : (high - low) / (2 * Z);
  return {mean: found.mean, error, low, high, runs: found.every, independent: found.count, varied};
}

// A mean with its 95 % interval; `kind` is "share" of what is so (1) or not (0), "part" of one in [0, 1], or any other.
function estimate(values, kind, draw, rows) {
  const found = sample(values, draw, rows);
  return told(found, ends(kind, found));
}

// How far a difference of shares is from one that is supposed, in standard errors (Tango).
function score(ups, downs, pairs, apart) {
  const middle = (2 - ups + downs) * apart - ups - downs;
  const root = middle * middle + 8 * downs * apart * (1 - apart);
  const variance = 2 * ((Math.sqrt(Math.max(0, root)) - middle) / 4) + apart * (1 - apart);
  return variance > 0 ? (ups - downs - apart) * Math.sqrt(pairs / variance) : Infinity;
}

function endOfShares(ups, downs, pairs, limit) {
  let inside = ups - downs, outside = limit;
  if (inside === limit) return limit;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (inside + outside) / 2;
    if (Math.abs(score(ups, downs, pairs, middle)) < Z) inside = middle;
    else outside = middle;
  }
  return inside;
}

// The mean difference of pairs, second less first, with its 95 % interval.
function difference(values, kind, draw, rows) {
  const found = sample(values, draw, rows);
  if (kind === "part")
    return told(found, ofPart((1 + found.mean) / 2, found.error / 2, found.count).map(end => 2 * end - 1));
  if (kind !== "share") return told(found, ends(kind, found));
  const ups = values.reduce((sum, one) => sum + (one > 0), 0) / values.length;
  const downs = values.reduce((sum, one) => sum + (one < 0), 0) / values.length;
  if (found.clustered && found.count < 2) return told(found, [NaN, NaN]);
  const spread = ups + downs - (ups - downs) ** 2;
  const pairs = found.clustered ? effective(spread, found.error, found.count) : found.count;
  return told(found, [-1, 1].map(limit => endOfShares(ups, downs, pairs, limit)));
}
