// Whatever becomes of the network, a run ends in time, says what it could not do,
// keeps its verdict, and lets nobody see the token (every run of a scenario looks
// for it in all that was printed and posted).

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { badGateway, rateLimit } from './faults.mjs';
import { scenario } from './scenario.mjs';
import { startOtherHost } from './server.mjs';

const FOR_EVER = Infinity;
const now = { headers: { 'retry-after': '0' } }; // as short as a wait can be
const unwell = (status) => ({ status, ...now, json: { message: 'Server Error' } });
const pulls = { method: 'GET', path: /pulls\/7$/ };
const wasOlder = /may be older/;

// What happens to one kind of request; then: exit status, whether the body was
// read live, and whether the comment came to be.
const scenarios = [
  ['500 once', { ...pulls, ...unwell(500) }, { live: true, comment: true }],
  ['502 in HTML once', { ...pulls, ...badGateway }, { live: true, comment: true }],
  ['503 for ever', { ...pulls, times: FOR_EVER, ...unwell(503) }, { live: false, comment: true }],
  ['a reset once', { ...pulls, reset: true }, { live: true, comment: true }],
  ['a body that breaks off, once', { ...pulls, truncate: 200 }, { live: true, comment: true }],
  ['JSON that ends too early, once', { ...pulls, broken: true }, { live: true, comment: true }],
  ['JSON that ends too early, for ever', { ...pulls, times: FOR_EVER, broken: true }, { live: false, comment: true }],
  ['a giant answer', { ...pulls, times: FOR_EVER, giant: 200 << 20 }, { live: false, comment: true }],
  ['a slow answer once', { ...pulls, drip: 50 }, { live: true, comment: true }],
  ['404', { ...pulls, times: FOR_EVER, status: 404, json: { message: 'Not Found' } }, { live: false }],
  ['429 with Retry-After, once', { ...pulls, ...rateLimit.secondary(1) }, { live: true, comment: true }],
  ['403 with the limit used up, once', { ...pulls, ...rateLimit.primary(1) }, { live: true, comment: true }],
  ['429 that asks to wait for an hour', { ...pulls, times: FOR_EVER, ...rateLimit.secondary(3600) }, { live: false }],
  ['403 without a limit', { ...pulls, times: FOR_EVER, status: 403, json: { message: 'Forbidden' } }, { live: false }],
  ['401', { times: FOR_EVER, status: 401, json: { message: 'Bad credentials' } }, { live: false, comment: false }],
  ['500 to all for ever', { times: FOR_EVER, ...unwell(500) }, { live: false, comment: false }],
  ['resets for ever', { times: FOR_EVER, reset: true }, { live: false, comment: false }],
  ['500 to each comment', { method: 'POST', path: /comments$/, times: FOR_EVER, ...unwell(500) }, { live: true, comment: false }],
  ['a secondary limit on the comment', { method: 'POST', path: /comments$/, ...rateLimit.secondary(1) }, { live: true, comment: true }],
  ['a secondary limit as 403', { method: 'POST', path: /comments$/, status: 403, ...now,
    json: { message: 'You have exceeded a secondary rate limit.' } }, { live: true, comment: true }],
  ['422 to the check run', { path: /check-runs$/, method: 'POST', times: FOR_EVER, status: 422, json: { message: 'Validation Failed' } }, { live: true, comment: true }],
  ['500 to GraphQL', { path: /graphql/, times: FOR_EVER, ...unwell(500) }, { live: true, comment: true }],
  ['a list of something else', { method: 'GET', path: /issues\/7\/comments/, status: 200, json: { not: 'a list' } }, { live: true }],
  ['a list of nonsense', { method: 'GET', path: /comments/, times: FOR_EVER, status: 200, json: [null, 1, 'x', { body: 7, user: 'me' }] }, { live: true }],
  ['an error that quotes what it was sent', { path: /check-runs|comments|reviews/, times: FOR_EVER, status: 400,
    json: { message: 'Bad header: Authorization: Bearer ghs_standInTokenThatMustNeverBePrinted0' } }, { live: true, comment: false }],
];

