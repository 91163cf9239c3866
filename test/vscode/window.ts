/**
 * Tests that use the real window as a coder does, with keyboard and mouse, and see what is on the screen. Each has a window
 * and a folder of its own. They know nothing of the extension's inside.
 */
import assert from 'node:assert/strict';
import type { Coder, Locator } from './coder.js';
import { serversOfAllWindows } from './server-process.js';
import { texts } from './texts.js';

/** One test in a window of its own. */
export interface WindowCase {
  readonly name: string;
  /** What the window's folder is a copy of; a new one is empty. */
  readonly folder: 'workspace' | 'examples' | 'empty';
  /** The file that the window opens, with `:line:column` where the cursor is to be; none where it is left out. */
  readonly file?: string;
  readonly run: (coder: Coder) => Promise<void>;
}

/** A finding of the examples, and where it is; lines and characters count from 0. */
export interface DrawnFinding {
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly character: number;
}

/**
 * The tests of the window.
 *
 * @param drawn findings that have a fix, to be found and mended by keyboard
 */
export function windowCases(drawn: readonly DrawnFinding[]): readonly WindowCase[] {
  return [...cases, mendingOf(drawn)];
}

const visit = 'second-level-alone.encounter';
const rule = 'addon-without-primary';

const cases: readonly WindowCase[] = [
  {
    name: 'a finding and an encounter can be seen for what they are',
    folder: 'workspace',
    file: visit,
    run: async ({ step, see, seeGone, squiggle, all, line, boxOf, pointAt, pointAway, picture }) => {
      const code = () => wordIn(line('64494'), '64494');

      step('the wrong code is underlined and counted among the problems');
      await see(squiggle);
      await see(all('#status\\.problems', '1'));
      const underlined = await boxOf(squiggle);
      const written = await boxOf(code());
      assert(Math.abs(underlined.x - written.x) < 3, 'the underline starts where the code starts');
      assert(Math.abs(underlined.width - written.width) < 3, 'the underline is as long as the code');
      await picture('finding');

      step('code, modifier, field name and comment each have a color of their own');
      const colors = await Promise.all([
        colorOf(code()),
        colorOf(wordIn(line('64494'), 'KX')),
        colorOf(wordIn(line('patient'), 'patient')),
        colorOf(line('was forgotten').locator('span span').first()),
      ]);
      assert.equal(new Set(colors).size, colors.length, colors.join(' '));

      step('the mouse over the code shows the finding and what the code is');
      const hover = await pointAt(code(), new RegExp(rule));
      assert.match((await hover.textContent()) ?? '', /64494/);
      await picture('hover');
      await pointAway();

      step('the language status says that encounters are being checked');
      await pointAt(all('#status\\.languageStatus'), new RegExp(texts.status));
      await see(all('.hover-language-status', texts.status).first());
      await picture('status');
      await pointAway();
      await seeGone(all('.hover-language-status:visible').first());
    },
  },
  {
    name: 'the keyboard alone finds and mends',
    folder: 'workspace',
    file: visit,
    run: async ({
      step,
      see,
      seeGone,
      squiggle,
      line,
      open,
      seeFix,
      chooseFix,
      press,
      type,
      until,
      picture,
      ...coder
    }) => {
      const { all, seePage } = coder;
      step('it goes to the finding, opens its fixes and applies one');
      await see(squiggle);
      await open(`${visit}:34:2`);
      // VS Code shows no lightbulb for a cursor that came while the editor had not got the keyboard.
      await press('ArrowRight');
      await see(all('.lightBulbWidget:visible, [class*="gutter-lightbulb"]:visible').first());
      await seeFix(/64493/);
      await picture('fixes');
      await chooseFix(/64493/);
      await see(line('64493'));
      await seeGone(squiggle);
      await picture('fixed');

      step('undoing the fix brings the underline back');
      await press('Control+z');
      await seeGone(line('64493'));
      await see(squiggle);

      step('the comment that allows a finding is gone on with its reason');
      await chooseFix(texts.allowRule(rule));
      await see(line(`# allow ${rule}:`));
      await type('appeal 114');
      await see(line(`# allow ${rule}: appeal 114`));
      await seeGone(squiggle);
      await picture('allowed');
      const comment = line(`# allow ${rule}`);
      await until('the comment is undone', async () => {
        if (await comment.isVisible()) await press('Control+z');
        return !(await comment.isVisible());
      });
      await see(squiggle);

      step('the menu of fixes explains the rule beside the claim');
      await open(`${visit}:34:3`);
      await chooseFix(texts.explainRule(rule));
      await seePage((title) => title === rule);
      await see(all('.tab', visit).first());
      await picture('rule-explained');
    },
  },
  {
    name: 'what is typed is judged',
    folder: 'workspace',
    file: 'no-lines-yet.encounter',
    run: async ({ step, see, seeGone, squiggle, all, line, toTheEnd, type, press, ...coder }) => {
      step('an add-on line typed without its primary is underlined');
      // The warning of this encounter tells that it was judged; an error it has none yet.
      await see(all('.squiggly-warning').first());
      assert.equal(await squiggle.count(), 0);
      await toTheEnd();
      await type('  64494-50  x1  A');
      await see(squiggle);
      await press('Home');
      await coder.seeHover(new RegExp(rule), 'typed');

      step('the fix takes the underline away');
      await coder.chooseFix(/64493/);
      await see(line('64493-50'));
      await seeGone(squiggle);
      await coder.picture('typed-and-fixed');

      step('the mouse over 64494 explains the code where nothing is wrong');
      await coder.pointAt(wordIn(line('64494'), '64494'), texts.secondLevel);
      await coder.picture('explained');
      await coder.pointAway();

      step('suggestions that were closed come back with the next letter of a value whose words are known');
      const { suggestions } = coder;
      await press('Control+End');
      await type('\nprocedure joint-injection');
      await press('Escape');
      await coder.typeSuggested(['\nsite: right k', 'right knee']);
      await press('Escape');
      await seeGone(suggestions);
      await coder.typeSuggested(['n', 'right knee']);
      await coder.picture('suggested-again');
    },
  },
  {
    name: 'a policy is mended and written',
    folder: 'workspace',
    file: 'new.payer.yaml:3:1',
    run: async ({ step, see, seeGone, squiggle, line, toTheEnd, typeSuggested, press, ...coder }) => {
      step('a wrong key is underlined, and the fix puts the right one in its place');
      await see(squiggle);
      await coder.seeHover(/payer-schema/, 'policy-wrong-key');
      await coder.chooseFix(/bilateral\b/);
      await see(line('bilateral:'));
      await seeGone(squiggle);

      step('what may follow is offered while it is typed');
      await toTheEnd();
      await typeSuggested(['limits', 'limits'], [':', texts.listOfEntries]);
      await press('Enter');
      await see(line('- for:'));
      await typeSuggested(['face', 'facet-injection']);
      await coder.picture('policy-completion');
    },
  },
  {
    name: 'the test explorer runs the examples of a policy, and shows the one that fails',
    folder: 'workspace',
    file: 'oak.payer.yaml',
    run: async ({ see, all, command, picture, until }) => {
      await see(all('.codelens-decoration', texts.usesThisPolicy).first());
      await command('Test: Focus on Test Explorer View');
      const row = (text: string) => all('.test-explorer .monaco-list-row', text).first();
      await see(row('oak'));
      await command('Test: Run All Tests');
      await see(all('.test-explorer .codicon-testing-failed-icon').first());
      await until('the examples are unfolded', async () => {
        if (await row('one level is paid').isVisible()) return true;
        const folded = all('.test-explorer .monaco-list-row[aria-expanded="false"]', 'oak').first();
        if (await folded.isVisible()) await folded.locator('.monaco-tl-twistie').click();
        return false;
      });
      await see(all('.test-explorer .codicon-testing-passed-icon').first());
      await picture('policy-examples');
    },
  },
  {
    name: 'the impact of a change that is not saved leads to the line of the claim',
    folder: 'workspace',
    file: 'oak.payer.yaml:7:26',
    run: async ({ see, press, command, choose, all, seePage, followLink, picture }) => {
      await see(all('.codelens-decoration', texts.usesThisPolicy).first());
      await press('Backspace');
      await press('5');
      await command(texts.showImpact);
      await choose(texts.savedFiles);
      await seePage((title) => title === texts.impact);
      await picture('policy-impact');
      await followLink(/^line \d+$/);
      await see(all('.tab.active', 'two-levels.encounter').first());
      await see(all('#status\\.editor\\.selection', /Ln (?!1,)\d+/));
    },
  },
  {
    name: 'an encounter is begun in an empty folder, by keyboard',
    folder: 'empty',
    run: async ({ step, see, seeGone, all, line, pressFor, pick, press, type, picture, until, open, ...coder }) => {
      const title = (text: string) => all('.quick-input-title', text);

      step('the key asks for procedure and payer');
      await pressFor('Control+Alt+e', title('(1 of 2)'));
      await picture('new-encounter');
      await pick(texts.medialBranch.typed, texts.medialBranch.label);
      await see(title('(2 of 2)'));
      await pick(texts.noridian.typed, texts.noridian.label);
      await see(line('procedure'));
      await see(all('.tab.active', /^\d{4}-\d\d-\d\d\.encounter/));

      step('Tab goes from field to field, and back');
      await see(all('#status\\.editor\\.selection', 'Ln 1,'));
      const rows = all('#status\\.editor\\.selection');
      await until('another field', async () => {
        if (!(await rows.textContent())?.includes('Ln 1,')) return true;
        await press('Tab');
        return false;
      });
      await picture('next-field');
      await until('the first field', async () => {
        if ((await rows.textContent())?.includes('Ln 1,')) return true;
        await press('Shift+Tab');
        return false;
      });
      await press('Escape');

      step('the next one is written below it, the payer used last offered first');
      await pressFor('Control+Alt+e', title('(1 of 2)'));
      await pick(texts.medialBranch.typed, texts.medialBranch.label);
      await see(title('(2 of 2)'));
      await see(all('.quick-input-list .monaco-list-row.focused', texts.noridian.label));
      await coder.accept();
      await seeGone(title('(2 of 2)'));
      await until('all of the second one', async () => {
        const [, heading] = /Ln (\d+)/.exec((await rows.textContent()) ?? '') ?? [];
        const shown = await all('.editor-instance .line-numbers').allTextContents();
        return Number(heading) > 20 && Math.max(...shown.map(Number)) >= Number(heading) + 20;
      });
      await picture('next-encounter');

      step('saving writes it to the folder, where it counts once');
      await press('Escape');
      await press('Control+s');
      await see(all('.explorer-folders-view .monaco-list-row', '.encounter').first());
      await seeGone(all('.tab.active.dirty').first());
      await picture('new-encounter-saved');

      step('a new file is offered for it too, and in the list of new files');
      await pressFor('Control+Alt+e', title('(1 of 2)'));
      await pick(texts.inNewFile, texts.inNewFile);
      await seeGone(title('at the end of'));
      await pick(texts.medialBranch.typed, texts.medialBranch.label);
      await see(title('(2 of 2)'));
      await pick(texts.noridian.typed, texts.noridian.label);
      await see(all('.tab.active', /-2\.encounter/));
      await coder.askingCommand(texts.newFile);
      for (const name of texts.newFiles) await see(all('.quick-input-list .monaco-list-row', name).first());
      await picture('new-file');

      step('a policy is begun from there by the name of its payer, of which its id is made');
      await coder.choose(texts.newFiles[1]);
      await see(title('New payer policy (1 of 3)'));
      await type('Aetna');
      await coder.accept();
      await see(all('.quick-input-message', texts.idInUse('aetna')).first());
      await coder.anyKey('Escape');
      await coder.askingCommand(texts.newPolicy);
      await see(title('New payer policy (1 of 3)'));
      await type(texts.acme.name);
      await coder.accept();
      await see(title('New payer policy (2 of 3)'));
      await until('the id that the name suggests', async () => {
        return (await all('.quick-input-widget input:visible').first().inputValue()) === texts.acme.id;
      });
      await picture('new-policy-id');
      await coder.accept();
      await see(title('New payer policy (3 of 3)'));
      await pick(texts.noridian.typed, texts.noridian.label);
      await see(all('.tab.active', `${texts.acme.id}.payer`));
      await see(line(`payer: ${texts.acme.id}`));
      await see(line(`name: ${texts.acme.name}`));
      await see(line('extends: medicare-noridian'));
      await picture('new-policy');
    },
  },
  {
    name: 'a stopped server looks like one, and is started again',
    folder: 'workspace',
    file: visit,
    run: async ({ step, see, seeGone, squiggle, all, until, command, picture }) => {
      const stopped = all('.statusbar-item.has-background-color', texts.stopped).first();

      step('one that ends again and again is left alone, in the color of errors');
      await see(squiggle);
      await until('it is not started again', async () => {
        for (const id of serversOfAllWindows()) process.kill(id, 'SIGKILL');
        return stopped.isVisible();
      });
      await picture('stopped');

      step('it is told once, with what can be done');
      await command(texts.showNotifications);
      const notices = all('.notifications-center .notification-list-item', texts.stopped);
      await see(notices.first());
      assert.equal(await notices.count(), 1);
      await see(notices.first().locator('.monaco-button', { hasText: texts.showLog }));
      await picture('stopped-told');

      step('its button starts it again');
      await notices.first().locator('.monaco-button', { hasText: texts.restart }).click();
      await seeGone(stopped);
      await see(squiggle);
    },
  },
  {
    name: 'text from Word is cleaned where it is pasted, with one undo',
    folder: 'workspace',
    file: 'no-lines-yet.encounter',
    run: async ({ step, see, seeGone, all, line, toTheEnd, press, copy, picture, until, textOnScreen }) => {
      const widget = all('.post-edit-widget').first();
      step('no-break hyphens, bullets and tabs become what the format has');
      await see(all('.squiggly-warning').first());
      await toTheEnd();
      const before = await textOnScreen();
      await copy('\u2022\t64493\u201150\u00a0 \u00d71  A\n\u2022\t64494\u201150\tx1\tA');
      await press('Control+v');
      await see(line('64493-50  x1  A'));
      await see(line('64494-50  x1  A'));
      await see(widget);
      await picture('pasted');

      step('one undo takes it back');
      await press('Control+z');
      await until('the text is as before', async () => (await textOnScreen()) === before);
      await seeGone(widget);

      step('plain text can be pasted instead');
      await press('Control+v');
      await see(widget);
      await press('Control+.');
      const plain = all(
        '.action-widget .monaco-list-row, .context-view .action-item, .monaco-menu .action-item',
        texts.plain,
      ).first();
      await see(plain);
      await plain.click();
      await see(line('64493\u201150'));

      step('what is plain already has no choice');
      await press('Control+z');
      await until('the text is as before', async () => (await textOnScreen()) === before);
      await copy('64493-50  x1  A');
      await press('Control+v');
      await see(line('64493-50  x1  A'));
      await seeGone(widget);
    },
  },
  {
    name: 'a pasted note is made an encounter, by keyboard',
    folder: 'empty',
    run: async ({
      step,
      see,
      seeGone,
      all,
      line,
      command,
      press,
      pressFor,
      copy,
      chooseFix,
      pick,
      picture,
      until,
      ...coder
    }) => {
      const { textOnScreen } = coder;
      const widget = all('.post-edit-widget').first();
      const choices = all('.action-widget .monaco-list-row.action');
      const isAs = (text: string) => until('the text is as before', async () => (await textOnScreen()) === text);

      step('an empty encounter file');
      const theme = await themeOf(all('.monaco-workbench').first());
      await pressFor('Control+Alt+e', all('.quick-input-title', '(1 of 2)'));
      await pick(texts.blank, texts.blank);
      await see(line('encounter'));
      await press('Escape');
      await press('Control+a');
      await press('Delete');
      await seeGone(line('encounter'));

      step('it is pasted as it is, and what else can be made of it is offered');
      await copy(note);
      await press('Control+v');
      await see(line('Guidance: Fluoroscopy'));
      await see(widget);
      const pasted = await textOnScreen();
      await picture('note-pasted');
      await press('Control+.');
      await see(choices.filter({ hasText: texts.ofNote }).first());
      await picture('note-choices');

      step('the encounter takes its place');
      const focused = all('.action-widget .monaco-list-row.action.focused', texts.ofNote).first();
      await until('the encounter is chosen', async () => {
        if (await focused.isVisible()) return true;
        await coder.anyKey('ArrowDown');
        return focused.isVisible();
      });
      await coder.anyKey('Enter');
      await see(line('procedure facet-injection'));
      await seeGone(line('Jane Doe'));
      await see(line('# from: "Fluoroscopy"'));
      await picture('note-made');
      await command(texts.otherTheme);
      await seeGone(all(theme).first());
      await picture('note-made-other-theme');

      step('one undo takes it back, and the note can be pasted as it is');
      await press('Control+z');
      await seeGone(line('procedure facet-injection'));
      await press('Control+v');
      await isAs(pasted);

      step('of a note that is in a file it is the first fix');
      await see(coder.squiggle);
      await press('Control+Home');
      await coder.seeFix(texts.makeEncounter);
      await see(all('.action-widget .monaco-list-row.action', texts.makeEncounter).and(all('.focused')).first());
      await picture('note-fix');
      await chooseFix(texts.makeEncounter);
      await see(line('procedure facet-injection'));
      await seeGone(line('Jane Doe'));
      await picture('note-fixed');
      await press('Control+z');
      await isAs(pasted);
      await see(coder.squiggle);
    },
  },
  {
    name: 'the encounters view says how to begin, and lists what there is',
    folder: 'empty',
    run: async ({ step, see, seeGone, all, line, pick, press, command, picture }) => {
      const pane = all('.pane', texts.encounters).filter({
        has: all(`.pane-header[aria-label^="${texts.encounters}"]`),
      });
      const button = (text: string) =>
        pane.locator('.welcome-view-content').getByRole('button', { name: text }).first();
      const row = (text: string | RegExp) => pane.locator('.monaco-list-row', { hasText: text }).first();

      step('an empty folder has its name alone, and then what can be done');
      await pane.locator('.pane-header').first().click();
      for (const text of texts.welcome) await see(pane.locator('.welcome-view-content', { hasText: text }).first());
      await see(all('.pane.active, .pane', texts.encounters).first());
      await picture('encounters-welcome');
      const theme = await themeOf(all('.monaco-workbench').first());
      await command(texts.otherTheme);
      await seeGone(all(theme).first());
      await picture('encounters-welcome-other-theme');

      step('a click begins an encounter');
      await button('New Encounter').click();
      await see(all('.quick-input-title', '(1 of 2)'));
      await pick(texts.medialBranch.typed, texts.medialBranch.label);
      await see(all('.quick-input-title', '(2 of 2)'));
      await pick(texts.noridian.typed, texts.noridian.label);
      await see(line('procedure'));
      await press('Escape');
      await press('Control+s');
      await seeGone(all('.tab.active.dirty').first());

      step('it is in the view, with what is found in it');
      await see(row(/^\d{4}-\d\d-\d\d\.encounter/));
      await see(row(/\d errors?.*medicare-noridian/));
      await seeGone(pane.locator('.welcome-view-content').first());
      await picture('encounters-other-theme');
      await command(texts.otherTheme);
      await see(all(theme).first());
      await picture('encounters');
    },
  },
  {
    name: 'the encounters view leads to an encounter',
    folder: 'examples',
    file: 'block-and-ablation-of-one-joint.encounter:5:1',
    run: async ({ step, see, all, picture }) => {
      const pane = all('.pane', texts.encounters).filter({
        has: all(`.pane-header[aria-label^="${texts.encounters}"]`),
      });
      const row = (text: string | RegExp) => pane.locator('.monaco-list-row', { hasText: text }).first();

      step('it counts what is found in the open file, and judges no other');
      await pane.locator('.pane-header').first().click();
      await see(row(/\d (?:error|warning)s?/));
      assert.equal(await pane.locator('.monaco-list-row', { hasText: /\d (?:error|warning)s?/ }).count(), 1);
      await picture('encounters-of-examples');

      step('a click goes to its heading');
      await row(/\d (?:error|warning)s?/).click();
      await see(all('.tab.active', 'block-and-ablation').first());
      await see(all('#status\\.editor\\.selection', 'Ln 2, Col 1'));
      await picture('encounters-opened');
    },
  },
  {
    name: 'the walkthrough leads to the examples and has a picture for each step',
    folder: 'empty',
    run: async ({ step, see, all, command, seeImage, picture, until }) => {
      step('it opens by its command, in a folder without any of our files');
      await command(texts.sideBar);
      await command(texts.getStarted);
      const steps = all('.getting-started-step');
      await see(steps.filter({ hasText: texts.firstStep }).first());

      step('each step has its picture');
      const count = await steps.count();
      assert(count >= 4, `it has ${count} steps`);
      for (let index = 0; index < count; index += 1) {
        const one = steps.nth(index);
        await until('the step is open', async () => {
          if (((await one.getAttribute('class')) ?? '').includes('expanded')) return true;
          await one.click();
          return false;
        });
        await seeImage(all('.getting-started-media img').first());
      }
      await picture('walkthrough-window');
    },
  },
  {
    name: 'an encounter tells which policy judges it, and why',
    folder: 'workspace',
    file: 'two-levels.encounter:19:3',
    run: async ({ see, squiggle, command, all, seePage, picture }) => {
      await see(squiggle);
      await command(texts.explainConfiguration);
      await see(all('.tab', texts.configuration).first());
      await seePage((title) => title.includes('2026-0300'));
      await picture('policy-explained');
    },
  },
];

