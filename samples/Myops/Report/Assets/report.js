"use strict";
(() => {
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const colors = [1, 2, 3, 4, 5, 6, 7, 8].map(i => `var(--c${i})`);
  const dashes = ["none", "7 3", "2 3", "9 3 2 3"];
  const grid = { grid: true, line: false };
  const number = value => value == null ? "–" : Number(value.toPrecision(3)).toString();

  // Values of one series by epoch, those that are numbers.
  const series = (stage, values, name) =>
    stage.epoch.map((epoch, i) => ({ epoch, value: values[i], name })).filter(point => point.value != null);

  // A line a series; color and dashes tell them apart, and what lies under the pointer is said.
  function lines(all, { names, label, domain, stage, best, width, zero }) {
    const points = all.flat();
    const style = name => ({ stroke: colors[names.indexOf(name) % colors.length], strokeDasharray: dashes[names.indexOf(name) % dashes.length] });
    const marks = [];
    if (stage && stage.autoFrom > 1) marks.push(Plot.ruleX([stage.autoFrom - 0.5], { stroke: "currentColor", strokeOpacity: 0.6, strokeDasharray: "1 3" }));
    all.forEach(points => {
      if (points.length === 0) return;
      marks.push(Plot.line(points, { x: "epoch", y: "value", strokeWidth: 2, ...style(points[0].name) }));
      if (points.length === 1) marks.push(Plot.dot(points, { x: "epoch", y: "value", fill: style(points[0].name).stroke }));
    });
    if (best != null) marks.push(Plot.dot(points.filter(point => point.epoch === best), { x: "epoch", y: "value", r: 4.5, fill: colors[0], stroke: "var(--card)" }));
    marks.push(Plot.tip(points, Plot.pointer({ x: "epoch", y: "value", title: point => `${names.length > 1 ? point.name + "\n" : ""}epoch ${point.epoch}\n${label} ${number(point.value)}` })));
    const last = Math.max(...points.map(point => point.epoch), 2);
    return {
      plot: frame(width, { x: epochs(d3.min(points, point => point.epoch) ?? 1, last), y: { ...grid, label: null, domain, zero, nice: domain == null, tickFormat: "~g" }, marks }),
      legend: names.length > 1 ? names.map(name => ({ name, ...style(name) })) : [],
    };
  }

  const epochs = (first, last) => ({ label: "epoch", domain: [first, last], ticks: [...new Set([first, ...d3.ticks(first, last, 5), last])].filter(Number.isInteger).filter((tick, i, all) => i === 0 || tick === last || last - tick > (last - first) / 12), tickFormat: "d" });

  const frame = (width, options) => Plot.plot({ width, height: Math.round(Math.min(260, Math.max(190, width * 0.6))), marginTop: 12, marginLeft: 46, marginRight: 14, marginBottom: 34, style: { background: "none", overflow: "visible" }, ...options });

  function boxes(scores, structure, width) {
    const points = scores.filter(score => score.structure === structure), arms = [...new Set(scores.map(score => score.arm))];
      const one = arms.length === 1;
      return {
        plot: Plot.plot({
          width, height: 44 + 46 * arms.length, marginLeft: one ? 14 : Math.min(140, 16 + 7 * d3.max(arms, arm => arm.length)), marginRight: 16, marginBottom: 34, style: { background: "none", overflow: "visible" },
          x: { ...grid, label: "Dice", domain: [0, 1], ticks: 5 }, y: { label: null, domain: arms, axis: one ? null : undefined, tickSize: 0 },
          marks: [
            Plot.boxX(points, { x: "dice", y: "arm", fill: "var(--c1)", fillOpacity: 0.22, stroke: "var(--c1)", strokeWidth: 1.5, r: 0 }),
            Plot.dot(points, { x: "dice", y: "arm", r: 3, fill: "var(--c2)", fillOpacity: 0.75 }),
            Plot.tip(points, Plot.pointer({ x: "dice", y: "arm", title: point => `${point.case}${one ? "" : "\n" + point.arm}\nDice ${number(point.dice)}` })),
          ],
        }),
        legend: [],
      };
  }

  const charts = {
    loss: ({ stage, width }) => lines(stage.heads.map(head => series(stage, stage.losses[head], head)), { names: stage.heads, label: "loss", stage, width }),
    dice: ({ stage, width }) => {
      const names = Object.keys(stage.dice);
      return lines(names.map(name => series(stage, stage.dice[name], name.replace(/^dice\./, ""))), { names: names.map(name => name.replace(/^dice\./, "")), label: "Dice", stage, best: names.length === 1 ? stage.best : null, domain: [0, 1], width });
    },
    rate: ({ stage, width }) => lines([series(stage, stage.rate, "learning rate")], { names: ["learning rate"], label: "learning rate", stage, width, zero: true }),
    weights: ({ stage, width }) => lines(stage.heads.map(head => series(stage, stage.weights[head], head)), { names: stage.heads, label: "weight", stage, width, zero: true }),
    entropy: ({ stage, width }) => lines([series(stage, stage.entropy, "entropy")], { names: ["entropy"], label: "entropy", domain: [0, 1], width }),

    candidates: ({ stage, width }) => {
      const points = stage.candidates.map(([epoch, reward, adopted]) => ({ epoch, reward, adopted })).filter(point => point.reward != null);
      return {
        plot: frame(width, {
          x: { ...epochs(...d3.extent(points, point => point.epoch)), inset: 8 }, y: { ...grid, label: null, nice: true, tickFormat: "~g" },
          marks: [
            Plot.dot(points.filter(point => !point.adopted), { x: "epoch", y: "reward", r: 3, stroke: "var(--c8)" }),
            Plot.dot(points.filter(point => point.adopted), { x: "epoch", y: "reward", r: 4, fill: "var(--c1)" }),
            Plot.tip(points, Plot.pointer({ x: "epoch", y: "reward", title: point => `epoch ${point.epoch}${point.adopted ? ", adopted" : ""}\nDice ${number(point.reward)}` })),
          ],
        }),
        legend: [{ name: "candidate", stroke: "var(--c8)", dot: "open" }, { name: "adopted", stroke: "var(--c1)", dot: "full" }],
      };
    },

    policy: ({ stage, width }) => {
      const points = stage.policy.map(([epoch, head, action, probability]) => ({ epoch, head, action, probability }));
      const actions = [...new Set(points.map(point => point.action))].sort((a, b) => a - b);
      const name = action => (action > 0 ? "+" : action < 0 ? "−" : "") + Math.abs(action);
      const style = i => ({ stroke: colors[i % colors.length], strokeDasharray: dashes[i % dashes.length] });
      // Heads side by side where there is room, else one below the other.
      const wide = width > 600, across = wide ? "fx" : "fy";
      return {
        plot: Plot.plot({
          width, height: wide ? 190 : 40 + 80 * stage.heads.length, marginTop: wide ? 24 : 12, marginLeft: 46, marginRight: wide ? 14 : 52, marginBottom: 34, style: { background: "none", overflow: "visible" },
          x: epochs(...d3.extent(points, point => point.epoch)), y: { ...grid, label: null, domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: "~g" }, [across]: { label: null, domain: stage.heads, padding: wide ? 0.1 : 0.25 },
          marks: [
            ...actions.map((action, i) => Plot.line(points.filter(point => point.action === action), { x: "epoch", y: "probability", [across]: "head", strokeWidth: 2, ...style(i) })),
            Plot.tip(points, Plot.pointer({ x: "epoch", y: "probability", [across]: "head", title: point => `${point.head}, Δβ ${name(point.action)}\nepoch ${point.epoch}\nprobability ${number(point.probability)}` })),
          ],
        }),
        legend: actions.map((action, i) => ({ name: `Δβ ${name(action)}`, ...style(i) })),
      };
    },

    runs: ({ of, width }) => {
      const named = data.runs.flatMap(run => run.stages.filter(stage => stage.name === of).map(stage => ({ run, stage })));
      // A line a run; of many runs those of one arm look alike.
      const name = run => data.runs.length > 8 ? run.arm : run.name;
      const names = [...new Set(named.map(({ run }) => name(run)))];
      return lines(named.map(({ run, stage }) => {
        const dice = Object.values(stage.dice);
        // Of several structures the mean, as the reward has it.
        return series(stage, stage.epoch.map((_, i) => d3.mean(dice, values => values[i])), name(run));
      }), { names, label: "Dice", domain: [0, 1], width });
    },

    box: ({ of, width }) => boxes(data.scores, of, width),
    arms: ({ of, width }) => boxes(data.experiments, of, width),

    volumes: ({ of, width }) => {
      const points = data.volumes.filter(volume => volume.structure === of);
      const arms = [...new Set(data.volumes.map(volume => volume.arm))];
      const most = d3.max(points, point => Math.max(point.truth, point.predicted)) || 1;
      const symbols = ["circle", "square", "triangle", "diamond", "star", "cross"];
      return {
        plot: frame(width, {
          height: Math.min(300, width * 0.8), marginTop: 28, x: { ...grid, label: "annotated, ml", domain: [0, most], nice: true }, y: { ...grid, label: "predicted, ml", domain: [0, most], nice: true },
          marks: [
            Plot.line([[0, 0], [most, most]], { stroke: "currentColor", strokeOpacity: 0.5, strokeDasharray: "3 3" }),
            ...arms.map((arm, i) => Plot.dot(points.filter(point => point.arm === arm), { x: "truth", y: "predicted", r: 4, stroke: colors[i % colors.length], strokeWidth: 1.75, symbol: symbols[i % symbols.length] })),
            Plot.tip(points, Plot.pointer({ x: "truth", y: "predicted", title: point => `${point.case}${arms.length > 1 ? "\n" + point.arm : ""}\nannotated ${number(point.truth)} ml\npredicted ${number(point.predicted)} ml` })),
          ],
        }),
        legend: arms.length > 1 ? arms.map((name, i) => ({ name, stroke: colors[i % colors.length], dot: "open" })) : [],
      };
    },
  };

  function swatch({ name, stroke, strokeDasharray, dot }) {
    const item = document.createElement("span");
    item.innerHTML = dot
      ? `<svg width="12" height="12"><circle cx="6" cy="6" r="4" style="stroke:${stroke};stroke-width:1.75;fill:${dot === "full" ? stroke : "none"}"/></svg>`
      : `<svg width="26" height="10"><line x1="0" x2="26" y1="5" y2="5" style="stroke:${stroke};stroke-width:2.5" stroke-dasharray="${strokeDasharray}"/></svg>`;
    item.append(name);
    return item;
  }

  function draw(figure) {
    const place = figure.querySelector(".plot"), width = Math.floor(place.clientWidth);
    // A chart of a run that is not shown has no width; it is drawn when it is.
    if (width < 50 || figure.drawnAt === width) return;
    figure.drawnAt = width;
    const run = data.runs[figure.dataset.run], stage = run?.stages[figure.dataset.stage];
    const { plot, legend } = charts[figure.dataset.chart]({ run, stage, of: figure.dataset.of, width });
    place.replaceChildren(plot);
    figure.querySelector(".legend").replaceChildren(...legend.map(swatch));
  }

  const figures = [...document.querySelectorAll("figure.chart")];
  const resized = new ResizeObserver(entries => entries.forEach(entry => draw(entry.target.closest("figure.chart"))));
  figures.forEach(figure => { draw(figure); resized.observe(figure.querySelector(".plot")); });

  const choice = document.getElementById("run-choice");
  choice?.addEventListener("change", () => {
    document.querySelectorAll(".run").forEach(run => { run.hidden = run.dataset.run !== choice.value; });
    figures.forEach(draw);
  });

  // Pictures, large: by click or Enter; arrow keys move on, Escape closes.
  const dialog = document.getElementById("large"), pictures = [...document.querySelectorAll(".picture")];
  let shown = 0;
  function show(index) {
    shown = (index + pictures.length) % pictures.length;
    const from = pictures[shown].querySelector("img"), to = dialog.querySelector("img");
    to.src = from.src;
    to.alt = from.alt;
    const place = pictures[shown].closest(".case")?.querySelector("h4")?.textContent;
    dialog.querySelector("figcaption").innerHTML = pictures[shown].querySelector("figcaption").innerHTML;
    if (place) dialog.querySelector("figcaption").append(Object.assign(document.createElement("small"), { textContent: place }));
  }
  pictures.forEach((picture, i) => picture.querySelector(".enlarge").addEventListener("click", () => { show(i); dialog.showModal(); }));
  document.getElementById("previous").addEventListener("click", () => show(shown - 1));
  document.getElementById("next").addEventListener("click", () => show(shown + 1));
  dialog.addEventListener("keydown", event => {
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

  // Color scheme: as the system, light, dark.
  const button = document.getElementById("scheme"), schemes = ["", "light", "dark"], signs = { "": "◐", light: "☀", dark: "☾" };
  button.addEventListener("click", () => {
    const root = document.documentElement, next = schemes[(schemes.indexOf(root.dataset.scheme ?? "") + 1) % schemes.length];
    if (next) root.dataset.scheme = next; else delete root.dataset.scheme;
    button.textContent = signs[next];
    button.setAttribute("aria-label", `Color scheme: ${next || "as the system"}`);
  });

  const links = new Map([...document.querySelectorAll("nav a")].map(link => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    links.forEach(link => link.removeAttribute("aria-current"));
    const link = links.get(entry.target.id), nav = document.querySelector("nav");
    link?.setAttribute("aria-current", "true");
    if (link) nav.scrollLeft = link.offsetLeft - nav.offsetLeft - nav.clientWidth / 3;
  }), { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("main section").forEach(section => seen.observe(section));
})();
