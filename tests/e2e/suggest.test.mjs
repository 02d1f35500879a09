// A repository's own words: suggested, committed, and then seen in a change.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { makeRepo, run } from '../support/repo.mjs';

const helpers = `from errors import PermissionDenied


def same_shop(order, clerk):
    if order.shop != clerk.shop:
        raise PermissionDenied("not yours")
`;
const views = `from shop.helpers import same_shop


def ship(order, clerk):
    same_shop(order, clerk)
    order.send()


def cancel(order, clerk):
    same_shop(order, clerk)
    order.cancel()


def refund(order, clerk):
    same_shop(order, clerk)
    order.refund()
`;

function shop(t) {
  const repo = makeRepo(t);
  repo.write({ 'shop/helpers.py': helpers, 'shop/views.py': views });
  repo.commit('the shop');
  return repo;
}

const check = (repo, base) =>
  run(['check', '--base', base, '--format', 'json'], { cwd: repo.dir }).json;

const trust = report => report.topics.find(t => t.id === 'trust-boundary').detected;

test('a guard that only this repository knows is seen when it is dropped', t => {
  const repo = shop(t);
  const { status, stdout } = run(['rules', 'suggest'], { cwd: repo.dir });
  assert.equal(status, 0);
  assert.match(stdout, /same_shop \(call\): its body refuses a caller; 3 places in 1 file: shop\/views\.py:5/);

  const before = repo.commit('nothing');
  repo.branch('without').write({
    'shop/views.py': views.replace('    same_shop(order, clerk)\n    order.refund', '    order.refund'),
  }).commit('drop it');
  assert.equal(trust(check(repo, before)), false, 'no built-in rule knows the word');

  repo.switch('main').write({ '.threatgate/rules/own.yml': stdout });
  const base = repo.commit('our own rules');
  assert.equal(run(['rules', 'test'], { cwd: repo.dir }).status, 0);
  repo.branch('with').write({
    'shop/views.py': views.replace('    same_shop(order, clerk)\n    order.refund', '    order.refund'),
  }).commit('drop it');
  const report = check(repo, base);
  assert.equal(trust(report), true);
  const signal = report.signals.find(s => s.rule.startsWith('own.guard-'));
  assert.equal(signal.path, 'shop/views.py');
  assert.equal(signal.change, 'removed');
});

test('names of files do not get out of their comment', t => {
  const repo = makeRepo(t);
  const hostile = "shop'\n  - id: evil.rule\n[a] \u0085#/views.py";
  repo.write({ 'shop/helpers.py': helpers, [hostile]: views }).commit('odd names');
  const { status, stdout } = run(['rules', 'suggest'], { cwd: repo.dir });
  assert.equal(status, 0);
  assert.match(stdout, /same_shop/);
  assert.doesNotMatch(stdout, /^\s*- id: evil/m);
  repo.write({ '.threatgate/rules/own.yml': stdout });
  assert.equal(run(['rules', 'test'], { cwd: repo.dir }).status, 0);
});

test('nothing of its own gives a rule file without rules, and writes nothing', t => {
  const repo = makeRepo(t);
  repo.write({ 'a.py': 'x = 1\n' }).commit('first');
  const { status, stdout } = run(['rules', 'suggest'], { cwd: repo.dir });
  assert.equal(status, 0);
  assert.match(stdout, /^rules: \[\]$/m);
  assert.equal(existsSync(join(repo.dir, '.threatgate')), false);
});

test('a repository without words of its own is told so, beside a file that can be tested', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'a.py': 'x = 1\n' }).commit('first');
  const { status, stdout, stderr } = run(['rules', 'suggest'], { cwd: repo.dir });

  assert.equal(status, 0);
  assert.match(stderr, /no name behaves like a guard/);
  repo.write({ 'own.yml': stdout });
  const tested = run(['rules', 'test', 'own.yml'], { cwd: repo.dir });
  assert.deepEqual([tested.status, tested.stdout], [0, '0 rules, 0 tests: all hold\n']);
});

test('rule files that are named are read whatever they are called, and a folder for what is in it', (t) => {
  const repo = makeRepo(t);
  const rule = id => `pack: own\nrules:\n  - id: ${id}\n    title: A sign\n    topic: abuse\n`
    + '    severity: low\n    confidence: low\n'
    + '    line: \'\\bknock_knock\\(\'\n    message: It knocks.\n    ask: Who knocks?\n    stride: [spoofing]\n'
    + '    tests:\n      match: [\'+knock_knock(1)\']\n      no_match: [\'+knock(1)\']\n';
  repo.write({ 'rules/a.yml': rule('own.a'), 'rules/b.yml': rule('own.b'), 'c.txt': rule('own.c'),
    'none/x.md': 'x\n' });
  const tested = (...names) => run(['rules', 'test', ...names], { cwd: repo.dir });

  assert.equal(tested('rules').stdout, '2 rules, 4 tests: all hold\n');
  assert.equal(tested('c.txt').stdout, '1 rule, 2 tests: all hold\n');
  assert.equal(tested('missing').status, 3);
  assert.equal(tested('none').status, 2);
  assert.match(tested('none').stderr, /no rule file is in this folder/);
});

test('what suggest and list do not take is refused', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'a.py': 'x = 1\n' }).commit('first');

  for (const args of [['suggest', 'other'], ['suggest', '--min', '0'], ['list', 'abuse']])
    assert.equal(run(['rules', ...args], { cwd: repo.dir }).status, 2, args.join(' '));
});
