// What a lever stands for, in place: its meaning and unit, what it costs, what it works through, where its value is from.

const COSTS = {
  effort: "It costs effort: fully pulled for a year it is one lever-year.",
  money: "It costs money: what is given, or revenue forgone.",
};

function standsFor({ name, meaning, unit, cost, through }, { held }, pole, state) {
  const words_of = (key) => (words.terms[key] ?? key.replaceAll("_", " ")).toLowerCase(), scale = unit === "1" ? "a share: 0 is not pulled, 1 is all of it" : `in ${unit}`;
  const of = words.behind[pole]?.[name] ?? {}, text = shared.behind[of[state] ?? of[""]];
  return [
    `${meaning}, ${scale}.`,
    COSTS[cost],
    through.length ? `It works through ${through.map(words_of).join(" and ")}.` : "",
    text ? `The file's value is ${text}.` : "The file gives no source for its value.",
    held ? recorded(held) : "",
  ].filter(Boolean);
}

// What the record had of it, and what there is to go by beyond.
function recorded({ low, high, anywhere, years }) {
  return `The record of ${years}, from which the rules' constants were learnt, has ${spanned(low, high)} of it here and ${spanned(...anywhere)} anywhere; what it does beyond is learnt from other states, or assumed.`;
}

// A fold with it, filled when it is opened.
function standing(lever, found, pole, state) {
  const box = made("details", "stands");
  box.append(made("summary", "", "What it stands for, and its cost"));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(...standsFor(lever, found, pole, state).map((text) => made("p", "", text)));
  });
  return box;
}

// What the levers cost each pole up to the end, where that is not what it costs otherwise.
const SPENT = { effort_spent: ["effort, lever-years", 1], money_spent: ["money, bn USD", 3] }, LEAST = 5e-4;

function costs({ one, other }, body) {
  if (one === other) return;
  for (const [quantity, [unit, digits]] of Object.entries(SPENT))
    for (const [pole, name] of Object.entries(words.poles)) {
      const end = study.data.months, apart = study.has(other, quantity, pole) && study.apart(one, other, end, quantity, pole);
      if (!apart || Math.abs(apart.mean) < LEAST) continue;
      const [before, after] = [other, one].map((runs) => shown(study.mean(runs, end, quantity, pole).mean, digits)), change = (value) => plus(value, digits);
      row(body, [`${name} has spent: ${unit}`, before, after, change(apart.mean), interval(apart, change)]);
    }
}
