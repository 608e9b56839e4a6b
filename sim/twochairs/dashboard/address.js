// What is shown, in the page's address after the #: scenario, state, and levers as `--set` has them.

const LEGIBLE = { "%2F": "/", "%40": "@" };
const inAddress = (pairs) => pairs.map((pair) => pair.map((one) => encodeURIComponent(one).replace(/%2F|%40/g, (code) => LEGIBLE[code])).join("=")).join("&");

// {scenario, state, moves, pins, against, constants} as a text such as scenario=serbia-2022&state=SRB&EU.pressure.SRB=0.73.
function addressOf({ scenario, state, moves, pins = [], against = "", constants = "" }) {
  const others = [...pins.map((pin) => ["pin", pin]), ...Object.entries({ against, constants }).filter(([, value]) => value)];
  return inAddress([["scenario", scenario], ["state", state], ...Object.entries(moves), ...others]);
}

// The same read back; nothing but the scenario is looked at here.
function readAddress(text, scenarios) {
  const found = { scenario: scenarios[0], state: "", moves: {}, pins: [], against: "", constants: "", problems: [] };
  for (const pair of text.replace(/^#/, "").split("&").filter((one) => one.includes("="))) {
    const [key, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)].map(decoded);
    if (key === "scenario" && scenarios.includes(value)) found.scenario = value;
    else if (key === "scenario") found.problems.push(`there is no scenario ${value} in this page`);
    else if (["state", "against", "constants"].includes(key)) found[key] = value;
    else if (key === "pin") found.pins.push(value);
    else found.moves[key] = value.trim() === "" ? NaN : Number(value);
  }
  return found;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The moves of an address that can be made, those that change nothing left out; what cannot be goes to the problems.
function allowed(study, moves, problems) {
  const kept = {};
  for (const [path, value] of Object.entries(moves)) {
    try {
      const { low, high, start, fixed, since } = study.lever(path), [pole, lever] = path.split(/[.@]/);
      if (!(value >= low && value <= high)) problems.push(`${path} must be a number between ${low} and ${high}`);
      else if (fixed) problems.push(`${path} cannot be moved here`);
      else if (since || value !== start || `${pole}.${lever}` in moves) kept[path] = value;
    } catch (error) {
      problems.push(error.message);
    }
  }
  return kept;
}

// Addresses that were left, and those that were gone back from.
class Past {
  constructor() {
    this.before = [];
    this.after = [];
    this.now = "";
  }

  add(address) {
    if (address === this.now) return;
    if (this.now) this.before.push(this.now);
    this.after = [];
    this.now = address;
  }

  undo() {
    this.after.push(this.now);
    return (this.now = this.before.pop());
  }

  redo() {
    this.before.push(this.now);
    return (this.now = this.after.pop());
  }
}
