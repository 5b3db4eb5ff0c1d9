import type { Condition, Parameter, Scaler } from './definition';

/** The known part of an authentication. */
export interface KnownAuth {
  /** Parameters that it provides; undefined if they are unknown. */
  readonly parameters?: readonly string[];
  /** Provider of its pod identity. */
  readonly podIdentityProvider?: string;
}

/** Key by which rules refer to a pod identity in the authentication. */
export const POD_IDENTITY = 'podIdentity';

/**
 * The parameters that a trigger passes to its scaler, from all sources. The content of an authentication is not always known, and
 * parameters from the environment or an authentication have no known value: such a parameter satisfies a requirement, and
 * violates no prohibition.
 */
export class Given {
  private readonly values = new Map<string, string[]>();
  private readonly variables = new Set<string>();

  constructor(
    private readonly scaler: Scaler,
    private readonly auth?: KnownAuth,
  ) {}

  /** Adds the value of a parameter, as a list of its elements. */
  public addValue(key: string, values: string[]): void {
    this.values.set(key, values);
  }

  /** Adds a parameter that comes from an environment variable. */
  public addVariable(key: string): void {
    this.variables.add(key);
  }

  /** Whether a parameter is certainly present; a boolean only if it is true. */
  public has(key: string): boolean {
    if (key === POD_IDENTITY) return this.podIdentity !== undefined && this.podIdentity !== 'none';
    if (this.parameter(key)?.kind === 'boolean') return this.values.get(key)?.[0] === 'true';
    return this.isPresent(key);
  }

  /** Whether a parameter is present, or may be. */
  public mayHave(key: string): boolean {
    if (key === POD_IDENTITY) return this.has(key) || (this.authIsUnknown && this.podIdentity === undefined);
    if (this.values.has(key)) return this.has(key);
    return this.isPresent(key) || (this.authIsUnknown && this.parameter(key)?.from.includes('auth') === true);
  }

  /** Whether the value of a parameter is known and meets a condition. */
  public meets(key: string, condition: Condition): boolean {
    if (key === POD_IDENTITY || condition === true) return this.has(key);
    if (condition === '*') return this.isPresent(key);
    return this.values.get(key)?.some((value) => condition.includes(value)) === true;
  }

  /** Returns the known value of a parameter. */
  public valueOf(key: string): string | undefined {
    return this.values.get(key)?.join(',');
  }

  /** Returns the known value of a parameter as the elements of a list. */
  public elementsOf(key: string): readonly string[] | undefined {
    return this.values.get(key);
  }

  /** Whether a parameter stands on the trigger: its value, or the name of a variable. */
  public isOnTrigger(key: string): boolean {
    return this.values.has(key) || this.variables.has(key);
  }

  /** Whether the authentication provides a parameter; undefined if its parameters are unknown. */
  public isInAuth(key: string): boolean | undefined {
    return this.authIsUnknown ? undefined : this.auth?.parameters?.includes(key) === true;
  }

  private isPresent(key: string): boolean {
    return this.isOnTrigger(key) || this.auth?.parameters?.includes(key) === true;
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
