/** The command line's arguments, and what is wrong with them. */
import { parseArgs } from 'node:util';
import { isIsoDate } from '../clinical/dates.js';
import type { Severity } from '../policy/policy.js';
import { nearest } from '../text/distance.js';
import { listed } from '../text/words.js';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly output: string | undefined;
  readonly policies: readonly string[];
  readonly fix: boolean;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly minSeverity: Severity;
  readonly exclude: readonly string[];
  readonly today: string | undefined;
}

export type Command =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'lsp' }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

const usage = `Usage: encounter-scrubber check [PATH ...]   files, folders, globs; - reads standard input; . where none is given
         --format text|json
         --output FILE
         --policies DIR         more payer policies (repeatable)
         --fix                  apply the fixes that are always right, write the files, report the rest
         --rule NAME=SEVERITY   error | warning | information | hint | off (repeatable)
         --min-severity LEVEL   report only what is at least this severe
         --exclude GLOB         pass over these (repeatable)
         --today DATE           what counts as today, such as 2026-11-16
       encounter-scrubber lsp --stdio           the language server, for any editor
       encounter-scrubber --help | --version

Exit status: 0 nothing at error level, 1 something at error level, 2 wrong usage or a file that cannot be read.
`;

const levels: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
const severityWords: readonly (Severity | 'off')[] = [...levels, 'off'];
const formats = ['text', 'json'] as const;
const later = ['explain', 'format', 'test', 'impact', 'schema'];

/** What the arguments ask for; `wrong` carries one line that says what is wrong with them. */
export function readArguments(parameters: readonly string[], ruleIds: readonly string[], version: string): Command {
  const [name, ...rest] = parameters;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return name === undefined
      ? { kind: 'wrong', message: 'a command is wanted: check or lsp (--help explains them)' }
      : { kind: 'print', text: usage };
  }
  if (name === '--version') return { kind: 'print', text: `${version}\n` };
  if (name === 'lsp') {
    const stranger = rest.find((each) => each !== '--stdio');
    if (stranger !== undefined)
      return { kind: 'wrong', message: `lsp takes --stdio and nothing else, not ${stranger}` };
    return rest.includes('--stdio') ? { kind: 'lsp' } : { kind: 'wrong', message: 'lsp wants --stdio' };
  }
  if (name !== 'check') {
    if (later.includes(name))
      return { kind: 'wrong', message: `${name} is not there yet: this version has check and lsp` };
    const meant = nearest(name, ['check', 'lsp']);
    return {
      kind: 'wrong',
      message: `there is no command ${name}${meant ? `: ${meant} is near` : ': check and lsp are'}`,
    };
  }
  return readCheck(rest, ruleIds);
}

const checkOptions = {
  format: { type: 'string' },
  output: { type: 'string' },
  policies: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  rule: { type: 'string', multiple: true },
  'min-severity': { type: 'string' },
  exclude: { type: 'string', multiple: true },
  today: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readCheck(parameters: readonly string[], ruleIds: readonly string[]): Command {
  const wrong = (message: string): Command => ({ kind: 'wrong', message });
  let parsed: ReturnType<typeof parseCheck>;
  try {
    parsed = parseCheck(parameters);
  } catch (error) {
    return wrong(argumentWords(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'print', text: usage };
  const format = formats.find((each) => each === (values.format ?? 'text'));
  if (!format) return wrong(`--format takes ${listed(formats, 'or')}, not ${values.format}`);
  const minSeverity = levels.find((each) => each === (values['min-severity'] ?? 'hint'));
  if (!minSeverity) return wrong(`--min-severity takes ${listed(levels, 'or')}, not ${values['min-severity']}`);
  if (values.today !== undefined && !isIsoDate(values.today)) {
    return wrong(`--today takes a date such as 2026-11-16, not ${values.today}`);
  }
  const severities: Record<string, Severity | 'off'> = {};
  for (const setting of values.rule ?? []) {
    const [rule = '', level = ''] = setting.split('=');
    const severity = severityWords.find((each) => each === level);
    if (!setting.includes('=')) return wrong(`--rule takes NAME=SEVERITY, not ${setting}`);
    if (!ruleIds.includes(rule)) {
      const meant = nearest(rule, ruleIds);
      return wrong(`no rule is named ${rule}${meant ? `: ${meant} is near` : ''}`);
    }
    if (!severity) return wrong(`--rule ${rule} takes ${listed(severityWords, 'or')}, not ${level || 'nothing'}`);
    severities[rule] = severity;
  }
  const paths = positionals.length > 0 ? positionals : ['.'];
  // As a script's variable that was not set leaves it.
  if (paths.includes('')) return wrong('a PATH is empty');
  if (values.output === '') return wrong('--output wants a value');
  if (values.fix && paths.includes('-')) return wrong('--fix writes files, and - is none');
  return {
    kind: 'check',
    options: {
      paths,
      format,
      output: values.output,
      policies: values.policies ?? [],
      fix: values.fix ?? false,
      severities,
      minSeverity,
      exclude: values.exclude ?? [],
      today: values.today,
    },
  };
}

function parseCheck(parameters: readonly string[]) {
  return parseArgs({ args: [...parameters], options: checkOptions, allowPositionals: true, strict: true });
}

function argumentWords(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const option = /'(-[^' ]*)/.exec(message)?.[1];
  if (/Unknown option/.test(message) && option) {
    const meant = nearest(option.replace(/^-+/, ''), Object.keys(checkOptions));
    return `check has no option ${option}${meant ? `: --${meant} is near` : ''}`;
  }
  if (/argument missing|ambiguous/.test(message) && option) return `${option} wants a value`;
  return message.split('\n')[0]?.replace(/\.$/, '') ?? 'the arguments cannot be read';
}
