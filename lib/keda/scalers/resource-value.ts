const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

/** Returns the expectation that the value of a cpu or memory trigger does not meet for its metric type, if any. */
export function resourceValueProblem(value: string, metricType: string | undefined): string | undefined {
  if (metricType === 'Utilization' && !/^[1-9]\d*$/.test(value))
    return "must be a whole number of percent, such as '60', with metricType Utilization";
  if (metricType === 'AverageValue' && !QUANTITY.test(value))
    return "must be a Kubernetes quantity, such as '500m' or '64Mi', with metricType AverageValue";
  // an exponent makes no number positive
  if (metricType === 'AverageValue' && (value.startsWith('-') || !/[1-9]/.test(value.split(/e/i)[0])))
    return "must be more than 0, such as '500m' or '64Mi', with metricType AverageValue";
  return undefined;
}
