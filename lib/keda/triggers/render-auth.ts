import type { IConfigMap, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { SINCE } from '../../cluster/releases';
import { checkText } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { nameOf, type SourceContext } from './auth-source';
import { renderAwsSecretManager } from './aws-secret-manager';
import { renderAzureKeyVault } from './azure-key-vault';
import { renderAzureServicePrincipal } from './azure-service-principal';
import { renderGcpSecretManager } from './gcp-secret-manager';
import { renderHashiCorpVault } from './hashicorp-vault';
import { renderOAuth2 } from './oauth2';
import type { ServiceAccountTokenParameter, TriggerAuthProps } from './trigger-auth-props';

type Sources = Omit<TriggerAuthProps, 'name' | 'cluster'>;

/** Renderers of the sources, in the order in which KEDA reads them. */
const SOURCES: { readonly [source in keyof Required<Sources>]: (context: SourceContext, props: Required<Sources>) => object } = {
  podIdentity: ({ scope, platform }, { podIdentity }) => ({ podIdentity: podIdentity._bind(scope, 'podIdentity', platform) }),
  env: (context, { env }) => ({
    env: list(context, 'env', env).map((variable, index) => renderVariable(context, `env[${index}]`, variable)),
  }),
  filePath: (context, { filePath }) => ({ filePath: checkFilePath(context, filePath) }),
  configMaps: (context, { configMaps }) => ({
    configMapTargetRef: list(context, 'configMaps', configMaps).flatMap(({ configMap, parameters }, index) =>
      renderKeys(context, `configMaps[${index}]`, 'configMap', configMap, parameters),
    ),
  }),
  secrets: (context, { secrets }) => ({
    secretTargetRef: list(context, 'secrets', secrets).flatMap(({ secret, parameters }, index) =>
      renderKeys(context, `secrets[${index}]`, 'secret', secret, parameters),
    ),
  }),
  hashiCorpVault: (context, { hashiCorpVault }) => ({ hashiCorpVault: renderHashiCorpVault(context, 'hashiCorpVault', hashiCorpVault) }),
  azureKeyVault: (context, { azureKeyVault }) => ({ azureKeyVault: renderAzureKeyVault(context, 'azureKeyVault', azureKeyVault) }),
  gcpSecretManager: (context, { gcpSecretManager }) => ({
    gcpSecretManager: renderGcpSecretManager(context, 'gcpSecretManager', gcpSecretManager),
  }),
  awsSecretManager: (context, { awsSecretManager }) => ({
    awsSecretManager: renderAwsSecretManager(context, 'awsSecretManager', awsSecretManager),
  }),
  serviceAccountTokens: (context, { serviceAccountTokens }) => ({ boundServiceAccountToken: renderTokens(context, serviceAccountTokens) }),
  oauth2: (context, { oauth2 }) => ({ oauth2: renderOAuth2(context, 'oauth2', oauth2) }),
  azureServicePrincipal: (context, { azureServicePrincipal }) => ({
    azureServicePrincipal: renderAzureServicePrincipal(context, 'azureServicePrincipal', azureServicePrincipal),
  }),
};

/** Renders the spec of an authentication and returns it with the parameters that it provides, if they are known. */
export function renderAuth(scope: IConstruct, props: TriggerAuthProps, platform: Platform): { spec: object; parameters?: string[] } {
  const given = Object.keys(props).filter(
    (prop) => props[prop as keyof TriggerAuthProps] !== undefined && !['name', 'cluster'].includes(prop),
  );
  if (given.length === 0) fail(scope, 'a TriggerAuth needs a source: pass secrets, podIdentity or another one');
  const parameters: string[] = [];
  const give = (at: string, parameter: string) => {
    checkText(scope, `${at}.parameter`, parameter);
    if (parameters.includes(parameter)) fail(scope, `${at} provides the parameter ${parameter} a second time: remove one`);
    parameters.push(parameter);
  };
  const context: SourceContext = { scope, platform, cluster: props.cluster ?? false, give };
  const spec = {};
  for (const [source, render] of Object.entries(SOURCES)) {
    if (given.includes(source)) Object.assign(spec, render(context, props as Required<Sources>));
  }
  if (props.filePath === undefined) return { spec, parameters };
  const ignored = given.find((prop) => prop !== 'filePath' && prop !== 'podIdentity');
  if (ignored) fail(scope, `filePath and ${ignored} exclude each other, since KEDA then reads only the file: leave one out`);
  return { spec };
}

function list<T>({ scope }: SourceContext, at: string, values: T[]): T[] {
  if (!Array.isArray(values) || values.length === 0)
    fail(scope, `${at} (${show(values)}) must be a list with at least one element, or be left out`);
  return values;
}

function renderKeys(
  context: SourceContext,
  at: string,
  kind: 'secret' | 'configMap',
  object: ISecret | IConfigMap,
  parameters: { [parameter: string]: string },
): object[] {
  const name = nameOf(context, at, kind, object);
  if (typeof parameters !== 'object' || parameters === null || Object.keys(parameters).length === 0) {
    fail(
      context.scope,
      `${at}.parameters (${show(parameters)}) must name at least one parameter, such as { password: 'key-of-the-${kind.toLowerCase()}' }`,
    );
  }
  return Object.entries(parameters).map(([parameter, key]) => {
    context.give(`${at}.parameters`, parameter);
    checkText(context.scope, `${at}.parameters.${parameter}`, key);
    return { parameter, name, key };
  });
}

function renderVariable(
  { scope, give }: SourceContext,
  at: string,
  variable: { parameter: string; name: string; containerName?: string },
): object {
  give(at, variable.parameter);
  checkText(scope, `${at}.name`, variable.name);
  return variable;
}

function renderTokens(context: SourceContext, tokens: ServiceAccountTokenParameter[]): object[] {
  const { scope, platform, give } = context;
  platform._require(scope, 'keda', SINCE.keda.boundServiceAccountToken, 'serviceAccountTokens', tokens);
  return list(context, 'serviceAccountTokens', tokens).map((token, index) => {
    give(`serviceAccountTokens[${index}]`, token.parameter);
    checkText(scope, `serviceAccountTokens[${index}].serviceAccountName`, token.serviceAccountName);
    return token;
  });
}

function checkFilePath({ scope, platform, cluster }: SourceContext, filePath: string): string {
  platform._require(scope, 'keda', SINCE.keda.filePath, 'filePath', filePath);
  checkText(scope, 'filePath', filePath);
  if (!cluster)
    fail(scope, `filePath (${filePath}) needs a cluster-wide TriggerAuth, since KEDA reads files for no other: pass { cluster: true }`);
  if (filePath.startsWith('/') || filePath.includes('..'))
    fail(scope, `filePath (${filePath}) must be relative to the operator's root, without '..'`);
  return filePath;
}
