// The page: a scenario's model runs in it, once it has given the numbers of Python; levers move it.

const PAUSE = 60, SOON = 30;  // Milliseconds at rest before all runs, and before the first.
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;

const find = (selector) => document.querySelector(selector), parsed = (element) => JSON.parse(element.textContent);
const [scenario, country, whom, against, constants] = ["scenario", "country", "whom", "against", "constants"].map((name) => find(`select[name=${name}]`));
const [undo, redo, all, pin, save] = ["undo", "redo", "all", "pin", "save"].map((name) => find(`button[name=${name}]`));
const main = find("main"), chips = find(".chips"), since = find("input[name=since]"), pinned = find(".pins"), proof = find(".proof"), shared = parsed(find("script.shared"));
const scenarios = [...scenario.options].map((one) => one.value), past = new Past(), idle = new Idle();
const film = new Film(find(".film"), (key) => choose(key)), levers = new Levers(find(".poles"), drag, () => { pause = setTimeout(settle, PAUSE); });

const pins = new Pins((key) => checked(key)), responses = new Responses();

let here = { scenario: "", state: "", moves: {}, pins: [], against: "", constants: "" }, study, runner, words, now = null, pictures = {}, frame = 0, pause = 0, pending = null;

const dataOfScenario = (kind, key) => parsed([...document.querySelectorAll(`script.${kind}`)].find((one) => one.dataset.of === key));
// The data of a scenario's model; with constants that are drawn too, what that changes in its place.
function modelOf(key, drawn) {
  const data = dataOfScenario("model", key), { spread: sets } = dataOfScenario("words", key);
  if (!drawn) return data;
  const [start, numbers, of] = [0, 1, 2].map((part) => (set) => shared.drawn[set[part]]);
  if (!sets) throw Error(`of ${key} no constants can be drawn`);
  return { ...data, hash: sets.hash, draws: { rows: sets.rows, sets: sets.sets.map((set) => ({ start: start(set), numbers: numbers(set), constants: of(set) })) } };
}

const stageOf = (name) => find(`[data-stage=${name}]`);
const meaning = (lever) => study.data.levers.find((one) => one.name === lever).meaning;

function nameOf(path) {
  const [place, since] = path.split("@"), [pole, lever, state] = place.split(".");
  return `${meaning(lever)}: ${words.poles[pole]} towards ${state ? words.countries[state] : "all states"}${since ? `, from ${since}` : ""}`;
}

// Shows what an address says; gives what of it cannot be shown, in words.
function go(address) {
  const { problems, ...wanted } = readAddress(address, scenarios);
  wanted.constants = drawable(wanted, problems);
  if (wanted.scenario !== here.scenario || wanted.constants !== here.constants || !runner?.most) return open(wanted, problems);
  const moves = allowed(study, wanted.moves, problems), there = wanted.state in words.countries;
  if (wanted.state && !there) problems.push(`there is no state ${wanted.state} in this scenario`);
  const state = there ? wanted.state : Object.keys(words.countries)[0];
  here = { ...wanted, moves, state, ...known({ ...wanted, state }, problems) };
  comparable(against, here);
  country.value = here.state;
  whom.options[0].textContent = `on ${words.countries[here.state]} alone`;
  levers.build(study, words, here.state, whom.value === "all", here.moves);
  settle();
  const spread = here.constants ? [`They are spread over ${study.data.draws.sets.length} draws of the constants.`] : [];
  proof.textContent = [runner.proof(), ...spread, ...problems.map((one) => `The address: ${one}.`)].join(" ");
}

// Which constants an address asks for: "posterior", or "" for the file's own alone.
function drawable({ constants: asked, scenario: key }, problems) {
  const there = asked === "posterior" && dataOfScenario("words", key).spread;
  if (asked && !there) problems.push(asked === "posterior" ? `of ${key} no constants can be drawn` : `there are no constants ${asked}`);
  return there ? asked : "";
}

