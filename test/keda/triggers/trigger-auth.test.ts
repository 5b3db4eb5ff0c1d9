import { App, Chart, Duration, Testing } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import {
  AwsIdentityOwner,
  type AzureServicePrincipalSource,
  Platform,
  PodIdentity,
  Trigger,
  TriggerAuth,
  type TriggerAuthProps,
  VaultAuthentication,
  VaultSecretType,
} from '../../../lib';

let chart: Chart;
let warned: jest.SpyInstance;
beforeEach(() => {
  chart = new Chart(new App(), 'chart', { namespace: 'orders' });
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

const secret = () => Secret.fromSecretName(chart, 'secret', 'credentials');
const metadata = { name: 'auth', namespace: 'orders' };

/** The spec that the props are rendered as. */
function spec(props: TriggerAuthProps): unknown {
  new TriggerAuth(chart, 'auth', props);
  return Testing.synth(chart)[0].spec;
}

/** Asserts the whole message. */
function fails(props: TriggerAuthProps, message: string, keda?: string): void {
  const scope = new Chart(chart, `chart-${keda ?? ''}`, { namespace: 'orders' });
  if (keda) Platform.target(scope, { keda });
  expect(() => new TriggerAuth(scope, 'auth', props)).toThrow(new Error(`${message} [${scope.node.path}/auth]`));
  chart.node.tryRemoveChild(scope.node.id);
}

describe('what is emitted', () => {
  test('the keys of a Secret become parameters', () => {
    const auth = TriggerAuth.fromSecret(chart, 'auth', { secret: secret(), parameters: { username: 'user', password: 'pass' } });
    expect(Testing.synth(chart)).toStrictEqual([
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        metadata,
        spec: {
          secretTargetRef: [
            { parameter: 'username', name: 'credentials', key: 'user' },
            { parameter: 'password', name: 'credentials', key: 'pass' },
          ],
        },
      },
    ]);
    expect(auth.parameters).toStrictEqual(['username', 'password']);
    expect(auth.podIdentityProvider).toBeUndefined();
  });

  test('a cluster-wide one has no namespace', () => {
    const auth = new TriggerAuth(chart, 'auth', { name: 'shared', cluster: true, podIdentity: PodIdentity.gcp() });
    expect(Testing.synth(chart)).toStrictEqual([
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ClusterTriggerAuthentication',
        metadata: { name: 'shared' },
        spec: { podIdentity: { provider: 'gcp' } },
      },
    ]);
    expect(auth.parameters).toStrictEqual([]);
    expect(auth.podIdentityProvider).toBe('gcp');
  });

  test('ConfigMaps, variables and tokens of service accounts become parameters', () => {
    const configMap = ConfigMap.fromConfigMapName(chart, 'config', 'settings');
    expect(
      spec({
        configMaps: [{ configMap, parameters: { host: 'address' } }],
        env: [
          { parameter: 'username', name: 'USER' },
          { parameter: 'password', name: 'PASS', containerName: 'app' },
        ],
        serviceAccountTokens: [{ parameter: 'bearerToken', serviceAccountName: 'reader' }],
      }),
    ).toStrictEqual({
      configMapTargetRef: [{ parameter: 'host', name: 'settings', key: 'address' }],
      env: [
        { parameter: 'username', name: 'USER' },
        { parameter: 'password', name: 'PASS', containerName: 'app' },
      ],
      boundServiceAccountToken: [{ parameter: 'bearerToken', serviceAccountName: 'reader' }],
    });
  });

  test('a file of a cluster-wide one leaves its parameters unknown', () => {
    const auth = new TriggerAuth(chart, 'auth', { cluster: true, filePath: 'kafka/auth.json', podIdentity: PodIdentity.aws() });
    expect(Testing.synth(chart)[0].spec).toStrictEqual({ filePath: 'kafka/auth.json', podIdentity: { provider: 'aws' } });
    expect(auth.parameters).toBeUndefined();
  });

  test('HashiCorp Vault', () => {
    expect(
      spec({
        hashiCorpVault: {
          address: 'https://vault:8200',
          authentication: VaultAuthentication.KUBERNETES,
          role: 'keda',
          mount: 'kubernetes',
          namespace: 'team',
          credential: { serviceAccountName: 'reader' },
          secrets: [
            { parameter: 'password', path: 'secret/data/kafka', key: 'password', type: VaultSecretType.SECRET_V2 },
            {
              parameter: 'cert',
              path: 'pki/issue/kafka',
              key: 'certificate',
              type: VaultSecretType.PKI,
              pkiData: { commonName: 'keda', altNames: ['a.example', 'b.example'], ttl: Duration.hours(2), format: 'pem' },
            },
          ],
        },
      }),
    ).toStrictEqual({
      hashiCorpVault: {
        address: 'https://vault:8200',
        authentication: 'kubernetes',
        role: 'keda',
        mount: 'kubernetes',
        namespace: 'team',
        credential: { serviceAccountName: 'reader' },
        secrets: [
          { parameter: 'password', path: 'secret/data/kafka', key: 'password', type: 'secretV2' },
          {
            parameter: 'cert',
            path: 'pki/issue/kafka',
            key: 'certificate',
            type: 'pki',
            pkiData: { commonName: 'keda', altNames: 'a.example,b.example', ttl: '2h', format: 'pem' },
          },
        ],
      },
    });
  });

  test('Azure Key Vault with credentials', () => {
    expect(
      spec({
        azureKeyVault: {
          vaultUri: 'https://vault.vault.azure.net',
          credentials: { clientId: 'app', tenantId: 'tenant', clientSecret: { secret: secret(), key: 'client-secret' } },
          cloud: { type: 'Private', keyVaultResourceUrl: 'https://vault.local', activeDirectoryEndpoint: 'https://login.local' },
          secrets: [{ parameter: 'connection', name: 'queue', version: '1' }],
        },
      }),
    ).toStrictEqual({
      azureKeyVault: {
        vaultUri: 'https://vault.vault.azure.net',
        credentials: {
          clientId: 'app',
          tenantId: 'tenant',
          clientSecret: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'client-secret' } } },
        },
        cloud: { type: 'Private', keyVaultResourceURL: 'https://vault.local', activeDirectoryEndpoint: 'https://login.local' },
        secrets: [{ parameter: 'connection', name: 'queue', version: '1' }],
      },
    });
  });

  test('AWS Secrets Manager with access keys', () => {
    expect(
      spec({
        awsSecretManager: {
          region: 'eu-west-1',
          credentials: {
            accessKey: { secret: secret(), key: 'id' },
            accessSecretKey: { secret: Secret.fromSecretName(chart, 's', 's'), key: 'key' },
          },
          secrets: [{ parameter: 'password', name: 'kafka', secretKey: 'pass', versionStage: 'AWSCURRENT' }],
        },
      }),
    ).toStrictEqual({
      awsSecretManager: {
        region: 'eu-west-1',
        credentials: {
          accessKey: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'id' } } },
          accessSecretKey: { valueFrom: { secretKeyRef: { name: 's', key: 'key' } } },
        },
        secrets: [{ parameter: 'password', name: 'kafka', secretKey: 'pass', versionStage: 'AWSCURRENT' }],
      },
    });
  });

  test("Google Cloud's Secret Manager, by identity and by key", () => {
    const secrets = [{ parameter: 'password', id: 'kafka' }];
    expect(spec({ gcpSecretManager: { secrets, podIdentity: PodIdentity.gcp() } })).toStrictEqual({
      gcpSecretManager: { secrets: [{ parameter: 'password', id: 'kafka' }], podIdentity: { provider: 'gcp' } },
    });
    const keyed = new TriggerAuth(chart, 'keyed', { gcpSecretManager: { secrets, credentials: { secret: secret(), key: 'json' } } });
    expect(keyed.triggerAuthentication.toJson().spec).toStrictEqual({
      gcpSecretManager: {
        secrets: [{ parameter: 'password', id: 'kafka' }],
        credentials: { clientSecret: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'json' } } } },
      },
    });
  });

  test('OAuth2 gives the parameters under which KEDA passes it on', () => {
    const auth = new TriggerAuth(chart, 'auth', {
      oauth2: {
        clientId: 'keda',
        tokenUrl: 'https://login/token',
        clientSecret: { secret: secret(), key: 'secret' },
        scopes: ['read'],
        tokenUrlParams: { audience: 'orders' },
      },
    });
    expect(Testing.synth(chart)[0].spec).toStrictEqual({
      oauth2: {
        type: 'clientCredentials',
        clientId: 'keda',
        tokenUrl: 'https://login/token',
        clientSecret: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'secret' } } },
        scopes: ['read'],
        tokenUrlParams: { audience: 'orders' },
      },
    });
    expect(auth.parameters).toStrictEqual(['oauthTokenURI', 'clientID', 'clientSecret', 'scopes', 'endpointParams']);
  });

  test('a service principal with a client secret', () => {
    const auth = new TriggerAuth(chart, 'auth', {
      azureServicePrincipal: { tenantId: 'tenant', clientId: 'keda', clientSecret: { secret: secret(), key: 'secret' } },
    });
    expect(Testing.synth(chart)[0].spec).toStrictEqual({
      azureServicePrincipal: {
        tenantId: 'tenant',
        clientId: 'keda',
        clientSecret: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'secret' } } },
      },
    });
    expect(auth.parameters).toStrictEqual(['azureServicePrincipal']);
  });

  test('a service principal with a certificate, in a private cloud', () => {
    const credentials = secret();
    expect(
      spec({
        azureServicePrincipal: {
          tenantId: 'tenant',
          clientId: 'keda',
          clientCertificate: { secret: credentials, key: 'tls' },
          clientCertificatePassword: { secret: credentials, key: 'password' },
          cloud: 'Private',
          activeDirectoryEndpoint: 'https://login.example.com/',
        },
      }),
    ).toStrictEqual({
      azureServicePrincipal: {
        tenantId: 'tenant',
        clientId: 'keda',
        cloud: 'Private',
        activeDirectoryEndpoint: 'https://login.example.com/',
        clientCertificate: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'tls' } } },
        clientCertificatePassword: { valueFrom: { secretKeyRef: { name: 'credentials', key: 'password' } } },
      },
    });
  });

  test.each<[string, PodIdentity, object]>([
    [
      'AWS by role',
      PodIdentity.aws({ roleArn: 'arn:aws:iam::1:role/a', externalId: 'x' }),
      { provider: 'aws', roleArn: 'arn:aws:iam::1:role/a', externalID: 'x' },
    ],
    ['AWS of the workload', PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD }), { provider: 'aws', identityOwner: 'workload' }],
    [
      'Azure',
      PodIdentity.azureWorkload({ identityId: 'id', identityTenantId: 'tenant', identityAuthorityHost: 'https://login' }),
      { provider: 'azure-workload', identityId: 'id', identityTenantId: 'tenant', identityAuthorityHost: 'https://login' },
    ],
    ['Google Cloud', PodIdentity.gcp(), { provider: 'gcp' }],
  ])('a pod identity of %s', (_, podIdentity, rendered) => {
    expect(spec({ podIdentity })).toStrictEqual({ podIdentity: rendered });
  });

  test('a pod identity of aws-eks comes with a warning', () => {
    const { triggerAuthentication } = new TriggerAuth(chart, 'auth', { podIdentity: PodIdentity.awsEks() });
    expect(triggerAuthentication.toJson().spec).toStrictEqual({ podIdentity: { provider: 'aws-eks' } });
    expect(warned.mock.calls).toStrictEqual([
      [
        'podIdentity of aws-eks is deprecated by KEDA: use PodIdentity.aws({ identityOwner: AwsIdentityOwner.WORKLOAD }) [chart/auth]',
        'cdk8s-wasm',
      ],
    ]);
  });

  test('the Secret that it reads is applied before it', () => {
    const auth = new Chart(chart, 'a', { namespace: 'orders' });
    TriggerAuth.fromSecret(auth, 'auth', {
      secret: new Secret(auth, 'z', { metadata: { name: 'z' } }),
      parameters: { password: 'pass' },
    });
    expect(Testing.synth(auth).map(({ kind }) => kind)).toStrictEqual(['Secret', 'TriggerAuthentication']);
  });

  test('a patch reaches the manifest', () => {
    const auth = new TriggerAuth(chart, 'auth', { podIdentity: PodIdentity.gcp() });
    auth.triggerAuthentication.metadata.addLabel('team', 'orders');
    expect(Testing.synth(chart)[0].metadata).toStrictEqual({ ...metadata, labels: { team: 'orders' } });
  });

  test('what it gives satisfies the trigger that takes it', () => {
    const auth = TriggerAuth.fromSecret(chart, 'auth', { secret: secret(), parameters: { host: 'uri' } });
    expect(Trigger.rabbitmq({ queueName: 'orders' }, { auth })._bind(chart, 'triggers[0]', Platform.of(chart))).toStrictEqual({
      type: 'rabbitmq',
      metadata: { queueName: 'orders' },
      authenticationRef: { name: 'auth' },
    });
  });

  test('one that exists is named only', () => {
    const construct = undefined;
    expect(TriggerAuth.fromName('kafka')).toStrictEqual({ name: 'kafka', kind: 'TriggerAuthentication', construct });
    expect(TriggerAuth.fromName('kafka', { cluster: true })).toStrictEqual({
      name: 'kafka',
      kind: 'ClusterTriggerAuthentication',
      construct,
    });
  });
});

