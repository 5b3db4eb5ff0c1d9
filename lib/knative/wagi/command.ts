import type { IConstruct } from 'constructs';
import { DEFAULT_PORT } from '../../cluster/knative';
import { fail } from '../../core/errors';
import { show } from '../../core/show';

/** The settings by which WAGI is started. */
export interface WagiCommand {
  readonly port?: number;
  readonly command?: string[];
  readonly args?: string[];
}

/** A flag among arguments, and its value. */
interface GivenFlag {
  readonly flag: string;
  readonly value?: string;
}

/**
 * Fails unless WAGI listens where Knative sends the requests. By default it listens on 127.0.0.1:3000, and it does not read PORT. Commands
 * other than WAGI, and the arguments of the image, are not checked.
 *
 * @see https://github.com/deislabs/wagi/blob/v0.8.1/src/wagi_app.rs
 */
export function checkListening(scope: IConstruct, { port, command, args }: WagiCommand): void {
  const expected = `0.0.0.0:${port ?? DEFAULT_PORT}`;
  const listen = findFlag(args ?? [], '-l', '--listen');
  if (listen && listen.value !== expected) {
    fail(
      scope,
      `args ${listen.flag} (${show(listen.value)}) must be "${expected}", where Knative sends the requests: correct it, or pass port`,
    );
  }
  const runsWagi = command ? command[0].endsWith('wagi') : args !== undefined;
  if (runsWagi && !listen) {
    const prop = args ? `args (${args.join(' ')})` : `command (${command?.join(' ')})`;
    fail(scope, `${prop} makes WAGI listen on 127.0.0.1:3000, where Knative cannot reach it: add '-l', '${expected}' to args`);
  }
}

/** Returns the first occurrence of a flag, in the forms that WAGI accepts: `-l x`, `-l=x`, `--listen x`, `--listen=x`. */
export function findFlag(args: string[], ...spellings: string[]): GivenFlag | undefined {
  for (const [index, arg] of args.entries()) {
    if (spellings.includes(arg)) return { flag: arg, value: args[index + 1] };
    const [flag, ...value] = arg.split('=');
    if (value.length > 0 && spellings.includes(flag)) return { flag, value: value.join('=') };
  }
  return undefined;
}
