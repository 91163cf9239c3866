/**
 * What a coder does in a window with keyboard and mouse, and what she then sees. Everything waits for a state of the
 * window; a key that the window dropped is pressed again only where the window shows that it did.
 */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { type Told, until as untilTold } from './cases.js';

export type { Locator };

/** A part of the window, in pixels. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the page itself has; the project is compiled without the browser's types. */
declare const navigator: { readonly clipboard: { writeText(text: string): Promise<void> } };

/** A coder at a window. */
export type Coder = ReturnType<typeof coderAt>;

/**
 * A coder at a window of VS Code.
 *
 * @param pictures the folder for the pictures she takes
 */
export function coderAt(page: Page, told: Told, pictures: string) {
  const hovers = page.locator('.monaco-hover').filter({ visible: true });
  const menu = page.locator('.action-widget').filter({ visible: true });
  const focusedEditor = page.locator('.editor-instance .monaco-editor.focused').first();
  const selection = page.locator('#status\\.editor\\.selection');
  const lineEnd = selection.filter({ hasText: /Ln (?!1,)\d+, Col 1$/ });
  /** The bar that runs while an editor waits for what it was asked by key. */
  const working = page.locator('.editor-group-container > .monaco-progress-container.active');
  const squiggle = page.locator('.squiggly-error').first();

  return {
    step: told.step,
    until,
    see,
    seeGone,
    squiggle,
    /** Presses a key in an editor that has the keyboard. */
    async press(key: string): Promise<void> {
      await see(focusedEditor);
      await page.keyboard.press(key);
    },
    /** All that matches a selector. */
    all: (selector: string, hasText?: string | RegExp) => page.locator(selector, hasText ? { hasText } : {}),
    picture,
    line: (text: string) => page.locator('.monaco-editor .view-line', { hasText: text }).first(),

    /** Waits until the window is there; where it opened a file, until its editor has the keyboard and the cursor is where it was opened. */
    async seeOpened(name: string | undefined): Promise<void> {
      told.step('the window opens');
      told.awaits('the workbench');
      await page.waitForFunction('window.driver');
      await page.evaluate('window.driver.whenWorkbenchRestored()');
      if (name !== undefined) await seeFile(name);
    },

    seeFile,

    /** Opens a file by its name, and goes to `:line:column` where that follows the name. */
    async open(name: string): Promise<void> {
      const [file = ''] = name.split(':');
      await page.keyboard.press('Control+p');
      await pickLast(name, file);
      await seeFile(name);
    },

    /** Runs a command by its title. */
    async command(title: string): Promise<void> {
      await chooseCommand(title);
      await seeGone(page.locator('.quick-input-widget input'));
    },

    /** Runs a command that asks, by its title. */
    askingCommand: chooseCommand,

    /** Goes to the end of the file, which is an empty line. */
    async toTheEnd(): Promise<void> {
      await see(focusedEditor);
      await page.keyboard.press('Control+End');
      await see(lineEnd);
    },

    /** Types a text; after each of its parts the list of suggestions is awaited that has an entry with that text. */
    async typeSuggested(...parts: readonly (readonly [typed: string, suggested: string])[]): Promise<void> {
      for (const [typed, suggested] of parts) {
        await page.keyboard.type(typed);
        await see(page.locator('.suggest-widget:visible .monaco-list-row', { hasText: suggested }).first());
      }
    },

    type: (text: string) => page.keyboard.type(text),

    /** Presses a key once, whatever has the keyboard. */
    hit: (key: string) => page.keyboard.press(key),

    /** Shows the hover at the cursor by keyboard, sees a text in it, takes its picture and closes it. */
    async seeHover(text: RegExp, name: string): Promise<void> {
      const hover = hovers.filter({ hasText: text }).first();
      // At the cursor a hover with its finding is there in the instant in which it is asked for, or it does not come.
      await until(`the hover at the cursor with ${text}`, async () => {
        if (await hover.isVisible()) return true;
        if (!(await focusedEditor.isVisible())) return false;
        if (await hovers.first().isVisible()) await page.keyboard.press('Escape');
        await page.keyboard.press('Control+k');
        await page.keyboard.press('Control+i');
        await windowLives(0);
        return hover.isVisible();
      });
      await picture(name);
      await page.keyboard.press('Escape');
      await seeGone(hover);
    },

    /** Shows a hover with the mouse; it stays open until the mouse goes. */
    async pointAt(target: Locator, text: RegExp): Promise<Locator> {
      const hover = hovers.filter({ hasText: text }).first();
      await until(`the hover of the mouse with ${text}`, async () => {
        await pointAway();
        const { x, y, width, height } = await boxOf(target);
        await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
        // A second after the mouse came, by the window's own clock, its hover is there or says that it is loading.
        for (let turn = 0; turn < 10 || (await hovers.filter({ hasText: 'Loading' }).count()) > 0; turn += 1) {
          if (await hover.isVisible()) return true;
          told.goesOn();
          await windowLives(200);
        }
        return hover.isVisible();
      });
      return hover;
    },

    pointAway,

    /** Opens the menu of fixes by keyboard and sees a title in it. */
    seeFix: seeInMenu,

    /** Chooses the first of the fixes whose title is wanted, by keyboard. */
    async chooseFix(title: string | RegExp): Promise<void> {
      const focused = menu.locator('.monaco-list-row.action.focused', { hasText: title });
      await seeInMenu(title);
      // The menu may close between two keys: each is pressed only where it is open.
      while (!(await focused.isVisible())) {
        if (await menu.isVisible()) await page.keyboard.press('ArrowDown');
        await seeInMenu(title);
      }
      await page.keyboard.press('Enter');
      await seeGone(menu);
      await see(focusedEditor);
    },

    /** Waits for a rendered page whose heading is wanted. */
    async seePage(isWanted: (title: string) => boolean): Promise<void> {
      const headings = () =>
        page.frames().map((frame) =>
          frame
            .locator('h1')
            .allTextContents()
            // A frame may be replaced while it is looked at.
            .catch(() => []),
        );
      await until('a page with the heading', async () => (await Promise.all(headings())).flat().some(isWanted));
    },

    /** Clicks the first link of a rendered page whose words are wanted. */
    async followLink(words: RegExp): Promise<void> {
      await until(`a link ${words}`, async () => {
        for (const frame of page.frames()) {
          const link = frame.locator('a', { hasText: words }).first();
          // A frame may be replaced while it is looked at.
          const isHere = await link.isVisible().catch(() => false);
          if (!isHere) continue;
          await link.click();
          return true;
        }
        return false;
      });
    },

    /** Presses a key, whatever has the keyboard, until something is on the screen: a window that has just opened may drop it. */
    async pressFor(key: string, what: Locator): Promise<void> {
      await until(`${what} after ${key}`, async () => {
        if (!(await what.isVisible())) await page.keyboard.press(key);
        for (let turn = 0; turn < 30 && !(await what.isVisible()); turn += 1) await windowLives(100);
        return what.isVisible();
      });
    },

    /** Fills the list of choices that is open, and accepts its first entry once that is the wanted one; another may follow. */
    pick,

    /** The list of suggestions, while it has any. */
    suggestions: page.locator('.suggest-widget .monaco-list-row').filter({ visible: true }).first(),

    /** Presses a key, whatever has the keyboard: for what is open over an editor. */
    anyKey: (key: string) => page.keyboard.press(key),

    /** Accepts the first entry of the list of choices that is open. */
    accept: () => page.keyboard.press('Enter'),

    /** Waits until a picture in the page is loaded. */
    async seeImage(image: Locator): Promise<void> {
      await see(image);
      await until(`the picture ${image}`, () =>
        image.evaluate((element) => (element as { naturalWidth?: number }).naturalWidth !== 0),
      );
    },

    /** Puts a text on the clipboard, as another program does. */
    async copy(text: string): Promise<void> {
      const said = await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
      assert.equal(said, undefined);
    },

    /** Takes a picture of a part of the window, by the edges of what is shown in it. */
    async pictureOf(name: string, { x, y, width, height }: Part): Promise<void> {
      await page.screenshot({ path: `${pictures}/${name}.png`, clip: { x, y, width, height } });
    },

    /** Chooses an entry of the list of choices that is open. */
    async choose(entry: string): Promise<void> {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: entry }).first();
      await see(row);
      await row.click();
      await seeGone(row);
    },

    /** The lines of all editors on the screen. */
    textOnScreen: async () => (await page.locator('.monaco-editor .view-line').allTextContents()).sort().join('\n'),

    boxOf,
  };

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: `${pictures}/${name}.png` });
  }

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    await untilTold(told, what, holds);
  }

  async function see(what: Locator): Promise<void> {
    told.awaits(`${what}`);
    await what.waitFor();
  }

  async function seeGone(what: Locator): Promise<void> {
    told.awaits(`${what} to be gone`);
    await what.waitFor({ state: 'hidden' });
  }

  async function seeFile(name: string): Promise<void> {
    const [file = '', row, column] = name.split(':');
    await see(page.locator('.tab.active', { hasText: file }));
    await see(focusedEditor);
    if (row !== undefined) await see(selection.filter({ hasText: new RegExp(`Ln ${row}, Col ${column}\\b`) }));
  }

  /** Fills the open quick input and accepts its first entry once that is the wanted one. */
  async function pickLast(filled: string, wanted: string): Promise<void> {
    await pick(filled, wanted);
    await seeGone(page.locator('.quick-input-widget input'));
  }

  /** Chooses a command; in a window that has just opened, the list may not have it yet, and is opened again. */
  async function chooseCommand(title: string): Promise<void> {
    const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
    const name = title.split(': ').at(-1) ?? '';
    const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first();
    await until(`the command ${title}`, async () => {
      if (await input.isVisible()) await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+p');
      await windowLives(100);
      if (!(await input.isVisible())) return false;
      await input.fill(`>${title}`);
      for (let turn = 0; turn < 15 && !(await row.isVisible()); turn += 1) await windowLives(100);
      return row.isVisible();
    });
    await page.keyboard.press('Enter');
  }

  async function pick(filled: string, wanted: string): Promise<void> {
    const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
    const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: wanted }).first();
    await see(input);
    // One list may give way to the next, which is empty again.
    await until(`${wanted} in the list of choices`, async () => {
      if ((await input.isVisible()) && (await input.inputValue()) !== filled) await input.fill(filled);
      return row.isVisible();
    });
    await page.keyboard.press('Enter');
  }

  /**
   * Waits until the menu of fixes is open and has a title. VS Code closes the menu, or does not open it, where findings
   * come anew: then the editor has the keyboard again, and nothing it was asked for is on its way.
   */
  async function seeInMenu(title: string | RegExp): Promise<void> {
    const row = menu.locator('.monaco-list-row.action', { hasText: title }).first();
    await until(`the menu of fixes with ${title}`, async () => {
      if (await row.isVisible()) return true;
      if ((await working.count()) > 0) return false;
      if (await menu.isVisible()) {
        if (await row.isVisible()) return true;
        await page.keyboard.press('Escape');
        await seeGone(menu);
      }
      if (await focusedEditor.isVisible()) await page.keyboard.press('Control+.');
      await windowLives(0);
      return false;
    });
  }

  /** Moves the mouse to where an editor has no text. */
  async function pointAway(): Promise<void> {
    const { x, y, width, height } = await boxOf(page.locator('.editor-instance').first());
    await page.mouse.move(x + width - 60, y + height / 2);
    await seeGone(hovers.first());
  }

  /** Lets the window do what it has before it: what it planned for `milliseconds` from now on its own clock, and draw it. */
  async function windowLives(milliseconds: number): Promise<void> {
    await page.evaluate(
      `new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), ${milliseconds}))`,
    );
  }

  async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    await see(locator);
    const box = await locator.boundingBox();
    assert(box, `${locator} is not on the screen`);
    return box;
  }
}
