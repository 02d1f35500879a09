// threatgate init: what it writes works together, and nothing is lost.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { makeFolder, makeRepo } from '../support/repo.mjs';

const files = ['.threatgate.yml', '.github/pull_request_template.md',
  '.github/workflows/threatgate.yml'];
const read = (repo, path) => readFileSync(join(repo.dir, path), 'utf8');
const at = (dir) => ({ dir: join(dir, 'My Shop') });

function makeShop(t) {
  const repo = makeRepo(t, at(makeFolder(t)));
  repo.write({ 'package.json': '{"name": "shop", "dependencies": {"express": "4.19.2"}}\n' });
  repo.commit('first');
  return repo;
}

const model = 'docs/threat-models/my-shop.md';

test('it writes the four files, and asks nothing in a pipe', (t) => {
  const repo = makeShop(t);
  const { status, stdout, stderr } = repo.run(['init']);
  assert.equal(status, 0, stderr);
  for (const path of [...files, model]) {
    assert.ok(existsSync(join(repo.dir, path)), path);
    assert.ok(stdout.includes(path), path);
  }
  assert.doesNotMatch(stdout, /\[Y\/n\]/);
  assert.ok(!existsSync(join(repo.dir, '.git/hooks/pre-push')));
});

test('what it wrote is sound: policy, workflow, template, all but the TODOs', (t) => {
  const repo = makeShop(t);
  repo.run(['init']);
  const lint = repo.run(['lint', ...files.filter((path) => path.endsWith('.yml'))]);
  assert.equal(lint.status, 0, lint.stdout + lint.stderr);
  assert.match(lint.stdout, /0 errors, 0 warnings/);
  assert.match(repo.run(['model', 'show', model]).stdout, /My Shop/);
  repo.commit('init');
  repo.branch('css').write({ 'a.css': 'a {}\n' }).commit('css');
  const draft = repo.run(['draft', '--base', 'main']);
  assert.match(draft.stdout, /^## What changes/);
  assert.equal(repo.run(['check', '--base', 'main', '--body', '-'], { input: draft.stdout }).status, 0);
});

test('--dry-run writes nothing', (t) => {
  const repo = makeShop(t);
  assert.match(repo.run(['init', '--dry-run', '--hook']).stdout, /\.threatgate\.yml/);
  assert.equal(repo.git('status', '--porcelain'), '');
  assert.ok(!existsSync(join(repo.dir, '.git/hooks/pre-push')));
});

test('what is there is left alone; --force overwrites it, and keeps a template\'s words', (t) => {
  const repo = makeShop(t);
  const mine = { '.threatgate.yml': 'checklist: {required: always}\n',
    '.github/PULL_REQUEST_TEMPLATE.md': '## Mine\n\nPlease write.\n',
    'docs/threat-models/other.md': '# Other\n' };
  repo.write(mine);
  const first = repo.run(['init']);
  assert.equal(first.status, 0);
  assert.match(first.stdout, /left alone/);
  for (const [path, text] of Object.entries(mine)) assert.equal(read(repo, path), text);
  assert.ok(!existsSync(join(repo.dir, model)), 'a threat model is there already');

  repo.run(['init', '--force']);
  assert.match(read(repo, '.threatgate.yml'), /required: relevant/);
  const template = read(repo, '.github/PULL_REQUEST_TEMPLATE.md');
  assert.ok(template.startsWith(mine['.github/PULL_REQUEST_TEMPLATE.md']));
  assert.match(template, /threatgate:user-input/);
  assert.ok(!existsSync(join(repo.dir, '.github/pull_request_template.md')));
  assert.equal(read(repo, 'docs/threat-models/other.md'), '# Other\n');

  repo.run(['init', '--force']);
  assert.equal(read(repo, '.github/PULL_REQUEST_TEMPLATE.md'), template, 'once is enough');
});

test('--hook installs the hook, too; --action names another Action', (t) => {
  const repo = makeShop(t);
  assert.equal(repo.run(['init', '--hook', '--action', 'shop/gate@0123abc']).status, 0);
  assert.ok(existsSync(join(repo.dir, '.git/hooks/pre-push')));
  assert.match(read(repo, '.github/workflows/threatgate.yml'), /uses: shop\/gate@0123abc\n/);
});

test('a repository without a commit is set up as well', (t) => {
  const repo = makeRepo(t, at(makeFolder(t)));
  assert.equal(repo.run(['init']).status, 0);
  assert.ok(existsSync(join(repo.dir, model)));
});

test('a folder that leads out of the repository is not written to', (t) => {
  const repo = makeShop(t), outside = makeFolder(t);
  mkdirSync(join(outside, 'github'));
  symlinkSync(join(outside, 'github'), join(repo.dir, '.github'));
  const done = repo.run(['init']);
  assert.equal(done.status, 3);
  assert.match(done.stderr, /\.github/);
  assert.ok(!existsSync(join(outside, 'github/workflows')));
});
