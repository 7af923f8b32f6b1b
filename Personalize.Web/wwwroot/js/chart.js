// The only place that knows the chart library. Text from data is drawn on a canvas, never as markup.
const SHAPES = ["line", "stackedArea", "bars"];

export async function draw(element, library, figures) {
  const echarts = await import(new URL(library, document.baseURI).href);
  return new Chart(echarts, element, figures);
}

class Chart {
  constructor(echarts, element, figures) {
    this.chart = echarts.init(element, null, { renderer: "canvas" });
    this.resize = new ResizeObserver(() => element.clientWidth && this.chart.resize());
    this.resize.observe(element);
    this.themed = new MutationObserver(() => this.show());
    this.themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
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
    this.chart.dispose();
  }

  points(series) {
    return this.figures.times.map((time, index) => [time, series.values[index]]);
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
      series: this.figures.series.map(series => ({
        name: series.name,
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

function splice(list, drop, keep, tail) {
  list.splice(0, drop);
  list.splice(keep, list.length, ...tail);
}
