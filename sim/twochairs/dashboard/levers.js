// Every lever of every pole, those in use first; a slider each.

function made(kind, named = "", text = "") {
  const element = document.createElement(kind);
  element.className = named;
  element.textContent = text;
  return element;
}

class Levers {
  // `dragged` is called while a lever is under the finger, `settled` when it was let go.
  constructor(box, dragged, settled) {
    Object.assign(this, { box, dragged, settled, slides: [], opened: null, since: 0 });
  }

  // Sliders anew, for a state or for all of them.
  build(study, words, state, every, moves) {
    this.opened = this.opened && new Set([...this.box.querySelectorAll("details[data-of][open]")].map((one) => one.dataset.of));
    Object.assign(this, { study, words, state, every, slides: [] });
    this.box.replaceChildren(...Object.keys(words.poles).map((pole, place) => this.pole(pole, place, moves)));
    this.opened ??= new Set();
    this.tell(moves);
  }

  pole(pole, place, moves) {
    const places = Object.keys(moves).map((path) => path.split("@")[0]);
    const used = ({ name, rest }) => {
      const place = this.place(pole, name), found = this.study.lever(place);
      return found.start !== rest || places.includes(place) || places.includes(`${pole}.${name}`);
    };
    const all = this.study.data.levers, some = all.filter(used), rest = all.filter((one) => !some.includes(one));
    const box = this.folded(pole, `${this.words.poles[pole]}: ${some.length} in use`, some, place === 0);
    if (rest.length) box.append(this.folded(`${pole} more`, `${rest.length} more levers`, rest, place === 0 && !some.length, pole));
    return box;
  }

  folded(key, title, levers, open, pole = key) {
    const box = made("details"), head = made("summary", "", title);
    box.dataset.of = key;
    box.open = this.opened ? this.opened.has(key) : open;
    head.dir = "auto";
    box.append(head, ...levers.map((lever) => this.slider(pole, lever)));
    return box;
  }

  slider(pole, lever) {
    const { name, meaning, unit } = lever, box = made("div", "slide"), label = made("label"), input = made("input"), output = made("output"), id = `lever-${pole}-${name}`;
    Object.assign(input, { type: "range", min: 0, step: 1, id });
    for (const one of [label, output]) one.htmlFor = id;
    const response = responding();
    box.append(label, input, output, made("p", "later"), response, standing(lever, this.study.lever(this.place(pole, name)), pole, this.state));
    const slide = new Slide(box);
    this.slides.push({ slide, box: response, pole, name, meaning, unit: unit === "1" ? "" : unit });
    input.addEventListener("input", () => { slide.moved(this.moves); this.dragged(); });
    input.addEventListener("change", () => this.settled());
    return box;
  }

  place(pole, name) {
    return this.every ? `${pole}.${name}` : `${pole}.${name}.${this.state}`;
  }

  path(pole, name) {
    return this.place(pole, name) + (this.since ? `@${monthOf(this.study.data.start, this.since)}` : "");
  }

  // Where each stands.
  tell(moves) {
    this.moves = moves;
    const then = this.since ? this.study.before(moves, this.since) : undefined, places = Object.keys(moves).map((path) => path.split("@")[0]);
    for (const { slide, box, pole, name, meaning, unit } of this.slides) {
      const path = this.path(pole, name);
      slide.at(path, this.study.lever(path, then), moves, meaning, unit);
      slide.label.title = path;
      slide.label.classList.toggle("moved", places.includes(this.place(pole, name)));
      box.hidden = slide.found.fixed;
    }
  }

  focus(path) {
    this.slides.find(({ slide }) => slide.path === path)?.slide.input.focus();
  }
}