describe('a network with faults', { concurrency: 4 }, () => {
  for (const [name, fault, expect] of scenarios) {
    test(name, async (t) => {
      const s = await scenario(t);
      const workspace = s.checkout();

      s.github.fault(fault);
      const run = await s.run({ workspace });
      assert.equal(run.status, 1, run.log);
      assert.match(run.stdout, /^FAIL/);
      assert.match(run.summary, /checklist\/contradicted/);
      assert.equal(!wasOlder.test(run.stdout + run.summary), expect.live, 'the body is the live one');
      if ('comment' in expect) assert.equal(s.comments.length, expect.comment ? 1 : 0);
      if (expect.comment === false) assert.match(run.log, /comment|published|HTTP 401/);
      assert.equal(run.ms < 45_000, true, `${run.ms} ms`);
      assert.equal(run.requests.length < 40, true, `${run.requests.length} requests`);
    });
  }
});

describe('without a checkout', { concurrency: 4 }, () => {
  for (const [name, fault] of [
    ['500 to the list of files', { path: /files/, times: FOR_EVER, ...unwell(500) }],
    ['a second page that never comes', { path: /files.*page=2/, times: FOR_EVER, ...unwell(502) }],
    ['a comparison that is not there', { path: /compare/, times: FOR_EVER, status: 404, json: { message: 'Not Found' } }],
    ['a base that cannot be read', { path: /trees/, times: FOR_EVER, ...unwell(500) }],
    ['an empty list of files', { path: /files/, times: FOR_EVER, status: 200, json: [] }],
    ['401', { times: FOR_EVER, status: 401, json: { message: 'Bad credentials' } }],
    ['resets for ever', { times: FOR_EVER, reset: true }],
  ]) {
    test(`${name}: no pass`, async (t) => {
      const head = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`web/${i}.css`, `a { top: ${i}px }\n`]));
      const s = await scenario(t, { base: {}, head, body: '' });

      s.github.fault(fault);
      const run = await s.run({ inputs: { api: 'true' } });
      assert.notEqual(run.status, 0, run.log);
      assert.equal(run.status === 3 || s.findings(run, 'gate/incomplete').length > 0, true, run.log);
      assert.match(run.stdout, /^::error /m);
    });
  }
});

test('after a 401 nothing more is asked', async (t) => {
  const s = await scenario(t, { token: 'ghs_standInTokenThatMustNeverBePrinted0' });
  const run = await s.run({ inputs: { token: 'ghs_aWrongTokenThatMustNeverBePrinted9' } });

  assert.equal(run.status, 1);
  assert.equal(run.requests.length, 1);
  assert.equal(run.log.includes('aWrongToken'), false);
  assert.match(run.log, /401/);
});

test('a redirect to another host takes no token along, whatever it redirects', async (t) => {
  const s = await scenario(t);
  const other = await startOtherHost(t);

  for (const status of [301, 302, 307, 308])
    s.github.fault({ skip: 0, times: 2, path: /./, status, redirect: `${other.origin}/x` });
  const run = await s.run();
  assert.equal(run.status, 1, run.log);
  assert.equal(other.seen.some((r) => JSON.stringify(r.headers).includes('ghs_')), false);
});

test('nobody who can be reached: the verdict stands in the log', async (t) => {
  const s = await scenario(t);
  const workspace = s.checkout();
  const run = await s.run({ workspace, env: { GITHUB_API_URL: 'http://127.0.0.1:9' } });

  assert.equal(run.status, 1, run.log);
  assert.match(run.stdout, wasOlder);
});

test('no token at all: the verdict stands in the log, and why nothing was posted', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ env: { INPUT_TOKEN: '' } });

  assert.equal(run.status, 1, run.log);
  assert.match(run.log, /no token/);
  assert.equal(run.writes.length, 0);
});

test('a token with a line end cannot write headers of its own', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ inputs: { token: 'ghs_a\r\nX-Evil: 1' } });

  assert.notEqual(run.status, 0);
  assert.equal(run.log.includes('X-Evil'), false);
});
