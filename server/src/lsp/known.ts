/** What is known of payers, as a page for the editor: the workspace's own policies with those that come with the tool. */
import { knownPage } from '../features/explain/known-page.js';
import { linkTo } from '../text/markdown.js';
import type { OwnHandler } from './own-requests.js';
import type { ShippedScheme } from './protocol.js';

const shippedScheme: ShippedScheme = 'encounter-scrubber';

const opening = `What the policies say of each payer, those of the workspace included: a summary first, then every statement with its source,
the date it was read and its confidence.`;

/** Answered when the workspace's policies have been read: without them the page would be about the shipped ones alone. */
export const known: OwnHandler<'encounterScrubber/known'> = async ({ session }, { uri }) => {
  await session.ready();
  const { policies, codes, today } = uri === undefined ? session.workspace.world('') : session.world(uri);
  return knownPage(policies, codes, {
    title: 'What is known about payers',
    opening,
    day: today,
    linked: (words, { file, shipped }) =>
      linkTo(words, shipped ? `${shippedScheme}:/${encodeURIComponent(file)}` : session.addresses.spelled(file)),
  });
};