// Another scenario, or other constants; its model runs first as the file has it.
function open(wanted, problems) {
  const { scenario: key } = wanted;
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  clearTimeout(pending);
  idle.stop();
  [here, now, runner, pictures] = [{ ...wanted, moves: {}, pins: [], against: "" }, null, null, {}];
  scenario.value = key;
  constants.value = wanted.constants;
  document.body.dataset.state = "running";
  proof.textContent = "The model runs here for the first time…";
  pending = setTimeout(() => {
    try {
      [study, words] = [twochairs.open(modelOf(key, wanted.constants)), dataOfScenario("words", key)];
      runner = new Runner(study);
      const why = runner.prove();
      if (why) return refuse(why);
      pins.of(key, study, runner);
      responses.of(study, runner);
      ready(problems, wanted);
    } catch (error) {
      refuse(`the model cannot be read in this browser: ${error.message}`);
    }
  }, SOON);
}

// A study of another scenario, to be compared with.
function checked(key) {
  const other = twochairs.open(modelOf(key, here.constants)), { ready: fine, why } = other.check();
  if (!fine) throw Error(`${key}: ${why}`);
  return other;
}

function ready(problems, wanted) {
  const options = Object.entries(words.countries).map(([key, name]) => new Option(name === key ? name : `${name} (${key})`, key));
  main.hidden = false;
  country.disabled = against.disabled = false;
  constants.disabled = !words.spread;
  country.replaceChildren(...options);
  document.title = find("h1").textContent = words.title;
  find(".about p").textContent = words.about;
  find(".about .placed").textContent = words.seen.note;
  find(".about").hidden = !words.about && !words.seen.note;
  levers.opened = null;
  since.max = study.data.months;
  pulledFrom(0);
  film.of(document.querySelectorAll("template.map")[words.map], words, monthsOf(study));
  pictures = {
    alignment: new Trajectory(stageOf("alignment").firstElementChild, study.data.start, words.events),
    difference: new Apart(stageOf("difference").firstElementChild, study.data.start),
    declared: new Rates(stageOf("declared").firstElementChild, study.data.start, words.events),
    why: new Stack(stageOf("why").firstElementChild, study.data.start),
  };
  go(addressOf(wanted));
  if (problems.length) proof.textContent += problems.map((one) => ` The address: ${one}.`).join("");
  document.body.dataset.state = "ready";
}

// No lever is offered where the page may not say anything.
function refuse(why) {
  main.hidden = true;
  country.disabled = against.disabled = constants.disabled = true;
  for (const one of [country, against]) one.replaceChildren();
  proof.textContent = `No lever can be moved here: ${why}.`;
  document.body.dataset.state = "refused";
}

function choose(state) {
  here.state = state;
  go(addressOf(here));
}

function drag() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  idle.stop();
  if (!runner?.most) return;  // another scenario is being opened
  listed();
  frame = requestAnimationFrame(() => show(runner.fewest));
}

function settle() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  if (!runner?.most) return;
  const address = addressOf(here);
  past.add(address);
  history.replaceState(null, "", `#${address}`);
  levers.tell(here.moves);
  listed();
  if (show(runner.most)) panels();
  repeat();
  idle.start(spare());
}

// What is worked out while nobody moves a lever.
function* spare() {
  yield* pins.missing(here.pins, drawAlignment);
  yield* responses.missing(levers.slides, here);
}

function listed() {
  const from = (path) => (path.includes("@") ? "" : `${plain(study.lever(path).start ?? "several")} `);
  const said = (path) => `${nameOf(path)}, ${from(path)}→ ${plain(here.moves[path])}`;
  chips.replaceChildren(...chipsOf(here.moves, said, putBack));
  chips.scrollLeft = chips.lastElementChild?.offsetLeft ?? 0;
  pinned.replaceChildren(...pinChips());
  pinned.hidden = !here.pins.length;
  pin.disabled = here.pins.length === LETTERS.length || here.pins.includes(pinOf(here.scenario, here.moves));
  [undo.disabled, redo.disabled, all.disabled] = [!past.before.length, !past.after.length, !chips.children.length];
}

function putBack(path, place) {
  delete here.moves[path];
  settle();
  (chips.querySelectorAll("button")[place] ?? chips.querySelector("button") ?? undo).focus();
}

