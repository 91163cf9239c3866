/**
 * Claims of interventional pain practice after published questions, denials and audits, in `claims/`: each with what must be
 * reported, what must not, and what a fix makes of it. What is expected was written down before the claim was first checked.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CheckedFile, checkFiles, newMemory } from '../server/src/engine/check.js';
import { offeredFixes } from '../server/src/engine/fixes.js';
import { createPolicies } from '../server/src/policy/policies.js';
import { shippedFiles } from '../server/src/policy/shipped.js';
import { rules } from '../server/src/rules/index.js';
import { applyEdits, shifted } from '../server/src/text/span.js';
import { shippedCodes } from './support/codes.js';

/** A finding that must be reported. */
interface Expected {
  readonly rule: string;
  /** What only the line with the finding holds. */
  readonly on?: string;
  readonly severity?: string;
  /** In the message. */
  readonly says?: string;
  readonly encounter?: string;
}

interface Claim {
  readonly title: string;
  /** What answers it. */
  readonly source: string;
  readonly expect?: readonly Expected[];
  /** Of each list, one rule must report something. */
  readonly anyOf?: readonly (readonly string[])[];
  /** Rules that must report nothing else; `errors` and `warnings` are all of that severity. */
  readonly forbid: readonly string[];
  /** One fix of the rule brings all of `text` into the file and all of `gone` out of it. */
  readonly fix?: {
    readonly rule: string;
    readonly text?: readonly string[];
    readonly gone?: readonly string[];
    readonly safe?: boolean;
  };
  /** No fix brings the text into the file, or belongs to "fix all". */
  readonly noFix?: readonly { readonly rule?: string; readonly text?: string; readonly safe?: boolean }[];
}

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly line: string;
  readonly encounter: string | undefined;
  readonly fixes: readonly { readonly title: string; readonly safe: boolean; readonly text: string }[];
}

const folder = new URL('claims/', import.meta.url);
const ids = rules.map(({ id }) => id);
const world = {
  rules,
  codes: shippedCodes,
  policies: createPolicies(shippedFiles(), { ruleIds: ids, codes: shippedCodes }),
  today: '2026-11-30',
  severities: {},
};
const severityOf: Readonly<Record<string, string>> = { errors: 'error', warnings: 'warning' };
const keys = ['title', 'source', 'expect', 'anyOf', 'forbid', 'fix', 'noFix'];

const files = readdirSync(folder);
const names = files.filter((file) => file.endsWith('.encounter')).map((file) => file.replace('.encounter', ''));

test('every claim has its expectation, and every expectation its claim', () => {
  expect(files.filter((file) => file.endsWith('.json')).map((file) => file.replace('.json', ''))).toEqual(names);
  expect(names.length).toBeGreaterThan(50);
});

