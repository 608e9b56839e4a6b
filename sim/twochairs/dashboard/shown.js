// What the page shows of the runs that are there: `now` has those with levers moved, those as in the file, and the state.

function show(replicates) {
  try {
    const other = pins.runsOf(here.against, replicates), named = comparedOf(here.against, here.pins);
    now = { one: runner.runs(here.moves, replicates), other, replicates, state: here.state, named };
  } catch (error) {
    now = null;
    find(".found").textContent = `With these levers the model does not run: ${error.message}.`;
    return false;
  }
  const where = words.countries[now.state];
  drawAlignment();
  find(".found").textContent = sentence(study, now, where);
  heads();
  find(".changes caption").textContent = `${where}: means and shares of ${replicates} runs; changes are of pairs under the same chance`;
  changes(study, now, find(".changes tbody"), words);
  costs(now, find(".changes tbody"));
  return true;
}

// What is compared with what, wherever it is called by name.
function heads() {
  const { named } = now, mine = Object.keys(here.moves).length || !here.against ? "levers moved" : "this scenario";
  document.querySelectorAll(".key.base").forEach((one) => { one.textContent = named.long; });
  document.querySelectorAll(".key.moved").forEach((one) => { one.textContent = mine; });
  for (const name of ["alignment", "declared"]) pictures[name].names = [named.long, mine];
  const [, before, after] = find(".changes thead").rows[0].cells;
  [before.textContent, after.textContent] = [named.head, `${mine[0].toUpperCase()}${mine.slice(1)}`];
  find("#changed").textContent = here.against ? `What differs from ${named.long}` : "What the levers change";
  find("#caused").textContent = here.against ? `Why it differs from ${named.long}` : "Why it changed";
}

const wide = (name) => Math.max(280, stageOf(name).clientWidth);

function drawAlignment() {
  const { one, other, replicates, state } = now, kinds = one === other ? [other] : [other, one], where = words.countries[state];
  const rows = kinds.map((runs) => study.quantiles(runs, BANDS, "alignment", state)), seen = words.seen.alignment[state] ?? [];
  const phone = matchMedia("(max-width: 50rem)").matches, bands = `${replicates} runs${here.constants && !phone ? " of chance and constants" : ""}: median, middle 50 % and 90 %.`;
  pictures.alignment.draw(rows, wide("alignment"), phone ? 160 : HEIGHT, seen, pins.drawn(here));
  const said = rows.map((all) => all.at(-1).map((value) => plus(value, 2))).map((of) => `median ${of[2]}, 90 % of runs between ${of[0]} and ${of[4]}`);
  label("alignment", `Alignment of ${where}. At the end, ${now.named.long}: ${said[0]}${said[1] ? `; ${pictures.alignment.names[1]}: ${said[1]}` : ""}.`);
  find("#seen").textContent = `Where ${where} leans`;
  find(".seen figcaption span").textContent = phone ? bands : `Alignment in ${bands}`;
  find(".seen .key.moved").hidden = one === other;
  find(".seen .key.observed").hidden = !seen.length;
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
  drawDeclared();
  drawWhy();
  whyRows(study, one, state, words, find(".terms").tBodies[0]);
  find("#why").textContent = `Why ${where} leans as it does`;
  const rows = Object.fromEntries(Object.keys(words.countries).map((key) => [key, (same ? [other] : [other, one]).filter((runs) => study.has(runs, "alignment", key)).map((runs) => study.quantiles(runs, SHARES, "alignment", key))]));
  film.show(Object.fromEntries(Object.entries(rows).map(([key, of]) => [key, of.at(-1).map(middle)])), shared, state);
  states(rows);
  polls();
}

function drawPairs() {
  if (!now || now.one === now.other) return;
  pictures.difference.draw(pairsOf(study, now), wide("difference"), 200);
  label("difference", `What the levers change of the alignment of ${words.countries[now.state]}, month by month.`);
}

function drawDeclared() {
  const { one, other, state } = now, name = words.declared, there = Boolean(study.data.series[name]), seen = words.seen.declared[state] ?? [];
  find(".declared").hidden = !there;
  if (!there) return;
  const rows = (one === other || !study.has(other, name, state) ? [one] : [other, one]).map((runs) => study.quantiles(runs, BANDS, name, state));
  pictures.declared.draw(rows, wide("declared"), 200, seen);
  find(".declared .key.observed").hidden = !seen.length;
  find(".declared .key.moved").hidden = one === other;
  label("declared", `Share of declarations that ${words.countries[state]} joins, month by month.`);
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
    caption.append(button, made("span", "", ` ${start} → ${end}${of.length > 1 ? `, ${now.named.short} ${plus(middle(of[0].at(-1)), 2)}` : ""}`));
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
    const before = one !== other && study.has(other, "ally", key, pole) && pollOf(study, other, shared.answers, [key, pole]);
    const told = parts.map(([name, , of], place) => `${name} ${percent(of[0])} → ${percent(of.at(-1))} %${before ? ` (${now.named.short} ${percent(before[place][2].at(-1))})` : ""}`);
    caption.append(made("strong", "", named), ` ${told.join(", ")}`);
    new Stack(svg, study.data.start).draw(parts, [], 236, 92, { ends: [0, 100], said: (tick) => `${Math.round(tick)} %`, edge: WIDER, ticks: [0, 50, 100] });
    return figure;
  })));
}

function redraw() {
  if (!now) return;
  drawAlignment();
  drawPairs();
  drawDeclared();
  drawWhy();
}
