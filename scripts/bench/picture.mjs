/** The picture of growth: time and memory over size, both axes logarithmic, in the colors of a light and of a dark page. */

/** @typedef {import('./report.mjs').Curve} Curve */
/** @typedef {readonly [number, number]} Point */

const [width, height, plotWidth, plotHeight] = [1000, 900, 370, 240];
const places = { left: 74, top: 96, right: 500, below: 420 };

/** @type {readonly { readonly chart: Curve['chart'], readonly title: string, readonly across: string, readonly unit: (value: number) => string, readonly goals: readonly Point[] }[]} */
const charts = [
  {
    chart: 'keystroke',
    title: 'Keystroke to diagnostics, median',
    across: 'lines of the open file',
    unit: milliseconds,
    goals: [
      [10_000, 5],
      [100_000, 40],
    ],
  },
  {
    chart: 'memory',
    title: 'Memory of the language server',
    across: 'lines of the open file',
    unit: megabytes,
    goals: [
      [1000, 80],
      [10_000, 140],
    ],
  },
  { chart: 'batch', title: 'check of many encounters', across: 'encounters of 40 lines', unit: seconds, goals: [] },
  { chart: 'huge', title: 'One encounter of many procedures', across: 'procedures', unit: seconds, goals: [[200, 1]] },
];

/** @param {number} value */
function milliseconds(value) {
  return value >= 1000 ? `${value / 1000} s` : `${value} ms`;
}

/** @param {number} value */
function megabytes(value) {
  return value >= 1000 ? `${value / 1000} GB` : `${value} MB`;
}

/** @param {number} value */
function seconds(value) {
  return value < 1 ? `${Math.round(value * 1000)} ms` : `${value} s`;
}

/**
 * @param {readonly Pick<import('./report.mjs').Part, 'curves'>[]} parts
 * @param {Pick<import('./machine.mjs').Machine, 'date' | 'cpu'>} machine
 */
