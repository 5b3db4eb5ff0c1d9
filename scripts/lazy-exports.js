/**
 * Rewrites build/lib/index.js, as the compiler wrote it, so that each export loads its module when it is first read: whoever imports the library and makes Spin apps never loads what
 * Knative needs. The names stay where the ESM loader of node looks for them.
 *
 * Run by `npm run build`, after jsii.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const lib = join(__dirname, '..', 'build', 'lib');
const file = join(lib, 'index.js');
const EAGER = /^var (\w+) = require\("(\.\/[\w/-]+)"\);\n/gm;
const STAR = /^__exportStar\(require\("(\.\/[\w/-]+)"\), exports\);$/gm;

const LAZY = `function lazy(name, path) {
    Object.defineProperty(exports, name, { enumerable: true, get: function () {
        var value = require(path)[name];
        Object.defineProperty(exports, name, { enumerable: true, value: value });
        return value;
    } });
}
`;

const text = readFileSync(file, 'utf8');
const modules = new Map([...text.matchAll(EAGER)].map(([, variable, path]) => [variable, path]));
if (modules.size === 0) {
  if (!text.includes(LAZY)) throw new Error(`${file} is not what the compiler writes`);
} else {
  const getter = (name, path) => `lazy(${JSON.stringify(name)}, ${JSON.stringify(path)});`;
  const lazy = text
    .replace(EAGER, '')
    .replace(
      /^Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return (\w+)\.\w+; \} \}\);$/gm,
      (_, name, variable) => getter(name, modules.get(variable)),
    )
    .replace(STAR, (_, path) => {
      const names = Object.keys(require(join(lib, path)));
      return [`exports.${names.join(' = exports.')} = void 0;`, ...names.map((name) => getter(name, path))].join('\n');
    });
  if (/_1\b/.test(lazy)) throw new Error(`${file} is not what the compiler writes`);
  // a function of its own, since node's loader takes the getters that it knows alone
  writeFileSync(file, lazy.replace('"use strict";\n', `"use strict";\n${LAZY}`));
}