const note = `PROCEDURE NOTE
Patient: Jane Doe
DOB: 03/14/1958
Date of service: 11/16/2026
Procedure: Diagnostic lumbar medial branch block, left
Levels: L4-L5, L5-S1
Guidance: Fluoroscopy
Injectate: 0.5 mL of 0.5% bupivacaine at each nerve
Diagnosis: M47.816
Complications: None
`;

function mendingOf(drawn: readonly DrawnFinding[]): WindowCase {
  const [first] = drawn;
  assert(first, 'no finding was drawn');
  return {
    name: 'findings drawn from the examples are shown, mended by their first fix and undone',
    folder: 'examples',
    file: first.file,
    run: async ({ step, open, see, all, seeHover, picture, textOnScreen, chooseFix, press, until }) => {
      for (const [index, { file, rule, line, character }] of drawn.entries()) {
        step(`${rule} in ${file}:${line + 1}`);
        await open(`${file}:${line + 1}:${character + 1}`);
        await see(all('.squiggly-error, .squiggly-warning').first());
        await seeHover(new RegExp(rule), `example-${index + 1}`);
        // That the finding goes is not asked here: a fix may insert an empty field for the coder to fill in, or uncover
        // what the next finding is about.
        const before = await textOnScreen();
        await chooseFix(/./);
        await until('the text is another', async () => (await textOnScreen()) !== before);
        await picture(`example-${index + 1}-fixed`);
        await press('Control+z');
        await until('the text is as before', async () => (await textOnScreen()) === before);
      }
    },
  };
}

function wordIn(line: Locator, text: string): Locator {
  return line.locator('span span', { hasText: text }).first();
}

/** What the page itself has; the project is compiled without the browser's types. */
declare function getComputedStyle(element: unknown): { readonly color: string };

/** The theme that is in use, as a selector that another one does not match. */
async function themeOf(workbench: Locator): Promise<string> {
  const classes = (await workbench.getAttribute('class'))?.split(' ') ?? [];
  return `.monaco-workbench.${classes.includes('vs-dark') ? 'vs-dark' : 'vs'}`;
}

async function colorOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => getComputedStyle(element).color);
}
