/** What the rules read in names, hosts and images apart from what equals them. Apps that differ in it are not alike (lib/synth/alike.ts). */

/** What runs WAGI, to which -l is the address that it listens on. */
export const WAGI = /wagi/i;

/** What takes --listen as the address that it listens on. */
export const WASM_SERVER = /wagi|wasm|spin/i;

/** What looks as if it spoke TLS. */
export const SPEAKS_TLS = /443$|https|tls|ssl|wss/i;

export const NOTABLE: readonly RegExp[] = [WAGI, WASM_SERVER, SPEAKS_TLS];

/** What any of them reads something in. */
export const IS_NOTABLE = new RegExp(NOTABLE.map(({ source }) => source).join('|'), 'i');
