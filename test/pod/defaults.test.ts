import {
  AUTOMOUNT_SERVICE_ACCOUNT_TOKEN,
  RESTRICTED_CONTAINER,
  RESTRICTED_POD,
  RESTRICTED_WASM_CONTAINER,
  ROOT_POD,
} from '../../lib/pod/defaults';

test('pods meet the Restricted Pod Security Standard', () => {
  expect(RESTRICTED_POD).toStrictEqual({
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  expect(RESTRICTED_CONTAINER).toStrictEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
});

test('containers of a Wasm shim keep one capability, since the shims drop none otherwise', () => {
  expect(RESTRICTED_WASM_CONTAINER).toStrictEqual({
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
  });
});

test('pods of a runtime that needs root meet the standard without its user', () => {
  expect(ROOT_POD).toStrictEqual({ seccompProfile: { type: 'RuntimeDefault' } });
});

test('pods do not mount the token of their service account', () => {
  expect(AUTOMOUNT_SERVICE_ACCOUNT_TOKEN).toBe(false);
});
