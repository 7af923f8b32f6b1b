// The only place that knows the chart library. Text from data is drawn on a canvas, never as markup.
const MARK_WIDTH = 22;
const SHAPES = ["line", "stackedArea", "bars"];

export async function draw(element, library, figures) {
  const echarts = await import(new URL(library, document.baseURI).href);
  return new Chart(echarts, element, figures);
}

export async function drawMap(element, library, figures) {
  const echarts = await import(new URL(library, document.baseURI).href);
  return new MapChart(echarts, element, figures);
}

class Chart {
  constructor(echarts, element, figures) {
    this.chart = echarts.init(element, null, { renderer: "canvas" });
    this.resize = new ResizeObserver(() => element.clientWidth && this.chart.resize());
    this.resize.observe(element);
    this.themed = new MutationObserver(() => this.show());
    this.themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.element = element;
    this.keys = event => this.onKey(event);
    this.left = () => this.hideTip();
    if (figures.times) {
      element.addEventListener("keydown", this.keys);
      element.addEventListener("blur", this.left);
    }
    this.replace(figures);
  }

  replace(figures) {
    this.figures = figures;
    this.show();
  }

  append({ drop, keep, times, values }) {
    splice(this.figures.times, drop, keep, times);
    this.figures.series.forEach((series, index) => splice(series.values, drop, keep, values[index]));
    this.chart.setOption({ series: this.figures.series.map(series => ({ name: series.name, data: this.points(series) })) });
  }

  dispose() {
    this.resize.disconnect();
    this.themed.disconnect();
    this.element.removeEventListener("keydown", this.keys);
    this.element.removeEventListener("blur", this.left);
    this.chart.dispose();
  }

  points(series) {
    return this.figures.times.map((time, index) => [time, series.values[index]]);
  }

  marks(colour, text) {
    if (!this.figures.marks?.length) return undefined;
    const { times, marks } = this.figures;
    const perPixel = (times.at(-1) - times[0]) / Math.max(1, this.chart.getWidth());
    // Of lines that stand too close the newest keeps its text; the table has them all.
    const named = new Set();
    let right = Infinity;
    for (const mark of [...marks].reverse()) {
      if (right - mark.time < MARK_WIDTH * perPixel) continue;
      named.add(mark);
      right = mark.time;
    }
    return {
      silent: true,
      symbol: "none",
      animation: false,
      lineStyle: { color: colour("text-2"), type: "dashed", width: 1 },
      label: { ...text, color: colour("text"), position: "insideEndTop", formatter: mark => mark.name, width: 220, overflow: "truncate", backgroundColor: colour("surface"), padding: [1, 3], borderRadius: 3 },
      data: marks.map(mark => ({ name: mark.text, xAxis: mark.time, label: { show: named.has(mark) } })),
    };
  }

