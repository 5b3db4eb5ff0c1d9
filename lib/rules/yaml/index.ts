import type { Rule } from '../rule';
import { duplicateKey } from './duplicate-key';

/** What the text of a manifest must be, whatever its kind. */
export const YAML_RULES: readonly Rule[] = [duplicateKey];
