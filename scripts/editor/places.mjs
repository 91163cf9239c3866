/**
 * Where the scripts find the project and keep what they download and write. Everything below `cache` may be deleted
 * at any time: the next run brings it back.
 */
import { fileURLToPath } from 'node:url';

/** The project's root folder, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Downloads, profiles of test windows and screenshots; ignored by git. */
export const cache = `${root}/.vscode-test`;
