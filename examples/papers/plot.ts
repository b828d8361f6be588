/** A line of a plot: its name and its points. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly title: string;
  /** What stands along the axes. */
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

const [width, height] = [640, 360];
const [left, right, top, bottom] = [56, 168, 36, 44];
/** Told apart by people who see few colours (Okabe and Ito). */
const colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

/** A line plot as SVG, with axes, numbers and a legend. */
export function linePlot({ title, x, y, series }: Plot): string {
  const points = series.flatMap((line) => line.points);
  const [low, high] = [0, Math.max(...points.map(([at]) => at))];
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(0, ...values), Math.max(1e-9, ...values)];
  const across = (at: number): number => left + ((at - low) / (high - low)) * (width - left - right);
  const down = (value: number): number =>
    height - bottom - ((value - least) / (most - least)) * (height - top - bottom);
  const text = (content: string, at: string, anchor = "middle"): string =>
    `<text ${at} text-anchor="${anchor}">${content}</text>`;
  const grid = ticks(least, most).flatMap((value) => [
    `<line x1="${left}" x2="${width - right}" y1="${number(down(value))}" y2="${number(down(value))}" stroke="#ddd"/>`,
    text(String(value), `x="${left - 6}" y="${number(down(value) + 4)}"`, "end"),
  ]);
  const below = ticks(low, high).map((at) => text(String(at), `x="${number(across(at))}" y="${height - bottom + 16}"`));
  const lines = series.flatMap((line, index) => {
    const colour = colours[index % colours.length] ?? "black";
    const path = line.points.map(([at, value]) => `${number(across(at))},${number(down(value))}`).join(" ");
    const row = top + 12 + 18 * index;
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<line x1="${width - right + 12}" x2="${width - right + 32}" y1="${row - 4}" y2="${row - 4}" stroke="${colour}" stroke-width="2"/>`,
      text(line.name, `x="${width - right + 38}" y="${row}"`, "start"),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(title, `x="${(left + width - right) / 2}" y="20" font-size="14"`),
    ...grid,
    ...below,
    text(x, `x="${(left + width - right) / 2}" y="${height - 8}"`),
    text(y, `transform="translate(14 ${(top + height - bottom) / 2}) rotate(-90)"`),
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

/** Round numbers between two others. */
function ticks(low: number, high: number): readonly number[] {
  const rough = (high - low) / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(6)));
}

function number(value: number): string {
  return value.toFixed(1);
}
