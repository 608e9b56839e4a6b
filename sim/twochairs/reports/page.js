"use strict";
// Reads values off figures, and plays maps. Without it the page shows all the same.

const tip = document.getElementById("tip");
const dataOf = (figure) => {
  const block = figure.querySelector('script[type="application/json"]');
  return block ? JSON.parse(block.textContent) : null;
};
// Decimals as Python has them: of two that are as near, the even one.
const fixed = (value, digits) => {
  const text = value.toFixed(digits), tie = Math.abs(value) * 2 ** (digits + 1) % 2 === 1;
  return tie && text.at(-1) % 2 ? (value - Math.sign(value) * 0.5 * 10 ** -digits).toFixed(digits) : text;
};
const shown = (value, digits) => fixed(value, digits).replace("-", "−");
const worded = (value, panel) =>
  value === null ? "–" : Array.isArray(value)
    ? `${shown(value[0], panel.digits)} to ${shown(value[1], panel.digits)}${panel.unit}`
    : `${shown(value, panel.digits)}${panel.unit}`;

function lines(panel, place) {
  const head = [panel.title, panel.places[place]].filter(Boolean).join(", ");
  return [head, ...Object.entries(panel.numbers).map(([name, all]) => `${name}: ${worded(all[place], panel)}`)].join("\n");
}

// The place of a panel nearest to a point: along one axis where places are columns or rows.
function nearest(panel, x, y) {
  let best = -1, least = Infinity;
  for (let place = 0; place < panel.places.length; place++) {
    const dx = panel.x ? panel.x[place] - x : 0, dy = panel.y ? panel.y[place] - y : 0;
    const far = dx * dx + dy * dy;
    if (far < least) { least = far; best = place; }
  }
  return best;
}

function distance(panel, x, y) {
  const [left, top, right, bottom] = panel.box;
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}

