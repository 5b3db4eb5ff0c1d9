/** Returns the name of a prop: the key in the camel case of jsii, in which an abbreviation is a word (`adminURL` becomes `adminUrl`). */
export function propName(key: string): string {
  const words = wordsOf(key);
  return words.map((word, index) => (index === 0 ? word.toLowerCase() : capitalized(word))).join('');
}

/** `aws-sqs-queue` becomes `AwsSqsQueue`. */
export function pascal(name: string): string {
  return wordsOf(name).map(capitalized).join('');
}

/** `aws-sqs-queue` becomes `awsSqsQueue`. */
export function camel(name: string): string {
  const whole = pascal(name);
  return whole[0].toLowerCase() + whole.slice(1);
}

/** `kafka` and `sasl` become `KafkaSasl`, `kubernetes-resource` and `resourceKind` become `KubernetesResourceKind`. */
export function enumName(type: string, prop: string): string {
  const [owner, name] = [pascal(type), pascal(prop)];
  const last = wordsOf(owner).at(-1)!;
  return owner + (name.startsWith(last) && name !== last ? name.slice(last.length) : name);
}

/** `scram_sha256` becomes `SCRAM_SHA256`, `QueueLength` becomes `QUEUE_LENGTH`. */
export function constant(name: string): string {
  const words = wordsOf(name).join('_').toUpperCase();
  return /^\d/.test(words) ? `V${words}` : words;
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

function capitalized(word: string): string {
  return word[0].toUpperCase() + word.slice(1).toLowerCase();
}
