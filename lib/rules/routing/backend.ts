/** A host or a path, with the field that it stands in. */
export interface Match {
  readonly value: string;
  readonly at: string;
}

/** A Service that requests are led to. */
export interface Backend {
  /** Field of the Service's name. */
  readonly at: string;
  readonly service: string;
  readonly namespace: string;
  readonly port?: number;
  readonly portName?: string;
  /** Fields of the port's number and name. */
  readonly portAt: string;
  readonly portNameAt: string;
  /** Hosts that are led there, as the backend sees them; none for every host. */
  readonly hosts: readonly Match[];
  /** Path prefixes that are led there, as the backend sees them; none for every path, or where they are not known. */
  readonly paths: readonly Match[];
}
