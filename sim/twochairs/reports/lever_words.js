// Numbers and levers in words.

const plus = (value, digits = 3) => (+fixed(value, digits) > 0 ? "+" : "") + shown(+fixed(value, digits) + 0, digits);
const plain = (value) => String(value).replace("-", "−");
const percent = (share) => {  // as twochairs.scenario.wording has it
  if (share > 0 && share < 0.0005) return "<0.1\u00a0%";
  if (share > 0.9995 && share < 1) return ">99.9\u00a0%";
  return `${shown(100 * share, share === 0 || share === 1 || (share >= 0.1 && share <= 0.9) ? 0 : 1)}\u00a0%`;
};
const points = (value) => plus(100 * value, 1);

// Place 0 is the start, the month before the clock's first.
function monthOf(start, place) {
  const [year, month] = start.split("-").map(Number), at = year * 12 + month - 2 + place;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

// Where a slider can stand: even stops, and what must be met exactly among them.
function stopsOf({ low, high }, exactly) {
  const even = Array.from({ length: 101 }, (_, place) => Number((low + (place * (high - low)) / 100).toFixed(10)));
  const apart = even.filter((stop) => exactly.every((one) => Math.abs(stop - one) > 1e-10));
  return [...new Set([...apart, ...exactly])].sort((one, other) => one - other);
}

// A value of a lever with its unit, or the scale that it is on.
function meant(value, { low, high }, unit) {
  return unit ? `${plain(value)} ${unit}, of ${low} to ${high}` : `${plain(value)} on a scale from ${low} to ${high}`;
}

// What to know before a lever is moved.
function caution({ fixed, later, added }) {
  if (fixed) return "It cannot be moved here: more than the lever follows from it at the start.";
  const set = later && `The timeline sets this lever anew in ${later}; where you put it counts until then.`;
  const more = added && `The timeline adds to this lever in ${added}, from where it then stands.`;
  return [set, more].filter(Boolean).join(" ");
}

// Whether a value is more, or less, than the record had that the constants were learnt from.
function beyond(held, value) {
  return held !== undefined && (value < held.low - 1e-9 || value > held.high + 1e-9);
}

function spanned(low, high) {
  return low === high ? plain(low) : `${plain(low)} to ${plain(high)}`;
}

function interval({ low, high, varied, independent }, said) {
  if (independent < 2) return "–";
  return varied && low === low ? `${said(low)} to ${said(high)}` : "the same in every pair";
}

// What a move does to a state, in a sentence; `name` is how the state is called there, if other than alone.
function sentence(study, { one, other, replicates, state }, where, name = { first: where, within: where }) {
  const end = (runs) => study.mean(runs, study.data.months, "alignment", state).mean;
  const runs = replicates === 1 ? "in the one run" : `in the mean of ${replicates} runs`;
  const ends = name.many ? "end" : "ends";
  if (one === other) return `No lever is moved: ${name.within} ${ends} at ${plus(end(other))} ${runs}.`;
  const apart = study.apart(one, other, study.data.months, "alignment", state);
  const [median] = study.quantilesApart(one, other, [0.5], "alignment", state).at(-1);
  const chance = apart.varied && apart.low <= 0 && apart.high >= 0 ? ", which is not told from chance" : "";
  const pairs = replicates === 1 ? "" : ` in the mean of ${replicates} pairs of runs${chance}, ${plus(median)} in the median pair`;
  return `${name.first} ${ends} at ${plus(end(one))} in place of ${plus(end(other))}: ${plus(apart.mean)}${pairs}.`;
}

// Puts a line into the clipboard, or selects it where that is not allowed; `said` says which.
async function copied(line, said) {
  try {
    await navigator.clipboard.writeText(line.textContent);
    said.textContent = "copied";
  } catch {
    getSelection().selectAllChildren(line);
    said.textContent = "selected; copy it with Ctrl+C";
  }
}
