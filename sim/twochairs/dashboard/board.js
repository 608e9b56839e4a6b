// The page: a scenario's model runs in it, once it has given the numbers of Python; levers move it.

const PAUSE = 60, SOON = 30;  // Milliseconds at rest before all runs, and before the first.
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;

const find = (selector) => document.querySelector(selector), parsed = (element) => JSON.parse(element.textContent);
const [scenario, country, whom] = ["scenario", "country", "whom"].map((name) => find(`select[name=${name}]`));
const [undo, redo, all, save] = ["undo", "redo", "all", "save"].map((name) => find(`button[name=${name}]`));
const main = find("main"), chips = find(".chips"), proof = find(".proof"), shared = parsed(find("script.shared"));
const scenarios = [...scenario.options].map((one) => one.value), past = new Past();
const film = new Film(find(".film"), (key) => choose(key)), levers = new Levers(find(".poles"), drag, () => { pause = setTimeout(settle, PAUSE); });

let here = { scenario: "", state: "", moves: {} }, study, runner, words, now = null, pictures = {}, frame = 0, pause = 0, pending = null;

const dataOfScenario = (kind, key) => parsed([...document.querySelectorAll(`script.${kind}`)].find((one) => one.dataset.of === key));
const stageOf = (name) => find(`[data-stage=${name}]`);
const meaning = (lever) => study.data.levers.find((one) => one.name === lever).meaning;

function nameOf(path) {
  const [pole, lever, state] = path.split(".");
  return `${meaning(lever)}: ${words.poles[pole]} towards ${state ? words.countries[state] : "all states"}`;
}

// Shows what an address says; gives what of it cannot be shown, in words.
function go(address) {
  const { problems, ...wanted } = readAddress(address, scenarios);
  if (wanted.scenario !== here.scenario || !runner?.most) return open(wanted, problems);
  const moves = allowed(study, wanted.moves, problems), known = wanted.state in words.countries;
  if (wanted.state && !known) problems.push(`there is no state ${wanted.state} in this scenario`);
  here = { ...wanted, moves, state: known ? wanted.state : Object.keys(words.countries)[0] };
  country.value = here.state;
  whom.options[0].textContent = `on ${words.countries[here.state]} alone`;
  levers.build(study, words, here.state, whom.value === "all", here.moves);
  settle();
  proof.textContent = [runner.proof(), ...problems.map((one) => `The address: ${one}.`)].join(" ");
}

// Another scenario; its model runs first as the file has it.
function open(wanted, problems) {
  const { scenario: key } = wanted;
  clearTimeout(pause);
  clearTimeout(pending);
  [here, now, runner, pictures] = [{ ...wanted, moves: {} }, null, null, {}];
  scenario.value = key;
  document.body.dataset.state = "running";
  proof.textContent = "The model runs here for the first time…";
  pending = setTimeout(() => {
    try {
      [study, words] = [twochairs.open(dataOfScenario("model", key)), dataOfScenario("words", key)];
      runner = new Runner(study);
      const why = runner.prove();
      if (why) return refuse(why);
      ready(problems, wanted);
    } catch (error) {
      refuse(`the model cannot be read in this browser: ${error.message}`);
    }
  }, SOON);
}

function ready(problems, wanted) {
  const options = Object.entries(words.countries).map(([key, name]) => new Option(name === key ? name : `${name} (${key})`, key));
  main.hidden = false;
  country.disabled = false;
  country.replaceChildren(...options);
  document.title = find("h1").textContent = words.title;
  find(".about p").textContent = words.about;
  find(".about").hidden = !words.about;
  levers.opened = null;
  film.of(document.querySelectorAll("template.map")[words.map], words, monthsOf(study));
  pictures = {
    alignment: new Trajectory(stageOf("alignment").firstElementChild, study.data.start, words.events),
    difference: new Apart(stageOf("difference").firstElementChild, study.data.start),
    why: new Stack(stageOf("why").firstElementChild, study.data.start),
  };
  go(addressOf(wanted));
  if (problems.length) proof.textContent += problems.map((one) => ` The address: ${one}.`).join("");
  document.body.dataset.state = "ready";
}

// No lever is offered where the page may not say anything.
function refuse(why) {
  main.hidden = true;
  country.disabled = true;
  country.replaceChildren();
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
  listed();
  frame = requestAnimationFrame(() => show(runner.fewest));
}

function settle() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  const address = addressOf(here);
  past.add(address);
  history.replaceState(null, "", `#${address}`);
  levers.tell(here.moves);
  listed();
  if (show(runner.most)) panels();
  repeat();
}

function listed() {
  const said = (path) => `${nameOf(path)}, ${plain(study.lever(path).start ?? "several")} → ${plain(here.moves[path])}`;
  chips.replaceChildren(...chipsOf(here.moves, said, putBack));
  chips.scrollLeft = chips.scrollWidth;
  [undo.disabled, redo.disabled, all.disabled] = [!past.before.length, !past.after.length, !chips.children.length];
}

