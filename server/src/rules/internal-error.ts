import { listed } from '../text/words.js';
import { defineRule } from './rule.js';

/** A rule that fails must not stop the others or make the encounter look clean. */
export const internalError = defineRule({
  id: 'internal-error',
  summary: 'A rule failed with an internal error on this encounter; all other rules ran',
  severity: 'warning',
  speaksOf: 'encounter',

  *review({ encounter }, { failed }) {
    if (!encounter.heading || failed.length === 0) return;
    const names = listed(failed);
    yield {
      at: encounter.heading,
      message: `Internal error in ${failed.length === 1 ? 'rule' : 'rules'} ${names}: check this encounter by hand for what ${
        failed.length === 1 ? 'it finds' : 'they find'
      }, and report the error`,
    };
  },
});
