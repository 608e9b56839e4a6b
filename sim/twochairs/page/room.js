// Chance and months: what the engine does around a month, for many replicates (lanes) side by side.

const ROTATIONS = [16, 42, 12, 31, 16, 32, 24, 21];

// One draw in (0, 1): Threefry-2x64 of 20 rounds, each word in halves of 32 bits, the low one first.
// `lows` and `highs` are the halves of the key's two words and of what both make together.
function uniform(lows, highs, month, replicate, agentLow, agentHigh) {
  let sum = month + (lows[0] >>> 0), xLow = sum | 0, yLow, yHigh;
  let xHigh = (replicate + highs[0] + (sum > 4294967295 ? 1 : 0)) | 0;
  sum = (agentLow >>> 0) + (lows[1] >>> 0);
  yLow = sum | 0;
  yHigh = (agentHigh + highs[1] + (sum > 4294967295 ? 1 : 0)) | 0;
  for (let round = 0; round < 20; round++) {
    sum = (xLow >>> 0) + (yLow >>> 0);
    xLow = sum | 0;
    xHigh = (xHigh + yHigh + (sum > 4294967295 ? 1 : 0)) | 0;
    const by = ROTATIONS[round & 7], turned = by & 31;
    const one = by < 32 ? yLow : yHigh, other = by < 32 ? yHigh : yLow;
    yLow = (turned ? (one << turned) | (other >>> (32 - turned)) : one) ^ xLow;
    yHigh = (turned ? (other << turned) | (one >>> (32 - turned)) : other) ^ xHigh;
    if ((round & 3) === 3) {
      const step = (round >> 2) + 1, first = step % 3, second = (step + 1) % 3;
      sum = (xLow >>> 0) + (lows[first] >>> 0);
      xLow = sum | 0;
      xHigh = (xHigh + highs[first] + (sum > 4294967295 ? 1 : 0)) | 0;
      sum = (yLow >>> 0) + (lows[second] >>> 0) + step;
      yLow = sum | 0;
      yHigh = (yHigh + highs[second] + (sum > 4294967295 ? 1 : 0)) | 0;
    }
  }
  return ((xHigh >>> 0) * 1048576 + (xLow >>> 12)) * 2.220446049250313e-16 + 1.1102230246251565e-16;
}

// All draws of a month, (draw, replicate), for replicates 0, 1, 2 and so on.
function drawn(data, month, replicates) {
  const {seed, stream, agent} = data.chance, made = new Float64Array(stream.length * replicates);
  for (let i = 0; i < stream.length; i++) {
    const lows = Int32Array.of(seed[0], stream[i], seed[0] ^ stream[i] ^ 0xa9fc1a22);
    const highs = Int32Array.of(seed[1], 0, seed[1] ^ 0x1bd11bda);
    for (let k = 0; k < replicates; k++)
      made[i * replicates + k] = uniform(lows, highs, month, k, agent[i][0], agent[i][1]);
  }
  return made;
}

// A list in which [value, times] stands for as many of a value, as an array of a kind; what is infinite is a text.
function spreadOut(list, kind) {
  const every = [];
  for (const one of list)
    if (Array.isArray(one)) for (let i = 0; i < one[1]; i++) every.push(+one[0]);
    else every.push(+one);
  return kind.from(every);
}

// Arrays of a world of so many lanes, bound to the months.
function room(data, lanes) {
  const {world} = data;
  const values = new Float64Array(world.slots * lanes), every = new Float64Array(data.chance.stream.length * lanes);
  const fresh = [];
  const made = world.arrays.map(([kind, what, count]) => {
    if (kind === "value") return values.subarray(what * lanes);
    if (kind === "draw") return every.subarray(what * lanes);
    if (kind === "lanes") {
      const scratch = new Float64Array(what * lanes);
      fresh.push([scratch, null]);
      return scratch;
    }
    const array = spreadOut(what, kind === "whole" ? Int32Array : Float64Array);
    fresh.push([array, array.slice()]);
    return array;
  });
  const numbers = Float64Array.from(world.numbers);
  const [start, step] = months(made, world.sizes.map(size => size ?? lanes), numbers);
  return {lanes, values, every, made, fresh, numbers, start, step};
}

// Whether a number among the first `count` is none, or infinite.
function spoiled(values, count) {
  let a = 0, b = 0, i = 0;
  for (; i + 1 < count; i += 2) {
    a += values[i] * 0;
    b += values[i + 1] * 0;
  }
  if (i < count) a += values[i] * 0;
  return a + b !== 0;
}

// Run every lane of a room from its start, with slots set in their months (0 is the start); `keep(month, values)` is
// given the start and each month. Gives the first month with a number that is not finite, or 0.
function through(room, data, {start, numbers, constants}, moved, chance, keep, months = data.months) {
  const {lanes, values, every} = room, checked = data.world.checked * lanes;
  for (const [array, from] of room.fresh) from ? array.set(from) : array.fill(0);
  for (const [array, place, value] of constants) room.made[array][place] = value;
  room.numbers.set(numbers);
  for (let slot = 0; slot < start.length; slot++) values.fill(start[slot], slot * lanes, slot * lanes + lanes);
  const set = now => {
    for (const [slot, value, month] of moved) if (month === now) values.fill(value, slot * lanes, slot * lanes + lanes);
  };
  set(0);
  every.fill(0.5);
  room.start();
  keep(0, values);
  for (let month = 1; month <= months; month++) {
    if (data.noise) chance(month, every);
    set(month);
    room.step(month);
    if (spoiled(values, checked)) return month;
    keep(month, values);
  }
  return 0;
}

// 64 bits of some numbers, in hexadecimal: two sums of their words, each stirred together with its place.
function hashed(numbers) {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
  let one = 0, other = 0;
  for (let i = 0; i < words.length; i++) {
    let word = Math.imul(words[i] ^ Math.imul(i, 0x9e3779b1), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 15), 0xc2b2ae35);
    word ^= word >>> 13;
    one = (one + word) | 0;
    other = (other + Math.imul(word ^ (word >>> 16), 0x27d4eb2f)) | 0;
  }
  return [one, other].map(half => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
