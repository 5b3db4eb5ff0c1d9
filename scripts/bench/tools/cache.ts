import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of the installed tools. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-wasm');
