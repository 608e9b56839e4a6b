// A lever under the finger: its slider, and chips for those that are moved.

class Slide {
  constructor(box) {
    [this.label, this.input, this.output, this.later] = ["label", "input", "output", ".later"].map((part) => box.querySelector(part));
  }

  // Shows a lever as it stands. What is moved towards every state is what one state's own is moved from.
  at(path, found, moves, name, unit) {
    const [place, since] = path.split("@"), [pole, lever, state] = place.split("."), broad = `${pole}.${lever}${since ? `@${since}` : ""}`;
    const before = (state && moves[broad]) ?? found.start ?? found.usual;
    Object.assign(this, { path, found, unit, before, stops: stopsOf(found, [before, moves[path] ?? before]) });
    this.label.textContent = name;
    this.later.textContent = caution(found);
    this.input.max = this.stops.length - 1;
    this.input.disabled = found.fixed;
    this.input.value = this.stops.indexOf(moves[path] ?? before);
    this.tell();
  }

  get value() {
    return this.stops[this.input.value];
  }

  tell() {
    const { start, usual, since, held } = this.found, value = this.value, file = plain(start ?? usual), where = since ? "until then" : "in the file";
    const same = start === null ? `; ${where} ${file} for most` : `; ${where} ${file}`;
    const far = value !== start && beyond(held, value) ? `; beyond the record (${spanned(held.low, held.high)})` : "";
    this.output.textContent = meant(value, this.found, this.unit) + (value === start ? `, as ${where}` : same) + far;
    this.input.setAttribute("aria-valuetext", this.output.textContent);
  }

  // Writes where it stands into the moves.
  moved(moves) {
    if (this.value === this.before) delete moves[this.path];
    else moves[this.path] = this.value;
    this.tell();
  }
}

// A chip for each lever that is moved; pressing it puts that lever back.
function chipsOf(moves, said, putBack) {
  return Object.keys(moves).map((path, place) => {
    const item = document.createElement("li"), button = document.createElement("button"), change = said(path);
    button.type = "button";
    button.textContent = `${change} ×`;
    button.setAttribute("aria-label", `Put back ${change}`);
    button.addEventListener("click", () => putBack(path, place));
    item.append(button);
    return item;
  });
}
