/** How what is lifted from a procedure note agrees with what a coder lifts from it: right, left blank or wrong, field by field. */

/** What a coder lifts from a note, and what must not be lifted; test/notes/README.md says how it is written. */
export interface WantedNote {
  readonly header: Readonly<Record<string, string>>;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly WantedProcedure[];
  readonly 'must-not': readonly { readonly field: string; readonly value?: string | number; readonly in?: string }[];
  readonly private: readonly string[];
  readonly tolerated?: readonly string[];
}

type WantedProcedure = Readonly<Record<string, string | number | readonly string[]>> & { readonly kind: string };

/** One field's verdict. `unlisted`: lifted, and the coder's list says nothing of it. */
export interface Verdict {
  readonly field: string;
  readonly verdict: 'right' | 'blank' | 'wrong' | 'unlisted';
  readonly found: string;
  readonly wanted: string;
}

interface LiftedProcedure {
  readonly kind: string;
  readonly fields: Map<string, string>;
}

const freeText = new Set([
  'agent',
  'indication',
  'conservative-care',
  'complications',
  'site',
  'note',
  'response',
  'plan',
]);
const lists = new Set(['levels', 'nerves', 'bodies']);

/** The verdicts on an encounter's text; an empty text is the answer that the note tells of no procedure. */
export function verdictsOn(text: string, wanted: WantedNote): readonly Verdict[] {
  const { header, diagnoses, procedures } = read(text);
  const verdicts: Verdict[] = [];
  const isNone = wanted.procedures.length === 0;
  for (const [field, value] of Object.entries(wanted.header)) {
    if (isNone && text === '') continue;
    verdicts.push(judged(field, header.get(field), value));
  }
  for (const [field, value] of header) {
    if (!(field in wanted.header)) verdicts.push({ field, verdict: 'unlisted', found: value, wanted: '' });
  }
  if (!(isNone && text === '')) {
    for (const code of wanted.diagnoses)
      verdicts.push(judged('diagnoses', diagnoses.includes(code) ? code : undefined, code));
    for (const code of diagnoses.filter((each) => !wanted.diagnoses.includes(each)))
      verdicts.push({ field: 'diagnoses', verdict: 'wrong', found: code, wanted: wanted.diagnoses.join(', ') });
  }
  const left = [...procedures];
  for (const one of wanted.procedures) {
    const at = left.findIndex(({ kind, fields }) => kind === one.kind && isSite(fields.get('site'), one.site));
    const index = at >= 0 ? at : left.findIndex(({ kind }) => kind === one.kind);
    const [found] = index < 0 ? [] : left.splice(index, 1);
    verdicts.push(judged('procedure', found?.kind, one.kind));
    for (const [field, value] of Object.entries(one)) {
      if (field === 'kind') continue;
      verdicts.push(judged(`${one.kind} ${field}`, found && sided(field, found.fields, value), value));
    }
    if (!found) continue;
    for (const [field, value] of found.fields) {
      if (!(field in one))
        verdicts.push({ field: `${one.kind} ${field}`, verdict: 'unlisted', found: value, wanted: '' });
    }
  }
  for (const { kind } of left) {
    const verdict = wanted.tolerated?.includes(kind) ? 'unlisted' : 'wrong';
    verdicts.push({ field: 'procedure', verdict, found: kind, wanted: '' });
  }
  return [...verdicts, ...forbidden(text, wanted)];
}

/** What is in the result though it must not be. */
function forbidden(text: string, wanted: WantedNote): readonly Verdict[] {
  const { header, diagnoses, procedures } = read(text);
  const wrong = (field: string, found: string): Verdict => ({ field, verdict: 'wrong', found, wanted: 'not this' });
  const ofPrivate = wanted.private.flatMap((each) => {
    const escaped = each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'i').test(text) ? [wrong('private', each)] : [];
  });
  const ofRules = wanted['must-not'].flatMap(({ field, value, in: kind }) => {
    if (field === 'procedures') return [];
    if (field === 'procedure') {
      const isListed = wanted.procedures.some((each) => each.kind === String(value));
      return !isListed && procedures.some((each) => each.kind === String(value)) ? [wrong(field, String(value))] : [];
    }
    if (field === 'diagnoses') return diagnoses.includes(String(value)) ? [wrong(field, String(value))] : [];
    const holders = header.has(field)
      ? [header]
      : procedures.filter((each) => !kind || each.kind === kind).map(({ fields }) => fields);
    const wantsSides = wanted.procedures.some(({ levels, nerves, site }) =>
      /\b(?:left|right|bilateral)\b/.test(JSON.stringify([levels, nerves, site])),
    );
    return holders.flatMap((fields) => {
      const own = fields.get(field);
      const held = field === 'side' && !wantsSides ? [own, ...sidesWithin(fields)] : [own];
      return held.flatMap((found) => {
        if (found === undefined) return [];
        if (value === undefined) return [wrong(field, found)];
        const parts = lists.has(field)
          ? found.split(/,\s*/).map((part) => part.replace(/ (?:left|right|bilateral)$/, ''))
          : [found];
        const isHeld =
          freeText.has(field) || field === 'relief' || field === 'prior-relief' || field === 'prior-blocks'
            ? new RegExp(
                `(?<![A-Za-z0-9.])${String(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`,
                'i',
              ).test(found)
            : parts.includes(String(value));
        return isHeld ? [wrong(field, found)] : [];
      });
    });
  });
  return [...ofPrivate, ...ofRules];
}

