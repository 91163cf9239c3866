/** What counts as one file and what counts as part of a workspace, decided without a disk. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, isWithin, nameOf, pathBelow, resolveAddress } from '../server/src/session/address.js';
import { excludedBy, isPassedOver } from '../server/src/session/part.js';

describe('the address of a file', () => {
  test.each([
    ['file:///c%3A/Clinic/day.encounter', 'file:///C:/Clinic/day.encounter'],
    ['file:///clinic/Dr.%20Smith%20%28old%29/day.encounter', 'file:///clinic/Dr.%20Smith%20(old)/day.encounter'],
    [
      "file:///clinic/a'b%2Bc%2Cd%26e%3Df%40g%24h%3Bi%21j~k.encounter",
      "file:///clinic/a'b+c,d&e=f@g$h;i!j%7Ek.encounter",
    ],
    ['file:///clinic/M%C3%BCller/day.encounter', 'file:///clinic/Müller/day.encounter'],
    ['file:///clinic/', 'file:///clinic'],
    ['file://localhost/clinic', 'file:///clinic'],
    ['file://PRACTICE-SHARE/payers', 'file://practice-share/payers'],
    ['FILE:///clinic', 'file:///clinic'],
    ['vscode-remote://ssh-remote%2Bbox/clinic/a%20b', 'vscode-remote://ssh-remote+box/clinic/a b'],
    ['untitled:Untitled%2D1', 'untitled:Untitled-1'],
  ])('%s and %s are one', (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  test.each([
    [
      'file:///clinic/Day.encounter',
      'file:///clinic/day.encounter',
      'the disk says whether letter case tells files apart',
    ],
    ['file:///clinic/a%2Fb', 'file:///clinic/a/b', 'a slash in a name does not make a folder'],
  ])('%s and %s are two: %s', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  test('with a percent sign that escapes nothing is read as it is meant', () => {
    expect(canonical('file:///clinic/100%.encounter')).toBe(canonical('file:///clinic/100%25.encounter'));
  });

  test('in its one spelling is its one spelling, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string().map((text) => `file:///${text}`),
          fc.string({ unit: 'binary' }),
        ),
        (uri) => {
          const once = canonical(uri);
          expect(canonical(once)).toBe(once);
        },
      ),
    );
  });

  test('is the same however much of it is escaped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }),
        fc.nat(),
        (names, seed) => {
          const segments = names.map((name) => name.replaceAll('/', '-'));
          const escaped = segments.map((name) => encodeURIComponent(name)).join('/');
          const more = segments
            .map((name, index) =>
              [...new TextEncoder().encode(name)]
                .map((byte, place) => {
                  const plain = String.fromCharCode(byte);
                  const mustEscape = !/[A-Za-z0-9\-_.]/.test(plain);
                  return mustEscape || (seed + index + place) % 3 === 0
                    ? `%${byte.toString(16).padStart(2, '0')}`
                    : plain;
                })
                .join(''),
            )
            .join('/');
          expect(canonical(`file:///x/${more}`)).toBe(canonical(`file:///x/${escaped}`));
        },
      ),
    );
  });

  test('lies in a folder by whole segments', () => {
    expect(isWithin('file:///clinic-2/day.encounter', 'file:///clinic')).toBe(false);
    expect(isWithin('file:///clinic/day.encounter', 'file:///clinic')).toBe(true);
    expect(isWithin('file:///clinic', 'file:///clinic')).toBe(true);
    expect(isWithin('file:///day.encounter', 'file:///')).toBe(true);
    expect(pathBelow('file:///clinic', 'file:///clinic/Dr.%20Smith/day.encounter')).toBe('Dr. Smith/day.encounter');
    expect(nameOf('file:///clinic/Dr.%20Smith')).toBe('Dr. Smith');
  });

  test.each([
    ['../share', 'file:///practice/share'],
    ['./payers/', 'file:///practice/clinic/payers'],
    ['..\\share', 'file:///practice/share'],
    ['../../../../share', 'file:///share'],
    ['/srv/payers', 'file:///srv/payers'],
    ['C:\\Payers', 'file:///c:/Payers'],
    ['//Practice-Share/payers', 'file://practice-share/payers'],
    ['Dr. Müller (old)', 'file:///practice/clinic/Dr.%20M%C3%BCller%20(old)'],
  ])('%s from a folder is %s', (path, address) => {
    expect(resolveAddress('file:///practice/clinic', path)).toBe(address);
  });
});

describe('what is passed over', () => {
  test.each([
    'node_modules/a.encounter',
    'x/node_modules/y/a.encounter',
    '.git/a',
    '.history/day.encounter',
    'x/.hidden',
  ])('%s', (path) => expect(isPassedOver(path)).toBe(true));
  test.each(['Dr. Smith/day.encounter', '2026.11/day.encounter', 'day.encounter', 'node_modules_of_ours/a.encounter'])(
    'but not %s',
    (path) => expect(isPassedOver(path)).toBe(false),
  );

  test.each([
    ['archive/**', 'archive/2024/day.encounter', true],
    ['archive', 'archive/2024/day.encounter', true],
    ['archive/', 'archive/2024/day.encounter', true],
    ['archive/**', 'archive-2/day.encounter', false],
    ['**/old/*.encounter', 'x/y/old/day.encounter', true],
    ['**/old/*.encounter', 'x/y/older/day.encounter', false],
    ['Archive (old)/**', 'Archive (old)/day.encounter', true],
    ['./archive/**', 'archive/day.encounter', true],
    ['archive\\**', 'archive/day.encounter', true],
    ['{a,b}.*', 'b.encounter', true],
    ['!day.encounter', 'night.encounter', false],
    ['(a+)+b/**', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac/day.encounter', false],
    ['*a*a*a*a*a*a*a*a*a*a*a*b', `${'a'.repeat(200)}.encounter`, false],
    ['', 'day.encounter', false],
  ])('exclude: [%s] and %s', (pattern, path, isOut) => {
    expect(excludedBy([pattern])(path)).toBe(isOut);
  });
});
