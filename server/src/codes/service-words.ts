/** A code with its modifiers, as a service line writes them. */
import type { CodeWithModifiers } from './codes.js';

/** "99213-93". */
export function serviceOf({ code, modifiers }: CodeWithModifiers): string {
  return [code, ...modifiers].join('-');
}
