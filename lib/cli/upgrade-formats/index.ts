import type { LocatedUpgrade } from '../upgrade-report';

/** Formats the effects of an upgrade. */
export type UpgradeFormat = (upgrade: LocatedUpgrade, colours: boolean) => string;

/** The output formats of `upgrade` by name, each loaded on demand. */
export const UPGRADE_FORMATS: { readonly [name: string]: () => UpgradeFormat } = {
  text: () => require('./text').text,
  json: () => require('./json').json,
  markdown: () => require('./markdown').markdown,
};
