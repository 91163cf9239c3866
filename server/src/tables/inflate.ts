/** Unpacks the tables in plain JavaScript: in a browser worker, or wherever there is nothing faster. */
import { inflateSync } from 'fflate';
import type { Inflate } from './parts.js';

/** Unpacks deflated bytes that are so many when unpacked. */
export const inflate: Inflate = (packed, size) => inflateSync(packed, { out: new Uint8Array(size) });
