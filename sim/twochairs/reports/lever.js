// "Move a lever": the model of `twochairs` runs in the page, once it has given the numbers of Python.

const PAUSE = 60, SOON = 30;  // Milliseconds at rest before all runs, and before the first.

const bench = document.querySelector(".bench"), section = bench.closest("section");
const find = (selector) => bench.querySelector(selector);
const [pole, country, lever] = ["pole", "country", "lever"].map((name) => find(`select[name=${name}]`));
const slide = new Slide(find(".slide")), chips = find(".chips"), back = find(".back button"), stage = find(".stage");
const words = JSON.parse(find(".words").textContent);

let study, runner, chart, asked = false, ready = false, moves = {}, now = null, frame = 0, pause = 0;

const named = (select, key) => [...select.options].find((one) => one.value === key).text;
const path = () => [pole, lever, country].map((one) => one.value).join(".");

function nameOf(at) {
  const [whose, what, whom] = at.split(".");
  return `${named(lever, what)}: ${named(pole, whose)} towards ${named(country, whom)}`;
}

// The lever that is chosen, and the slider at its value.
function choose() {
  slide.at(path(), study.lever(path()), moves, nameOf(path()), words.units[lever.value]);
}

function moved() {
  slide.moved(moves);
  listed();
}

function listed() {
  const said = (at) => `${nameOf(at)}, ${plain(study.lever(at).start)} → ${plain(moves[at])}`;
  chips.replaceChildren(...chipsOf(moves, said, putBack));
  back.hidden = !chips.children.length;
}

function putBack(at, place) {
  delete moves[at];
  settle();
  (chips.querySelectorAll("button")[place] ?? slide.input).focus();
}

function show(replicates) {
  try {
    now = { one: runner.runs(moves, replicates), other: runner.baseline(replicates), replicates, state: country.value };
  } catch (error) {
    now = null;
    find(".found").textContent = `With these levers the model does not run: ${error.message}.`;
    return;
  }
  const where = named(country, now.state), same = now.one === now.other, why = find(".causes");
  draw();
  find(".found").textContent = sentence(study, now, where, words.spoken[now.state]);
  find(".changes caption").textContent =
    `${where}: means and shares of ${replicates} runs; changes are of pairs under the same chance`;
  changes(study, now, find(".changes tbody"), words);
  first(now);
  why.parentElement.hidden = same;
  why.caption.textContent = `Why it changed: what the difference of ${words.spoken[now.state].own} target is made of in the last year`;
  if (!same) causes(study, now, why.tBodies[0], words);
}

// The first screen's table has a column of what the levers change, beside that of the run which has them as in the file.
function first({ one, other, replicates, state }) {
  const table = document.querySelector(".ends");
  table?.querySelectorAll(".here").forEach((cell) => cell.remove());
  if (!table || one === other || state !== table.dataset.country) return;
  const made = (kind, line, text) => {
    const cell = Object.assign(document.createElement(kind), { className: "here n", textContent: text });
    line.cells[1].after(cell);
    return cell;
  };
  made("th", table.tHead.rows[0], `Levers moved, ${replicates} pairs`).scope = "col";
  for (const line of table.tBodies[0].rows) {
    const of = line.dataset.of?.split(" ") ?? [], cell = made("td", line, "–"), share = of[0] !== "alignment";
    if (!of.length || !study.data.series[of[0]]) continue;
    const apart = study.apart(one, other, study.data.months, ...of, state), said = share ? points : plus;
    cell.textContent = `${said(apart.mean)}${share ? " pts" : ""} `;
    cell.appendChild(document.createElement("small")).textContent = apart.varied ? `(${interval(apart, said)})` : "";
    cell.classList.toggle("untold", apart.varied && apart.low <= 0 && apart.high >= 0);
  }
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
  frame = requestAnimationFrame(() => show(runner.fewest));
}

function settle() {
  cancelAnimationFrame(frame);
  clearTimeout(pause);
  choose();
  listed();
  show(runner.most);
  repeat();
}

// The line that gives the same numbers.
function repeat() {
  const [begin, end] = words.command, set = Object.entries(moves).map(([at, value]) => ` --set ${at}=${value}`).join("");
  find(".repeat span").textContent = begin
    ? "The same numbers, from the folder of this result:"
    : "The same numbers, added to the command that made this result and says which constants are drawn:";
  find(".repeat code").textContent = `${begin}${set}${end} --replicates ${runner.most}`.trim();
  find(".repeat [role=status]").textContent = "";
}

// The engine begins when it comes near the view, or is touched.
function begin() {
  if (asked) return;
  asked = true;
  find(".proof").textContent = "The model runs here for the first time…";
  setTimeout(prove, SOON);
}

function prove() {
  const why = runner.prove();
  if (why) return refuse(why);
  find(".proof").textContent = runner.proof();
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
  slide.input.addEventListener("input", () => { moved(); if (ready) drag(); });
  slide.input.addEventListener("change", () => { if (ready) pause = setTimeout(settle, PAUSE); });
  back.addEventListener("click", () => { moves = {}; settle(); slide.input.focus(); });
  find(".repeat button").addEventListener("click", () => copied(find(".repeat code"), find(".repeat [role=status]")));
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
  runner = new Runner(study);
  chart = new Chart(find("svg"), study.data.start);
  choose();
  attend();
} catch (error) {
  refuse(`the model cannot be read in this browser: ${error.message}`);
}
