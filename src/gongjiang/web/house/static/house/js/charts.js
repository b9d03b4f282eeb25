// Draws each [data-chart] from its JSON block, in the colours the page has at that place.
const LIBRARY = "../../vendor/echarts.esm.min.js";
const DRAWINGS = { trend, radar, intervals };
const ROW = 26;
const LONG = 100_000; // from here on an axis says 8000万 or 80M: a whole number would be cut off

export async function drawChartsIn(root) {
  const plots = [...(root.querySelectorAll?.("[data-chart]:empty") ?? [])];
  if (plots.length === 0) return;
  const echarts = await import(LIBRARY);
  for (const plot of plots) draw(echarts, plot);
}

// The table stands open until there is a drawing, and folds away under it.
function foldTable(plot) {
  const table = plot.closest(".chart").querySelector(".disclosure");
  if (table) table.open = false;
}

function draw(echarts, plot) {
  const data = JSON.parse(document.getElementById(plot.dataset.chart).textContent);
  if (data.kind === "intervals") plot.style.blockSize = `${data.labels.length * ROW + 64}px`;
  const chart = echarts.init(plot, null, { renderer: "svg" });
  const paint = () => chart.setOption(DRAWINGS[data.kind](data, paletteAt(plot)), true);
  paint();
  foldTable(plot);
  new ResizeObserver(() => chart.resize()).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

function paletteAt(plot) {
  const style = getComputedStyle(plot);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return { colour, font: style.fontFamily, narrow: plot.clientWidth < 420 };
}

function common(data, { colour, font }) {
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    textStyle: { fontFamily: font, color: colour("steel"), fontSize: 13 },
    color: data.series.map((series) => colour(series.colour)),
    legend: {
      show: data.series.length > 1,
      bottom: 0,
      itemWidth: 18,
      itemHeight: 8,
      textStyle: { color: colour("ink"), fontSize: 13 },
    },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: colour("sheet"),
      borderColor: colour("edge"),
      textStyle: { color: colour("ink"), fontFamily: font },
    },
  };
}

function trend(data, palette) {
  const { colour } = palette;
  const base = common(data, palette);
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { lineStyle: { color: colour("edge") } } },
    grid: { left: 4, right: 28, top: 16, bottom: data.series.length > 1 ? 36 : 8, containLabel: true },
    xAxis: {
      type: "category",
      data: data.labels,
      boundaryGap: false,
      axisLine: { lineStyle: { color: colour("steel") } },
      axisTick: { show: false },
      axisLabel: { color: colour("steel"), hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      splitLine: { lineStyle: { color: colour("line") } },
      axisLabel: { color: colour("steel"), formatter: inShort },
    },
    series: data.series.map((series, place) => ({
      type: "line",
      name: series.label,
      data: series.values,
      symbol: ["circle", "diamond", "rect", "triangle", "emptyCircle"][place % 5],
      symbolSize: 7,
      showSymbol: data.labels.length <= 24,
      lineStyle: { width: 2.5, type: ["solid", "dashed", "dotted"][place % 3] },
    })),
  };
}

function inShort(value) {
  const short = { notation: "compact" };
  return value < LONG
    ? value.toLocaleString("en")
    : value.toLocaleString(document.documentElement.lang, short);
}

function radar(data, palette) {
  const { colour, narrow } = palette;
  return {
    ...common(data, palette),
    radar: {
      indicator: data.labels.map((name) => ({ name: name.replace(" ", "\n"), max: data.full, min: 0 })),
      radius: narrow ? "46%" : "60%",
      center: ["50%", data.series.length > 1 ? "46%" : "52%"],
      axisName: { color: colour("ink"), fontSize: 13, lineHeight: 17 },
      axisLine: { lineStyle: { color: colour("line") } },
      splitLine: { lineStyle: { color: colour("line") } },
      splitArea: { show: false },
    },
    series: [
      {
        type: "radar",
        data: data.series.map((series, place) => ({
          name: series.label,
          value: series.values,
          symbolSize: 6,
          lineStyle: { width: 2.5, type: ["solid", "dashed", "dotted"][place % 3] },
          areaStyle: { opacity: place === 0 ? 0.12 : 0 },
        })),
      },
    ],
  };
}

// A bar from the near end to the far one, and a point at the place between.
function intervals(data, palette) {
  const { colour, narrow } = palette;
  const [near, place, far] = data.series.map((series) => series.values);
  const drawn = data.labels.map((_, row) => row);
  const tone = (row) => colour(row === data.marked ? data.series[1].colour : "steel");
  const base = common(data, palette);
  return {
    ...base,
    legend: { show: false },
    tooltip: {
      ...base.tooltip,
      trigger: "item",
      formatter: ({ dataIndex: row }) => `${data.labels[row]}\n${near[row]}–${far[row]}`,
    },
    grid: { left: 4, right: 20, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: "value",
      min: 0,
      max: data.full + 1,
      minInterval: 1,
      splitLine: { lineStyle: { color: colour("line") } },
      axisLabel: { color: colour("steel"), formatter: (rank) => (rank > 0 && rank <= data.full ? rank : "") },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: data.labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("line") } },
      axisLabel: { color: colour("ink"), width: narrow ? 110 : 240, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        stack: "interval",
        silent: true,
        itemStyle: { color: "transparent" },
        data: drawn.map((row) => near[row] - 0.3),
      },
      {
        type: "bar",
        stack: "interval",
        barWidth: 8,
        data: drawn.map((row) => ({
          value: far[row] - near[row] + 0.6,
          itemStyle: { color: tone(row), opacity: 0.45, borderRadius: 4 },
        })),
      },
      {
        type: "scatter",
        symbolSize: 10,
        data: drawn.map((row) => ({ value: [place[row], row], itemStyle: { color: tone(row) } })),
      },
    ],
  };
}
