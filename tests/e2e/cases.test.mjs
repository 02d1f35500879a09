// Golden cases: every folder below tests/cases is one. See tests/cases/README.md.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { makeRepo } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const casesDir = join(root, 'tests', 'cases');
const update = Boolean(process.env.UPDATE);

const lines = (file) => (existsSync(file)
  ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/** Every file below a folder as { path: { text, mode } }. */
function filesOf(dir, prefix = '') {
  const files = {};
  if (!existsSync(dir)) return files;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = prefix + entry.name, full = join(dir, entry.name);
    if (entry.isDirectory()) Object.assign(files, filesOf(full, `${path}/`));
    else files[path] = { text: readFileSync(full), mode: statSync(full).mode & 0o777 };
  }
  return files;
}

function baseOf(dir) {
  const [other] = lines(join(dir, 'base.txt'));
  return other ? join(root, other) : join(dir, 'base');
}

function runCase(t, dir) {
  const repo = makeRepo(t);
  repo.write(filesOf(baseOf(dir))).commit('base');
  repo.branch('change').write(filesOf(join(dir, 'head')));
  repo.write(Object.fromEntries(lines(join(dir, 'removed.txt')).map((p) => [p, null])));
  repo.commit('change');

  const body = join(dir, 'body.md');
  return repo.run([
    'check', '--base', 'main', '--head', 'change',
    ...(existsSync(body) ? ['--body', body] : []), ...lines(join(dir, 'args.txt')),
  ], { env: { THREATGATE_TODAY: '2026-11-02' } });
}

function judge(t, dir) {
  const done = runCase(t, dir);
  const expected = join(dir, 'expect.txt'), status = join(dir, 'status');

  if (update) {
    writeFileSync(expected, done.stdout + done.stderr);
    writeFileSync(status, `${done.status}\n`);
  }
  assert.equal(done.stdout + done.stderr, readFileSync(expected, 'utf8'));
  assert.equal(done.status, Number(readFileSync(status, 'utf8')));
}

for (const area of readdirSync(casesDir, { withFileTypes: true })) {
  if (!area.isDirectory()) continue;
  for (const name of readdirSync(join(casesDir, area.name)))
    test(`${area.name}/${name}`, (t) => judge(t, join(casesDir, area.name, name)));
}

// The example's pull requests are cases too: what the README shows is true.
const pulls = join(root, 'examples/order-service/pull-requests');
for (const name of readdirSync(pulls)) {
  test(`example: ${name}`, (t) => {
    const repo = makeRepo(t);
    repo.write(filesOf(join(root, 'examples/order-service/base'))).commit('base');
    repo.branch('change').write(filesOf(join(pulls, name, 'files'))).commit('change');
    const done = repo.run(['check', '--base', 'main', '--head', 'change',
      '--body', join(pulls, name, 'body.md')], { env: { THREATGATE_TODAY: '2026-11-02' } });
    const expected = join(pulls, name, 'expect.txt');

    if (update) writeFileSync(expected, done.stdout);
    assert.equal(done.stdout, readFileSync(expected, 'utf8'));
    assert.equal(done.status, done.stdout.startsWith('PASS') ? 0 : 1);
  });
}
