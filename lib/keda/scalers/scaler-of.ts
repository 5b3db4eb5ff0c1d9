import type { Scaler } from './definition';

/** Returns the definition of a scaler, if its type is known. The definitions are loaded on first use. */
export function scalerOf(type: string): Scaler | undefined {
  const { SCALERS } = require('./definitions') as typeof import('./definitions');
  return Object.hasOwn(SCALERS, type) ? SCALERS[type] : undefined;
}
