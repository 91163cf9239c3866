/** The list of languages. */
import type { Checks } from '../checks.js';
import type { ExampleRuns } from '../example-runs.js';
import type { Language } from '../languages.js';
import type { Session } from '../session.js';
import { encounterLanguage } from './encounter.js';
import { policyLanguage } from './policy.js';
import { projectLanguage } from './project.js';

/** Every language that the server knows. */
export function allLanguages(session: Session, checks: Checks, examples: ExampleRuns): readonly Language[] {
  return [encounterLanguage(session, checks), policyLanguage(session, examples), projectLanguage(session)];
}