function sidesWithin(fields: ReadonlyMap<string, string>): readonly string[] {
  return ['levels', 'nerves', 'site'].flatMap(
    (name) => (fields.get(name) ?? '').match(/\b(?:left|right|bilateral)\b/g) ?? [],
  );
}

/** A field as found; one side of all may be at each level, nerve or site. */
function sided(field: string, fields: ReadonlyMap<string, string>, value: WantedProcedure[string]): string | undefined {
  const own = fields.get(field);
  if (field === 'side' && own === undefined) {
    const sides = new Set(sidesWithin(fields));
    return sides.size === 1 ? [...sides][0] : undefined;
  }
  const isSided = JSON.stringify(value).match(/\b(?:left|right|bilateral)\b/) !== null;
  if (own === undefined || !['levels', 'nerves', 'site'].includes(field)) return own;
  const side = fields.get('side');
  if (isSided && side && !/\b(?:left|right|bilateral)\b/.test(own))
    return own
      .split(/,\s*/)
      .map((item) => `${item} ${side}`)
      .join(', ');
  return isSided ? own : own.replace(/ (?:left|right|bilateral)\b/g, '');
}

function isSite(found: string | undefined, wanted: WantedProcedure[string] | undefined): boolean {
  return wanted === undefined || (found !== undefined && judged('site', found, wanted).verdict === 'right');
}

function judged(field: string, found: string | undefined, wanted: WantedProcedure[string]): Verdict {
  const shown = Array.isArray(wanted) ? wanted.join(', ') : String(wanted);
  if (found === undefined) return { field, verdict: 'blank', found: '', wanted: shown };
  return {
    field,
    verdict: isRight(field.split(' ').at(-1) ?? '', found, wanted) ? 'right' : 'wrong',
    found,
    wanted: shown,
  };
}

function isRight(field: string, found: string, wanted: WantedProcedure[string]): boolean {
  if (!Array.isArray(wanted)) return plain(found) === plain(String(wanted));
  const items = wanted as readonly string[];
  if (field === 'site') {
    const parts = found.split(/,\s*/).map(plain);
    return (
      parts.length === items.length &&
      items.every((item) => parts.some((part) => item.split('|').some((form) => isSameSite(part, form, item))))
    );
  }
  if (freeText.has(field)) return items.every((item) => item.split('|').some((form) => holds(found, form)));
  if (field === 'levels') return same(spread(found.split(/,\s*/)), spread(items));
  return same(found.split(/,\s*/).map(plain), items.map(plain));
}

/** Every word of the wanted form is in it, its side among them. */
function isSameSite(part: string, form: string, item: string): boolean {
  const side = /\b(left|right|bilateral)\b/.exec(item)?.[1];
  const words = plain(form)
    .split(' ')
    .filter((word) => !/^(?:nerves?|joints?|muscles?)$/.test(word));
  return words.every((word) => part.includes(word)) && (!side || part.includes(side));
}

const spoken = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/g, (word) =>
      String(spoken.indexOf(word)),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

function holds(found: string, form: string): boolean {
  return plain(found).includes(plain(form));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && [...one].sort().join() === [...other].sort().join();
}

function spread(levels: readonly string[]): readonly string[] {
  return levels.map(plain);
}

function read(text: string): {
  readonly header: Map<string, string>;
  readonly diagnoses: readonly string[];
  readonly procedures: readonly LiftedProcedure[];
} {
  const header = new Map<string, string>();
  const diagnoses: string[] = [];
  const procedures: LiftedProcedure[] = [];
  let section = 'header';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\s+# from: ".*"$/, '').trim();
    if (line === '' || line.startsWith('#') || line.startsWith('encounter ')) continue;
    const heading = /^procedure (\S+)$/.exec(line)?.[1];
    if (heading) procedures.push({ kind: heading, fields: new Map() });
    if (heading || line === 'diagnoses' || line === 'lines') {
      section = line.split(' ')[0] ?? '';
      continue;
    }
    const [, name = '', value = ''] = /^([A-Za-z-]+): (.*)$/.exec(line) ?? [];
    if (section === 'header') header.set(name, value);
    else if (section === 'diagnoses') diagnoses.push(value);
    else procedures.at(-1)?.fields.set(name, value);
  }
  return { header, diagnoses, procedures };
}
