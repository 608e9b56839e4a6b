// What the panels say of runs, in numbers: rows of tables and of files.

const monthsOf = (study) => Array.from({ length: study.data.months + 1 }, (_, month) => monthOf(study.data.start, month));
const shares = (of) => of.map((share) => `${100 * share} % of runs below`);

// Paired differences of a state, month by month.
function pairsOf(study, { one, other, state }) {
  const place = ["alignment", state];
  return {
    means: monthsOf(study).map((_, month) => study.apart(one, other, month, ...place)),
    quantiles: study.quantilesApart(one, other, SHARES, ...place),
  };
}

// Means over runs of what is added to a state's target, month by month: name, colour, values.
function termsOf(study, runs, state, { terms, colours }) {
  const each = study.data.names.mechanism.map((key) => [key, study.means(runs, "contribution", key, state)]);
  return each.filter(([, values]) => values.some((one) => one !== 0)).map(([key, values]) => [terms[key], colours[key], values]);
}

function whyRows(study, runs, state, { terms, colours }, body) {
  const found = study.why(runs, state);
  body.replaceChildren();
  for (const one of found.terms) {
    row(body, [terms[one.mechanism], plus(one.before), plus(one.after), plus(one.change)]);
    body.lastElementChild.firstElementChild.prepend(swatch(colours[one.mechanism]));
  }
  row(body, ["Target: the sum", plus(found.before), plus(found.after), plus(found.change)]);
}

// A square of a colour, as a key.
function swatch(colour) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), square = document.createElementNS(svg.namespaceURI, "rect");
  for (const [key, value] of Object.entries({ width: 12, height: 12, fill: colour })) square.setAttribute(key, value);
  for (const [key, value] of Object.entries({ class: "swatch", viewBox: "0 0 12 12", "aria-hidden": "true" })) svg.setAttribute(key, value);
  svg.append(square);
  return svg;
}

// Publics of a state.
const publicsOf = (study, state) => study.data.names.public.filter((key) => key.startsWith(`${state}.`));

// Shares of a public that give each answer, in hundredths.
function pollOf(study, runs, answers, place) {
  return Object.entries(answers).map(([key, { name, colour }]) => [name, colour, study.means(runs, key, ...place).map((one) => 100 * one)]);
}

// Bands month by month; what was observed stands in its last month, several figures with a semicolon between.
function bandsFile(study, { one, other, state, named }, seen = [], quantity) {
  const none = monthsOf(study).map(() => BANDS.map(() => NaN)), of = (runs) => (study.has(runs, quantity, state) ? study.quantiles(runs, BANDS, quantity, state) : none);
  const [file, moved] = [of(other), of(one)];
  const head = ["month", ...shares(BANDS).map((name) => `${named.short}: ${name}`), ...shares(BANDS).map((name) => `moved: ${name}`), "observed"];
  const observed = (place) => seen.filter(([, last]) => last === place).map(([, , value]) => value);
  const told = (values) => (values.length === 1 ? values[0] : values.join("; "));
  return [head, ...monthsOf(study).map((month, place) => [month, ...file[place], ...moved[place], told(observed(place))])];
}

// Files: what is asked for, as rows under a head.
const FILES = {
  alignment(study, now, { seen }) {
    return bandsFile(study, now, seen.alignment[now.state], "alignment");
  },
  declared(study, now, { seen, declared }) {
    return bandsFile(study, now, seen.declared[now.state], declared);
  },
  difference(study, { one, other, state, named }, { acts, declared }) {
    const both = (...place) => [one, other].every((runs) => study.has(runs, ...place));
    const line = (name, month, label, ...place) => {
      const apart = study.apart(one, other, month, ...place);
      const means = [other, one].map((runs) => study.mean(runs, month, ...place).mean);
      return [name, label, ...means, apart.mean, apart.low, apart.high];
    };
    const months = monthsOf(study), end = study.data.months;
    const rates = both(declared, state) ? [line("declarations joined, last 12 months", end, months[end], declared, state)] : [];
    return [
      ["what", "month", named.short, "moved", "change", "95 % from", "95 % to"],
      ...months.map((label, month) => line("alignment", month, label, "alignment", state)),
      ...Object.keys(acts).filter((act) => both("joined", act, state)).map((act) => line(acts[act], end, months[end], "joined", act, state)),
      ...rates,
    ];
  },
  causes(study, { one, other, state }, { terms }) {
    const found = study.whyApart(one, other, state), line = (name, { mean, low, high }) => [name, mean, low, high];
    const each = found.terms.map((term) => line(terms[term.mechanism], term));
    return [["term", "change", "95 % from", "95 % to"], ...each, line("target", found.target), line("alignment", found.alignment)];
  },
  map(study, { one }, { countries }) {
    const keys = Object.keys(countries), medians = keys.map((key) => study.quantiles(one, [0.5], "alignment", key));
    return [["month", ...keys], ...monthsOf(study).map((month, place) => [month, ...medians.map((of) => of[place][0])])];
  },
  why(study, { one, other, state, named }, words) {
    const months = monthsOf(study), all = [[named.short, other], ["moved", one]];
    const of = ([kind, runs]) => termsOf(study, runs, state, words).flatMap(([name, , values]) => values.map((value, month) => [kind, name, months[month], value]));
    return [["levers", "term", "month", "mean"], ...all.flatMap(of)];
  },
  polls(study, { one, other, state, named }, words, { answers }) {
    const months = monthsOf(study), rows = [["levers", "public", "pole", "answer", "month", "percent"]];
    for (const [kind, runs] of [[named.short, other], ["moved", one]])
      for (const place of publicsOf(study, state).flatMap((key) => Object.keys(words.poles).map((pole) => [key, pole])).filter((each) => study.has(runs, "ally", ...each)))
        for (const [name, , values] of pollOf(study, runs, answers, place))
          rows.push(...values.map((value, month) => [kind, ...place, name, months[month], value]));
    return rows;
  },
  states(study, { one, other, named }, { countries }) {
    const months = monthsOf(study), rows = [["levers", "state", "month", ...shares(SHARES)]];
    for (const [kind, runs] of [[named.short, other], ["moved", one]])
      for (const key of Object.keys(countries).filter((each) => study.has(runs, "alignment", each)))
        rows.push(...study.quantiles(runs, SHARES, "alignment", key).map((of, month) => [kind, key, months[month], ...of]));
    return rows;
  },
};
