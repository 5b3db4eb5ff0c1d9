/** The KEDA HTTP add-on: interceptor, external scaler, operator. */
import { join } from 'node:path';
import { IS_OLDER } from '../../pins';
import { NODE_PROGRAMS } from '../programs';
import { type Any, type Component, kustomized, programImage, sourceDir } from './component';

const version = NODE_PROGRAMS.interceptor.version.slice(1);
const MODULE = 'github.com/kedacore/http-add-on';
const image = (name: string) => `ghcr.io/kedacore/http-add-on-${name}:${version}`;
/** In the manifests of a release. */
const upstreamImage = (name: string) => (IS_OLDER ? `ghcr.io/kedacore/http-add-on-${name}` : `ko://${MODULE}/${name}`);

/** Settings of the external scaler that let an app start sooner: how often it counts, and how often it tells KEDA. The add-on's defaults are 500 and 200 ms. */
export const QUICK = { KEDA_HTTP_QUEUE_TICK_DURATION: '50ms', KEDA_HTTP_SCALER_STREAM_INTERVAL_MS: '50' };

export const HTTP_ADD_ON: Component = {
  name: 'http-add-on',
  title: 'KEDA HTTP add-on',
  version,
  images: {
    [upstreamImage('interceptor')]: () => programImage(image('interceptor'), NODE_PROGRAMS.interceptor, '/interceptor'),
    [upstreamImage('scaler')]: () => programImage(image('scaler'), NODE_PROGRAMS.scaler, '/scaler'),
    [upstreamImage('operator')]: () => programImage(image('operator'), NODE_PROGRAMS.httpOperator, '/operator'),
  },
  upstream: () => kustomized(join(sourceDir('http-add-on', MODULE), 'config', 'default')).map(quick),
  workloads: ['keda/keda-add-ons-http-interceptor', 'keda/keda-add-ons-http-scaler', 'keda/keda-add-ons-http-operator'],
};

function quick(object: Any): Any {
  if (object.kind !== 'Deployment' || object.metadata.name !== 'keda-add-ons-http-scaler') return object;
  const [container] = object.spec.template.spec.containers;
  const others = container.env.filter(({ name }: Any) => !Object.hasOwn(QUICK, name));
  container.env = [...others, ...Object.entries(QUICK).map(([name, value]) => ({ name, value }))];
  return object;
}
