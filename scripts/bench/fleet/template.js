/**
 * Returns a function that creates the manifests of an app from those of `app-0`, with its name instead. It represents the object literals
 * that a user would write by hand.
 */
function fillerOf(manifests) {
  return fill(manifests);
}

function fill(value) {
  if (typeof value === 'string') return value.includes('app-0') ? (name) => value.replaceAll('app-0', name) : () => value;
  if (typeof value !== 'object') return () => value;
  if (Array.isArray(value)) {
    const elements = value.map(fill);
    return (name) => elements.map((element) => element(name));
  }
  const fields = Object.entries(value).map(([key, field]) => [key, fill(field)]);
  return (name) => {
    const object = {};
    for (const [key, field] of fields) object[key] = field(name);
    return object;
  };
}

module.exports = { fillerOf };
