// A response curve under each slider in view: where the state ends with the lever at some stops, all else as it stands.

const STOPS = 6, TALL = 34, LEAST_SPAN = 0.2;

class Responses {
  of(study, runner) {
    Object.assign(this, { study, runner, means: new Map(), over: null });
  }

  // A piece of work for each stop of each slider that can be seen.
  *missing(slides, { moves, state }) {
    for (const { slide, box } of slides) {
      if (!box.offsetParent || slide.found.fixed) continue;
      const { path } = slide, { [path]: _, ...rest } = moves, key = addressOf({ scenario: path, state, moves: rest });
      if (!this.means.has(key)) {
        const means = [];
        for (const stop of this.stops(slide.found)) {
          means.push(this.mean({ ...rest, [path]: stop }, state));
          yield;
        }
        this.means.set(key, means);
      }
      this.draw(box, slide, this.means.get(key), state);
    }
  }

  stops({ low, high }) {
    return Array.from({ length: STOPS }, (_, place) => low + (place * (high - low)) / (STOPS - 1));
  }

  mean(moves, state) {
    this.over = this.study.run(moves, this.runner.fewest, this.over);
    return this.study.mean(this.over, this.study.data.months, "alignment", state).mean;
  }

  // A span of at least 0.2 on the upright axis, so that what hardly moves is seen to.
  draw(box, slide, means, state) {
    const { found: { low, high }, value } = slide, [least, most] = spread(means), span = Math.max(LEAST_SPAN, most - least), bottom = (least + most - span) / 2;
    const svg = box.querySelector("svg"), width = Math.max(120, svg.clientWidth), x = (at) => 8 + ((width - 16) * (at - low)) / (high - low), y = (at) => TALL - 4 - ((TALL - 8) * (at - bottom)) / span;
    const plot = new Plot(svg, ""), points = this.stops(slide.found).map((stop, place) => [x(stop), y(means[place])]);
    svg.setAttribute("viewBox", `0 0 ${width} ${TALL}`);
    svg.replaceChildren();
    plot.add("path", "line", { d: `M${points.map((each) => each.map((one) => one.toFixed(1)).join(" ")).join("L")}` });
    const place = Math.min(STOPS - 2, Math.floor(((value - low) / (high - low)) * (STOPS - 1))), [one, two] = [points[place], points[place + 1]];
    plot.add("circle", "", { cx: x(value), cy: one[1] + ((x(value) - one[0]) / (two[0] - one[0])) * (two[1] - one[1]), r: 3.5 });
    const number = (at) => `${plus(at, 2)}`, runs = this.runner.fewest;
    box.querySelector("p").textContent = `${words.countries[state]} ends at ${number(means[0])} with it at ${plain(low)}, ${number(means.at(-1))} at ${plain(high)}; mean of ${runs} run${runs === 1 ? "" : "s"} at each of ${STOPS} stops.`;
  }
}

// The place under a slider, of the same height before and after.
function responding() {
  const box = made("div", "response"), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  box.append(svg, made("p"));
  return box;
}
