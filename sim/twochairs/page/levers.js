// Levers by their paths, as `--set` has them: "EU.pressure.SRB", or "EU.pressure" towards every state.

// A lever, and the slots that it is.
function leverAt({levers, names}, path) {
  const [pole, name, state, ...more] = path.split("."), lever = levers.find(one => one.name === name);
  if (!lever || more.length)
    throw Error(`there is no lever ${path}; one is such as ${names.pole[0]}.${levers[0].name}`);
  const first = lever.slot + placed(names, "pole", pole) * names.country.length;
  const states = state === undefined ? names.country : [state];
  return {lever, slots: states.map(country => first + placed(names, "country", country))};
}

// Where a lever stands in the file, and what to know before it is moved.
function leverTold(data, plain, path) {
  const {lever: {low, high}, slots} = leverAt(data, path);
  const firstOf = all => all.filter(([slot]) => slots.includes(slot)).map(([, month]) => month).sort()[0] ?? "";
  const fixed = slots.some(slot => data.fixed.includes(slot)), counts = new Map();
  for (const slot of slots) counts.set(plain[slot], (counts.get(plain[slot]) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1])[0];
  const found = {low, high, start: counts.size === 1 ? usual : null, usual, fixed};
  return {...found, later: firstOf(data.later), added: firstOf(data.added)};
}

// Slots that some moves set, and to what; those towards one state after those towards all.
function slotsOf(data, moves) {
  const set = new Map(), broadFirst = (a, b) => a.split(".").length - b.split(".").length;
  for (const path of Object.keys(moves).sort(broadFirst)) {
    const {lever: {low, high}, slots} = leverAt(data, path), value = moves[path];
    if (!(typeof value === "number" && value >= low && value <= high))
      throw Error(`${path} is ${value}; it must be a number between ${low} and ${high}`);
    if (slots.some(slot => data.fixed.includes(slot)))
      throw Error(`${path} cannot be moved here: more than the lever follows from it at the start`);
    for (const slot of slots) set.set(slot, value);
  }
  return [...set];
}
