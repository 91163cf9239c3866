/** The version in package.json, put in when the programs are bundled. */
import manifest from '../../../package.json' with { type: 'json' };

export const version: string = manifest.version;
