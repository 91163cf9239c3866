/** What the language server judges with, wherever it runs. */
import { diskFiles, pathOf } from '../files/disk.js';
import { filesAt } from '../files/git.js';
import type { ReadPast } from '../lsp/impact.js';
import type { Kit } from '../lsp/kit.js';
import { policyEnding } from '../policy/policy.js';
import { shippedFiles } from '../policy/shipped.js';
import { rules } from '../rules/index.js';
import { installationDamage, readTables, shippedTables } from './tables.js';
import { today } from './today.js';
import { version } from './version.js';

const past: ReadPast = async (folder, revision) => {
  const path = pathOf(folder);
  return path === undefined
    ? { refusal: 'The folder is not on a disk of this computer.' }
    : filesAt(path, revision, policyEnding);
};

export const kit: Kit = {
  rules,
  tables: shippedTables(),
  damage: installationDamage(),
  shipped: shippedFiles(),
  version,
  today,
  disk: diskFiles(),
  readTables,
  past,
};
