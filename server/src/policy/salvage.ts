/** A policy file's head, read line by line: of a file that is not valid YAML, and of a shipped one before all of it is needed. */

import { line } from '../yaml/schema.js';
import { address, date, payerId } from './scalars.js';
import type { PolicyHead } from './shelf.js';

const forms = { payer: payerId, name: line, extends: payerId, effective: date, until: date, source: address };

/** Which policy the file is and which ones it refers to; undefined if not even its id is in it. */
export function headOf(text: string): PolicyHead | undefined {
  const head: { [Key in keyof typeof forms]?: string } = {};
  for (const [, key = '', written = ''] of text.matchAll(
    /^\uFEFF?(payer|name|extends|effective|until):[ \t]*([^\r\n]*)/gm,
  )) {
    const name = key as keyof typeof forms;
    const value = bare(written);
    if (head[name] === undefined && forms[name].safeParse(value).success) head[name] = value;
  }
  if (head.payer === undefined) return undefined;
  const inline = /^aliases:[ \t]*(?:\r?\n[ \t]+)?\[([^\]]*)\]/m.exec(text)?.[1];
  const below = /^aliases:[ \t]*\r?\n((?:[ \t]*-[ \t][^\r\n]*\r?\n?){1,1000})/m.exec(text)?.[1];
  const aliases =
    inline?.slice(0, 20_000).split(',') ?? below?.split(/\r?\n/).map((row) => row.replace(/^[ \t]*-/, '')) ?? [];
  return {
    id: head.payer,
    name: head.name,
    extends: head.extends,
    effective: head.effective,
    until: head.until,
    aliases: aliases.map(bare).filter((alias) => alias !== ''),
    isGeneric: /^not-checked:/m.test(text),
  };
}

function bare(written: string): string {
  const comment = written.search(/(?:^|\s)#/);
  const value = (comment < 0 ? written : written.slice(0, comment)).trim();
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