  // Arrows move the crosshair from point to point, as the pointer does.
  onKey(event) {
    const last = this.figures.times.length - 1;
    const at = this.at ?? last + 1;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") this.hideTip();
    if (next === undefined || last < 0) return;
    event.preventDefault();
    this.at = Math.max(0, Math.min(last, next));
    this.chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: this.at });
  }

  hideTip() {
    this.at = undefined;
    this.chart.dispatchAction({ type: "hideTip" });
  }

  // Colours come from the style sheet, so a theme change is a redraw with new ones.
  show() {
    const probe = document.createElement("i");
    probe.hidden = true;
    document.body.append(probe);
    const colour = token => {
      probe.style.color = `var(--pz-${token})`;
      return getComputedStyle(probe).color;
    };
    this.chart.setOption(this.option(colour, getComputedStyle(document.body).fontFamily), { notMerge: true });
    probe.remove();
  }

  option(colour, fontFamily) {
    const shape = typeof this.figures.shape === "number" ? SHAPES[this.figures.shape] : this.figures.shape;
    const text = { color: colour("text-2"), fontFamily, fontSize: 12 };
    return {
      animation: false,
      aria: { enabled: true, label: { enabled: false }, decal: { show: matchMedia("(forced-colors: active)").matches } },
      color: this.figures.series.map(series => colour(`series-${series.slot}`)),
      textStyle: text,
      grid: { top: 36, right: 20, bottom: 4, left: 4, containLabel: true },
      legend: { type: "scroll", top: 0, left: 0, icon: "roundRect", itemWidth: 8, itemHeight: 8, itemGap: 10, textStyle: text, inactiveColor: colour("muted") },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        confine: true,
        backgroundColor: colour("surface"),
        borderColor: colour("line"),
        textStyle: { ...text, color: colour("text") },
        axisPointer: { lineStyle: { color: colour("muted") }, label: { show: false } },
      },
      xAxis: {
        type: "time",
        axisLine: { lineStyle: { color: colour("line-strong") } },
        axisTick: { lineStyle: { color: colour("line-strong") } },
        axisLabel: { ...text, hideOverlap: true },
        splitNumber: 5,
      },
      yAxis: {
        type: "value",
        name: this.figures.unit,
        nameLocation: "end",
        nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, 0] },
        nameGap: 8,
        minInterval: 1,
        splitNumber: 4,
        axisLabel: text,
        splitLine: { lineStyle: { color: colour("line") } },
        scale: shape === "line",
      },
      series: this.figures.series.map((series, index) => ({
        name: series.name,
        markLine: index === 0 ? this.marks(colour, text) : undefined,
        type: shape === "bars" ? "bar" : "line",
        stack: shape === "line" ? undefined : "all",
        areaStyle: shape === "stackedArea" ? { opacity: 0.85 } : undefined,
        // The line of an empty series would lie on the one below and give it a wrong colour.
        lineStyle: { width: shape === "stackedArea" ? 0 : 2 },
        symbol: "none",
        sampling: shape === "line" ? "lttb" : undefined,
        emphasis: { disabled: true },
        data: this.points(series),
      })),
    };
  }
}

// Points on a plane whose axes have no unit: those of one group stand out, the others are the ground.
class MapChart extends Chart {
  option(colour, fontFamily) {
    const { points, marks, chosen } = this.figures;
    const text = { color: colour("text-2"), fontFamily, fontSize: 12 };
    const axis = {
      type: "value",
      scale: true,
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: colour("line-strong") } },
      splitLine: { show: false },
      nameLocation: "middle",
      nameTextStyle: text,
      nameGap: 10,
    };
    const dots = (isChosen, size, token, opacity) => ({
      type: "scatter",
      symbolSize: size,
      itemStyle: { color: colour(token), opacity },
      emphasis: { disabled: true },
      data: points.filter(point => (point.group === chosen) === isChosen).map(point => ({ value: [point.x, point.y], name: point.name })),
    });
    return {
      animation: false,
      aria: { enabled: true, label: { enabled: false } },
      textStyle: text,
      grid: { top: 12, right: 12, bottom: 24, left: 24 },
      tooltip: {
        trigger: "item",
        renderMode: "richText",
        confine: true,
        backgroundColor: colour("surface"),
        borderColor: colour("line"),
        textStyle: { ...text, color: colour("text") },
        formatter: hovered => hovered.name,
      },
      xAxis: { ...axis, name: this.figures.xName },
      yAxis: { ...axis, name: this.figures.yName },
      series: [
        dots(false, 5, "muted", 0.45),
        dots(true, 8, "primary", 0.9),
        {
          type: "scatter",
          symbolSize: 1,
          itemStyle: { color: "transparent" },
          silent: true,
          labelLayout: { hideOverlap: true },
          label: {
            show: true,
            formatter: mark => mark.name,
            color: colour("text"),
            fontFamily,
            fontSize: 12,
            fontWeight: 600,
            backgroundColor: colour("surface"),
            borderColor: colour("line-strong"),
            borderWidth: 1,
            borderRadius: 8,
            padding: [2, 5],
          },
          // The chosen one first: where labels overlap, the first stays.
          data: [...marks].sort((a, b) => (b.group === chosen) - (a.group === chosen))
            .map(mark => ({ value: [mark.x, mark.y], name: mark.name, label: mark.group === chosen ? { borderColor: colour("primary"), borderWidth: 2 } : undefined })),
        },
      ],
    };
  }
}

function splice(list, drop, keep, tail) {
  list.splice(0, drop);
  list.splice(keep, list.length, ...tail);
}
