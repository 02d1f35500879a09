// GitHub's own description of its API (the committed slice), as a validator of
// requests and of the stand-in's answers.

import { readFileSync } from 'node:fs';

import Ajv from 'ajv';

const slice = JSON.parse(readFileSync(new URL('api-slice.json', import.meta.url), 'utf8'));

// What the description says wrongly about answers: an outdated comment has no line
// any more, and a fork that was deleted leaves neither repository nor user.
const comment = slice.schemas['pull-request-review-comment'].properties;
const { head } = slice.schemas['pull-request'].properties;
for (const name of ['line', 'position']) comment[name] = { type: ['integer', 'null'] };
for (const name of ['repo', 'user'])
  head.properties[name] = { anyOf: [head.properties[name], { type: 'null' }] };

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
};

function validator(options) {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, ...options });

  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const name of ['int64', 'email', 'repo.nwo', 'timestamp', 'enum'])
    ajv.addFormat(name, true);
  ajv.addSchema({ $id: 'api', schemas: slice.schemas });
  const compiled = new Map();

  return (schema, value) => {
    if (!compiled.has(schema)) compiled.set(schema, ajv.compile(absolute(schema)));
    const check = compiled.get(schema);

    return check(value) ? [] : check.errors.map((e) =>
      `${e.instancePath || '/'} ${e.message}${e.params?.allowedValues ? `: ${e.params.allowedValues.join(', ')}` : ''}`);
  };
}

/** The same schema with references that hold outside the slice's document. */
function absolute(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' && value.startsWith('#') ? `api${value}` : value);
}

const checkBody = validator({});
const checkText = validator({ coerceTypes: true });
const WHOLE_REST = new Set(['path', 'basehead', 'ref']);

/** What a template such as /pulls/{pull_number} matches. */
function pattern(path) {
  const source = path.replaceAll(/[.]/g, '\\.').replaceAll(/\{(\w+)\}/g, (_, name) =>
    WHOLE_REST.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`);

  return new RegExp(`^${source}$`);
}

const routes = Object.entries(slice.operations).map(([name, operation]) => {
  const [method, path] = name.split(' ');

  return { name, method, pattern: pattern(path), operation };
});

/** The operation of a request and the parameters in its path, or null. */
export function find(method, path) {
  for (const route of routes) {
    const match = route.method === method && route.pattern.exec(path);

    if (match) {
      const params = Object.fromEntries(Object.entries(match.groups)
        .map(([key, value]) => [key, decodeURIComponent(value)]));

      return { name: route.name, operation: route.operation, params };
    }
  }
  return null;
}

/** Keys of `value` that its schema does not know: the description allows them,
 *  yet `coments` is a mistake. */
export function unknownKeys(schema, value, at = '') {
  if (Array.isArray(value)) {
    const items = members(schema).map((s) => s.items).find(Boolean);

    return items ? value.flatMap((v, i) => unknownKeys(items, v, `${at}/${i}`)) : [];
  }
  if (value === null || typeof value !== 'object') return [];
  const all = members(schema);

  return Object.entries(value).flatMap(([key, v]) => {
    const found = all.map((s) => s.properties?.[key]).find(Boolean);

    if (!found) return [`${at}/${key} is not a key that the description knows`];
    return unknownKeys(found, v, `${at}/${key}`);
  });
}

function members(schema) {
  if (!schema) return [];
  if (schema.$ref) return members(slice.schemas[schema.$ref.split('/').pop()]);
  return [schema, ...['allOf', 'anyOf', 'oneOf'].flatMap((k) =>
    (schema[k] ?? []).flatMap(members))];
}

/** What is wrong with a request's parameters and body: a list of sentences. */
export function checkRequest({ operation, params }, query, body) {
  const wrong = [];
  const known = operation.parameters.filter((p) => p.in === 'query');

  for (const p of operation.parameters) {
    const value = p.in === 'path' ? params[p.name] : query[p.name];

    if (p.in !== 'path' && p.in !== 'query') continue;
    if (value === undefined) {
      if (p.required) wrong.push(`the ${p.in} parameter ${p.name} is missing`);
      continue;
    }
    // Coercion works on a member, not on the value itself.
    const object = { type: 'object', properties: { [p.name]: p.schema } };
    p.wrapped ??= object;
    wrong.push(...checkText(p.wrapped, { [p.name]: value }));
  }
  for (const name of Object.keys(query))
    if (!known.some((p) => p.name === name))
      wrong.push(`the query parameter ${name} is not one that the description knows`);
  if (operation.body && (body !== undefined || operation.bodyRequired))
    wrong.push(...checkBody(operation.body, body ?? null),
      ...unknownKeys(operation.body, body));
  else if (!operation.body && body !== undefined)
    wrong.push('a body where none is described');
  return wrong;
}

/** What is wrong with an answer of ours. */
export function checkAnswer({ name, operation }, status, json) {
  const answer = operation.answers[status];

  if (!answer) return [`${name} has no answer ${status}`];
  return answer.schema ? checkBody(answer.schema, json) : [];
}

/** A fresh copy of the description's example of an answer. */
export function example(name, status = 200) {
  const copy = slice.operations[name].answers[status].example;

  return structuredClone(copy);
}
