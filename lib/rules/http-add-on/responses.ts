import { derived } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import { elements, mapOf } from '../values';

/** The fixed responses of a route, with their paths: its placeholder, and those of its static routes. */
export const responsesOf = derived(
  ({ spec }: Manifest): readonly (readonly [response: { readonly [key: string]: Value }, path: string])[] => {
    const { coldStart, staticRoutes } = mapOf(spec);
    const ofRoutes = elements(staticRoutes, 'spec.staticRoutes').map(
      ([route, path]) => [mapOf(mapOf(route).response), `${path}.response`] as const,
    );
    return [[mapOf(mapOf(mapOf(coldStart).placeholder).response), 'spec.coldStart.placeholder.response'], ...ofRoutes];
  },
);
