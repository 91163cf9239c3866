/** Tests of the package that a user installs, in an editor that has nothing else of the project: no sources, no node_modules. */
import { texts } from './texts.js';
import type { WindowCase } from './window.js';

/** The tests of the package. */
export const packageCases: readonly WindowCase[] = [
  {
    name: 'the package, installed in a clean editor, finds, fixes and offers',
    folder: 'workspace',
    file: 'second-level-alone.encounter:34:3',
    run: async ({
      step,
      see,
      seeGone,
      squiggle,
      all,
      line,
      chooseFix,
      press,
      typeSuggested,
      open,
      toTheEnd,
      ...coder
    }) => {
      step('the wrong code is underlined, and its fix mends it');
      await see(squiggle);
      await see(all('#status\\.problems', '1'));
      await chooseFix(/64493/);
      await see(line('64493'));
      await seeGone(squiggle);
      await coder.picture('package');

      step('the mouse over a code says what the tables of the package have of it');
      await coder.pointAt(line('64494').locator('span span', { hasText: '64494' }).first(), texts.secondLevel);
      await coder.pointAway();

      step('what may follow in a policy is offered');
      await open('new.payer.yaml');
      await toTheEnd();
      await typeSuggested(['limits', 'limits']);
      await press('Escape');

      step('the walkthrough has its pictures');
      await coder.command(texts.sideBar);
      await coder.command(texts.getStarted);
      await see(all('.getting-started-step', texts.firstStep).first());
      await coder.seeImage(all('.getting-started-media img').first());
      await coder.picture('package-walkthrough');
    },
  },
];
