// The map: states in the colours of a month, which may play; a state that is pressed is chosen.

class Film {
  constructor(figure, choose) {
    Object.assign(this, { figure, choose, data: {}, drawn: null });
  }

  // Another case's states, from its template.
  of(template, words, months) {
    const svg = template.content.firstElementChild.cloneNode(true), fresh = this.figure.cloneNode(true);
    fresh.querySelector(".map").replaceChildren(svg);
    fresh.querySelector("input").max = months.length - 1;
    fresh.querySelector("input").value = months.length - 1;
    this.figure.replaceWith(fresh);
    Object.assign(this, { figure: fresh, drawn: null });
    const happens = months.map((month) => words.events[month] ?? "");
    this.data = { months, names: words.countries, happens, values: {}, colours: {}, inks: {} };
    for (const area of svg.querySelectorAll("[data-key]")) area.addEventListener("click", () => this.choose(area.dataset.key));
  }

  // Medians of each state, month by month, and which state is chosen.
  show(values, { shades, inks }, state) {
    const shade = (value) => shades[Math.round((Math.min(Math.max(value, -1), 1) + 1) * 100)];
    const colours = Object.fromEntries(Object.entries(values).map(([key, of]) => [key, of.map(shade)]));
    Object.assign(this.data, { values, colours, inks });
    this.mark(state);
    if (this.drawn) this.drawn();
    else this.drawn = playable(this.figure, this.data);
  }

  // The chosen state has an outline over its neighbours, and its value under its name.
  mark(state) {
    const svg = this.figure.querySelector(".map svg"), value = svg.querySelector(".value");
    svg.querySelectorAll(".focus").forEach((one) => one.remove());
    for (const area of svg.querySelectorAll("[data-key]")) {
      area.classList.toggle("chosen", area.dataset.key === state);
      if (area.dataset.key !== state) continue;
      let next = area;
      while (next.nextElementSibling?.matches("path")) next = next.nextElementSibling;
      next.after(area);
    }
    const label = [...svg.querySelectorAll("[data-label]:not(.value)")].find((one) => one.dataset.label === state);
    if (!value) return;
    value.setAttribute("visibility", label ? "visible" : "hidden");
    if (!label) return;
    value.dataset.label = value.dataset.value = state;
    const [x, y] = svg.matches(".network") ? this.underCircle(svg, state) : this.underName(label);
    value.setAttribute("x", x);
    value.setAttribute("y", y);
  }

  underName(label) {
    const [x, y, size] = ["x", "y", "font-size"].map((name) => Number(label.getAttribute(name)));
    return [x, y + size];
  }

  // Under a circle of a network, with room for its name between.
  underCircle(svg, state) {
    const circle = [...svg.querySelectorAll("[data-key]")].find((one) => one.dataset.key === state).getBBox();
    return [circle.x + circle.width / 2, circle.y + circle.height + 44];
  }
}
