// Levers by their paths, as `--set` has them: "EU.pressure.SRB", or "EU.pressure" towards every state. What begins in a
// month has it at its end, as "EU.pressure.SRB@2024-06": it is what stands first in a timeline under that month.

// A lever, the slots that it is, and the month of the run from which it is meant; 0 is the start.
function leverAt({levers, names, start, months}, path) {
  const [place, since, ...much] = path.split("@"), [pole, name, state, ...more] = place.split(".");
  const lever = levers.find(one => one.name === name);
  if (!lever || more.length || much.length)
    throw Error(`there is no lever ${path}; one is such as ${names.pole[0]}.${levers[0].name}`);
  const first = lever.slot + placed(names, "pole", pole) * names.country.length;
  const states = state === undefined ? names.country : [state];
  return {lever, slots: states.map(country => first + placed(names, "country", country)), month: since === undefined ? 0 : numbered(since, start, months)};
}

// The month of a run that a label such as 2024-06 is of.
function numbered(label, start, months) {
  const of = text => text.split("-").reduce((sum, part, i) => sum + (i ? Number(part) : 12 * Number(part)), 0);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(label) ? of(label) - of(start) + 1 : 0;
  if (month < 1 || month > months) throw Error(`there is no month ${label} in a run of ${months} months from ${start}`);
  return month;
}

// Where a lever stands in the file, and what to know before it is moved; of one that begins later, among `then`, which
// are the values of all slots in the month before.
function leverTold(data, plain, path, then = plain) {
  const {lever, slots, month} = leverAt(data, path), {low, high} = lever, from = month && path.split("@")[1];
  const firstOf = all => all.filter(([slot, when]) => slots.includes(slot) && !(when < from)).map(([, when]) => when).sort()[0] ?? "";
  const fixed = !month && slots.some(slot => data.fixed.includes(slot)), counts = new Map(), values = month ? then : plain;
  for (const slot of slots) counts.set(values[slot], (counts.get(values[slot]) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1])[0];
  const found = {low, high, start: counts.size === 1 ? usual : null, usual, fixed, since: from || ""};
  return {...found, later: firstOf(data.later), added: firstOf(data.added), held: heldOf(data, lever, slots)};
}

// What the record had of some slots of a lever, from the least to the greatest, and of that lever anywhere; undefined
// where it knows none of them.
function heldOf({recorded, names: {pole, country}}, {name, slot: first, rest}, slots) {
  const knows = slot => recorded.poles.includes(pole[Math.floor((slot - first) / country.length)]) && recorded.countries.includes(country[(slot - first) % country.length]);
  const spans = recorded ? slots.filter(knows).map(slot => recorded.spans[slot] ?? [rest, rest]) : [];
  if (!spans.length) return undefined;
  return {low: Math.min(...spans.map(([low]) => low)), high: Math.max(...spans.map(([, high]) => high)), anywhere: recorded.anywhere[name], years: recorded.years};
}

// What some moves set: slot, value and month; in a month those towards one state after those towards all.
function slotsOf(data, moves) {
  const set = new Map(), broadFirst = (a, b) => a.split(".").length - b.split(".").length;
  for (const path of Object.keys(moves).sort(broadFirst)) {
    const {lever: {low, high}, slots, month} = leverAt(data, path), value = moves[path];
    if (!(typeof value === "number" && value >= low && value <= high))
      throw Error(`${path} is ${value}; it must be a number between ${low} and ${high}`);
    if (!month && slots.some(slot => data.fixed.includes(slot)))
      throw Error(`${path} cannot be moved here: more than the lever follows from it at the start`);
    for (const slot of slots) set.set(`${slot} ${month}`, [slot, value, month]);
  }
  return [...set.values()];
}
