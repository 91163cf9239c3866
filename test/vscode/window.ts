/**
 * Tests that use the real window as a coder does, with keyboard and mouse, and see what stands on the screen. Knows
 * nothing of the extension's inside.
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Case } from './cases.js';

/** A finding of the examples, where it stands; lines and characters count from 0. */
export interface DrawnFinding {
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly character: number;
}

/**
 * The tests for a window that has just been opened on an encounter with a second level and no first.
 *
 * @param drawn findings that have a fix, to be found and mended by keyboard
 */
export function windowCases(page: Page, pictures: string, drawn: readonly DrawnFinding[]): readonly Case[] {
  const picture = (name: string) => page.screenshot({ path: `${pictures}/${name}.png` });
  const line = (text: string) => page.locator('.monaco-editor .view-line', { hasText: text });
  const code = () => line('64494').locator('span span', { hasText: '64494' }).first();

  return [
    {
      name: 'the wrong code is underlined and counted among the problems',
      run: async () => {
        await page.locator('.squiggly-error').first().waitFor({ timeout: 40_000 });
        await page.locator('#status\\.problems', { hasText: '1' }).waitFor();
        const underlined = await boxOf(page.locator('.squiggly-error').first());
        const written = await boxOf(code());
        assert(Math.abs(underlined.x - written.x) < 3, 'the underline starts where the code starts');
        assert(Math.abs(underlined.width - written.width) < 3, 'the underline is as long as the code');
        await picture('finding');
      },
    },
    {
      name: 'code, modifier, field name and comment each have a colour of their own',
      run: async () => {
        const colours = await Promise.all([
          colourOf(code()),
          colourOf(line('64494').locator('span span', { hasText: 'KX' }).first()),
          colourOf(line('patient').locator('span span', { hasText: 'patient' }).first()),
          colourOf(line('was forgotten').locator('span span').first()),
        ]);
        assert.equal(new Set(colours).size, colours.length, colours.join(' '));
      },
    },
    {
      name: 'the mouse over the code shows the finding and what the code is',
      run: async () => {
        const { x, y, width, height } = await boxOf(code());
        await shown(/addon-without-primary/, async () => {
          await page.mouse.move(5, 5);
          await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
        });
        const hover = page.locator('.monaco-hover:visible', { hasText: 'addon-without-primary' });
        assert.match((await hover.first().textContent()) ?? '', /64494/);
        await picture('hover');
        await page.keyboard.press('Escape');
        await page.mouse.move(5, 5);
      },
    },
    {
      name: 'the language status says that encounters are being checked',
      run: async () => {
        await page.locator('#status\\.languageStatus').hover();
        await page.locator('.hover-language-status', { hasText: 'Encounter Scrubber' }).first().waitFor();
        await picture('status');
        await page.mouse.move(5, 5);
      },
    },
    {
      name: 'the keyboard alone goes to the finding, opens its fixes and applies one',
      run: async () => {
        await open('second-level-alone.encounter:34:3');
        await page.locator('.lightBulbWidget:visible, [class*="gutter-lightbulb"]:visible').first().waitFor();
        const fix = await offeredFix(/64493/);
        await picture('fixes');
        for (let presses = 0; presses < 10 && !(await isFocused(fix)); presses += 1) {
          await page.keyboard.press('ArrowDown');
        }
        await page.keyboard.press('Enter');
        await line('64493').waitFor();
        await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
        await picture('fixed');
      },
    },
    {
      name: 'undoing the fix brings the underline back',
      run: async () => {
        await page.keyboard.press('Control+z');
        await line('64493').waitFor({ state: 'detached' });
        await page.locator('.squiggly-error').first().waitFor();
      },
    },
    {
      name: 'the lightbulb explains the rule beside the claim',
      run: async () => {
        await open('second-level-alone.encounter:34:3');
        await applyFirstFix(/Explain addon-without-primary/);
        await pageShows((title) => title === 'addon-without-primary');
        await picture('rule-explained');
        await command('View: Close All Editors in Group');
        await page.locator('.tab', { hasText: 'second-level-alone' }).first().waitFor();
      },
    },
    {
      name: 'typing an add-on line without its primary underlines it, and the fix takes the underline away',
      run: async () => {
        await open('no-lines-yet.encounter');
        await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
        await toTheEnd();
        await page.keyboard.type('  64494-50  x1  A', { delay: 30 });
        await page.locator('.squiggly-error').first().waitFor();
        await page.keyboard.press('Home');
        await showHover(/64494 is an add-on code/);
        await picture('typed');
        await applyFirstFix(/64493/);
        await line('64493-50').waitFor();
        await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
        await picture('typed-and-fixed');
      },
    },
    {
      name: 'the mouse over 64494 explains the code where nothing is wrong',
      run: async () => {
        const { x, y, width, height } = await boxOf(code());
        await shown(/second joint level/, async () => {
          await page.mouse.move(5, 5);
          await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
        });
        await picture('explained');
        await page.keyboard.press('Escape');
        await page.mouse.move(5, 5);
      },
    },
    {
      name: 'a wrong key of a policy is underlined, and the fix puts the right one in its place',
      run: async () => {
        await open('new.payer.yaml');
        await page.locator('.squiggly-error').first().waitFor();
        await open('new.payer.yaml:3:1');
        await showHover(/the nearest is bilateral/);
        await picture('policy-wrong-key');
        await applyFirstFix(/Change to bilateral/);
        await line('bilateral:').waitFor();
        await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
      },
    },
    {
      name: 'what may stand in a policy is offered while it is typed',
      run: async () => {
        await toTheEnd();
        const offered = (what: string) =>
          page.locator('.suggest-widget:visible .monaco-list-row', { hasText: what }).first();
        await page.keyboard.type('limits:', { delay: 60 });
        await comes(offered('a list of entries'), async () => {
          await page.keyboard.press('Backspace');
          await page.keyboard.type(':');
        });
        await page.keyboard.press('Enter');
        await line('- for:').waitFor();
        await page.keyboard.type('face', { delay: 60 });
        await comes(offered('facet-injection'), async () => {
          await page.keyboard.press('Backspace');
          await page.keyboard.type('e');
        });
        await picture('policy-completion');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
      },
    },
    {
      name: 'the test explorer runs the examples of a policy, and shows the one that fails',
      run: async () => {
        await open('oak.payer.yaml');
        await page.locator('.codelens-decoration', { hasText: 'encounter uses this policy' }).first().waitFor();
        await command('Test: Focus on Test Explorer View');
        const tree = page.locator('.test-explorer');
        await tree.locator('.monaco-list-row', { hasText: 'oak' }).first().waitFor();
        await command('Test: Run All Tests');
        await page.locator('.test-explorer .codicon-testing-failed-icon').first().waitFor();
        await page.locator('.monaco-list-row .label', { hasText: 'oak' }).first().click();
        await page.keyboard.press('ArrowRight');
        await tree.locator('.monaco-list-row', { hasText: 'one level is paid' }).first().waitFor();
        await tree.locator('.codicon-testing-passed-icon').first().waitFor();
        await picture('policy-examples');
        await command('Explorer: Focus on Folders View');
      },
    },
    {
      name: 'an encounter tells which policy judges it, and why',
      run: async () => {
        await open('two-levels.encounter');
        await page.locator('.squiggly-error').first().waitFor();
        await open('two-levels.encounter:19:3');
        await command('Encounter Scrubber: Explain Configuration');
        await page.locator('.tab', { hasText: 'Configuration' }).first().waitFor();
        await pageShows((title) => title.includes('What judges encounter 2026-0300'));
        await picture('policy-explained');
        await command('View: Close All Editors in Group');
      },
    },
    ...drawn.map(
      (finding, index): Case => ({
        name: `${finding.rule} of the example ${finding.file}:${finding.line + 1} is shown, and its first fix mends the text and is undone`,
        run: async () => {
          await open(`${finding.file}:${finding.line + 1}:${finding.character + 1}`);
          await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
          await showHover(new RegExp(finding.rule));
          await picture(`example-${index + 1}`);
          const before = await textOnScreen(finding);
          await applyFirstFix(/./);
          await waitFor('the text is another', async () => (await textOnScreen(finding)) !== before);
          await picture(`example-${index + 1}-fixed`);
          await page.keyboard.press('Control+z');
          await waitFor('the text is as before', async () => (await textOnScreen(finding)) === before);
        },
      }),
    ),
  ];

  /** Waits for a rendered page whose heading is wanted. */
  async function pageShows(isWanted: (title: string) => boolean): Promise<void> {
    await waitFor('the page is shown', async () => {
      const titles = await Promise.all(
        page.frames().map((frame) =>
          frame
            .locator('h1')
            .allTextContents()
            .catch(() => []),
        ),
      );
      return titles.flat().some(isWanted);
    });
  }

  /** Opens a file by its name, and goes to `:line:column` where one stands behind it. */
  async function open(name: string): Promise<void> {
    const [file = '', row, column] = name.split(':');
    await page.keyboard.press('Control+p');
    const input = page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill(name);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: file }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: file }).waitFor();
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    if (row === undefined) return;
    const place = new RegExp(`Ln ${row}, Col ${column}\\b`);
    await page.locator('#status\\.editor\\.selection', { hasText: place }).waitFor();
  }

  /** Goes to the end of the file; the line on which the cursor stands then is an empty one. */
  async function toTheEnd(): Promise<void> {
    const goToEnd = () => page.keyboard.press('Control+End');
    await goToEnd();
    await comes(page.locator('#status\\.editor\\.selection', { hasText: /Ln (?!1,)\d+, Col 1$/ }), goToEnd);
  }

  async function command(title: string): Promise<void> {
    await page.keyboard.press('Control+Shift+p');
    const input = page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill(`>${title}`);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: title.split(': ').at(-1) ?? '' })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
  }

  async function shown(text: RegExp, ask: () => Promise<void>): Promise<void> {
    await ask();
    await comes(page.locator('.monaco-hover:visible', { hasText: text }).first(), async () => {
      await page.keyboard.press('Escape');
      await ask();
    });
  }

  /** What is asked for while the window is busy with something else does not come: it is asked for again. */
  async function comes(widget: Locator, again: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const came = await widget.waitFor({ timeout: 6_000 }).then(
        () => true,
        () => false,
      );
      if (came) return;
      await again();
    }
    await widget.waitFor();
  }

  async function showHover(text: RegExp): Promise<void> {
    await shown(text, async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    });
    await page.keyboard.press('Escape');
  }

  /** The fix in the open menu; a menu is closed where the editor scrolls or the findings come anew. */
  async function offeredFix(title: RegExp): Promise<Locator> {
    const fix = page.locator('.action-widget:visible .monaco-list-row.action', { hasText: title }).first();
    await page.keyboard.press('Control+.');
    await comes(fix, async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+.');
    });
    return fix;
  }

  async function applyFirstFix(title: RegExp): Promise<void> {
    const fix = await offeredFix(title);
    for (let presses = 0; presses < 20 && !(await isFocused(fix)); presses += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }

  /**
   * The lines of the file on the screen. That the finding goes with it is not asked here: a
   * fix may insert an empty field for the coder to fill in, or uncover what the next finding is about.
   */
  async function textOnScreen(finding: DrawnFinding): Promise<string> {
    await page.locator('.tab.active', { hasText: finding.file }).waitFor();
    return (await page.locator('.monaco-editor .view-line').allTextContents()).sort().join('\n');
  }
}

async function waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    assert(Date.now() < end, `waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the page itself has; the project is compiled without the browser's types. */
declare function getComputedStyle(element: unknown): { readonly color: string };

type Locator = ReturnType<Page['locator']>;

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  assert(box, 'it is not on the screen');
  return box;
}

async function colourOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => getComputedStyle(element).color);
}

async function isFocused(row: Locator): Promise<boolean> {
  return /\bfocused\b/.test((await row.getAttribute('class')) ?? '');
}
