/** The command line's arguments, and what is wrong with them. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { isIsoDate } from '../clinical/dates.js';
import { policyRuleIds } from '../policy/problem.js';
import { type Severity, severityLevels, severityWords } from '../policy/vocabulary.js';
import { nearest } from '../text/distance.js';
import { listed } from '../text/words.js';
import { type CheckFormat, checkFormatNames } from './formats.js';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: CheckFormat;
  readonly output: string | undefined;
  readonly policies: readonly string[];
  readonly fix: boolean;
  /** Whether fixes are printed, and so worked out. */
  readonly fixes: boolean;
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  readonly minSeverity: Severity;
  /** What earlier runs wrote of the patients. */
  readonly history: readonly string[];
  readonly writeHistory: string | undefined;
  readonly exclude: readonly string[];
  readonly today: string | undefined;
  /** What is read: records, a line each, in place of files of encounters. */
  readonly from?: 'jsonl' | undefined;
  /** How many threads judge; undefined where the run's size decides. */
  readonly workers?: number | undefined;
}

export interface TestOptions {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly policies: readonly string[];
  readonly exclude: readonly string[];
  readonly today: string | undefined;
  /** The policies that came with the tool, and no others. */
  readonly shipped: boolean;
  readonly coverage: boolean;
  readonly mutate: boolean;
}

export interface ImpactOptions {
  /** What is compared with now: the policies of a git revision, or the tables with those of a folder among them. */
  readonly against: { readonly revision: string } | { readonly tables: string };
  readonly format: 'text' | 'json';
  readonly exclude: readonly string[];
  readonly today: string | undefined;
}

export interface FormatOptions {
  readonly paths: readonly string[];
  readonly exclude: readonly string[];
  /** Writes nothing, and says what would be written otherwise. */
  readonly check: boolean;
}

type Command =
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'test'; readonly options: TestOptions }
  | { readonly kind: 'impact'; readonly options: ImpactOptions }
  | { readonly kind: 'format'; readonly options: FormatOptions }
  | { readonly kind: 'schema'; readonly of: 'policy' | 'project' }
  | { readonly kind: 'explain'; readonly words: readonly string[] }
  | { readonly kind: 'note'; readonly file: string }
  | { readonly kind: 'lsp' }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

const usage = `Usage: encounter-scrubber check [PATH ...]   files, folders, globs; - for standard input; default is .
         --format text|json|jsonl|sarif|github|junit|html|queries
         --output FILE
         --policies DIR         more payer policies (repeatable)
         --fix                  apply the fixes that are always safe, save the files, report the rest
         --no-fixes             do not work out or print fixes: faster
         --rule NAME=SEVERITY   error | warning | information | hint | off (repeatable)
         --min-severity LEVEL   report only findings at this severity or above
         --exclude GLOB         skip these (repeatable)
         --today DATE           use this date as today, such as 2026-11-16
         --history FILE         the patients' earlier sessions, saved by an earlier run (repeatable)
         --write-history FILE   save this run's sessions and the earlier ones for the next run
         --from jsonl           read records, a line {"id": ..., "encounter": "..."} each, from PATH or standard input,
                                and answer each with a line {"id": ..., "findings": [...], "checked": [...]}
         --workers N            judge in N threads; default is the number of cores in large runs, 1 in others
       encounter-scrubber test [PATH ...]       run the examples in payer policies; default is .
         --coverage             list the statements that no example reaches
         --mutate               list the values that could change without failing an example, and why
         --shipped              test the built-in policies instead of PATH
         --format text|json, --policies DIR, --exclude GLOB, --today DATE
       encounter-scrubber format PATH ...       write encounter files in the form of the format; prints the names of those that change
         --check                write nothing; exit status 1 if a file would change
         --exclude GLOB         skip these (repeatable); PATH - formats standard input to standard output
       encounter-scrubber impact REV            how policy changes since a git revision change the findings
       encounter-scrubber impact --tables DIR   how newer CMS tables would change the findings
         --format text|json, --exclude GLOB, --today DATE
       encounter-scrubber explain RULE|CODE     the page of a rule, or what the tables and policies say about a code
       encounter-scrubber explain CODE CODE     whether two codes can be billed together, and how
       encounter-scrubber explain PAYER         what is known of a payer, procedure by procedure, and what is not
       encounter-scrubber explain WORDS         the codes that words find, such as rfa lumbar
       encounter-scrubber note FILE|-           the encounter that a procedure note tells
       encounter-scrubber schema [--project]    the JSON Schema of payer policies, or of scrubber.yaml
       encounter-scrubber lsp [--stdio]         the language server, for any editor
       encounter-scrubber --help | --version

A scrubber.yaml holds a team's settings for the folder it is in: policies, aliases, severity, tables, exclude.

Exit status: 0 no errors and every example as expected, 1 an error, a failing example, a file that would change (format
--check) or a note without a procedure, 2 wrong usage or a file that cannot be read.
`;

