/**
 * Tests that use the real window as a coder does, with keyboard and mouse, and see what stands on the screen. Knows
 * nothing of the extension's inside.
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Case } from './cases.js';

/** The tests for a window that has just been opened on an encounter with a second level and no first. */
export function windowCases(page: Page, pictures: string): readonly Case[] {
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
        await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
        const hover = page.locator('.monaco-hover:visible', { hasText: 'addon-without-primary' });
        await hover.first().waitFor();
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
        await line('64494').click();
        await page.keyboard.press('Home');
        await page.locator('.lightBulbWidget:visible, [class*="gutter-lightbulb"]:visible').first().waitFor();
        await page.keyboard.press('Control+.');
        const menu = page.locator('.action-widget:visible');
        const fix = menu.locator('.monaco-list-row.action', { hasText: '64493' }).first();
        await fix.waitFor();
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
  ];
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
