/**
 * Values that another tool replaces before a cluster sees the object: `${VAR}` and `$VAR` (Flux, envsubst), `$(VAR)` (kustomize, Tekton),
 * quoted `{{ }}` (Helm, Argo), `{VAR}` (sed, Python), `#{VAR}#` (Azure Pipelines), `((name))` (Concourse), `[[ name ]]`, `<% name %>`,
 * `__NAME__`, `%NAME%`, `@NAME@`, `%%NAME%%` and `@@NAME@@` (token replacement), `ENC[...]` (SOPS), and `<name>` or `<secret:name>` of
 * samples. Accounts of NATS (`$G`, `$SYS`) and variables of nginx (`$host`) are values as they stand.
 */

const TOKEN =
  /\$\{[^}\n]*\}?|\$\([A-Za-z_][^)\n]*\)?|\$(?!SYS\b|JS\b)[A-Z_][A-Z0-9_]+|\{\{[^}\n]*(?:\}\})?|\{%[^%\n]*(?:%\})?|\{[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\}|#\{[^}\n]*(?:\}#?)?|<[A-Za-z][\w .:-]*>|<%[^%\n]*%>|\[\[ ?\.?[A-Za-z_][\w.]* ?\]\]|__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|%%[A-Z][A-Z0-9_]*%%|@@[A-Z][A-Z0-9_]*@@|%[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*%|@[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)*@|ENC\[AES256_GCM,[^\]\n]*\]?/g;

/** What every placeholder begins with. */
const MARK = /[$#{<_[%@(]/;

/** A whole value that is replaced in any case, such as the name of a Namespace in a component of a kustomization. */
const BLANK = /^(?:_+|\(\([A-Za-z_][\w./-]*\)\))$/;

/** Whether a string holds a placeholder. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && tokenOf(value) !== undefined;
}

/** The first placeholder of a string. */
export function tokenOf(value: string): string | undefined {
  if (!MARK.test(value)) return undefined;
  const isPage = value.includes('</');
  for (const [token] of value.matchAll(TOKEN)) if (!isPage || !token.startsWith('<')) return token;
  return BLANK.test(value) ? value : undefined;
}

/** What stands before the first and behind the last placeholder of a string. */
export function aroundPlaceholders(value: string): readonly [start: string, end: string] {
  const parts = BLANK.test(value) ? ['', ''] : value.split(TOKEN);
  return [parts[0], parts[parts.length - 1]];
}
