/**
 * Takes the pictures of the walkthrough, each in the window that it shows; `npm run pictures` puts them into the package. A case
 * that does not see what its picture is of fails.
 */
import type { Coder, Locator } from './coder.js';
import { texts } from './texts.js';
import type { WindowCase } from './window.js';

/** Wide enough for the column in which a walkthrough shows them. */
const size = { width: 640, height: 440 };

const themed = { dark: '.monaco-workbench.vs-dark', light: '.monaco-workbench.vs' } as const;

/**
 * The cases that take the pictures.
 *
 * @param ending the theme, and what the names of its pictures end with
 */
export function pictureCases(ending: keyof typeof themed): readonly WindowCase[] {
  const inTheme = async ({ command, see, all }: Coder): Promise<void> => {
    const isThere = await all(themed[ending]).first().isVisible();
    if (!isThere) await command(texts.otherTheme);
    await see(all(themed[ending]).first());
  };
  /** The picture begins in the top left corner of what is shown in it. */
  const take = async ({ boxOf, pictureOf }: Coder, name: string, corner: Locator): Promise<void> => {
    const { x, y } = await boxOf(corner);
    await pictureOf(`walkthrough/${name}-${ending}`, { x, y, ...size });
  };
  return [
    {
      name: `the picture of the examples, ${ending}`,
      folder: 'examples',
      file: 'day-sheet.encounter:45:3',
      run: async (coder) => {
        await inTheme(coder);
        await coder.see(coder.squiggle);
        await coder.see(coder.all('.explorer-folders-view .monaco-list-row', 'day-sheet').first());
        await take(coder, 'examples', coder.all('.part.sidebar').first());
      },
    },
    {
      name: `the picture of the fixes, ${ending}`,
      folder: 'workspace',
      file: 'second-level-alone.encounter:34:3',
      run: async (coder) => {
        await inTheme(coder);
        await coder.see(coder.squiggle);
        await coder.seeFix(/64493/);
        const { x } = await coder.boxOf(coder.all('.editor-instance').first());
        const menu = await coder.boxOf(coder.all('.action-widget').first());
        const y = menu.y + menu.height + 20 - size.height;
        await coder.pictureOf(`walkthrough/fix-${ending}`, { x, y, ...size });
      },
    },
    {
      name: `the picture of a new encounter, ${ending}`,
      folder: 'empty',
      run: async (coder) => {
        await inTheme(coder);
        await coder.pressFor('Control+Alt+e', coder.all('.quick-input-title', '(1 of 2)'));
        await coder.pick(texts.medialBranch.typed, texts.medialBranch.label);
        await coder.see(coder.all('.quick-input-title', '(2 of 2)'));
        await coder.pick(texts.noridian.typed, texts.noridian.label);
        await coder.see(coder.line('guidance'));
        await coder.until('what may go into a field', async () => {
          if (await coder.suggestions.isVisible()) return true;
          await coder.press('Tab');
          return false;
        });
        await take(coder, 'write', coder.all('.part.editor').first());
      },
    },
    {
      name: `the picture of what is known about payers, ${ending}`,
      folder: 'empty',
      run: async (coder) => {
        await inTheme(coder);
        await coder.command(texts.showKnown);
        await coder.seePage((title) => title === texts.known);
        await take(coder, 'payers', coder.all('.part.editor').first());
      },
    },
    {
      name: `the picture of columns that are lined up, ${ending}`,
      folder: 'examples',
      file: 'three-nerves-as-three-levels.encounter',
      run: async (coder) => {
        await inTheme(coder);
        await coder.command(texts.formatDocument);
        await coder.see(coder.all('.squiggly-error, .squiggly-warning').first());
        await take(coder, 'format', coder.all('.part.editor').first());
      },
    },
  ];
}
