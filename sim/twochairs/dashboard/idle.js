// Work for when nobody moves a lever: a piece at a time, and none of it once one is moved.

const REST = 400, BETWEEN = 15;  // Milliseconds before the first piece, and between two, in which a lever is heard.

class Idle {
  // `pieces` is a generator: what it does between two yields is a piece.
  start(pieces) {
    this.stop();
    const next = () => { if (!pieces.next().done) this.timer = setTimeout(next, BETWEEN); };
    this.timer = setTimeout(next, REST);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