describe('what is refused', () => {
  const parameters = { password: 'pass' };

  test('fails without a source', () => {
    fails({}, 'a TriggerAuth needs a source: pass secrets, podIdentity or another one');
  });

  test('fails without props, as it can be called from JavaScript', () => {
    fails(undefined as never, 'a TriggerAuth needs a source: pass secrets, podIdentity or another one');
  });

  test('fails for arguments in another order than scope, id and props', () => {
    const write = 'write new TriggerAuth(scope, id, { secrets: [{ secret, parameters }] })';
    const make = TriggerAuth as unknown as new (...args: unknown[]) => TriggerAuth;
    expect(() => new make(chart, { podIdentity: 'aws' })).toThrow(
      new Error(`the id of new TriggerAuth ({"podIdentity":"aws"}) must be a string: ${write} [chart]`),
    );
    expect(() => new make('auth', {})).toThrow(
      new Error(`the scope of new TriggerAuth ("auth") must be a construct, such as a chart: ${write} [app]`),
    );
    expect(() => new make(chart, 'auth', 'secret')).toThrow(
      new Error(`the props of new TriggerAuth ("secret") must be an object: ${write} [chart]`),
    );
  });

  test('fails for a Secret without the scope and the id that come before it', () => {
    const write = 'write TriggerAuth.fromSecret(scope, id, { secret, parameters })';
    const fromSecret = TriggerAuth.fromSecret as (...args: unknown[]) => TriggerAuth;
    expect(() => fromSecret(secret(), { username: 'user' })).toThrow(
      new Error(`the id of TriggerAuth.fromSecret ({"username":"user"}) must be a string: ${write} [chart/secret]`),
    );
    expect(() => fromSecret({ secret: 'credentials', parameters })).toThrow(
      new Error(
        'the scope of TriggerAuth.fromSecret ({"secret":"credentials","parameters":{"password":"pass"}}) must be a construct, such as a chart: ' +
          `${write} [app]`,
      ),
    );
    expect(() => fromSecret(chart, 'auth')).toThrow(
      new Error(`the props of TriggerAuth.fromSecret (undefined) must be an object: ${write} [chart]`),
    );
    expect(() => fromSecret(chart, 'auth', { password: 'pass' })).toThrow(
      new Error(`the secret of TriggerAuth.fromSecret is missing: ${write} [chart]`),
    );
  });

  test('fails for a source that there is not', () => {
    fails({ secret: [] } as never, 'secret ([]) is unknown: did you mean secrets?');
    fails({ keyring: [] } as never, 'keyring ([]) is unknown: leave it out, since TriggerAuthProps has no such prop');
  });

  test('fails for a name that Kubernetes would refuse', () => {
    fails(
      { name: 'My Auth', podIdentity: PodIdentity.gcp() },
      'name ("My Auth") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
        'pass a name like "my-auth"',
    );
  });

  test('fails for a parameter that two sources give', () => {
    fails(
      { secrets: [{ secret: secret(), parameters }], env: [{ parameter: 'password', name: 'PASS' }] },
      'secrets[0].parameters provides the parameter password a second time: remove one',
    );
  });

  test('fails for lists and maps without an element', () => {
    fails({ secrets: [] }, 'secrets ([]) must be a list with at least one element, or be left out');
    fails(
      { secrets: [{ secret: secret(), parameters: {} }] },
      "secrets[0].parameters ({}) must name at least one parameter, such as { password: 'key-of-the-secret' }",
    );
    fails(
      { gcpSecretManager: { secrets: [], podIdentity: PodIdentity.gcp() } },
      'gcpSecretManager.secrets ([]) must name at least one secret',
    );
  });

  test('fails for an empty key, variable or parameter', () => {
    fails(
      { secrets: [{ secret: secret(), parameters: { password: '' } }] },
      'secrets[0].parameters.password ("") must be a non-empty string',
    );
    fails({ env: [{ parameter: 'password', name: '' }] }, 'env[0].name ("") must be a non-empty string');
    fails({ env: [{ parameter: '', name: 'PASS' }] }, 'env[0].parameter ("") must be a non-empty string');
  });

  test('fails for a Secret that is named instead of passed', () => {
    fails(
      { secrets: [{ secret: 'credentials' as never, parameters }] },
      "secrets[0].secret (\"credentials\") must be a Secret: for an existing one write Secret.fromSecretName(this, 'Secret', 'credentials')",
    );
  });

  test('fails for a Secret of another namespace, unless it is cluster-wide', () => {
    const elsewhere = new Secret(chart, 'elsewhere', { metadata: { name: 'elsewhere', namespace: 'vault' } });
    fails(
      { secrets: [{ secret: elsewhere, parameters }] },
      'secrets[0].secret (elsewhere) is in namespace vault, and KEDA looks for it in orders, that of the TriggerAuth: move one of them',
    );
    expect(new TriggerAuth(chart, 'shared', { cluster: true, secrets: [{ secret: elsewhere, parameters }] }).kind).toBe(
      'ClusterTriggerAuthentication',
    );
  });

  test.each<[string, PodIdentity, string]>([
    [
      'a role of the workload',
      PodIdentity.aws({ roleArn: 'arn', identityOwner: AwsIdentityOwner.WORKLOAD }),
      "podIdentity.roleArn (arn) must be left out with identityOwner WORKLOAD: the role comes from the workload's service account",
    ],
    [
      'an external ID without a role',
      PodIdentity.aws({ externalId: 'x' }),
      'podIdentity.externalId (x) needs the role to assume: pass roleArn',
    ],
    ['an empty identity', PodIdentity.azureWorkload({ identityId: '' }), 'podIdentity.identityId ("") must be a non-empty string'],
    [
      'an authority without a tenant',
      PodIdentity.azureWorkload({ identityAuthorityHost: 'https://login' }),
      'podIdentity.identityAuthorityHost (https://login) needs the tenant of the identity: pass identityTenantId',
    ],
    [
      'an unknown owner',
      PodIdentity.aws({ identityOwner: 'me' as never }),
      'podIdentity.identityOwner ("me") must be one of keda, workload',
    ],
  ])('fails for a pod identity with %s', (_, podIdentity, message) => {
    fails({ podIdentity }, message);
  });

  test('fails for a vault without exactly one way in', () => {
    const secrets = [{ parameter: 'password', id: 'kafka' }];
    fails({ gcpSecretManager: { secrets } }, 'gcpSecretManager needs credentials or podIdentity: pass one of them');
    fails(
      { gcpSecretManager: { secrets, podIdentity: PodIdentity.gcp(), credentials: { secret: secret(), key: 'json' } } },
      'gcpSecretManager takes only one of credentials and podIdentity: leave one out',
    );
    fails(
      { gcpSecretManager: { secrets, podIdentity: PodIdentity.aws() } },
      'gcpSecretManager.podIdentity (aws) must be gcp, the only provider that KEDA supports there',
    );
  });

  test('fails for an Azure cloud of its own without its endpoints', () => {
    const cloud = { type: 'private', keyVaultResourceUrl: 'https://vault.local' };
    fails(
      {
        azureKeyVault: { vaultUri: 'https://v', secrets: [{ parameter: 'a', name: 'b' }], podIdentity: PodIdentity.azureWorkload(), cloud },
      },
      'azureKeyVault.cloud (private) needs its endpoints: pass activeDirectoryEndpoint',
    );
  });

  test('fails for a login to HashiCorp Vault that is not complete', () => {
    const vault = { address: 'https://vault', secrets: [{ parameter: 'a', path: 'b', key: 'c' }] };
    const kubernetes = { ...vault, authentication: VaultAuthentication.KUBERNETES, role: 'keda' };
    fails({ hashiCorpVault: kubernetes }, 'hashiCorpVault.authentication (kubernetes) needs a mount: pass mount');
    fails(
      { hashiCorpVault: { ...kubernetes, mount: 'kubernetes', credential: {} } },
      'hashiCorpVault.credential needs serviceAccount or serviceAccountName with the authentication kubernetes: ' +
        'pass one of them, or leave credential out',
    );
    fails(
      { hashiCorpVault: { ...vault, authentication: VaultAuthentication.TOKEN, credential: {} } },
      "hashiCorpVault.credential needs token with the authentication token: pass it, or leave credential out to use the operator's VAULT_TOKEN",
    );
    fails(
      { hashiCorpVault: { ...vault, authentication: 'ldap' as never } },
      'hashiCorpVault.authentication ("ldap") must be one of token, kubernetes',
    );
  });

  test('fails for certificates without their data, and the other way round', () => {
    const vault = (secret: object) => ({ address: 'https://vault', authentication: VaultAuthentication.TOKEN, secrets: [secret as never] });
    const secret = { parameter: 'a', path: 'b', key: 'c' };
    fails(
      { hashiCorpVault: vault({ ...secret, type: VaultSecretType.PKI }) },
      'hashiCorpVault.secrets[0].type (pki) needs the parameters of the certificate: pass pkiData',
    );
    fails(
      { hashiCorpVault: vault({ ...secret, pkiData: { commonName: 'a' } }) },
      'hashiCorpVault.secrets[0].pkiData needs the type pki: pass type, or leave pkiData out',
    );
  });

  test('fails for a token endpoint that is no URL', () => {
    fails({ oauth2: { clientId: 'keda', tokenUrl: 'login/token' } }, 'oauth2.tokenUrl ("login/token") must be an http or https URL');
  });

  const principal = { tenantId: 'tenant', clientId: 'keda' };
  const value = { secret: Secret.fromSecretName(new Chart(new App(), 'other'), 'secret', 'credentials'), key: 'a' };
  test.each<[Omit<AzureServicePrincipalSource, 'tenantId' | 'clientId'>, string]>([
    [{}, 'needs clientSecret or clientCertificate: pass one of them'],
    [{ clientSecret: value, clientCertificate: value }, 'takes only one of clientSecret and clientCertificate: leave one out'],
    [
      { clientSecret: value, clientCertificatePassword: value },
      'has clientCertificatePassword without clientCertificate: pass clientCertificate, or leave clientCertificatePassword out',
    ],
    [{ clientSecret: value, cloud: 'private' }, 'needs activeDirectoryEndpoint with cloud private: pass activeDirectoryEndpoint'],
    [
      { clientSecret: value, activeDirectoryEndpoint: 'https://login.example.com/' },
      'takes activeDirectoryEndpoint only with cloud Private: leave it out, or pass cloud: Private',
    ],
  ])('fails for the service principal %#', (fields, message) => {
    fails({ azureServicePrincipal: { ...principal, ...fields } }, `azureServicePrincipal ${message}`);
  });

  test('fails for a service principal without a tenant', () => {
    fails(
      { azureServicePrincipal: { tenantId: '', clientId: 'keda', clientSecret: value } },
      'azureServicePrincipal.tenantId ("") must be a non-empty string',
    );
  });

  test('fails for a file that KEDA would not read', () => {
    fails(
      { filePath: 'auth.json' },
      'filePath (auth.json) needs a cluster-wide TriggerAuth, since KEDA reads files for no other: pass { cluster: true }',
    );
    fails({ cluster: true, filePath: '/auth.json' }, "filePath (/auth.json) must be relative to the operator's root, without '..'");
    fails({ cluster: true, filePath: '../auth.json' }, "filePath (../auth.json) must be relative to the operator's root, without '..'");
    fails(
      { cluster: true, filePath: 'auth.json', env: [{ parameter: 'a', name: 'B' }] },
      'filePath and env exclude each other, since KEDA then reads only the file: leave one out',
    );
  });

  const newer = (what: string, since: string, declared: string) =>
    `${what} needs KEDA ${since} or newer, and the platform declares ${declared}: leave ${what} out, ` +
    `or declare Platform.target(app, { keda: '${since}' })`;
  test.each<[TriggerAuthProps, string, string, string]>([
    [{ serviceAccountTokens: [{ parameter: 'a', serviceAccountName: 'b' }] }, 'serviceAccountTokens', '2.17', '2.16'],
    [{ filePath: 'auth.json', cluster: true }, 'filePath', '2.19', '2.18'],
    [{ oauth2: { clientId: 'a', tokenUrl: 'https://b' } }, 'oauth2', '2.20', '2.19'],
    [{ azureServicePrincipal: { ...principal, clientSecret: value } }, 'azureServicePrincipal', '2.21', '2.20'],
    [{ podIdentity: PodIdentity.aws({ roleArn: 'a', externalId: 'b' }) }, 'podIdentity.externalId', '2.20', '2.19'],
    [
      { awsSecretManager: { podIdentity: PodIdentity.aws(), secrets: [{ parameter: 'a', name: 'b', secretKey: 'c' }] } },
      'awsSecretManager.secrets[0].secretKey',
      '2.17',
      '2.16',
    ],
    [
      {
        hashiCorpVault: {
          ...{ address: 'a', authentication: VaultAuthentication.KUBERNETES, role: 'b', mount: 'c' },
          ...{ credential: { serviceAccountName: 'd' }, secrets: [{ parameter: 'a', path: 'b', key: 'c' }] },
        },
      },
      'hashiCorpVault.credential.serviceAccountName',
      '2.18',
      '2.17',
    ],
  ])('fails for a source that came later: %#', (props, what, since, declared) => {
    fails(props, newer(what, since, declared), declared);
    new TriggerAuth(chart, 'auth', props);
  });
});
