// Cuts what a validator needs out of the SARIF 2.1.0 schema.
//
//   node make-slice.mjs sarif-2.1.0.json >sarif-2.1.0.slice.json
//
// The file is src/Sarif/Schemata/sarif-2.1.0.json of microsoft/sarif-sdk (MIT,
// see sarif-2.1.0.LICENSE). Every constraint is kept; what is left out is prose.

import { readFileSync } from 'node:fs';

const PROSE = new Set(['description', 'title', 'default']);

/** `named`: the keys are names of properties or definitions, not keywords. */
function withoutProse(value, named = false) {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => named || !PROSE.has(key))
    .map(([key, inner]) => [key, withoutProse(inner,
      !named && ['properties', 'definitions', '$defs'].includes(key))]));
}

const { $defs, definitions, ...rest } = withoutProse(
  JSON.parse(readFileSync(process.argv[2], 'utf8').replace(/^\uFEFF/, '')));
const key = $defs ? '$defs' : 'definitions';
const lines = Object.entries($defs ?? definitions)
  .map(([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`);

process.stdout.write(`{\n  "root": ${JSON.stringify(rest)},\n  "${key}": {\n${
  lines.join(',\n')}\n  }\n}\n`);
