/** What can still be told of a policy file that cannot be read: which policy it was to be. Reads lines, not YAML. */
import { type PolicyContent, policySchema } from './schema.js';

const noRules: readonly string[] = [];

/** The file's id and what else of its head can be read; undefined where not even the id stands in it. */
export function salvaged(text: string): PolicyContent | undefined {
  const head: Record<string, unknown> = {};
  for (const [, key = '', written = ''] of text.matchAll(
    /^\uFEFF?(payer|name|extends|effective|until):[ \t]*([^\r\n]*)/gm,
  )) {
    head[key] ??= bare(written);
  }
  const aliases = /^aliases:[ \t]*\[([^\]\r\n]*)/m.exec(text)?.[1];
  if (aliases)
    head.aliases = aliases
      .split(',')
      .map(bare)
      .filter((alias) => alias !== '');
  const { shape } = policySchema(noRules);
  const readable = Object.entries(head).filter(
    ([key, value]) => shape[key as keyof typeof shape].safeParse(value).success,
  );
  const content = policySchema(noRules).safeParse(Object.fromEntries(readable));
  return content.success ? content.data : undefined;
}

function bare(written: string): string {
  const comment = written.search(/(?:^|\s)#/);
  const value = (comment < 0 ? written : written.slice(0, comment)).trim();
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