// Pins with what each is of; pressing one takes it away.
function pinChips() {
  return here.pins.map((text, place) => {
    const { scenario: of, moves } = readAddress(text, scenarios), set = Object.entries(moves).map(([path, value]) => `${path} ${plain(value)}`);
    const said = `${LETTERS[place]}: ${[...(of === here.scenario ? [] : [of]), ...set].join(", ") || "the file's own levers"}`;
    const item = made("li"), button = made("button", "", `${said} ×`);
    button.type = "button";
    button.setAttribute("aria-label", `Take away the pin ${said}`);
    button.addEventListener("click", () => { unpin(text); (pinned.querySelectorAll("button")[place] ?? pinned.querySelector("button") ?? pin).focus(); });
    item.append(button);
    return item;
  });
}

function unpin(text) {
  go(addressOf({ ...here, pins: here.pins.filter((one) => one !== text), against: here.against === text ? "" : here.against }));
}

// Pins the board as it stands, and compares with it.
function pinHere() {
  const text = pinOf(here.scenario, here.moves);
  if (now?.replicates === runner.most) pins.curve(text, now.one);
  go(addressOf({ ...here, pins: [...here.pins, text], against: text }));
}

// The line that gives the same numbers.
function repeat() {
  const set = Object.entries(here.moves).map(([path, value]) => ` --set ${path}=${value}`).join("");
  const dated = Object.keys(here.moves).some((path) => path.includes("@"));
  find(".repeat code").textContent = `twochairs run ${words.file}${set} --seed ${shared.seed} --replicates ${runner.most}${here.constants ? " --parameters posterior" : ""}`;
  find(".repeat [role=status]").textContent = "";
  find(".repeat").hidden = dated;
  find(".dated").hidden = !dated;
}

// The month from which levers are pulled; 0 is the start.
function pulledFrom(month) {
  levers.since = month;
  since.value = month;
  const said = month ? `from ${monthOf(study.data.start, month)} on` : "from the start";
  find(".since output").textContent = said;
  since.setAttribute("aria-valuetext", said);
}

function attend() {
  scenario.addEventListener("change", () => go(addressOf({ ...here, scenario: scenario.value, state: here.state in (words?.countries ?? {}) ? here.state : "", moves: {} })));
  country.addEventListener("change", () => choose(country.value));
  against.addEventListener("change", () => go(addressOf({ ...here, against: against.value })));
  constants.addEventListener("change", () => go(addressOf({ ...here, constants: constants.value })));
  pin.addEventListener("click", pinHere);
  since.addEventListener("input", () => {
    pulledFrom(Number(since.value));
    levers.tell(here.moves);
    idle.start(spare());
  });
  whom.addEventListener("change", () => {
    levers.build(study, words, here.state, whom.value === "all", here.moves);
    idle.start(spare());
  });
  undo.addEventListener("click", () => go(past.undo()));
  redo.addEventListener("click", () => go(past.redo()));
  all.addEventListener("click", () => { here.moves = {}; settle(); undo.focus(); });
  find(".poles").addEventListener("toggle", () => { if (runner?.most) idle.start(spare()); }, true);
  save.addEventListener("click", saveFile);
  find(".repeat button").addEventListener("click", () => copied(find(".repeat code"), find(".repeat [role=status]")));
  find(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  document.addEventListener("click", (event) => { const button = event.target.closest("[data-keep]"); if (button) keep(button); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.type === "text") return;
    event.preventDefault();
    (event.shiftKey ? redo : undo).click();
  });
  window.addEventListener("hashchange", () => go(location.hash));
  for (const name of ["alignment", "difference", "declared", "why"]) {
    const later = { get mark() { return pictures[name]?.mark; }, get month() { return pictures[name].month; }, read: (...at) => pictures[name].read(...at), monthAt: (event) => pictures[name].monthAt(event), unread: () => pictures[name]?.unread() };
    readByHand(stageOf(name), later);
  }
  new ResizeObserver(redraw).observe(stageOf("alignment"));
}

attend();
go(location.hash);