function putBack(path, place) {
  delete here.moves[path];
  settle();
  (chips.querySelectorAll("button")[place] ?? chips.querySelector("button") ?? undo).focus();
}

function show(replicates) {
  try {
    now = { one: runner.runs(here.moves, replicates), other: runner.baseline(replicates), replicates, state: here.state };
  } catch (error) {
    now = null;
    find(".found").textContent = `With these levers the model does not run: ${error.message}.`;
    return false;
  }
  const where = words.countries[now.state];
  drawAlignment();
  find(".found").textContent = sentence(study, now, where);
  find(".changes caption").textContent = `${where}: means and shares of ${replicates} runs; changes are of pairs under the same chance`;
  changes(study, now, find(".changes tbody"), words);
  return true;
}

const wide = (name) => Math.max(280, stageOf(name).clientWidth);

function drawAlignment() {
  const { one, other, replicates, state } = now, kinds = one === other ? [other] : [other, one], where = words.countries[state];
  const rows = kinds.map((runs) => study.quantiles(runs, BANDS, "alignment", state));
  pictures.alignment.draw(rows, wide("alignment"), matchMedia("(max-width: 50rem)").matches ? 160 : HEIGHT);
  const said = rows.map((all) => all.at(-1).map((value) => plus(value, 2))).map((of) => `median ${of[2]}, 90 % of runs between ${of[0]} and ${of[4]}`);
  label("alignment", `Alignment of ${where}. At the end, as in the file: ${said[0]}${said[1] ? `; levers moved: ${said[1]}` : ""}.`);
  find("#seen").textContent = `Where ${where} leans`;
  find(".seen figcaption span").textContent = `Alignment: median, middle 50 % and 90 % of ${replicates} runs.`;
  find(".seen .key.moved").hidden = one === other;
}

function label(name, text) {
  const stage = stageOf(name);
  stage.firstElementChild.setAttribute("aria-label", text);
  stage.setAttribute("aria-label", `${text} Arrow keys read its values.`);
}

// All but what follows the finger.
function panels() {
  const { one, other, state } = now, same = one === other, where = words.countries[state];
  find(".apart").hidden = find(".caused .keep").hidden = same;
  find(".caused .wide").hidden = same;
  find(".caused .none").hidden = !same;
  if (!same) {
    drawPairs();
    find(".causes").caption.textContent = `What the difference of ${where}'s target is made of in the last year`;
    causes(study, now, find(".causes").tBodies[0], words);
  }
  drawWhy();
  whyRows(study, one, state, words, find(".terms").tBodies[0]);
  find("#why").textContent = `Why ${where} leans as it does`;
  const rows = Object.fromEntries(Object.keys(words.countries).map((key) => [key, (same ? [other] : [other, one]).map((runs) => study.quantiles(runs, SHARES, "alignment", key))]));
  film.show(Object.fromEntries(Object.entries(rows).map(([key, of]) => [key, of.at(-1).map(middle)])), shared, state);
  states(rows);
  polls();
}

function drawPairs() {
  if (!now || now.one === now.other) return;
  pictures.difference.draw(pairsOf(study, now), wide("difference"), 200);
  label("difference", `What the levers change of the alignment of ${words.countries[now.state]}, month by month.`);
}

function drawWhy() {
  const { one, state } = now, line = (quantity) => study.means(one, quantity, state);
  pictures.why.draw(termsOf(study, one, state, words), [["target", "target", line("target")], ["alignment", "follows", line("alignment")]], wide("why"));
  label("why", `What the target of ${words.countries[state]} is made of, month by month.`);
}

function small(name) {
  const figure = made("figure", "drawn"), caption = made("figcaption"), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  figure.append(caption, svg);
  return { figure, caption, svg };
}

function states(rows) {
  const box = find(".states .small"), focused = document.activeElement?.dataset?.state;
  box.replaceChildren(...Object.entries(rows).map(([key, of]) => {
    const { figure, caption, svg } = small(`Alignment of ${words.countries[key]}`), button = made("button", "", words.countries[key]);
    const [start, end] = [of.at(-1)[0], of.at(-1).at(-1)].map((one) => plus(middle(one), 2));
    button.type = "button";
    button.dataset.state = key;
    button.setAttribute("aria-pressed", key === now.state);
    button.addEventListener("click", () => choose(key));
    caption.append(button, made("span", "", ` ${start} → ${end}${of.length > 1 ? `, file ${plus(middle(of[0].at(-1)), 2)}` : ""}`));
    new Small(svg, study.data.start).draw(of, 236);
    return figure;
  }));
  box.querySelector(`[data-state="${CSS.escape(focused ?? "")}"]`)?.focus();
}

