/** Tells as text what is on the screen of a window, for the report of a case that failed. Knows nothing of the extension. */
import type { Page } from 'playwright-core';

/** How long a window that may hang is given to answer. */
const patience = 30_000;

/** What is shown in a page, by the kind of thing that shows it. */
const shown = {
  tabs: '.tab',
  'status bar': '.statusbar-item',
  notification: '.notification-toast',
  dialog: '.monaco-dialog-box',
  'quick input': '.quick-input-widget',
  menu: '.action-widget',
  hover: '.monaco-hover',
  suggestions: '.suggest-widget',
  lightbulb: '.lightBulbWidget, [class*="gutter-lightbulb"]',
  'code lens': '.codelens-decoration',
  'test explorer': '.test-explorer .monaco-list-row',
} as const;

/**
 * What is on the screen: editors, tabs, what is open above them, and the problems, for which their view is opened. Never
 * rejects.
 */
export async function onScreen(page: Page): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('the window does not answer'), patience);
  });
  const told = textOf(page).catch((error: unknown) => `the screen could not be read: ${error}`);
  const text = await Promise.race([told, late]);
  clearTimeout(timer);
  return text;
}

async function textOf(page: Page): Promise<string> {
  const parts: string[] = [];
  for (const [what, selector] of Object.entries(shown)) {
    const texts = await page.locator(selector).filter({ visible: true }).allInnerTexts();
    const filled = texts.map((text) => text.trim().replace(/\s*\n\s*/g, ' | ')).filter(Boolean);
    if (filled.length > 0) parts.push(`${what}: ${filled.join('; ')}`);
  }
  parts.push(`focus: ${await page.locator(':focus').evaluateAll(pathsOf)}`);
  for (const editor of await page.locator('.editor-instance .monaco-editor').filter({ visible: true }).all()) {
    const lines = await editor.locator('.view-line').evaluateAll(linesOf);
    const squiggles = await editor.locator('[class*="squiggly-"]').count();
    parts.push(`editor, ${squiggles} underlined:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+m');
  await page.locator('.markers-panel').waitFor();
  const problems = await page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  parts.push(`problems:\n${problems.map((problem) => `  ${problem.replace(/\s*\n\s*/g, ' | ')}`).join('\n')}`);
  return parts.join('\n');
}

/** What the page's elements have of what is asked here; the project is compiled without the browser's types. */
interface Shown {
  readonly className: unknown;
  readonly textContent: string | null;
  readonly parentElement: Shown | null;
  getBoundingClientRect(): { readonly top: number };
}

function pathsOf(elements: readonly unknown[]): string {
  const nameOf = (element: Shown | null) => `${element?.className ?? ''}`.trim().replace(/\s+/g, '.');
  return (elements as readonly Shown[])
    .map((element) => `${nameOf(element.parentElement)} > ${nameOf(element)}`)
    .join('; ');
}

function linesOf(elements: readonly unknown[]): string[] {
  return (elements as readonly Shown[])
    .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '));
}
