// What is handed out as a file: scenarios, pictures with their looks, numbers.

function handOut(name, text, kind) {
  const link = document.createElement("a"), address = URL.createObjectURL(new Blob([text], { type: kind }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A cell that no spreadsheet takes for a formula; numbers with every digit.
function cell(value) {
  if (typeof value === "number") return value === value ? String(value) : "";
  const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvOf = (rows) => rows.map((one) => `${one.map(cell).join(",")}\n`).join("");

const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "font-size", "font-family", "font-weight"];
const PER_ROW = 4;  // keys of colours below a picture

// A picture as a file of its own: what a style sheet gave it stands at each element, and below it what it shows.
function pictureOf(svg, title, notes, keys = []) {
  const copy = svg.cloneNode(true), { x, y, width, height } = svg.viewBox.baseVal, from = [...svg.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((one, place) => {
    const looks = getComputedStyle(from[place]);
    for (const look of LOOKS) one.setAttribute(look, looks.getPropertyValue(look));
    one.removeAttribute("class");
  });
  const size = width / 55, paper = getComputedStyle(document.body).backgroundColor, ink = getComputedStyle(document.body).color;
  const lines = [title, ...notes].map((text, place) => {
    const line = document.createElementNS(svg.namespaceURI, "text");
    const at = { x: x + 4, y: place ? y + height + 1.6 * size * place : y - 0.8 * size, "font-size": place ? 0.85 * size : size };
    for (const [key, value] of Object.entries({ ...at, fill: ink, "font-family": "sans-serif" })) line.setAttribute(key, value);
    line.textContent = text;
    return line;
  });
  const square = (at) => {
    const made = document.createElementNS(svg.namespaceURI, "rect");
    for (const [key, value] of Object.entries(at)) made.setAttribute(key, value);
    return made;
  };
  const under = y + height + 1.6 * size * (notes.length + 1), across = width / PER_ROW, rows = Math.ceil(keys.length / PER_ROW);
  keys.forEach(([name, colour], place) => {
    const at = { x: x + 4 + across * (place % PER_ROW), y: under + 1.6 * size * Math.floor(place / PER_ROW) };
    const line = lines[1].cloneNode();
    line.setAttribute("x", at.x + 1.4 * size);
    line.setAttribute("y", at.y);
    line.textContent = name;
    copy.append(square({ x: at.x, y: at.y - 0.8 * size, width: size, height: size, fill: colour }), line);
  });
  const top = y - 2.5 * size, all = height + (3.5 + 1.6 * (notes.length + rows)) * size;
  copy.prepend(square({ x, y: top, width, height: all, fill: paper }));
  copy.append(...lines);
  copy.setAttribute("viewBox", `${x} ${top} ${width} ${all}`);
  copy.removeAttribute("class");
  return new XMLSerializer().serializeToString(copy);
}

// Text in double quotes as YAML has it: what is no plain character by its number.
function quoted(text) {
  const code = (one) => `\\U${one.codePointAt(0).toString(16).toUpperCase().padStart(8, "0")}`;
  return JSON.stringify(text).replace(/[^\x20-\x7e]/gu, code);
}

const broadFirst = (one, other) => one.split(".").length - other.split(".").length;

// Items that stand first in a timeline: what is set in each month, so that whatever else the month has follows it.
function dated(moves, text) {
  const each = Object.keys(moves).filter((path) => path.includes("@")).sort(broadFirst), months = [...new Set(each.map((path) => path.split("@")[1]))];
  return months.sort().map((month) => {
    const set = each.filter((path) => path.endsWith(`@${month}`)).map((path) => `${path.split("@")[0]}: ${moves[path]}`).join(", ");
    let name = `levers moved, ${month}`;
    while (text.some((line) => line.includes(name))) name += ", again";
    return `- {name: ${quoted(name)}, at: ${month}, set: {${set}}}`;
  });
}

// The scenario with its levers as they are moved, as a file that runs by itself.
function fileOf({ head, lines }, words, moves) {
  const text = [];
  for (let place = 0; place < words.lines.length; place += 2)
    text.push(...lines.slice(words.lines[place], words.lines[place] + words.lines[place + 1]));
  const items = dated(moves, text), at = text.findIndex((line) => /^timeline:/.test(line));
  if (items.length) text.splice(at, 1, "timeline:", ...items);
  const paths = Object.keys(moves).filter((path) => !path.includes("@")).sort(broadFirst), moved = Object.keys(moves).length;
  const set = paths.map((path) => `  ${path}: ${moves[path]}\n`).join(""), title = `${words.title}${moved ? ", levers moved" : ""}`;
  return `${head}title: ${quoted(title)}\n${text.join("\n")}\n${set && `overrides:\n${set}`}`;
}

// The buttons that hand out a scenario, a picture, numbers.

function saveFile() {
  const name = find("input[name=file]").value, said = find(".saved");
  if (!PLAIN_NAME.test(name)) return void (said.textContent = "This is no plain name: use letters, digits, - and _.");
  handOut(`${name}.yaml`, fileOf(shared, words, here.moves), "application/yaml");
  const same = here.constants ? "It holds the file's constants, so it repeats chance alone" : "The same numbers";
  said.textContent = `Handed out as ${name}.yaml. ${same}: twochairs run ${name}.yaml --replicates ${runner.most} --seed ${shared.seed}`;
}

function keep(button) {
  const { keep: kind, of } = button.dataset, name = `${here.scenario.replaceAll("/", "-")}-${here.state}-${of}`;
  if (!now) return;
  if (kind === "csv") return handOut(`${name}.csv`, csvOf(FILES[of](study, now, words, shared)), "text/csv");
  const svg = of === "map" ? find(".film .map svg") : stageOf(of).firstElementChild, title = button.closest("section").querySelector("h2").textContent;
  const moved = Object.keys(here.moves).map((path) => `${path}=${here.moves[path]}`).join(", ") || "none";
  const month = of === "map" ? `${find(".film output").textContent}. ` : "";
  const spread = here.constants ? " of chance and constants" : "";
  const notes = [`${month}Levers moved: ${moved}`, `${words.title}; ${now.replicates} runs${spread}, seed ${shared.seed}, scenario ${words.hash}`];
  const keys = of === "why" ? termsOf(study, now.one, now.state, words) : [];
  handOut(`${name}.svg`, pictureOf(svg, title, notes, keys), "image/svg+xml");
}
