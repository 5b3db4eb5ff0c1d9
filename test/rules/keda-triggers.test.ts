import { KEDA_TRIGGERS_RULES } from '../../lib/rules/keda-triggers';
import { describeFindings, survives } from './whole-findings';

describeFindings(KEDA_TRIGGERS_RULES, [
  [
    'keda-triggers/authentication-parameter',
    [
      'keda-triggers/authentication-parameter',
      'warning',
      'spec.triggers[0].authenticationRef.name',
      'TriggerAuthentication credentials gives the parameter certificate, which kafka does not read from an authentication',
      'write one that kafka reads: https://keda.sh/docs/latest/scalers/',
    ],
  ],
  [
    'keda-triggers/authentication-reference.kind',
    [
      'keda-triggers/authentication-reference',
      'warning',
      'spec.triggers[0].authenticationRef.kind',
      '"credentials" is a ClusterTriggerAuthentication, and the trigger names a TriggerAuthentication',
      'write kind: ClusterTriggerAuthentication',
    ],
  ],
  [
    'keda-triggers/authentication-reference.namespace',
    [
      'keda-triggers/authentication-reference',
      'warning',
      'spec.triggers[0].authenticationRef.name',
      'TriggerAuthentication "credentials" is in namespace shared, and the ScaledObject in live',
      'write it in the same namespace, or as a ClusterTriggerAuthentication',
    ],
  ],
  [
    'keda-triggers/authentication-reference',
    [
      'keda-triggers/authentication-reference',
      'warning',
      'spec.triggers[0].authenticationRef.name',
      'TriggerAuthentication "credentails" is not among these manifests',
      'check the name, and apply the TriggerAuthentication before the ScaledObject',
    ],
  ],
  [
    'keda-triggers/bounds.duration',
    [
      'keda-triggers/bounds',
      'error',
      'spec.triggers[0].metadata.timeout',
      'timeout ("-5") is not at least 0 milliseconds',
      'write a value of at least 0 milliseconds',
    ],
  ],
  [
    'keda-triggers/bounds.negative',
    [
      'keda-triggers/bounds',
      'error',
      'spec.triggers[0].metadata.activationLagThreshold',
      'activationLagThreshold ("-1") is not at least 0',
      'write a value of at least 0',
    ],
  ],
  [
    'keda-triggers/bounds',
    [
      'keda-triggers/bounds',
      'error',
      'spec.triggers[0].metadata.lagThreshold',
      'lagThreshold ("0") is not at least 1',
      'write a value of at least 1',
    ],
  ],
  [
    'keda-triggers/cron-replicas',
    [
      'keda-triggers/cron-replicas',
      'error',
      'spec.triggers[0].metadata.desiredReplicas',
      'desiredReplicas ("0") is less than 1, and a cron trigger cannot ask for none',
      'write the window in which replicas are wanted, and minReplicaCount: 0',
    ],
  ],
  [
    'keda-triggers/cron-schedule.daily',
    [
      'keda-triggers/cron-schedule',
      'error',
      'spec.triggers[0].metadata.start',
      'start ("@daily") has not the five fields of a schedule',
      "write minute, hour, day of month, month and day of week, such as '0 8 * * 1-5'",
    ],
  ],
  [
    'keda-triggers/cron-schedule.same',
    [
      'keda-triggers/cron-schedule',
      'error',
      'spec.triggers[0].metadata.end',
      'end ("0 8 * * *") is the same as start',
      'write another time',
    ],
  ],
  [
    'keda-triggers/cron-schedule.sunday',
    [
      'keda-triggers/cron-schedule',
      'error',
      'spec.triggers[0].metadata.start',
      'start ("0 8 * * 7") has "7" for the day of week',
      'write 0 to 6 or sun to sat, a range such as 0-6, a list, or * with an optional step',
    ],
  ],
  [
    'keda-triggers/cron-schedule',
    [
      'keda-triggers/cron-schedule',
      'error',
      'spec.triggers[0].metadata.start',
      'start ("0 0 8 * * *") has not the five fields of a schedule',
      "write minute, hour, day of month, month and day of week, such as '0 8 * * 1-5'",
    ],
  ],
  [
    'keda-triggers/cron-timezone.offset',
    [
      'keda-triggers/cron-timezone',
      'error',
      'spec.triggers[0].metadata.timezone',
      'timezone ("+02:00") is no name of the IANA time zone database',
      'write a name such as Europe/Vienna',
    ],
  ],
  [
    'keda-triggers/cron-timezone',
    [
      'keda-triggers/cron-timezone',
      'error',
      'spec.triggers[0].metadata.timezone',
      'timezone ("Vienna") is no name of the IANA time zone database',
      'write a name such as Europe/Vienna',
    ],
  ],
  [
    'keda-triggers/deprecated-key.temporal',
    [
      'keda-triggers/deprecated-key',
      'warning',
      'spec.triggers[0].metadata.buildId',
      'buildId is deprecated in temporal since KEDA 2.20',
      'write workerDeploymentBuildId',
    ],
  ],
  [
    'keda-triggers/deprecated-key',
    [
      'keda-triggers/deprecated-key',
      'warning',
      'spec.triggers[0].metadata.queueLength',
      'queueLength is deprecated in rabbitmq since KEDA 2.2',
      'write value',
    ],
  ],
  [
    'keda-triggers/deprecated-type',
    [
      'keda-triggers/deprecated-type',
      'warning',
      'spec.triggers[0].type',
      'type ("gcp-pubsub") is deprecated since KEDA 2.18',
      'see https://keda.sh/blog/2025-09-15-gcp-deprecations',
    ],
  ],
  [
    'keda-triggers/enum.casing',
    [
      'keda-triggers/enum',
      'error',
      'spec.triggers[0].metadata.mode',
      'mode ("queueLength") is not one of QueueLength, MessageRate, DeliverGetRate, PublishedToDeliveredRatio, ExpectedQueueConsumptionTime',
      'write QueueLength',
    ],
  ],
  [
    'keda-triggers/enum.list',
    [
      'keda-triggers/enum',
      'error',
      'spec.triggers[0].metadata.authModes',
      'authModes ("basic,ntlm") holds "ntlm", which is none of apiKey, basic, tls, bearer, custom, oauth',
      'write one of apiKey, basic, tls, bearer, custom, oauth',
    ],
  ],
  [
    'keda-triggers/enum',
    [
      'keda-triggers/enum',
      'error',
      'spec.triggers[0].metadata.sasl',
      'sasl ("PLAIN") is not one of none, plaintext, scram_sha256, scram_sha512, oauthbearer, gssapi',
      'write one of none, plaintext, scram_sha256, scram_sha512, oauthbearer, gssapi',
    ],
  ],
  [
    'keda-triggers/exclusive-elements',
    [
      'keda-triggers/exclusive-elements',
      'error',
      'spec.triggers[0].metadata.authModes',
      'authModes ("basic,bearer") holds basic and bearer, which exclude each other',
      'leave all but one out',
    ],
  ],
  [
    'keda-triggers/file-path.absolute',
    [
      'keda-triggers/file-path',
      'error',
      'spec.filePath',
      `filePath ("/etc/kafka.json") is not relative, or holds '..'`,
      "write a path below the operator's root",
    ],
  ],
  [
    'keda-triggers/file-path.beside',
    [
      'keda-triggers/file-path',
      'warning',
      'spec.secretTargetRef',
      'secretTargetRef stands beside filePath, and KEDA reads nothing else then',
      'leave one of them out',
    ],
  ],
  [
    'keda-triggers/file-path',
    [
      'keda-triggers/file-path',
      'error',
      'spec.filePath',
      'filePath ("kafka.json") stands on a TriggerAuthentication, for which KEDA reads no files',
      'write a ClusterTriggerAuthentication',
    ],
  ],
  [
    'keda-triggers/key-source.variable',
    [
      'keda-triggers/key-source',
      'warning',
      'spec.triggers[0].metadata.namespaceFromEnv',
      'namespaceFromEnv is not read from a variable by prometheus',
      'write namespace',
    ],
  ],
  [
    'keda-triggers/key-source',
    [
      'keda-triggers/key-source',
      'warning',
      'spec.triggers[0].metadata.username',
      'username is not read from the metadata by kafka',
      'write an authenticationRef to a TriggerAuthentication with the parameter username',
    ],
    [
      'keda-triggers/key-source',
      'warning',
      'spec.triggers[0].metadata.password',
      'password is not read from the metadata by kafka',
      'write an authenticationRef to a TriggerAuthentication with the parameter password',
    ],
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'kafka needs the authentication parameters username and password with sasl plaintext',
      'write an authenticationRef to a TriggerAuthentication with the parameters username and password',
    ],
  ],
  [
    'keda-triggers/metadata-text.boolean',
    [
      'keda-triggers/metadata-text',
      'error',
      'spec.triggers[0].metadata.allowIdleConsumers',
      'allowIdleConsumers (false) is no text',
      'write "false"',
    ],
  ],
  [
    'keda-triggers/metadata-text.list',
    [
      'keda-triggers/metadata-text',
      'error',
      'spec.triggers[0].metadata.bootstrapServers',
      'bootstrapServers (a list) is no text',
      'write one text, in quotes',
    ],
  ],
  [
    'keda-triggers/metadata-text',
    ['keda-triggers/metadata-text', 'error', 'spec.triggers[0].metadata.desiredReplicas', 'desiredReplicas (2) is no text', 'write "2"'],
  ],
  [
    'keda-triggers/metric-type.cpu',
    [
      'keda-triggers/metric-type',
      'error',
      'spec.triggers[0].metricType',
      'metricType is not written, and cpu has no default',
      'write Utilization or AverageValue',
    ],
  ],
  [
    'keda-triggers/metric-type.value',
    [
      'keda-triggers/metric-type',
      'error',
      'spec.triggers[0].metricType',
      'metricType ("Value") is not one that cpu can have',
      'write Utilization or AverageValue',
    ],
  ],
  [
    'keda-triggers/metric-type',
    [
      'keda-triggers/metric-type',
      'error',
      'spec.triggers[0].metricType',
      'metricType ("Utilization") is not one that prometheus can have',
      'write AverageValue or Value, or leave it out',
    ],
  ],
  [
    'keda-triggers/newer-key',
    [
      'keda-triggers/newer-key',
      'warning',
      'spec.triggers[0].metadata.timeout',
      'timeout does nothing in prometheus before KEDA 2.17, and the cluster has 2.16',
      'leave it out, or upgrade KEDA',
    ],
  ],
  [
    'keda-triggers/oauth2.client',
    ['keda-triggers/oauth2', 'error', 'spec.oauth2.clientId', 'clientId is not written', 'write the client ID'],
  ],
  [
    'keda-triggers/oauth2',
    [
      'keda-triggers/oauth2',
      'error',
      'spec.oauth2.tokenUrl',
      'tokenUrl ("login.example.com/token") is no http or https URL',
      'write the URL of the token endpoint',
    ],
  ],
  [
    'keda-triggers/parameters.auth-modes',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'prometheus needs the authentication parameter username with authModes basic',
      'write an authenticationRef to a TriggerAuthentication with the parameter username',
    ],
  ],
  [
    'keda-triggers/parameters.empty',
    ['keda-triggers/parameters', 'error', 'spec.triggers[0].metadata', 'cron needs timezone', 'write timezone'],
  ],
  [
    'keda-triggers/parameters.exclusive',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'kafka takes only one of allowIdleConsumers and limitToPartitionsWithLag',
      'leave one out',
    ],
  ],
  [
    'keda-triggers/parameters.rabbitmq',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'rabbitmq needs value beside mode',
      'write value, or leave mode out',
    ],
  ],
  [
    'keda-triggers/parameters.redis',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'redis needs address, addresses, host or hosts',
      'write one of them',
    ],
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'redis needs address, addresses, port or ports',
      'write one of them',
    ],
  ],
  [
    'keda-triggers/parameters.sasl',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'kafka needs the authentication parameter password with sasl scram_sha512',
      'write an authenticationRef to a TriggerAuthentication with the parameter password',
    ],
  ],
  [
    'keda-triggers/parameters.scaled-job',
    ['keda-triggers/parameters', 'error', 'spec.triggers[0].metadata', 'aws-sqs-queue needs queueURL', 'write queueURL or queueURLFromEnv'],
  ],
  [
    'keda-triggers/parameters.topic',
    [
      'keda-triggers/parameters',
      'error',
      'spec.triggers[0].metadata',
      'kafka needs topic with limitToPartitionsWithLag',
      'write topic or topicFromEnv',
    ],
  ],
  [
    'keda-triggers/parameters',
    ['keda-triggers/parameters', 'error', 'spec.triggers[0].metadata', 'prometheus needs threshold', 'write threshold'],
  ],
  [
    'keda-triggers/pod-identity-provider',
    [
      'keda-triggers/pod-identity-provider',
      'warning',
      'spec.triggers[0].authenticationRef.name',
      'TriggerAuthentication credentials has a pod identity of gcp, which kafka does not use',
      'use aws or aws-eks',
    ],
  ],
  [
    'keda-triggers/pod-identity.aws-eks',
    [
      'keda-triggers/pod-identity',
      'warning',
      'spec.podIdentity.provider',
      'provider ("aws-eks") is deprecated, and goes away with KEDA 3',
      'write provider: aws, and identityOwner: workload',
    ],
  ],
  [
    'keda-triggers/pod-identity.external-id',
    [
      'keda-triggers/pod-identity',
      'error',
      'spec.podIdentity.externalID',
      'externalID ("worker") stands without the role that it is for',
      'write roleArn',
    ],
  ],
  [
    'keda-triggers/pod-identity.role',
    [
      'keda-triggers/pod-identity',
      'error',
      'spec.podIdentity.roleArn',
      `roleArn ("arn:aws:iam::123456789012:role/worker") stands beside identityOwner workload, whose role is that of the workload's service account`,
      'leave one of them out',
    ],
  ],
  [
    'keda-triggers/pod-identity.tenant',
    [
      'keda-triggers/pod-identity',
      'error',
      'spec.podIdentity.identityTenantId',
      'identityTenantId is not written beside identityAuthorityHost ("https://login.microsoftonline.com/")',
      'write the tenant of the identity',
    ],
  ],
  [
    'keda-triggers/pod-identity',
    [
      'keda-triggers/pod-identity',
      'error',
      'spec.podIdentity.identityId',
      'identityId ("") is empty',
      'write the client ID of the identity, or leave it out',
    ],
  ],
  [
    'keda-triggers/prometheus-query',
    [
      'keda-triggers/prometheus-query',
      'warning',
      'spec.triggers[0].metadata.query',
      'query ("rate(http_requests_total{app=\\"worker\\"}[2m])") is not aggregated, and KEDA fails where it answers with more than one element',
      'write sum(...) around it, or another aggregation',
    ],
  ],
  [
    'keda-triggers/removed-key.external',
    [
      'keda-triggers/removed-key',
      'warning',
      'spec.triggers[0].metadata.tlsCertFile',
      'tlsCertFile does nothing in external since KEDA 2.17',
      'write caCert',
    ],
  ],
  [
    'keda-triggers/removed-key.ignored',
    [
      'keda-triggers/removed-key',
      'warning',
      'spec.triggers[0].metadata.cortexOrgID',
      'cortexOrgID does nothing in prometheus since KEDA 2.15',
      'write customHeaders',
    ],
  ],
  [
    'keda-triggers/removed-key.metric-name',
    [
      'keda-triggers/removed-key',
      'warning',
      'spec.triggers[0].metadata.metricName',
      'metricName does nothing in prometheus since KEDA 2.12',
      'leave it out',
    ],
  ],
  [
    'keda-triggers/removed-key.pubsub',
    [
      'keda-triggers/deprecated-type',
      'warning',
      'spec.triggers[0].type',
      'type ("gcp-pubsub") is deprecated since KEDA 2.18',
      'see https://keda.sh/blog/2025-09-15-gcp-deprecations',
    ],
    [
      'keda-triggers/removed-key',
      'error',
      'spec.triggers[0].metadata.subscriptionSize',
      'subscriptionSize was removed from gcp-pubsub in KEDA 2.20',
      'write value',
    ],
  ],
  [
    'keda-triggers/removed-key',
    [
      'keda-triggers/removed-key',
      'error',
      'spec.triggers[0].metadata.type',
      'type was removed from cpu in KEDA 2.18',
      'write spec.triggers[0].metricType',
    ],
  ],
  [
    'keda-triggers/resource-value.quantity',
    [
      'keda-triggers/resource-value',
      'error',
      'spec.triggers[0].metadata.value',
      'value ("48MB") is not a Kubernetes quantity',
      "write a value such as '500m' or '64Mi'",
    ],
  ],
  [
    'keda-triggers/resource-value',
    [
      'keda-triggers/resource-value',
      'error',
      'spec.triggers[0].metadata.value',
      'value ("60%") is not a whole number of percent',
      "write a value such as '60'",
    ],
  ],
  [
    'keda-triggers/type.casing',
    ['keda-triggers/type', 'error', 'spec.triggers[0].type', 'type ("Kafka") is no scaler of KEDA', 'did you mean kafka?'],
  ],
  [
    'keda-triggers/type.newer',
    [
      'keda-triggers/type',
      'error',
      'spec.triggers[0].type',
      'type ("sumologic") needs KEDA 2.18, and the cluster has 2.16',
      'upgrade KEDA',
    ],
  ],
  [
    'keda-triggers/type.removed',
    [
      'keda-triggers/type',
      'error',
      'spec.triggers[0].type',
      'type ("stan") was removed in KEDA 2.19',
      'move to NATS JetStream, and write type: nats-jetstream',
    ],
  ],
  [
    'keda-triggers/type',
    [
      'keda-triggers/type',
      'error',
      'spec.triggers[0].type',
      'type ("http") is no scaler of KEDA',
      'write an InterceptorRoute of the HTTP add-on, and a trigger external-push that names it',
    ],
  ],
  [
    'keda-triggers/unknown-key.misspelt',
    [
      'keda-triggers/unknown-key',
      'warning',
      'spec.triggers[0].metadata.vHostName',
      'vHostName is not read by rabbitmq',
      'did you mean vhostName?',
    ],
  ],
  [
    'keda-triggers/unknown-key.required',
    [
      'keda-triggers/unknown-key',
      'warning',
      'spec.triggers[0].metadata.serverAdress',
      'serverAdress is not read by prometheus',
      'did you mean serverAddress?',
    ],
    ['keda-triggers/parameters', 'error', 'spec.triggers[0].metadata', 'prometheus needs serverAddress', 'write serverAddress'],
  ],
  [
    'keda-triggers/unknown-key',
    [
      'keda-triggers/unknown-key',
      'warning',
      'spec.triggers[0].metadata.metricName',
      'metricName does nothing since KEDA 2.12, which names metrics itself',
      'leave it out',
    ],
  ],
  [
    'keda-triggers/value-form.boolean',
    [
      'keda-triggers/value-form',
      'error',
      'spec.triggers[0].metadata.allowIdleConsumers',
      'allowIdleConsumers ("yes") is not a boolean',
      'write "true" or "false"',
    ],
  ],
  [
    'keda-triggers/value-form.duration',
    [
      'keda-triggers/value-form',
      'error',
      'spec.triggers[0].metadata.timeout',
      'timeout ("30 seconds") is not a number of milliseconds',
      'write a number of milliseconds, such as "3000"',
    ],
  ],
  [
    'keda-triggers/value-form.whole',
    [
      'keda-triggers/value-form',
      'error',
      'spec.triggers[0].metadata.lagThreshold',
      'lagThreshold ("2.5") is not a whole number',
      'round it',
    ],
  ],
  [
    'keda-triggers/value-form',
    [
      'keda-triggers/value-form',
      'error',
      'spec.triggers[0].metadata.threshold',
      'threshold ("ten") is not a number',
      'write a number, such as "5" or "0.5"',
    ],
  ],
]);

survives('keda-triggers', KEDA_TRIGGERS_RULES);
