// "Move a lever": the model of `twochairs` runs in the page, once it has given the numbers of Python.

const FEW = 20, PAUSE = 60, SOON = 30;  // Runs while a lever is dragged; milliseconds at rest before all, and before the first.
const DRAGGED = 100, SETTLED = 1000;  // Milliseconds that runs may take while a lever is dragged, and at rest.
const TRIALS = 3;

const bench = document.querySelector(".bench"), section = bench.closest("section");
const find = (selector) => bench.querySelector(selector);
const [pole, country, lever] = ["pole", "country", "lever"].map((name) => find(`select[name=${name}]`));
const slide = find("input"), told = find("output"), chips = find(".chips"), back = find(".back button"), stage = find(".stage");
const words = JSON.parse(find(".words").textContent);

let study, chart, asked = false, ready = false, moves = {}, stops = [], fewest, most, now = null, frame = 0, pause = 0;
const baselines = new Map(), last = new Map();

const named = (select, key) => [...select.options].find((one) => one.value === key).text;
const path = () => [pole, lever, country].map((one) => one.value).join(".");

function nameOf(at) {
  const [whose, what, whom] = at.split(".");
  return `${named(lever, what)}: ${named(pole, whose)} towards ${named(country, whom)}`;
}

// The lever that is chosen, and the slider at its value.
function choose() {
  const at = path(), found = study.lever(at);
  stops = stopsOf(found);
  find(".slide label").textContent = nameOf(at);
  find(".later").textContent = caution(found);
  slide.max = stops.length - 1;
  slide.disabled = found.fixed;
  slide.value = stops.indexOf(moves[at] ?? found.start);
  tell();
}

function tell() {
  const at = path(), found = study.lever(at), value = moves[at] ?? found.start;
  const file = value === found.start ? ", as in the file" : `; in the file ${plain(found.start)}`;
  told.textContent = meant(value, found, words.units[at.split(".")[1]]) + file;
  slide.setAttribute("aria-valuetext", told.textContent);
}

function moved() {
  const value = stops[slide.value];
  if (value === study.lever(path()).start) delete moves[path()];
  else moves[path()] = value;
  tell();
  listed();
}

// A chip for each lever that is moved; pressing it puts that lever back.
function listed() {
  chips.replaceChildren(...Object.keys(moves).map(chip));
  back.hidden = !chips.children.length;
}

function chip(at, place) {
  const item = document.createElement("li"), button = document.createElement("button");
  const change = `${nameOf(at)}, ${plain(study.lever(at).start)} → ${plain(moves[at])}`;
  button.type = "button";
  button.textContent = `${change} ×`;
  button.setAttribute("aria-label", `Put back ${change}`);
  button.addEventListener("click", () => {
    delete moves[at];
    settle();
    (chips.querySelectorAll("button")[place] ?? slide).focus();
  });
  item.append(button);
  return item;
}

// Runs, each kind in memory of its own.

function baseline(replicates) {
  if (replicates === study.data.replicates) return study.baseline;
  if (!baselines.has(replicates)) baselines.set(replicates, study.run({}, replicates));
  return baselines.get(replicates);
}

function runs(replicates) {
  if (!Object.keys(moves).length) return baseline(replicates);
  last.set(replicates, study.run(moves, replicates, last.get(replicates)));
  return last.get(replicates);
}

// How many runs there is time for, at so many milliseconds each.
function inTime(each, budget) {
  const all = study.data.replicates, counts = [all, 50, FEW, 10, 5].filter((count) => count <= all);
  return counts.find((count) => count * each <= budget) ?? counts.at(-1);
}

function show(replicates) {
  try {
    now = { one: runs(replicates), other: baseline(replicates), replicates, state: country.value };
  } catch (error) {
    now = null;
    find(".found").textContent = `With these levers the model does not run: ${error.message}.`;
    return;
  }
  const where = named(country, now.state), same = now.one === now.other, why = find(".causes");
  draw();
  find(".found").textContent = sentence(study, now, where);
  find(".changes caption").textContent =
    `${where}: means and shares of ${replicates} runs; changes are of pairs under the same chance`;
  changes(study, now, find(".changes tbody"), words);
  why.parentElement.hidden = same;
  why.caption.textContent = `Why it changed: what the difference of ${where}'s target is made of in the last year`;
  if (!same) causes(study, now, why.tBodies[0], words);
}