const formats = ['text', 'json'] as const;
const commands = ['check', 'test', 'format', 'impact', 'explain', 'note', 'schema', 'lsp'];

/** What the arguments ask for; `wrong` carries one line that says what is wrong with them. */
export function readArguments(parameters: readonly string[], ruleIds: readonly string[], version: string): Command {
  const [name, ...rest] = parameters;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return name === undefined
      ? { kind: 'wrong', message: `missing command; use ${listed(commands, 'or')} (see --help)` }
      : { kind: 'print', text: usage };
  }
  if (name === '--version') return { kind: 'print', text: `${version}\n` };
  if (name === 'lsp') return readLsp(rest);
  if (name === 'check') return readCheck(rest, ruleIds);
  if (name === 'test') return readTest(rest);
  if (name === 'impact') return readImpact(rest);
  if (name === 'explain') return readExplain(rest);
  if (name === 'note') return readNote(rest);
  if (name === 'schema') return readSchema(rest);
  if (name === 'format') return readFormat(rest);
  const meant = nearest(name, commands);
  const right = meant ? `did you mean ${meant}?` : `the commands are ${listed(commands)}`;
  return { kind: 'wrong', message: `unknown command ${name}; ${right}` };
}

const checkOptions = {
  format: { type: 'string' },
  output: { type: 'string' },
  policies: { type: 'string', multiple: true },
  fix: { type: 'boolean' },
  'no-fixes': { type: 'boolean' },
  rule: { type: 'string', multiple: true },
  'min-severity': { type: 'string' },
  history: { type: 'string', multiple: true },
  'write-history': { type: 'string' },
  workers: { type: 'string' },
  from: { type: 'string' },
  exclude: { type: 'string', multiple: true },
  today: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const testOptions = {
  format: { type: 'string' },
  policies: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  today: { type: 'string' },
  shipped: { type: 'boolean' },
  coverage: { type: 'boolean' },
  mutate: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const formatOptions = {
  check: { type: 'boolean' },
  exclude: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const impactOptions = {
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
  today: { type: 'string' },
  tables: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const schemaOptions = { project: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

function readTest(parameters: readonly string[]): Command {
  const parsed = parsedArguments('test', parameters, testOptions);
  if ('kind' in parsed) return parsed;
  const { values, positionals } = parsed;
  const common = commonOptions(values, formats);
  if ('kind' in common) return common;
  if (values.shipped && (positionals.length > 0 || values.policies)) {
    return wrong('--shipped tests the built-in policies and cannot be used with PATH or --policies');
  }
  return {
    kind: 'test',
    options: {
      ...common,
      paths: positionals.length > 0 ? positionals : ['.'],
      policies: values.policies ?? [],
      shipped: values.shipped ?? false,
      coverage: values.coverage ?? false,
      mutate: values.mutate ?? false,
    },
  };
}

function readImpact(parameters: readonly string[]): Command {
  const parsed = parsedArguments('impact', parameters, impactOptions);
  if ('kind' in parsed) return parsed;
  const { values, positionals } = parsed;
  const common = commonOptions(values, formats);
  if ('kind' in common) return common;
  const { tables } = values;
  const [revision, ...others] = positionals;
  if (tables !== undefined) {
    if (tables === '') return wrong('--tables needs a value');
    if (revision !== undefined) return wrong('impact takes a git revision or --tables, not both');
    return { kind: 'impact', options: { ...common, against: { tables } } };
  }
  if (revision === undefined || revision === '' || others.length > 0) {
    return wrong('impact takes one git revision, such as HEAD or main, or --tables DIR');
  }
  return { kind: 'impact', options: { ...common, against: { revision } } };
}

function readFormat(parameters: readonly string[]): Command {
  const parsed = parsedArguments('format', parameters, formatOptions);
  if ('kind' in parsed) return parsed;
  const { values, positionals: paths } = parsed;
  // It writes: what is not named is not touched.
  if (paths.length === 0) return wrong('format takes files, folders or globs, or - for standard input');
  if (paths.includes('')) return wrong('a PATH is empty');
  if (paths.includes('-') && paths.length > 1) return wrong('- is formatted to standard output, and alone');
  return { kind: 'format', options: { paths, exclude: values.exclude ?? [], check: values.check ?? false } };
}

function readExplain(parameters: readonly string[]): Command {
  const parsed = parsedArguments('explain', parameters, { help: { type: 'boolean', short: 'h' } });
  if ('kind' in parsed) return parsed;
  const words = parsed.positionals.filter((word) => word.trim() !== '');
  if (words.length === 0) {
    return wrong(
      'explain takes a rule, a code, two codes, a payer or words, such as nerve-count, 64493, noridian or rfa lumbar',
    );
  }
  return { kind: 'explain', words };
}

function readNote(parameters: readonly string[]): Command {
  const parsed = parsedArguments('note', parameters, { help: { type: 'boolean', short: 'h' } });
  if ('kind' in parsed) return parsed;
  const [file, ...others] = parsed.positionals;
  if (file === undefined || file === '' || others.length > 0)
    return wrong('note takes one file, or - for standard input');
  return { kind: 'note', file };
}

function readSchema(parameters: readonly string[]): Command {
  const parsed = parsedArguments('schema', parameters, schemaOptions);
  if ('kind' in parsed) return parsed;
  const [stranger] = parsed.positionals;
  if (stranger !== undefined) return wrong(`schema takes only --project, not ${stranger}`);
  return { kind: 'schema', of: parsed.values.project ? 'project' : 'policy' };
}

interface CommonValues {
  readonly format?: string | undefined;
  readonly today?: string | undefined;
  readonly exclude?: readonly string[] | undefined;
}

/** What several commands take; a wrong value as the command that says so. */
function commonOptions<Format extends string>(
  { format = 'text', today, exclude = [] }: CommonValues,
  taken: readonly Format[],
) {
  const known = taken.find((each) => each === format);
  if (!known) return wrong(`--format takes ${listed(taken, 'or')}, not ${format}`);
  if (today !== undefined && !isIsoDate(today)) {
    return wrong(`--today takes a date such as 2026-11-16, not ${today}`);
  }
  return { format: known, today, exclude };
}

function wrong(message: string): Command & { readonly kind: 'wrong' } {
  return { kind: 'wrong', message };
}

function readCheck(parameters: readonly string[], ruleIds: readonly string[]): Command {
  const parsed = parsedArguments('check', parameters, checkOptions);
  if ('kind' in parsed) return parsed;
  const { values, positionals } = parsed;
  const common = commonOptions(values, checkFormatNames);
  if ('kind' in common) return common;
  const minSeverity = severityLevels.find((each) => each === (values['min-severity'] ?? 'hint'));
  if (!minSeverity) return wrong(`--min-severity takes ${listed(severityLevels, 'or')}, not ${values['min-severity']}`);
  const severities: Record<string, Severity | 'off'> = {};
  for (const setting of values.rule ?? []) {
    const [rule = '', level = ''] = setting.split('=');
    const severity = severityWords.find((each) => each === level);
    if (!setting.includes('=')) return wrong(`--rule takes NAME=SEVERITY, not ${setting}`);
    const known = [...ruleIds, ...policyRuleIds];
    if (!known.includes(rule)) {
      const meant = nearest(rule, known);
      return wrong(`unknown rule ${rule}${meant ? `; did you mean ${meant}?` : ''}`);
    }
    if (!severity) return wrong(`--rule ${rule} takes ${listed(severityWords, 'or')}, not ${level || 'nothing'}`);
    severities[rule] = severity;
  }
  const paths = positionals.length > 0 ? positionals : [values.from === undefined ? '.' : '-'];
  const misused = values.from === undefined ? undefined : misusedFrom(values, paths);
  if (misused !== undefined) return wrong(misused);
  // As a script's variable that was not set leaves it.
  if (paths.includes('')) return wrong('a PATH is empty');
  if (values.output === '') return wrong('--output needs a value');
  if (values['write-history'] === '') return wrong('--write-history needs a value');
  if (values.workers !== undefined && !/^[1-9]\d?$/.test(values.workers)) {
    return wrong(`--workers takes a number from 1 to 99, not ${values.workers || 'nothing'}`);
  }
  if (values.fix && values['no-fixes']) return wrong('--fix and --no-fixes cannot be used together');
  if (values.fix && paths.includes('-')) return wrong('--fix writes files and cannot be used with -');
  return {
    kind: 'check',
    options: {
      ...common,
      paths,
      output: values.output,
      policies: values.policies ?? [],
      fix: values.fix ?? false,
      fixes: !values['no-fixes'],
      severities,
      minSeverity,
      history: values.history ?? [],
      writeHistory: values['write-history'],
      from: values.from === undefined ? undefined : 'jsonl',
      workers: values.workers === undefined ? undefined : Number(values.workers),
    },
  };
}

/** What is wrong with what is asked beside `--from`: its answers have one form, and nothing but them is written. */
function misusedFrom(
  values: {
    readonly from?: string | undefined;
    readonly format?: string | undefined;
    readonly fix?: boolean | undefined;
    readonly 'write-history'?: string | undefined;
  },
  paths: readonly string[],
): string | undefined {
  if (values.from !== 'jsonl') return `--from takes jsonl, not ${values.from || 'nothing'}`;
  if (values.fix) return '--fix writes files and cannot be used with --from';
  if (values['write-history'] !== undefined) return '--write-history and --from cannot be used together';
  if (values.format !== undefined && values.format !== 'json' && values.format !== 'jsonl') {
    return `--from jsonl answers in JSON lines: --format cannot be ${values.format} with it`;
  }
  return paths.filter((path) => path === '-').length > 1 ? 'standard input is named twice' : undefined;
}

/** The arguments of one command; what is wrong with them as the command that says so. */
function parsedArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  parameters: readonly string[],
  options: Options,
) {
  try {
    const parsed = parseArgs({ args: [...parameters], options, allowPositionals: true, strict: true });
    if ((parsed.values as { help?: boolean }).help) return { kind: 'print', text: usage } as const;
    return parsed;
  } catch (error) {
    return wrong(argumentWords(command, error, Object.keys(options)));
  }
}

function argumentWords(command: string, error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : '';
  const option = /'(-[^' ]*)/.exec(message)?.[1];
  if (/Unknown option/.test(message) && option) {
    const meant = nearest(option.replace(/^-+/, ''), known);
    return `${command} has no option ${option}${meant ? `; did you mean --${meant}?` : ''}`;
  }
  if (/argument missing|ambiguous/.test(message) && option) return `${option} needs a value`;
  return message.split('\n')[0]?.replace(/\.$/, '') ?? 'cannot read the arguments';
}

/** Editors start servers with arguments of their own; which process is theirs is read where the server starts. */
function readLsp(parameters: readonly string[]): Command {
  for (const [at, parameter] of parameters.entries()) {
    if (parameter === '--stdio' || parameters[at - 1] === '--clientProcessId') continue;
    const [name, value = parameters[at + 1]] = parameter.split('=');
    if (name !== '--clientProcessId') {
      return {
        kind: 'wrong',
        message: `lsp uses standard input and output: it takes only --stdio, not ${parameter}`,
      };
    }
    if (!/^\d+$/.test(value ?? '')) {
      return { kind: 'wrong', message: '--clientProcessId takes a process id' };
    }
  }
  return { kind: 'lsp' };
}