describe.each(names)('%s', (name) => {
  const text = readFileSync(new URL(`${name}.encounter`, folder), 'utf8');
  const claim: Claim = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  const { expect: expected = [], anyOf = [], forbid, fix, noFix = [] } = claim;
  const checked = check(text);
  const found = findingsOf(checked);

  test('asks for what can fail', () => {
    expect(Object.keys(claim).filter((key) => !keys.includes(key))).toEqual([]);
    expect([claim.title, claim.source].filter((said) => said.trim() === '')).toEqual([]);
    const named = [...expected, ...noFix, ...(fix ? [fix] : [])].flatMap(({ rule }) => rule ?? []);
    const known = [...ids, ...Object.keys(severityOf)];
    expect([...named, ...anyOf.flat(), ...forbid].filter((rule) => !known.includes(rule))).toEqual([]);
    expect(forbid.length).toBeGreaterThan(0);
    for (const { on } of expected) if (on) expect([on, linesWith(text, on)]).toEqual([on, 1]);
    const isSo = (fix?.gone ?? []).length === 0 && (fix?.text ?? []).every((each) => text.includes(each));
    expect(fix && isSo).toBeFalsy();
    expect((fix?.gone ?? []).filter((each) => !text.includes(each))).toEqual([]);
    expect(noFix.filter((each) => each.safe !== true && (!each.text || text.includes(each.text)))).toEqual([]);
  });

  test(claim.title, () => {
    const of = (one: Expected): readonly Found[] => found.filter((each) => isExpected(each, one));
    expect(expected.filter((one) => of(one).length === 0).map(shown)).toEqual([]);
    expect(anyOf.filter((some) => !found.some(({ rule }) => some.includes(rule)))).toEqual([]);
    const wanted = new Set([...expected.flatMap(of), ...found.filter(({ rule }) => anyOf.flat().includes(rule))]);
    const others = found.filter((each) => !wanted.has(each));
    const forbidden = ({ rule, severity }: Found): boolean =>
      ['internal-error', ...forbid].some((what) => what === rule || severityOf[what] === severity);
    expect(others.filter(forbidden).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test('offers no fix that adds an error', () => {
    const errors = countOf(found, ({ severity }) => severity === 'error');
    for (const { rule, fixes } of found) {
      for (const { title, text: now } of fixes) {
        const left = countOf(findingsOf(check(now)), ({ severity }) => severity === 'error');
        expect(left > errors ? `${rule}: ${title}` : '').toBe('');
      }
    }
  });

  if (noFix.length > 0) {
    test('offers no wrong fix', () => {
      const wrong = found.flatMap(({ rule, fixes }) =>
        fixes
          .filter(({ safe, text: now }) =>
            noFix.some(
              (no) =>
                (no.rule ?? rule) === rule &&
                ((no.safe === true && safe) || (no.text !== undefined && now.includes(no.text))),
            ),
          )
          .map(({ title }) => `${rule}: ${title}`),
      );
      expect(wrong).toEqual([]);
    });
  }

  if (fix) {
    test('is mended by a fix', () => {
      const own = found.filter(({ rule }) => rule === fix.rule);
      const mends = own.flatMap(({ fixes }) => fixes).filter(({ safe }) => safe || fix.safe !== true);
      const right = mends.filter(
        ({ text: now }) =>
          (fix.text ?? []).every((each) => now.includes(each)) && !(fix.gone ?? []).some((each) => now.includes(each)),
      );
      expect(right.length > 0 ? [] : mends.map((each) => each.text)).toEqual([]);
      expect(right.length).toBeGreaterThan(0);
      const left = right.map(({ text: now }) => countOf(findingsOf(check(now)), ({ rule }) => rule === fix.rule));
      expect(Math.min(...left)).toBeLessThan(own.length);
    });
  }
});

function check(text: string): CheckedFile | undefined {
  return checkFiles(world, [{ file: 'claim', text }], newMemory())[0];
}

function findingsOf(checked: CheckedFile | undefined): readonly Found[] {
  const { text = '', encounters = [] } = checked ?? {};
  return encounters.flatMap(({ start, judgment, neighbors }) =>
    judgment.findings
      .filter(({ allowed }) => !allowed)
      .map((finding): Found => {
        const lineStart = text.lastIndexOf('\n', start + finding.at.start - 1) + 1;
        return {
          rule: finding.rule,
          severity: finding.severity,
          message: finding.message,
          line: text.slice(lineStart).split('\n')[0] ?? '',
          encounter: judgment.encounter.id?.value,
          get fixes() {
            return offeredFixes(world, judgment, finding, neighbors).map(({ title, applies, edits }) => ({
              title,
              safe: applies === 'safe',
              text: applyEdits(
                text,
                edits.map((edit) => ({ ...edit, span: shifted(edit.span, start) })),
              ),
            }));
          },
        };
      }),
  );
}

function isExpected(found: Found, { rule, on, severity, says, encounter }: Expected): boolean {
  return (
    found.rule === rule &&
    (on === undefined || found.line.includes(on)) &&
    (severity === undefined || found.severity === severity) &&
    (says === undefined || found.message.includes(says)) &&
    (encounter === undefined || found.encounter === encounter)
  );
}

function shown({ rule, on, severity, says }: Expected): string {
  return [severity, rule, on && `on ${on}`, says && `that says ${says}`].filter(Boolean).join(' ');
}

function linesWith(text: string, what: string): number {
  return countOf(text.split('\n'), (line) => line.includes(what));
}

function countOf<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length;
}
