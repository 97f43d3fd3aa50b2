// Draws the pictures above the tables of numbers. Pages say all without it.
// A figure says what to draw (data-chart), where its numbers are (data-src), and what it is called.
"use strict";
(() => {
  const LIBRARY = "/webjars/echarts/5.3.1/dist/echarts.min.js";
  const TRIES = 6;
  const base = document.currentScript ? new URL(document.currentScript.src) : new URL(location.href);
  // Okabe and Ito's colours, which remain apart for most eyes; patterns tell them apart as well.
  const COLORS = ["#009e73", "#56b4e9", "#e69f00", "#cc79a7", "#0072b2", "#f0e442", "#d55e00", "#999999"];
  const KINDS = ["public-domain", "attribution", "share-alike", "no-derivatives", "non-commercial", "unstated", "reserved"];
  const format = new Intl.NumberFormat(document.documentElement.lang || undefined);
  // What kinds of licenses are called, as KIND=WORDS;...
  const noDomain = document.currentScript?.dataset.noDomain || "+";
  const named = Object.fromEntries((document.currentScript?.dataset.kinds || "").split(";").map(each => each.split("=")));
  const words = kind => named[kind] || kind;
  const colorOf = kind => COLORS[Math.max(0, KINDS.indexOf(kind)) % COLORS.length];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const drawn = [];
  let library;
  let printing = false;

  // Paper is light, whatever the screen is.
  const ON_PAPER = { "--ink": "#000000", "--quiet": "#333333", "--line": "#999999", "--paper": "#ffffff", "--shade": "#ffffff", "--field": "#ffffff" };
  const PAPER_WIDTH = 640;

  // Its library writes styles as attributes, which are forbidden here; as properties they are not.
  SVGElement.prototype.setAttribute = function (name, value) {
    if (name === "style") {
      this.style.cssText = value;
    } else {
      Element.prototype.setAttribute.call(this, name, value);
    }
  };

  function ink(name) {
    return printing && ON_PAPER[name] || getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function loaded() {
    library = library || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("." + LIBRARY, base);
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  /** The numbers; they may still be counted, then the server says to come again. */
  async function numbers(src) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await fetch(src, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        return answer.json();
      }
      if (answer.status !== 503) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 1000 * (attempt + 1)));
    }
    throw new Error(src);
  }

  function label(text, width) {
    return text.length > width ? text.slice(0, width - 1) + "…" : text;
  }

  const frame = figure => ({
    animation: !still.matches,
    aria: { enabled: true, decal: { show: true }, label: { description: figure.dataset.label } },
    color: COLORS,
    backgroundColor: "transparent",
    textStyle: { color: ink("--ink"), fontFamily: "system-ui, sans-serif" },
    // Rich text, as styles written into the page are forbidden here.
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: ink("--field"),
      borderColor: ink("--line"),
      textStyle: { color: ink("--ink") },
    },
  });

  const axis = () => ({
    axisLabel: { color: ink("--ink") },
    axisLine: { lineStyle: { color: ink("--quiet") } },
    splitLine: { lineStyle: { color: ink("--line") } },
  });

  const CHARTS = {
    funnel(data, figure) {
      const name = id => (id === "release" ? figure.dataset.label : id);
      // What rules are called stands beside the picture, where there is room for it.
      const narrow = figure.clientWidth < 560;
      return {
        series: [{
          type: "sankey",
          labelLayout: { hideOverlap: true },
          left: 8, right: narrow ? 90 : 210, top: 12, bottom: 16,
          nodeAlign: "left",
          nodeGap: 16,
          emphasis: { focus: "adjacency" },
          label: { color: ink("--ink"), formatter: node => label(node.name.replace(/^\S+ /, "").replace(/^.*:\s*/, ""), narrow ? 12 : 32) },
          lineStyle: { color: "source", opacity: 0.45 },
          data: data.nodes.map(node => ({
            name: node.id,
            itemStyle: { color: node.kind === "rule" ? COLORS[6] : node.kind === "release" ? COLORS[0] : COLORS[1] },
          })),
          links: data.flows.map(flow => ({
            source: flow.from, target: flow.to, value: flow.documents, stage: flow.stage, rule: flow.rule,
          })),
          tooltip: { formatter: item => item.dataType === "edge"
            ? name(item.data.target) + ": " + format.format(item.data.value)
            : name(item.name) + ": " + format.format(item.value) },
        }],
        click(item) {
          const at = item.dataType === "node" ? item.name.indexOf(" ") : -1;
          const stage = item.dataType === "edge" ? item.data.stage : at > 0 ? item.name.slice(0, at) : "";
          const rule = item.dataType === "edge" ? item.data.rule : at > 0 ? item.name.slice(at + 1) : "";
          if (rule && figure.dataset.rule) {
            location.href = figure.dataset.rule + "?" + new URLSearchParams({ stage, rule });
          }
        },
      };
    },

    mix(data) {
      return {
        legend: { textStyle: { color: ink("--ink") }, type: "scroll" },
        grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
        xAxis: { type: "category", data: data.releases.map(id => label(id, 12)), ...axis() },
        yAxis: { type: "value", ...axis() },
        series: data.kinds.map((kind, at) => ({
          type: "bar", stack: "all", name: words(kind), barMaxWidth: 96, data: data.tokens[at], itemStyle: { color: colorOf(kind) },
          tooltip: { formatter: item => words(kind) + ": " + format.format(item.value) },
        })),
      };
    },

    parts(data) {
      return {
        legend: { textStyle: { color: ink("--ink") }, type: "scroll" },
        grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
        xAxis: { type: "value", ...axis() },
        yAxis: { type: "category", data: [""], ...axis() },
        series: data.map(part => ({
          type: "bar", stack: "all", name: words(part.kind), barMaxWidth: 72, data: [part.tokens], itemStyle: { color: colorOf(part.kind) },
          tooltip: { formatter: item => words(part.kind) + ": " + format.format(item.value) },
        })),
      };
    },

    domains(data, figure) {
      const leaves = byKind => Object.entries(byKind).map(([kind, tokens]) => ({
        name: words(kind), value: tokens, itemStyle: { color: colorOf(kind) },
      }));
      const all = data.domains.map(domain => ({
        name: domain.name, value: domain.tokens, children: leaves(domain.tokensByKind),
      }));
      if (data.rest.tokens > 0) {
        all.push({ name: data.others > 0 ? "+ " + format.format(data.others) : noDomain, value: data.rest.tokens, children: leaves(data.rest.tokensByKind) });
      }
      return {
        series: [{
          type: "treemap",
          data: all,
          left: 0, right: 0, top: 0, bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          upperLabel: { show: true, height: 22, color: ink("--ink") },
          label: { color: "#000", formatter: item => item.name },
          levels: [
            { itemStyle: { gapWidth: 3, borderColor: ink("--paper") } },
            { itemStyle: { gapWidth: 1, borderWidth: 2, borderColor: ink("--shade") } },
          ],
          tooltip: { formatter: item => item.treePathInfo.slice(1).map(each => each.name).join(" · ")
            + ": " + format.format(item.value) },
        }],
        click(item) {
          const domain = item.treePathInfo && item.treePathInfo[1] && item.treePathInfo[1].name;
          if (domain && domain !== noDomain && !domain.startsWith("+") && figure.dataset.host) {
            location.href = figure.dataset.host + encodeURIComponent(domain);
          }
        },
      };
    },

    order(data) {
      const cells = [];
      data.bins.forEach((bin, x) => {
        const counted = bin.sequences.reduce((sum, count) => sum + count, 0);
        bin.sequences.forEach((count, y) => cells.push([x, y, counted ? Math.round(1000 * count / counted) / 10 : 0]));
      });
      return {
        grid: { left: 8, right: 16, top: 8, bottom: 56, containLabel: true },
        xAxis: { type: "category", data: data.bins.map(bin => format.format(bin.from)), ...axis() },
        yAxis: { type: "category", data: data.sources.map(name => label(name, 24)), ...axis() },
        visualMap: {
          min: 0, max: 100, orient: "horizontal", left: "center", bottom: 0, calculable: false,
          text: ["100 %", "0 %"], textStyle: { color: ink("--ink") },
          inRange: { color: !dark.matches || printing ? ["#f1f3ef", "#8fcdb9", "#0b5c4a"] : ["#20252a", "#2b7f6b", "#b5f0dd"] },
        },
        series: [{
          type: "heatmap", data: cells,
          tooltip: { formatter: item => data.sources[item.value[1]] + ", " + format.format(data.bins[item.value[0]].from)
            + " – " + format.format(data.bins[item.value[0]].to - 1) + ": " + item.value[2] + " %" },
        }],
      };
    },
  };

  // Other features draw with the same frame: estoverCharts.NAME = (numbers, figure) => option.
  window.estoverCharts = Object.assign(CHARTS, window.estoverCharts || {});

  function show(each) {
    const { click, ...option } = CHARTS[each.figure.dataset.chart](each.data, each.figure);
    each.chart.setOption({ ...frame(each.figure), ...option }, true);
    each.chart.off("click");
    if (click) {
      each.chart.on("click", click);
    }
  }

  async function draw(figure) {
    if (!CHARTS[figure.dataset.chart]) {
      return;
    }
    const picture = document.createElement("div");
    picture.className = "picture";
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", figure.dataset.label || "");
    figure.append(picture);
    try {
      const [echarts, data] = await Promise.all([loaded(), numbers(figure.dataset.src)]);
      const each = { figure, data, chart: echarts.init(picture, null, { renderer: "svg" }) };
      show(each);
      drawn.push(each);
    } catch (problem) {
      // The table below says the same.
      picture.remove();
    }
  }

  const watch = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting) {
      watch.unobserve(entry.target);
      draw(entry.target);
    }
  }), { rootMargin: "200px" });
  document.querySelectorAll("[data-chart][data-src]").forEach(figure => watch.observe(figure));
  dark.addEventListener("change", () => drawn.forEach(show));
  addEventListener("resize", () => drawn.forEach(each => each.chart.resize()));
  function print(yes) {
    printing = yes;
    drawn.forEach(each => {
      each.chart.resize(yes ? { width: PAPER_WIDTH } : { width: "auto" });
      show(each);
    });
  }
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
})();
