import type { Condition, Parameter, Scaler } from './definition';

/** An authentication, as far as it is known. */
export interface KnownAuth {
  /** Parameters that it gives; undefined where they are unknown. */
  readonly parameters?: readonly string[];
  /** Provider of its pod identity. */
  readonly podIdentityProvider?: string;
}

/** The name under which rules speak of a pod identity in the authentication. */
export const POD_IDENTITY = 'podIdentity';

/**
 * What a trigger gives to its scaler, from all places. What an authentication holds is not always known, and what comes from the
 * environment or from an authentication has no known value: such a parameter meets a need, and breaks no prohibition.
 */
export class Given {
  private readonly texts = new Map<string, string[]>();
  private readonly variables = new Set<string>();

  constructor(
    private readonly scaler: Scaler,
    private readonly auth?: KnownAuth,
  ) {}

  /** Notes the value of a parameter, the elements of a list one by one. */
  public addText(key: string, texts: string[]): void {
    this.texts.set(key, texts);
  }

  /** Notes that a parameter comes from a variable. */
  public addVariable(key: string): void {
    this.variables.add(key);
  }

  /** Whether a parameter is there for certain; a switch is when it is on. */
  public has(key: string): boolean {
    if (key === POD_IDENTITY) return this.podIdentity !== undefined && this.podIdentity !== 'none';
    if (this.parameter(key)?.kind === 'boolean') return this.texts.get(key)?.[0] === 'true';
    return this.isPresent(key);
  }

  /** Whether a parameter is there, or may be there. */
  public mayHave(key: string): boolean {
    if (key === POD_IDENTITY) return this.has(key) || (this.authIsUnknown && this.podIdentity === undefined);
    if (this.texts.has(key)) return this.has(key);
    return this.isPresent(key) || (this.authIsUnknown && this.parameter(key)?.from.includes('auth') === true);
  }

  /** Whether the value of a parameter is known and meets a condition. */
  public meets(key: string, condition: Condition): boolean {
    if (key === POD_IDENTITY || condition === true) return this.has(key);
    if (condition === '*') return this.isPresent(key);
    return this.texts.get(key)?.some((text) => condition.includes(text)) === true;
  }

  /** The known value of a parameter. */
  public valueOf(key: string): string | undefined {
    return this.texts.get(key)?.join(',');
  }

  private isPresent(key: string): boolean {
    return this.texts.has(key) || this.variables.has(key) || this.auth?.parameters?.includes(key) === true;
  }

  private parameter(key: string): Parameter | undefined {
    return this.scaler.params[key];
  }

  private get authIsUnknown(): boolean {
    return this.auth !== undefined && this.auth.parameters === undefined;
  }

  private get podIdentity(): string | undefined {
    return this.auth?.podIdentityProvider;
  }
}
