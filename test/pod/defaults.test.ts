import { AUTOMOUNT_SERVICE_ACCOUNT_TOKEN, RESTRICTED_CONTAINER, RESTRICTED_POD, ROOT_POD } from '../../lib/pod/defaults';

test('pods meet the Restricted Pod Security Standard', () => {
  expect(RESTRICTED_POD).toStrictEqual({ runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } });
  expect(RESTRICTED_CONTAINER).toStrictEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
});

test('pods of a runtime that needs root meet the standard without its user', () => {
  expect(ROOT_POD).toStrictEqual({ seccompProfile: { type: 'RuntimeDefault' } });
});

test('pods do not mount the token of their service account', () => {
  expect(AUTOMOUNT_SERVICE_ACCOUNT_TOKEN).toBe(false);
});
