import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { NAMESPACE } from '../cluster/kinds';
import { checkAnnotations, checkLabel, checkLabels, checkOneOf } from '../core/checks';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';
import { createClusterObject } from '../synth/create-object';
import { scopeOf } from '../synth/new-construct';

/** The Pod Security Standard that the API server enforces on the pods of a namespace. */
export enum PodSecurityStandard {
  /** No restriction. */
  PRIVILEGED = 'privileged',
  /** Prevents known privilege escalations; the pods of Spin apps meet it, in a WasmApp and under SpinKube. */
  BASELINE = 'baseline',
  /** Follows current hardening practices; every other pod of this library meets it. */
  RESTRICTED = 'restricted',
}

/** Properties of an AppNamespace. */
export interface AppNamespaceProps {
  /**
   * Name of the Namespace.
   *
   * @default - the namespace of the chart
   */
  readonly name?: string;

  /**
   * Standard that the API server enforces: it rejects pods of the namespace that do not meet it.
   *
   * @default - the default of the cluster
   */
  readonly podSecurity?: PodSecurityStandard;

  /**
   * Labels of the Namespace.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the Namespace.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * The Namespace of a chart's objects. Create it before them, so that it is the first object in the file.
 *
 * A chart sets its namespace on every ApiObject created in it, but a Namespace is cluster-scoped: hence a separate construct.
 *
 * @example
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * new AppNamespace(shop, 'namespace', { podSecurity: PodSecurityStandard.RESTRICTED });
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class AppNamespace extends Construct {
  /** Name of the Namespace. */
  public readonly name: string;

  /** The Namespace. */
  public readonly namespace: ApiObject;

  constructor(scope: Construct, id: string, props: AppNamespaceProps = {}) {
    super(scopeOf('AppNamespace', scope, id), id);
    checkProps(this, '', 'AppNamespaceProps', props);
    const { name = Chart.of(this).namespace, podSecurity, annotations } = props;
    if (name === undefined) fail(this, 'name is missing, and the chart has no namespace: pass namespace to the chart, or name here');
    checkLabel(this, 'name', name);
    checkLabels(this, 'labels', props.labels);
    checkAnnotations(this, 'annotations', annotations);
    checkOneOf(this, 'podSecurity', podSecurity, PodSecurityStandard, 'PodSecurityStandard.RESTRICTED');
    this.name = name;
    const labels = { ...props.labels, ...(podSecurity && { [ENFORCE]: podSecurity }) };
    this.namespace = createClusterObject(this, 'Namespace', {
      ...NAMESPACE,
      metadata: { name, annotations, labels: Object.keys(labels).length > 0 ? labels : undefined },
    });
  }
}
