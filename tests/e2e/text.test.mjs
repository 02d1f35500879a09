// The report at a terminal: its width, its colour, and words that help.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { makeRepo, run } from '../support/repo.mjs';

const example = join(resolve(dirname(fileURLToPath(import.meta.url)), '../..'),
  'examples/order-service');
const pull = '02-export-without-guard';

function makeExample(t) {
  const repo = makeRepo(t);
  cpSync(join(example, 'base'), repo.dir, { recursive: true });
  repo.commit('base');
  repo.branch('change');
  cpSync(join(example, 'pull-requests', pull, 'files'), repo.dir, { recursive: true });
  repo.commit('change');
  return repo;
}

const check = (repo, args = [], env = {}) =>
  repo.run(['check', '--base', 'main', ...args], { env: { THREATGATE_TODAY: '2026-11-02', ...env } });
const body = ['--body', join(example, 'pull-requests', pull, 'body.md')];
// eslint-disable-next-line no-control-regex
const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, '');
const words = (text) => text.replace(/, \d+ ms/g, '').split(/\s+/).filter(Boolean).join(' ');

for (const columns of [60, 80, 200]) {
  test(`at ${columns} columns nothing is wider, and no word is lost`, (t) => {
    const repo = makeExample(t);
    for (const args of [[], ['-v'], body, [...body, '-v']]) {
      const wide = check(repo, args).stdout;
      const set = check(repo, args, { COLUMNS: String(columns) }).stdout;
      for (const line of set.split('\n'))
        assert.ok([...line].length <= columns, `${[...line].length}: ${line}`);
      if (!args.includes('-v')) assert.equal(words(set), words(wide));
    }
  });
}

test('colour changes no word and no line', (t) => {
  const repo = makeExample(t);
  for (const columns of ['60', '80']) {
    const bare = check(repo, body, { COLUMNS: columns }).stdout;
    const coloured = check(repo, [...body, '--color', 'always'], { COLUMNS: columns }).stdout;
    assert.notEqual(coloured, bare);
    assert.equal(words(plain(coloured)), words(bare));
    assert.equal(plain(coloured).split('\n').length, bare.split('\n').length);
  }
});

test('into a pipe it is plain, and says no time', (t) => {
  const { stdout } = check(makeExample(t), body);
  assert.equal(stdout, plain(stdout));
  assert.doesNotMatch(stdout, /\d ms/);
});

const mistakes = [
  [['chekc'], /did you mean 'threatgate check'\?/],
  [['hook', 'instal'], /did you mean 'threatgate hook install'\?/],
  [['check', '--bsae', 'x'], /did you mean --base\?/],
  [['check', '--format', 'jsno'], /did you mean 'json'\?/],
  [['model', 'shwo'], /did you mean 'threatgate model show'\?/],
  [['help', 'nothing-like-it'], /there is no command/],
  [['check', 'argument'], /no argument 'argument' here[^]*usage: threatgate check/],
];

for (const [args, message] of mistakes) {
  test(`threatgate ${args.join(' ')} says what was meant`, () => {
    const done = run(args);
    assert.equal(done.status, 2);
    assert.equal(done.stdout, '');
    assert.match(done.stderr, message);
  });
}
