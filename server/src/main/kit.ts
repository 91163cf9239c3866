/** What the language server judges with, wherever it runs. */
import { bundledCodes } from '../codes/bundled.js';
import { diskWorkspace } from '../files/workspace-disk.js';
import type { Kit } from '../lsp/server.js';
import { shippedFiles } from '../policy/shipped.js';
import { rules } from '../rules/index.js';
import { today } from './today.js';
import { version } from './version.js';

export const kit: Kit = {
  rules,
  codes: bundledCodes,
  shipped: shippedFiles(),
  version,
  today,
  disk: diskWorkspace(),
};