function draw() {
  const { one, other, replicates, state } = now, kinds = one === other ? [other] : [other, one];
  const rows = kinds.map((of) => study.quantiles(of, SHARES, "alignment", state));
  chart.draw(rows, Math.max(280, stage.clientWidth));
  const ends = rows.map((row) => row.at(-1).map((value) => plus(value, 2)));
  const said = ends.map(([low, median, high]) => `median ${median}, 90 % of runs between ${low} and ${high}`);
  const label = `Alignment of ${named(country, state)} from ${monthOf(study.data.start, 0)} to ${monthOf(study.data.start, study.data.months)}. ` +
    `At the end, as in the file: ${said[0]}${said[1] ? `; levers moved: ${said[1]}` : ""}.`;
  find("svg").setAttribute("aria-label", label);
  stage.setAttribute("aria-label", `${label} Arrow keys read its values.`);
  find("figcaption span").textContent = `Alignment of ${named(country, state)}: median and middle 90 % of ${replicates} runs.`;
  find(".key.moved").hidden = one === other;
}

function drag() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  frame = requestAnimationFrame(() => show(fewest));
}

function settle() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  choose();
  listed();
  show(most);
  repeat();
}

// The line that gives the same numbers.
function repeat() {
  const [begin, end] = words.command, set = Object.entries(moves).map(([at, value]) => ` --set ${at}=${value}`).join("");
  find(".repeat span").textContent = begin
    ? "The same numbers, from the folder of this result:"
    : "The same numbers, added to the command that made this result and says which constants are drawn:";
  find(".repeat code").textContent = `${begin}${set}${end} --replicates ${most}`.trim();
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

// The engine begins when it comes near the view, or is touched.
function begin() {
  if (asked) return;
  asked = true;
  find(".proof").textContent = "The model runs here for the first time…";
  setTimeout(prove, SOON);
}

// Milliseconds of some runs as they are in the file; the first time arrays are made, too.
function timed(replicates) {
  const began = performance.now();
  baselines.set(replicates, study.run({}, replicates, baselines.get(replicates)));
  return performance.now() - began;
}

function prove() {
  const found = study.check();
  if (!found.ready) return refuse(found.why);
  const sets = study.data.draws?.sets.length ?? 1, all = study.data.replicates, some = Math.max(sets, Math.min(FEW, all));
  const each = Math.min(...Array.from({ length: TRIALS }, () => timed(some))) / some;
  fewest = Math.max(sets, Math.min(some, inTime(each, DRAGGED)));
  most = Math.max(sets, inTime(each, SETTLED));
  const slow = most < all ? ` It is slow in this browser, so ${most} runs are made at a time.` : "";
  find(".proof").textContent = `Computed here, the same as in Python: ${all} runs of ${study.data.months} months.${slow}`;
  ready = true;
  settle();
  bench.dataset.state = "ready";
}

// No lever is offered where the page may not say anything.
function refuse(why) {
  find(".moving").hidden = true;
  find(".proof").textContent = `No lever can be moved here: ${why}.`;
  bench.dataset.state = "refused";
}

function attend() {
  for (const select of [pole, country, lever]) select.addEventListener("change", () => (ready ? settle() : choose()));
  slide.addEventListener("input", () => { moved(); if (ready) drag(); });
  slide.addEventListener("change", () => { if (ready) pause = setTimeout(settle, PAUSE); });
  back.addEventListener("click", () => { moves = {}; settle(); slide.focus(); });
  find(".repeat button").addEventListener("click", copy);
  readByHand(stage, chart);
  for (const kind of ["pointerdown", "focusin"]) bench.addEventListener(kind, begin);
  const near = (seen) => { if (seen.some((one) => one.isIntersecting)) begin(); };
  new IntersectionObserver(near, { rootMargin: "200px" }).observe(bench);
  new ResizeObserver(() => { if (now) draw(); }).observe(stage);
}

section.hidden = false;
document.querySelector(`nav a[href="#${section.getAttribute("aria-labelledby")}"]`).parentElement.hidden = false;
try {
  study = twochairs.open(JSON.parse(find(".model").textContent));
  chart = new Chart(find("svg"), study.data.start);
  choose();
  attend();
} catch (error) {
  refuse(`the model cannot be read in this browser: ${error.message}`);
}