function polls() {
  const { one, other, state } = now, publics = publicsOf(study, state), percent = (value) => `${Math.round(value)}`;
  find(".polls").hidden = !publics.length;
  find("#polls").textContent = `How the public of ${words.countries[state]} sees the poles`;
  find("ul.legend").replaceChildren(...Object.values(shared.answers).map(({ name, colour }) => {
    const item = made("li", "", name);
    item.prepend(swatch(colour));
    return item;
  }));
  find(".polls .small").replaceChildren(...publics.flatMap((key) => Object.keys(words.poles).map((pole) => {
    const named = publics.length > 1 ? `${words.publics[key]}: ${words.poles[pole]}` : words.poles[pole];
    const { figure, caption, svg } = small(`How ${named} is seen`), parts = pollOf(study, one, shared.answers, [key, pole]);
    const before = pollOf(study, other, shared.answers, [key, pole]);
    const told = parts.map(([name, , of], place) => `${name} ${percent(of[0])} → ${percent(of.at(-1))} %${one === other ? "" : ` (file ${percent(before[place][2].at(-1))})`}`);
    caption.append(made("strong", "", named), ` ${told.join(", ")}`);
    new Stack(svg, study.data.start).draw(parts, [], 236, 92, { ends: [0, 100], said: (tick) => `${Math.round(tick)} %`, edge: WIDER, ticks: [0, 50, 100] });
    return figure;
  })));
}

// The line that gives the same numbers.
function repeat() {
  const set = Object.entries(here.moves).map(([path, value]) => ` --set ${path}=${value}`).join("");
  find(".repeat code").textContent = `twochairs run ${words.file}${set} --seed ${shared.seed} --replicates ${runner.most}`;
  find(".repeat [role=status]").textContent = "";
}

async function copy() {
  const code = find(".repeat code"), said = find(".repeat [role=status]");
  try {
    await navigator.clipboard.writeText(code.textContent);
    said.textContent = "copied";
  } catch {
    getSelection().selectAllChildren(code);
    said.textContent = "selected; copy it with Ctrl+C";
  }
}

function saveFile() {
  const name = find("input[name=file]").value, said = find(".saved");
  if (!PLAIN_NAME.test(name)) return void (said.textContent = "This is no plain name: use letters, digits, - and _.");
  handOut(`${name}.yaml`, fileOf(shared, words, here.moves), "application/yaml");
  said.textContent = `Handed out as ${name}.yaml. The same numbers: twochairs run ${name}.yaml --replicates ${runner.most} --seed ${shared.seed}`;
}

function keep(button) {
  const { keep: kind, of } = button.dataset, name = `${here.scenario.replaceAll("/", "-")}-${here.state}-${of}`;
  if (!now) return;
  if (kind === "csv") return handOut(`${name}.csv`, csvOf(FILES[of](study, now, words, shared)), "text/csv");
  const svg = of === "map" ? find(".film .map svg") : stageOf(of).firstElementChild, title = button.closest("section").querySelector("h2").textContent;
  const moved = Object.keys(here.moves).map((path) => `${path}=${here.moves[path]}`).join(", ") || "none";
  const month = of === "map" ? `${find(".film output").textContent}. ` : "";
  const notes = [`${month}Levers moved: ${moved}`, `${words.title}; ${now.replicates} runs, seed ${shared.seed}, scenario ${words.hash}`];
  const keys = of === "why" ? termsOf(study, now.one, now.state, words) : [];
  handOut(`${name}.svg`, pictureOf(svg, title, notes, keys), "image/svg+xml");
}

function redraw() {
  if (!now) return;
  drawAlignment();
  drawPairs();
  drawWhy();
}

function attend() {
  scenario.addEventListener("change", () => go(addressOf({ scenario: scenario.value, state: here.state in (words?.countries ?? {}) ? here.state : "", moves: {} })));
  country.addEventListener("change", () => choose(country.value));
  whom.addEventListener("change", () => levers.build(study, words, here.state, whom.value === "all", here.moves));
  undo.addEventListener("click", () => go(past.undo()));
  redo.addEventListener("click", () => go(past.redo()));
  all.addEventListener("click", () => { here.moves = {}; settle(); undo.focus(); });
  save.addEventListener("click", saveFile);
  find(".repeat button").addEventListener("click", copy);
  find(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  document.addEventListener("click", (event) => { const button = event.target.closest("[data-keep]"); if (button) keep(button); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target.type === "text") return;
    event.preventDefault();
    (event.shiftKey ? redo : undo).click();
  });
  window.addEventListener("hashchange", () => go(location.hash));
  for (const name of ["alignment", "difference", "why"]) {
    const later = { get mark() { return pictures[name]?.mark; }, get month() { return pictures[name].month; }, read: (...at) => pictures[name].read(...at), monthAt: (event) => pictures[name].monthAt(event), unread: () => pictures[name]?.unread() };
    readByHand(stageOf(name), later);
  }
  new ResizeObserver(redraw).observe(stageOf("alignment"));
}

attend();
go(location.hash);
