import { listed } from '../text/words.js';
import { defineRule } from './rule.js';

/** A rule of ours that fails must neither stop the others nor pass for a clean encounter. */
export const internalError = defineRule({
  id: 'internal-error',
  summary: 'A rule of this tool failed on this encounter; all others spoke',
  severity: 'warning',

  *review({ encounter }, { failed }) {
    if (!encounter.heading || failed.length === 0) return;
    const names = listed(failed);
    yield {
      at: encounter.heading,
      message: `By a defect of this tool ${names} could not judge this encounter: check by hand what ${
        failed.length === 1 ? 'it looks' : 'they look'
      } for, and report it`,
    };
  },
});
