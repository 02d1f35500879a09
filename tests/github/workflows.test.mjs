// The Action's own file, the project's workflows and every workflow of the guide
// are what GitHub takes, and what `threatgate lint` finds nothing wrong with.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

import { makeFolder, makeRepo, writeFiles } from '../support/repo.mjs';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const read = (path) => readFileSync(join(root, path), 'utf8');
const validator = join(root, 'tests/node_modules/@action-validator/cli/cli.mjs');

/** What GitHub's published schema says of a file; `name` tells which schema. The
 *  validator's copy is older than the permission to write attestations. */
function validate(t, name, text) {
  const dir = makeFolder(t);

  writeFiles(dir, { [name]: text.replaceAll(/^ +attestations: write$\n/gm, '') });
  return spawnSync(process.execPath, [validator, name], { cwd: dir, encoding: 'utf8' });
}

/** What lint says of a workflow in a repository of its own. */
function lint(t, text) {
  const repo = makeRepo(t).write({ '.github/workflows/gate.yml': text });

  return repo.run(['lint', '--format', 'json']).json;
}

const own = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const guide = [...read('docs/github.md').matchAll(/^```yaml\n([^]*?)^```$/gm)].map((m) => m[1])
  .filter((text) => /^on:/m.test(text));

test('action.yml fits the schema', (t) => {
  const done = validate(t, 'action.yml', read('action.yml'));

  assert.equal(done.status, 0, done.stdout + done.stderr);
});

test('the validator sees what is wrong', (t) => {
  assert.notEqual(validate(t, 'action.yml', read('action.yml').replace('docker', 'dockr')).status, 0);
});

for (const [name, text] of [
  ...own.map((path) => [path, read(path)]),
  ...guide.map((text, i) => [`workflow ${i + 1} of the guide`, text]),
]) {
  test(`${name} fits the schema`, (t) => {
    const done = validate(t, 'workflow.yml', text);

    assert.equal(done.status, 0, done.stdout + done.stderr);
  });
}

test('the guide has a workflow for each way to run', () => {
  assert.equal(guide.length >= 7, true);
});

for (const [i, text] of guide.entries()) {
  test(`lint finds nothing wrong with workflow ${i + 1} of the guide`, (t) => {
    const { findings, summary } = lint(t, text);

    assert.deepEqual(findings, []);
    assert.equal(summary.others, 1, 'it was seen to run the gate');
  });
}

test('lint finds nothing wrong with the project\'s own gate', (t) => {
  assert.deepEqual(lint(t, read('.github/workflows/threatgate.yml')).findings, []);
});

test('lint finds what would let the project\'s own gate be passed by', (t) => {
  const text = read('.github/workflows/threatgate.yml').replace('edited, ', '')
    .replace('cancel-in-progress: false', 'cancel-in-progress: true')
    .replace('contents: read', 'contents: write');
  const { findings } = lint(t, text);

  assert.deepEqual(findings.map((f) => f.id).sort(), ['workflow/cancel-in-progress',
    'workflow/permissions-excess', 'workflow/trigger-missing']);
});

test('another workflow is none of lint\'s business, also a broken one', (t) => {
  for (const text of ['on: push\njobs: {a: {if: x, steps: [{run: echo}]}}\n', 'on: [\n'])
    assert.equal(lint(t, text).summary.others, 0);
});

test('actions that the workflows use are pinned to a commit', () => {
  for (const path of own)
    for (const [, uses] of read(path).matchAll(/uses: (\S+)/g))
      assert.match(uses, /@[0-9a-f]{40}$/, path);
});

test('every input is documented where a user looks', () => {
  const inputs = /^inputs:\n([^]*?)^outputs:/m.exec(read('action.yml'))[1];

  for (const [, name] of inputs.matchAll(/^ {2}([\w-]+):$/gm))
    assert.match(read('docs/github.md'), new RegExp(`\\| .*\`${name}\``));
});

test('what the image is built from holds nothing but sources', () => {
  const kept = read('.dockerignore').split('\n').filter((line) => line.startsWith('!'));

  assert.deepEqual(kept, ['!Makefile', '!cmd', '!include', '!rules', '!src']);
  assert.match(read('Dockerfile'), /^ENTRYPOINT \["\/usr\/local\/bin\/threatgate"\]$/m);
  assert.doesNotMatch(read('Dockerfile'), /^(USER|WORKDIR)/m);
});
