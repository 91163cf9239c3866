/** The forms in which `check` reports, by name. */
import type { Format } from './formats/format.js';
import { githubFormat } from './formats/github.js';
import { htmlFormat } from './formats/html.js';
import { jsonFormat, jsonlFormat } from './formats/json.js';
import { junitFormat } from './formats/junit.js';
import { queriesFormat } from './formats/queries.js';
import { sarifFormat } from './formats/sarif.js';
import { textFormat } from './formats/text.js';

const formats = {
  text: textFormat,
  json: jsonFormat,
  jsonl: jsonlFormat,
  sarif: sarifFormat,
  github: githubFormat,
  junit: junitFormat,
  html: htmlFormat,
  queries: queriesFormat,
} as const satisfies Readonly<Record<string, Format<unknown>>>;

export type CheckFormat = keyof typeof formats;

/** The format of this name; its pieces are its own. */
export function formatNamed(name: CheckFormat): Format<unknown> {
  return formats[name];
}

export const checkFormatNames = Object.keys(formats) as readonly CheckFormat[];
