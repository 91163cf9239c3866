/** What a measurement says: rows of a table and points of curves. Units are milliseconds, megabytes and encounters a second. */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} figure wall time or size, with its range
 * @property {string} cpu
 * @property {string} goal
 * @property {'yes' | 'no' | ''} isMet
 */

/** @typedef {'keystroke' | 'memory' | 'batch' | 'huge'} Chart */

/**
 * @typedef {object} Curve
 * @property {Chart} chart
 * @property {string} name
 * @property {readonly (readonly [number, number])[]} points
 */

/** @typedef {{ readonly title: string, readonly note?: string, readonly rows: readonly Row[], readonly curves?: readonly Curve[] }} Part */

/** @typedef {'ms' | 'MB' | '/s'} Unit */

/**
 * A row of one figure.
 *
 * @param {string} what
 * @param {number} value
 * @param {Unit} unit
 * @param {{ readonly range?: readonly [number, number], readonly cpu?: string, readonly most?: number | undefined, readonly least?: number | undefined, readonly more?: string }} [how]
 * `most`, `least`: the goal; `more`: said after the figure
 * @returns {Row}
 */
export function row(what, value, unit, { range, cpu = '', most, least, more } = {}) {
  const goal =
    most === undefined
      ? least === undefined
        ? ''
        : `${amount(least, unit)} or more`
      : `${amount(most, unit)} or less`;
  const isMet =
    goal === '' || Number.isNaN(value)
      ? ''
      : value <= (most ?? Number.POSITIVE_INFINITY) && value >= (least ?? 0)
        ? 'yes'
        : 'no';
  const spread =
    range === undefined || range[0] === range[1] ? '' : ` (${plain(range[0], unit)} to ${plain(range[1], unit)})`;
  return { what, figure: `${amount(value, unit)}${spread}${more === undefined ? '' : `; ${more}`}`, cpu, goal, isMet };
}

/**
 * A row of a median and a 95th percentile, both with a goal or neither.
 *
 * @param {string} what
 * @param {readonly [number, number]} values
 * @param {{ readonly cpu?: string, readonly most?: readonly [number, number | undefined], readonly more?: string }} [how]
 * @returns {Row}
 */
export function percentiles(what, [p50, p95], { cpu = '', most, more } = {}) {
  const [goal50 = Number.POSITIVE_INFINITY, goal95 = Number.POSITIVE_INFINITY] = most ?? [];
  const said =
    most === undefined
      ? ''
      : `p50 ${amount(most[0], 'ms')}${most[1] === undefined ? '' : `, p95 ${amount(most[1], 'ms')}`} or less`;
  const isMet = most === undefined ? '' : p50 <= goal50 && p95 <= goal95 ? 'yes' : 'no';
  return {
    what,
    figure: `p50 ${amount(p50, 'ms')}, p95 ${amount(p95, 'ms')}${more === undefined ? '' : `; ${more}`}`,
    cpu,
    goal: said,
    isMet,
  };
}

/**
 * A row that says something in place of a figure.
 *
 * @param {string} what
 * @param {string} figure
 * @param {string} [goal]
 * @returns {Row}
 */
export function remark(what, figure, goal = '') {
  return { what, figure, cpu: '', goal, isMet: '' };
}

/**
 * The rows of a measurement, or one that says that it failed: the others go on.
 *
 * @param {string} what
 * @param {() => Promise<readonly Row[]>} measure
 * @returns {Promise<readonly Row[]>}
 */
export async function attempt(what, measure) {
  try {
    return await measure();
  } catch (error) {
    return [remark(what, `failed: ${error instanceof Error ? error.message : error}`)];
  }
}

/** @param {number} value @param {Unit} unit */
export function amount(value, unit) {
  if (unit === 'ms' && value >= 9950) return `${number(value / 1000)} s`;
  return unit === '/s' ? `${plain(value, unit)}/s` : `${plain(value, unit)} ${unit}`;
}

/** @param {number} value @param {Unit} unit */
function plain(value, unit) {
  return unit === 'ms' && value >= 9950 ? number(value / 1000) : number(value);
}

/** Three digits, or all before the point. @param {number} value */
export function number(value) {
  if (Number.isNaN(value)) return '–';
  const digits = value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString('en-US', { maximumFractionDigits: digits });
}
