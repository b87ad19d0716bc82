"use strict";
(() => {
  const setting = JSON.parse(document.getElementById("setting").textContent);
  const hosts = [...document.querySelectorAll("[data-chart]")];
  const read = (host, kind) => {
    const found = document.querySelector(`[data-${kind}="${host.dataset.chart}"]`);
    return found && JSON.parse(found.textContent);
  };
  const specs = new Map(hosts.map((host) => [host, read(host, "spec")]));
  const narrow = new Map(hosts.map((host) => [host, read(host, "narrow") ?? specs.get(host)])); // for a telephone
  const beside = new Map(); // what axes and legend need beside the plot [px], known once it is drawn
  const drawn = new Map(); // how each chart was drawn last, and what of it can be closed
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;

  const PAPER = 760; // [px] drawn for an A4 sheet, a tenth more than it has between its margins
  const USUAL = 42; // [px] what axis and padding take of most charts
  const LAST = 3; // times that a chart is drawn at most to fit
  const SHORT = 28; // [px] below it a name is cut with one dot, not three
  const SLIVER = 18; // [px] below it no name says anything
  const NARROW = 520; // [px] below it a legend has two columns

  // no eval (`ast`), no menu, no styles but ours
  const options = { renderer: "svg", ast: true, actions: false, defaultStyle: false, tooltip: { disableDefaultStyle: true } };

  // Data keep their words: only what says how a chart looks is changed, and colours of words that data carry.
  const inked = (row) => ("ink" in row ? { ...row, ink: setting.swaps[row.ink] ?? row.ink } : row);
  const inkedAll = (sets) => Object.fromEntries(Object.entries(sets).map(([name, rows]) => [name, rows.map(inked)]));

  function dressed(part, width, swap, key) {
    if (key === "datasets") return swap ? inkedAll(part) : part;
    if (Array.isArray(part)) return part.map((one) => dressed(one, width, swap));
    if (part !== null && typeof part === "object") {
      const named = Object.entries(part).map(([name, one]) => [name, dressed(one, width, swap, name)]);
      const found = Object.fromEntries(named);
      // [px] of a name in the plot
      if ("type" in part && typeof part.limit === "number") {
        found.limit = Math.round(part.limit * Math.min(1, width / setting.width));
        if (found.limit < SHORT) found.ellipsis = ".";
        if (found.limit < SLIVER) found.opacity = 0;
      }
      return found;
    }
    if (key === "width" && part === setting.width) return width;
    if (key === "fontSize") return Math.max(part, width < NARROW ? 11 : 10); // [px] of letters
    if (key === "limit" && typeof part === "number") return Math.min(part, width);
    return (swap && typeof part === "string" && setting.swaps[part.toLowerCase()]) || part;
  }

  async function draw(host) {
    const room = printing ? PAPER : host.parentElement.clientWidth;
    const swap = dark.matches && !printing;
    const how = `${room} ${swap}`;
    if (!room || drawn.get(host)?.how === how) return;
    drawn.get(host)?.closed?.();
    drawn.set(host, { how });
    const chosen = (room < NARROW ? narrow : specs).get(host);
    for (let turn = 0; turn < LAST; turn += 1) {
      const spec = dressed(chosen, Math.max(0.75 * room, room - (beside.get(host) ?? USUAL)), swap);
      spec.config.font = getComputedStyle(host).fontFamily;
      if (room < NARROW) {
        spec.config.legend = { ...spec.config.legend, columns: 2, labelLimit: room / 2 - 40 };
        spec.config.title = { ...spec.config.title, limit: room - USUAL };
      }
      const result = await vegaEmbed(host, spec, options);
      if (drawn.get(host).how !== how) return void result.finalize(); // something else is wanted by now
      drawn.get(host).closed = () => result.finalize();
      const over = host.querySelector("svg").width.baseVal.value - room;
      if (over < 2 && over > -USUAL) break;
      beside.set(host, (beside.get(host) ?? USUAL) + over);
      if (turn < LAST - 1) result.finalize();
    }
  }

  async function drawAll() {
    const began = performance.now();
    for (const host of hosts) await draw(host);
    document.documentElement.dataset.drawn = String(Math.round(performance.now() - began));
  }

  // all at once: a printer does not wait for one after the other
  const redraw = () => Promise.all(hosts.map(draw));
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 120);
  });
  dark.addEventListener("change", redraw);
  addEventListener("beforeprint", () => {
    printing = true;
    redraw();
  });
  addEventListener("afterprint", () => {
    printing = false;
    redraw();
  });
  drawAll();
})();
