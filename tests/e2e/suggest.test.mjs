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
