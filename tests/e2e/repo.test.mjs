// The helper library itself: what every other end-to-end test relies on.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import { cloneRepo, makeRepo, program, run, runAsync } from '../support/repo.mjs';

test('the same calls give the same commits on every machine', (t) => {
  const ids = [0, 1].map(() => {
    const repo = makeRepo(t);

    repo.write({ 'a.txt': 'one\n' }).commit('first');
    repo.branch('topic').write({ 'a.txt': null, 'b/c.txt': 'two\n' }).commit('second');
    repo.switch('main').write({ 'd.txt': 'three\n' }).commit('third');
    return repo.merge('topic');
  });

  assert.equal(ids[0], ids[1]);
});

test('a clone can be shallow', (t) => {
  const repo = makeRepo(t);

  repo.write({ a: '1' }).commit();
  repo.write({ a: '2' }).commit();
  assert.equal(cloneRepo(t, repo, ['--depth=1']).git('rev-list', '--count', 'HEAD'), '1');
});

test('the program runs and says which version it is', async () => {
  assert.ok(existsSync(program), `${program} is not built`);
  const { status, stdout } = run(['--version']);

  assert.equal(status, 0);
  assert.match(stdout, /^threatgate \d+\.\d+\.\d+/);
  assert.deepEqual((await runAsync(['--version'])).stdout, stdout);
});