function say(text, x, y) {
  tip.textContent = text;
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, window.innerWidth - box.width - 4))}px`;
  tip.style.top = `${Math.max(4, y + 16 + box.height > window.innerHeight ? y - box.height - 10 : y + 16)}px`;
}

// Takes away the mark of the figure that was read last.
let unmarked = () => {};
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".stage, .film svg")) return;
  tip.hidden = true;
  unmarked();
});

function readable(stage, broad) {
  const panels = dataOf(stage);
  const svg = stage.querySelector("svg");
  if (!panels || !panels.length) return panels;
  panels.forEach((panel, index) => {
    panel.places ??= (broad ?? panels)[broad ? index : index - 1].places;
    panel.numbers ??= broad?.[index].numbers;
  });
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "path");
  mark.setAttribute("class", "mark");
  svg.append(mark);
  let at = [0, -1];

  const unmark = () => mark.setAttribute("d", "");
  const hide = () => { tip.hidden = true; unmark(); };

  function show(which, place, x, y) {
    const panel = panels[which], [left, top, right, bottom] = panel.box;
    at = [which, place];
    if (unmarked !== unmark) unmarked();
    unmarked = unmark;
    const px = panel.x ? panel.x[place] : null, py = panel.y ? panel.y[place] : null;
    mark.setAttribute("d", px !== null && py !== null
      ? `M${px - 4} ${py}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0` : px !== null ? `M${px} ${top}V${bottom}` : `M${left} ${py}H${right}`);
    if (x === undefined) {
      const spot = new DOMPoint(px ?? (left + right) / 2, py ?? (top + bottom) / 2).matrixTransform(svg.getScreenCTM());
      [x, y] = [spot.x, spot.y];
    }
    say(lines(panel, place), x, y);
  }

  const point = (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const far = panels.map((panel) => distance(panel, spot.x, spot.y));
    const closest = Math.min(...far);
    if (closest > 6) { hide(); return; }
    // Several scenarios may share one panel: the one with the nearest place is read.
    const which = far.map((one, index) => index).filter((index) => far[index] === closest)
      .map((index) => [index, nearest(panels[index], spot.x, spot.y)])
      .map(([index, place]) => [index, place, Math.abs((panels[index].y ? panels[index].y[place] : spot.y) - spot.y)])
      .sort((one, other) => one[2] - other[2])[0];
    if (which[1] >= 0) show(which[0], which[1], event.clientX, event.clientY);
  };
  stage.addEventListener("pointermove", point);
  stage.addEventListener("pointerdown", point);
  // What a finger has brought up stays until the next touch elsewhere.
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") hide(); });
  stage.addEventListener("blur", hide);
  stage.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (event.key === "Escape") hide();
    if (!steps) return;
    event.preventDefault();
    const which = Math.min(Math.max(at[0] + steps[0], 0), panels.length - 1);
    const place = Math.min(Math.max(at[1] + steps[1], 0), panels[which].places.length - 1);
    if (place >= 0) show(which, place);
  });
  return panels;
}

// Gives what shows the month anew once the data have changed.
function playable(figure, data) {
  const controls = figure.querySelector(".controls"), range = controls.querySelector("input");
  const button = controls.querySelector("button"), output = controls.querySelector("output");
  const areas = [...figure.querySelectorAll("[data-key]")];
  const labels = [...figure.querySelectorAll("[data-label]")].filter((label) => label.hasAttribute("stroke"));
  const values = [...figure.querySelectorAll("[data-value]")], happens = figure.querySelector(".happens");
  const signed = (value) => (shown(Math.abs(value), 2) === "0.00" ? "0.00" : (value > 0 ? "+" : "") + shown(value, 2));
  let timer = null;

  function show(month) {
    happens.textContent = data.happens[month] ?? "";
    for (const value of values) value.textContent = signed(data.values[value.getAttribute("data-value")][month]);
    range.value = month;
    output.textContent = data.months[month];
    range.setAttribute("aria-valuetext", data.months[month]);
    for (const label of labels) {
      const ink = data.inks[data.colours[label.getAttribute("data-label")]?.[month]];
      if (!ink) continue;
      label.setAttribute("fill", ink);
      label.setAttribute("stroke", ink === "#ffffff" ? "#111111" : "#ffffff");
    }
    for (const area of areas) {
      const key = area.getAttribute("data-key"), colours = data.colours[key];
      if (!colours) continue;
      area.setAttribute("fill", colours[month]);
      const title = area.querySelector("title");
      if (title) title.textContent = `${data.names[key]}, ${data.months[month]}: ${signed(data.values[key][month])}`;
    }
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
    button.setAttribute("aria-pressed", "false");
  }
  function play() {
    if (Number(range.value) >= data.months.length - 1) show(0);
    button.textContent = "Pause";
    button.setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      const next = Number(range.value) + 1;
      if (next >= data.months.length) stop(); else show(next);
    }, 100);
  }
  button.addEventListener("click", () => (timer === null ? play() : stop()));
  range.addEventListener("input", () => { stop(); show(Number(range.value)); });
  const point = (event) => {
    const title = event.target.closest("[data-key]")?.querySelector("title");
    if (title) say(title.textContent, event.clientX, event.clientY); else tip.hidden = true;
  };
  const map = figure.querySelector("svg");
  map.addEventListener("pointermove", point);
  map.addEventListener("pointerdown", point);
  map.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") tip.hidden = true; });
  controls.hidden = false;
  show(Number(range.value));
  return () => show(Number(range.value));
}

document.querySelectorAll("figure.plot").forEach((figure) => {
  const broad = readable(figure.querySelector(".stage.broad"));
  const narrow = figure.querySelector(".stage.narrow");
  if (narrow) readable(narrow, broad);
});
document.querySelectorAll("figure.film:has(script)").forEach((figure) => playable(figure, dataOf(figure)));

// What is folded is printed too.
let unfolded = [];
window.addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("details:not([open])")];
  unfolded.forEach((one) => { one.open = true; });
});
window.addEventListener("afterprint", () => { unfolded.forEach((one) => { one.open = false; }); });

// What is folded opens when the contents lead to it.
document.querySelectorAll("nav a").forEach((link) => link.addEventListener("click", () => {
  const fold = document.getElementById(link.hash.slice(1))?.closest("details");
  if (fold) fold.open = true;
}));
