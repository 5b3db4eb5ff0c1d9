import type { DocumentedScaler } from './model';

export function docsPage(_scalers: DocumentedScaler[]): string {
  return '';
}