export function pictureOf(parts, { date, cpu }) {
  const curves = parts.flatMap((part) => part.curves ?? []);
  const drawn = charts.map((chart, at) => {
    const own = curves.filter((curve) => curve.chart === chart.chart && curve.points.length > 0);
    const [x, y] = [at % 2 === 0 ? places.left : places.right + places.left, places.top + (at < 2 ? 0 : places.below)];
    return `<g transform="translate(${x} ${y})">\n${chartOf(chart, own)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description" font-family="system-ui, -apple-system, 'Segoe UI', sans-serif" font-size="13">
<title id="title">How time and memory grow with size</title>
<desc id="description">${escaped(descriptionOf(curves))}</desc>
<style>
  .page { fill: #fff; stroke: #d0d7de } text { fill: #1f2328 } .faint { fill: #59636e } .grid { stroke: #d8dee4 } .goal { fill: none; stroke: #1f2328 }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round } .c0 { --c: #0550ae } .c1 { --c: #bc4c00 } .c2 { --c: #1a7f37 } .c3 { --c: #8250df } .c4 { --c: #bf3989 } .c5 { --c: #6e5a00 }
  .line { stroke: var(--c) } .dot, .name { fill: var(--c) }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc } .faint { fill: #9198a1 } .grid { stroke: #2a313c } .goal { stroke: #f0f6fc }
    .c0 { --c: #58a6ff } .c1 { --c: #f0883e } .c2 { --c: #3fb950 } .c3 { --c: #bc8cff } .c4 { --c: #ff7bac } .c5 { --c: #d4b72c }
    .dot, .name { fill: var(--c) }
  }
</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<text x="24" y="36" font-size="18" font-weight="600">How time and memory grow with size</text>
<text class="faint" x="24" y="58">${escaped(`${date}, one core of ${cpu} unless named. Both axes are logarithmic. A ring is a goal: on it or below it is met.`)}</text>
${drawn.join('\n')}
</svg>
`;
}

/**
 * @param {typeof charts[number]} chart
 * @param {readonly Curve[]} curves
 */
function chartOf({ title, across, unit, goals }, curves) {
  const heading = `<text y="-12" font-weight="600">${escaped(title)}</text>`;
  const all = [...curves.flatMap(({ points }) => points), ...(curves.length === 0 ? [] : goals)];
  if (all.length === 0) return `${heading}\n<text class="faint" y="${plotHeight / 2}">not measured in this run</text>`;
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
  const horizontal = scale(xs, plotWidth, { isWhole: false });
  const vertical = scale(ys, plotHeight, { isWhole: true });
  const x = (/** @type {number} */ value) => horizontal.at(value);
  const y = (/** @type {number} */ value) => plotHeight - vertical.at(value);
  const across1 = [...new Set(curves.flatMap(({ points }) => points.map(([value]) => value)))].sort(
    (one, other) => one - other,
  );
  const grid = [
    ...vertical.ticks.map(
      (value) =>
        `<path class="grid" d="M0 ${fixed(y(value))}h${plotWidth}"/><text class="faint" x="-8" y="${fixed(y(value) + 4)}" text-anchor="end">${unit(value)}</text>`,
    ),
    ...across1.map(
      (value) =>
        `<path class="grid" d="M${fixed(x(value))} 0v${plotHeight}"/><text class="faint" x="${fixed(x(value))}" y="${plotHeight + 18}" text-anchor="middle">${value.toLocaleString('en-US')}</text>`,
    ),
    `<text class="faint" x="${plotWidth / 2}" y="${plotHeight + 36}" text-anchor="middle">${across}</text>`,
  ];
  const lines = curves.map(({ points }, at) => {
    const path = points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${fixed(x(px))} ${fixed(y(py))}`).join('');
    const dots = points.map(([px, py]) => `<circle class="dot" cx="${fixed(x(px))}" cy="${fixed(y(py))}" r="3.5"/>`);
    return `<g class="c${at % 6}"><path class="line" d="${path}"/>${dots.join('')}</g>`;
  });
  const rings = goals.map(([px, py]) => `<circle class="goal" cx="${fixed(x(px))}" cy="${fixed(y(py))}" r="7"/>`);
  // One below the other, in two columns where they are many.
  const columns = curves.length > 4 ? 2 : 1;
  const names = curves.map(({ name }, at) => {
    const [left, top] = [(at % columns) * 210, plotHeight + 60 + Math.floor(at / columns) * 19];
    return `<g class="c${at % 6}"><circle class="dot" cx="${left + 4}" cy="${top - 4}" r="4"/><text class="name" x="${left + 14}" y="${top}">${escaped(name)}</text></g>`;
  });
  return [heading, ...grid, ...lines, ...rings, ...names].join('\n');
}

/**
 * A logarithmic scale: where a value is, and the round values to write next to it.
 *
 * @param {readonly number[]} values
 * @param {number} length
 * @param {{ readonly isWhole: boolean }} how `isWhole`: from one round value to another
 */
function scale(values, length, { isWhole }) {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (isWhole) [low, high] = [roundBelow(low), roundAbove(high)];
  const margin = isWhole ? 0 : 0.06;
  const range = Math.log(high / low) || 1;
  const at = (/** @type {number} */ value) => length * (margin + (1 - 2 * margin) * (Math.log(value / low) / range));
  const decades = Math.log10(high / low);
  const steps = decades > 3 ? [1] : decades > 1.5 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const step of steps) {
      const value = Number((step * 10 ** power).toPrecision(3));
      if (value >= low * 0.999 && value <= high * 1.001) ticks.push(value);
    }
  }
  return { at, ticks };
}

/** @param {number} value */
function roundBelow(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([5, 2, 1].find((step) => step * power <= value) ?? 1);
}

/** @param {number} value */
function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

/** What the picture says, for those who cannot see it. @param {readonly Curve[]} curves */
function descriptionOf(curves) {
  const sentences = charts.map(({ chart, title, across, unit }) => {
    const own = curves.filter((curve) => curve.chart === chart && curve.points.length > 0);
    const said = own.map(
      ({ name, points }) =>
        `${name}: ${points.map(([x, y]) => `${unit(Number(y.toPrecision(2)))} at ${x.toLocaleString('en-US')}`).join(', ')}`,
    );
    return `${title}, by ${across}. ${said.join('; ') || 'Not measured'}.`;
  });
  return sentences.join(' ');
}

/** @param {number} value */
function fixed(value) {
  return value.toFixed(1);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
