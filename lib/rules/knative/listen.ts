import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, show } from '../values';
import { servingPort } from './ports';
import { containersOf, TEMPLATED } from './template';

/** An address that an app is told to listen on. */
interface Address {
  readonly text: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const ADDRESS = /^(\[[0-9a-f:]+\]|[\w.-]*):(\d{1,5})$/i;
const LOOPBACK = /^(127\.[\d.]+|localhost|\[::1\])$/i;

/** An argument that tells WAGI where to listen, in any of the forms that it takes. */
const WAGI_LISTEN = /^(-l|--listen(=|$))/;

/** Spin takes its address from the environment, and wasmtime serve, wagi and spin up from an argument. */
const LISTEN_VARIABLE = 'SPIN_HTTP_LISTEN_ADDR';
const LISTEN_FLAG = '--listen';

/** An image or command that takes -l as the address to listen on. */
const WAGI = /wagi/i;

/** An image or command that takes --listen as the address to listen on. */
const WASM_SERVER = /wagi|wasm|spin/i;

export const listenAddress: Rule = {
  id: 'knative/listen-address',
  severity: 'error',
  title: 'The app listens where Knative sends the requests',
  rationale: 'The queue-proxy forwards requests to the container port, from outside of the container.',
  link: 'https://github.com/deislabs/wagi/blob/main/docs/configuring_and_running.md',
  accepted: 'the webhook does not know where the app listens; the queue proxy finds nobody on the port, and the revision is never ready',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const all = containersOf(manifest);
    const app = all.length === 1 ? all[0] : all.find(([container]) => container?.ports?.length > 0);
    if (!app) return;
    const { number } = servingPort(manifest);
    const silent = wagiWithoutAddress(...app);
    if (silent) {
      report({
        path: silent,
        message: 'WAGI is not told where to listen, and so listens on 127.0.0.1:3000, inside the container only',
        fix: `add "-l", "0.0.0.0:${number}" to args`,
      });
    }
    for (const { text, host, port, path } of addressesOf(...app)) {
      if (LOOPBACK.test(host)) {
        report({
          path,
          message: `${show(text)} is reached from inside the container only, so that the revision never gets ready`,
          fix: `write "0.0.0.0:${number}"`,
        });
      } else if (port !== number) {
        report({
          path,
          message: `${show(text)} is not port ${number}, where Knative sends the requests`,
          fix: `write "0.0.0.0:${number}", or containerPort ${port}`,
        });
      }
    }
  },
};

function addressesOf(container: Value, path: string): readonly Address[] {
  const found: Address[] = [];
  for (const list of ['command', 'args']) {
    const words = elements(container?.[list], `${path}.${list}`);
    for (const [index, [word, at]] of words.entries()) {
      if (typeof word !== 'string') continue;
      if ((word === LISTEN_FLAG && isWasmServer(container)) || (word === '-l' && isWagi(container))) {
        const value = words[index + 1];
        if (value) found.push(...address(...value));
      } else if (word.startsWith('-l=') && isWagi(container)) found.push(...address(word.slice('-l='.length), at));
      else if (word.startsWith(`${LISTEN_FLAG}=`) && isWasmServer(container))
        found.push(...address(word.slice(LISTEN_FLAG.length + 1), at));
    }
  }
  for (const [variable, at] of elements(container?.env, `${path}.env`)) {
    if (variable?.name === LISTEN_VARIABLE) found.push(...address(variable.value, `${at}.value`));
  }
  return found;
}

/**
 * Where the words stand by which WAGI is started without an address; undefined where that cannot be told: an image may start WAGI itself, with an
 * address or without, and a shell may.
 */
function wagiWithoutAddress(container: Value, path: string): string | undefined {
  const [list] = ['command', 'args'].filter((key) => container?.[key] !== undefined);
  const words = ['command', 'args'].flatMap((key) => elements(container?.[key], key).map(([word]) => word));
  const isWagi = typeof words[0] === 'string' && words[0].split('/').pop() === 'wagi';
  const told = words.some((word) => typeof word !== 'string' || WAGI_LISTEN.test(word));
  return isWagi && !told ? `${path}.${list}` : undefined;
}

/** Whether the container runs WAGI, to which -l is the address. */
const isWagi = (container: Value) => mentions(container, WAGI);

/** Whether it runs something that takes --listen as the address of its HTTP server. */
const isWasmServer = (container: Value) => mentions(container, WASM_SERVER);

function mentions({ image, command, args }: Value, name: RegExp): boolean {
  const words = [image, ...(Array.isArray(command) ? command : []), ...(Array.isArray(args) ? args : [])];
  return words.some((word) => typeof word === 'string' && name.test(word));
}

function address(text: Value, path: string): readonly Address[] {
  const found: Address[] = [];
  const match = typeof text === 'string' && ADDRESS.exec(text);
  if (match) found.push({ text, host: match[1], port: Number(match[2]), path });
  return found;
}
