// What levers change of a state, and why, in tables.

const MOST_TERMS = 6, SEEN = 0.0005;

function row(body, cells) {
  const line = body.insertRow();
  cells.forEach((cell, place) => {
    const made = place ? line.insertCell() : line.appendChild(document.createElement("th"));
    if (place) made.className = "n";
    else made.scope = "row";
    made.textContent = cell;
  });
}

// Alignment, acts and declarations at the end: as in the file, moved, and the change run by run.
function changes(study, { one, other, state }, body, words) {
  const months = study.data.months;
  const line = (label, said, change, unit, ...place) => {
    if (!study.has(other, ...place)) return row(body, [label, "–", said(study.mean(one, months, ...place).mean), "–", "–"]);
    const [before, after] = [other, one].map((runs) => study.mean(runs, months, ...place).mean);
    const apart = study.apart(one, other, months, ...place), same = one === other;
    const moved = same ? ["–", "–", "–"] : [said(after), change(apart.mean) + unit, interval(apart, change)];
    row(body, [label, said(before), ...moved]);
  };
  body.replaceChildren();
  line("Alignment", plus, plus, "", "alignment", state);
  for (const [act, label] of Object.entries(words.acts)) {
    const when = study.data.staying.includes(act) ? "has done it" : "did it when last asked";
    line(`${label}: ${when}`, percent, points, " points", "joined", act, state);
  }
  if (study.data.series[words.declared])
    line("Declarations joined, last 12 months", percent, points, " points", words.declared, state);
}

// The largest terms of the difference.
function causes(study, { one, other, state }, body, words) {
  const { terms, target, alignment } = study.whyApart(one, other, state);
  const seen = terms.filter(({ mean }) => Math.abs(mean) >= SEEN), rest = seen.slice(MOST_TERMS);
  const line = (label, apart) => row(body, [label, plus(apart.mean), interval(apart, plus)]);
  body.replaceChildren();
  for (const term of seen.slice(0, MOST_TERMS)) line(words.terms[term.mechanism], term);
  if (rest.length) row(body, [`${rest.length} smaller ones`, plus(rest.reduce((sum, { mean }) => sum + mean, 0)), ""]);
  line("All terms: the target", target);
  line("Alignment in that year, which follows it with a delay", alignment);
}
