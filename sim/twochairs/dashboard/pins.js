// What the board is compared with: the file's own levers, a state of the board that was pinned, or another scenario.
// A pin is a text as an address has it: the scenario, and levers that are moved. That of no lever is the scenario's file.

const LETTERS = ["A", "B", "C"];

const pinOf = (scenario, moves) => inAddress([["scenario", scenario], ...Object.entries(moves)]);

class Pins {
  // `opened` gives a checked study of another scenario by its key; raises an Error where there can be none.
  constructor(opened) {
    this.opened = opened;
  }

  // Another scenario, or other constants: nothing of before holds.
  of(scenario, study, runner) {
    Object.assign(this, { scenario, study, runner, text: "", runs: new Map(), curves: new Map(), other: ["", null] });
  }

  // Runs of what is compared with; fewer are the first of more.
  runsOf(text, replicates) {
    const { most } = this.runner;
    if (!text) return this.runner.baseline(replicates);
    if (this.text !== text) Object.assign(this, { text, runs: new Map([[most, this.made(text)]]) });
    if (!this.runs.has(replicates)) this.runs.set(replicates, this.study.first(this.runs.get(most), replicates));
    return this.runs.get(replicates);
  }

  made(text) {
    const { scenario, moves } = readAddress(text, scenarios), study = scenario === this.scenario ? this.study : this.another(scenario);
    const runs = study.run(moves, this.runner.most);
    if (study !== this.study) study.rest();
    return runs;
  }

  another(scenario) {
    if (this.other[0] !== scenario) this.other = [scenario, this.opened(scenario)];
    return this.other[1];
  }

  // Medians of each state, which are what is drawn of a pin.
  curve(text, runs = this.text === text ? this.runs.get(this.runner.most) : this.made(text)) {
    const states = runs.of.data.names.country.filter((key) => words.countries[key]);
    this.curves.set(text, Object.fromEntries(states.map((key) => [key, this.study.quantiles(runs, [0.5], "alignment", key).map(middle)])));
  }

  // Those of an address, which have not run here: a piece of work each.
  *missing(texts, drawn) {
    for (const text of texts.filter((one) => !this.curves.has(one))) {
      try {
        this.curve(text);
      } catch {
        this.curves.set(text, {});
      }
      drawn();
      yield;
    }
  }

  // [letter, medians] of each that can be drawn of a state, but for what is compared with, which has a line already.
  drawn({ pins, against, state }) {
    const of = (text) => (text === against ? null : this.curves.get(text)?.[state]);
    return pins.map((text, place) => [LETTERS[place], of(text)]).filter(([, values]) => values);
  }
}

// What is compared with, in words: as a line is called, as a column is headed, and short.
function comparedOf(text, pins) {
  const letter = LETTERS[pins.indexOf(text)], { scenario } = readAddress(text, scenarios);
  if (!text) return { long: "as in the file", head: "As in the file", short: "file" };
  if (letter) return { long: `pinned ${letter}`, head: `Pinned ${letter}`, short: letter };
  return { long: scenario, head: scenario, short: scenario };
}

// What can be compared with: the list, those greyed that have not the state, or no draws of the constants where these are drawn.
function comparable(select, { against, pins, state, scenario, constants }) {
  const same = (key) => clockOf(key) === clockOf(scenario) && key !== scenario;
  const option = (name, text, there = true) => Object.assign(new Option(name, text), { disabled: !there });
  const fits = ({ countries, spread: drawn }) => state in countries && (!constants || drawn);
  const others = scenarios.filter(same).map((key) => [key, dataOfScenario("words", key)]).map(([key, of]) => option(`${of.title} (${key})`, pinOf(key, {}), fits(of)));
  select.replaceChildren(option("the file's own levers", ""), ...pins.map((text, place) => option(`pinned ${LETTERS[place]}`, text)), ...others);
  select.value = against;
}

const clockOf = (key) => dataOfScenario("words", key).clock;

// Pins of an address, and what it compares with, as far as this page has it; what it has not goes to the problems.
function known({ pins, against, scenario, state, constants }, problems) {
  const usable = (text) => {
    const read = readAddress(text, scenarios), there = read.problems.length === 0 && clockOf(read.scenario) === clockOf(scenario);
    if (!there) problems.push(`${text} cannot be compared with this scenario`);
    return there;
  };
  const kept = [...new Set(pins)].filter(usable).slice(0, LETTERS.length), file = pinOf(scenario, {});
  const other = against && against !== file && usable(against) ? against : "", of = other && readAddress(other, scenarios).scenario;
  const { countries, spread: drawn } = dataOfScenario("words", of || scenario), lacks = !(state in countries) || (constants && !drawn);
  if (lacks) problems.push(`${of} has not this state, or no draws of the constants`);
  return { pins: kept, against: lacks ? "" : other };
}
