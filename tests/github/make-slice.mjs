// Cuts the part of GitHub's OpenAPI description that the stand-in needs.
//
//   npm install --no-save @octokit/openapi@23.0.2      (400 MB: not for every run)
//   node make-slice.mjs node_modules/@octokit/openapi >api-slice.json
//
// Each operation keeps its parameters, its request body and, for each answer
// with JSON, the schema and one example. What is left out is prose.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repo = '/repos/{owner}/{repo}';
const OPERATIONS = [
  `GET ${repo}/pulls/{pull_number}`,
  `GET ${repo}/pulls/{pull_number}/files`,
  `GET ${repo}/pulls/{pull_number}/comments`,
  `GET ${repo}/pulls/{pull_number}/reviews`,
  `POST ${repo}/pulls/{pull_number}/reviews`,
  `PATCH ${repo}/pulls/comments/{comment_id}`,
  `DELETE ${repo}/pulls/comments/{comment_id}`,
  `GET ${repo}/issues/{issue_number}/comments`,
  `POST ${repo}/issues/{issue_number}/comments`,
  `PATCH ${repo}/issues/comments/{comment_id}`,
  `DELETE ${repo}/issues/comments/{comment_id}`,
  `POST ${repo}/check-runs`,
  `GET ${repo}/check-runs/{check_run_id}`,
  `PATCH ${repo}/check-runs/{check_run_id}`,
  `GET ${repo}/check-runs/{check_run_id}/annotations`,
  `GET ${repo}/commits/{ref}/check-runs`,
  `GET ${repo}/commits/{ref}/statuses`,
  `GET ${repo}/commits/{ref}/status`,
  `POST ${repo}/statuses/{sha}`,
  `GET ${repo}/commits/{commit_sha}/pulls`,
  `GET ${repo}/compare/{basehead}`,
  `GET ${repo}/contents/{path}`,
  `GET ${repo}/git/commits/{commit_sha}`,
  `GET ${repo}/git/trees/{tree_sha}`,
  `GET ${repo}/git/blobs/{file_sha}`,
];
const PROSE = /^(description|example|examples|externalDocs|deprecated|title|x-.*)$/;

const from = process.argv[2];
if (!from) {
  console.error('usage: node make-slice.mjs FOLDER-OF-@octokit/openapi >api-slice.json');
  process.exit(2);
}
const version = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')).version;
const api = JSON.parse(readFileSync(join(from, 'generated/api.github.com.json'), 'utf8'));
const schemas = {};

const at = (ref) => ref.slice(2).split('/')
  .reduce((node, key) => node[key.replaceAll('~1', '/').replaceAll('~0', '~')], api);
const resolve = (node) => (node?.$ref ? at(node.$ref) : node);

/** An OpenAPI 3.0 schema as JSON Schema: no prose, `nullable` as a type. */
function convert(schema) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();

    if (!(name in schemas)) {
      schemas[name] = null; // it may refer to itself
      schemas[name] = convert(at(schema.$ref));
    }
    return { $ref: `#/schemas/${name}` };
  }
  const out = {};

  for (const [key, value] of Object.entries(schema)) {
    if (PROSE.test(key) || key === 'nullable' || key === 'default') continue;
    if (key === 'properties')
      out[key] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, convert(v)]));
    else if (key === 'oneOf' && schema.discriminator === undefined)
      out.anyOf = value.map(convert); // the description's alternatives overlap
    else if (['allOf', 'anyOf', 'oneOf'].includes(key)) out[key] = value.map(convert);
    else if (key === 'items' || key === 'not') out[key] = convert(value);
    else if (key === 'additionalProperties' && typeof value === 'object')
      out[key] = convert(value);
    else out[key] = value;
  }
  if (!schema.nullable) return out;
  if (!out.type) return { anyOf: [out, { type: 'null' }] };
  return {
    ...out, type: [out.type, 'null'].flat(),
    ...(out.enum && !out.enum.includes(null) ? { enum: [...out.enum, null] } : {}),
  };
}

function answers(operation) {
  const out = {};

  for (const [status, answer] of Object.entries(operation.responses)) {
    const json = resolve(answer).content?.['application/json'];
    const example = resolve(Object.values(json?.examples ?? {})[0]);

    if (json) out[status] = { schema: convert(json.schema), example: example?.value };
    else out[status] = {};
  }
  return out;
}

function operation(name) {
  const [method, path] = name.split(' ');
  const item = api.paths[path];
  const found = item?.[method.toLowerCase()];

  if (!found) throw new Error(`the description has no ${name}`);
  const body = resolve(found.requestBody);

  return {
    parameters: [...(item.parameters ?? []), ...(found.parameters ?? [])].map(resolve)
      .map((p) => ({ in: p.in, name: p.name, required: !!p.required, schema: convert(p.schema) })),
    body: body ? convert(body.content['application/json'].schema) : null,
    bodyRequired: !!body?.required,
    answers: answers(found),
  };
}

const slice = {
  source: `@octokit/openapi ${version}, api.github.com.json`,
  licence: 'MIT, Copyright (c) GitHub, Inc.: see api-slice.LICENSE',
  operations: Object.fromEntries(OPERATIONS.map((name) => [name, operation(name)])),
  schemas,
};
process.stdout.write(`${JSON.stringify(slice, null, 1)}\n`);
