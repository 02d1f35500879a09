// What a run leaves on a pull request, and what it leaves alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ALL_NO, checklist, GUARDED, scenario, UNGUARDED } from './scenario.mjs';
import { READ_ONLY, startOtherHost } from './server.mjs';
import { pullOf } from './shapes.mjs';
import { user } from './state.mjs';

const EXPLAINED = checklist([true, 'the router checks the session for this view', true, true, true]);
const count = (run, method, path) =>
  run.requests.filter((r) => r.method === method && path.test(r.path)).length;

test('a first run: one check, one comment, one review on the line', async (t) => {
  const s = await scenario(t);
  const run = await s.run();
  const [check] = s.state.checkRuns;
  const [line] = s.state.reviewComments;

  assert.deepEqual([check.name, check.head_sha, check.status, check.conclusion],
    ['threatgate', s.pull.headSha, 'completed', 'failure']);
  assert.equal(s.comments.length, 1);
  assert.match(s.comments[0].body, /checklist\/contradicted/);
  assert.deepEqual([line.path, line.line, line.side], ['shop/views.py', 5, 'LEFT']);
  assert.equal(s.state.reviews.length, 1);
  assert.equal(run.requests.length <= 9, true, `${run.requests.length} requests`);
  s.github.assertClean();
});

test('a second run without change writes nothing, in at most 5 requests', async (t) => {
  const s = await scenario(t);
  const workspace = s.checkout();

  await s.run({ workspace });
  const again = await s.run({ workspace });
  assert.deepEqual(again.writes.map((r) => `${r.method} ${r.path}`), []);
  assert.equal(again.requests.length <= 5, true, `${again.requests.length} requests`);
  s.github.assertClean();
});

test('a pull request that passes and never failed gets no comment', async (t) => {
  const s = await scenario(t, { base: {}, head: { 'a.css': 'a {}\n' }, body: '' });
  const run = await s.run();

  assert.equal(s.state.checkRuns[0].conclusion, 'success');
  assert.deepEqual([s.state.comments.length, s.state.reviews.length], [0, 0]);
  assert.equal(run.requests.length <= 5, true, `${run.requests.length} requests`);
  s.github.assertClean();
});

test('an answer that explains: the comment is updated, the line comment minimized', async (t) => {
  const s = await scenario(t);

  await s.run();
  const [before] = s.comments.map((c) => c.body);
  s.pull.body = EXPLAINED;
  s.push({ 'shop/views.py': GUARDED });
  const run = await s.run();
  assert.equal(run.status, 0, run.log);
  assert.equal(s.comments.length, 1);
  assert.notEqual(s.comments[0].body, before);
  assert.equal(s.state.reviewComments.every((c) => c.minimized), true);
  assert.equal(s.state.checkRuns.at(-1).conclusion, 'success');
  s.github.assertClean();

  const again = await s.run();
  assert.deepEqual(again.writes.map((r) => r.path), []);
});

test('a finding that a push moves is not written again', async (t) => {
  const s = await scenario(t);

  await s.run();
  const written = s.state.reviewComments.length;
  s.push({ 'shop/views.py': `# Views of the shop.\n# They are many.\n${UNGUARDED}` });
  const run = await s.run();
  assert.equal(s.state.reviewComments.length, written);
  assert.equal(s.state.reviewComments.every((c) => !c.minimized), true);
  assert.equal(s.comments.length, 1);
  assert.equal(run.status, 1);
  s.github.assertClean();
});

/** A threat model of `n` threats, none of which has a mitigation. */
const many = (n) => ({
  base: {}, head: { 'docs/threat-models/shop.md': '---\ncovers: ["docs/**"]\n---\n# Shop\n\n## Threats\n\n' +
    '| ID | Threat | STRIDE | Risk | Mitigation | Status | Owner |\n|---|---|---|---|---|---|---|\n' +
    Array.from({ length: n }, (_, i) =>
      `| T${i + 1} | Somebody reads the orders of shop ${i + 1} | Spoofing | High | none | | |\n`).join('') },
});

test('120 findings: one review of at most 30, batches of annotations, one comment', async (t) => {
  const s = await scenario(t, many(120));
  const workspace = s.checkout();
  const run = await s.run({ workspace });
  const wanted = s.findings(run).filter((f) => f.path && f.side === 'new' && !f.waived).length;

  assert.equal(s.findings(run, 'mitigation/missing').length, 120);
  assert.equal(s.state.reviews.length, 1);
  assert.equal(s.state.reviewComments.length, 30);
  assert.equal(s.comments.length, 1);
  assert.equal(s.state.checkRuns.length, 1);
  assert.equal(s.state.checkRuns[0].annotations.length, wanted);
  assert.equal(run.writes.filter((r) => /check-runs/.test(r.path)).length, Math.ceil(wanted / 50));
  assert.equal(run.requests.length <= 12, true, `${run.requests.length} requests`);
  assert.equal((run.stdout.match(/^::error /gm) ?? []).length <= 10, true);
  s.github.assertClean();
  const again = await s.run({ workspace });
  assert.equal(again.requests.length <= 5, true, `${again.requests.length} requests`);
  assert.deepEqual(again.writes, []);
});

test('a fork\'s token may only read: the verdict stands, and is said in one line', async (t) => {
  const s = await scenario(t, { permissions: READ_ONLY, pull: { headRepository: 'eve/shop' } });
  const run = await s.run();

  assert.equal(run.status, 1);
  assert.match(run.stdout, /^FAIL/);
  assert.match(run.stdout, /^::error /m);
  assert.match(run.summary, /fork/);
  assert.equal((run.log.match(/comes from a fork/g) ?? []).length, 1);
  assert.deepEqual([s.state.comments, s.state.reviews, s.state.checkRuns], [[], [], []]);
  assert.equal(run.writes.length <= 2, true);
  s.github.assertClean();
});

test('under pull_request_target a fork gets its comment', async (t) => {
  const s = await scenario(t, { pull: { headRepository: 'eve/shop' } });
  const run = await s.run({ name: 'pull_request_target', inputs: { api: 'true' } });

  assert.equal(run.status, 1);
  assert.equal(s.comments.length, 1);
  s.github.assertClean();
});

test('a token that may not write checks leaves a status', async (t) => {
  const s = await scenario(t, {
    permissions: { contents: 'read', 'pull-requests': 'write', statuses: 'write' } });
  const run = await s.run();

  assert.equal(run.status, 1);
  assert.deepEqual(s.state.statuses.map((x) => [x.context, x.state, x.sha]),
    [['threatgate', 'failure', s.pull.headSha]]);
  const again = await s.run();
  assert.equal(s.state.statuses.length, 1);
  assert.deepEqual(again.writes.filter((r) => /statuses/.test(r.path)), []);
  s.github.assertClean();
});

test('what a permission is missing for is said where the verdict is read', async (t) => {
  const s = await scenario(t, { permissions: { contents: 'read', 'pull-requests': 'read' } });
  const run = await s.run();

  assert.equal(run.status, 1);
  assert.match(run.summary, /needs checks=/);
  assert.match(run.summary, /needs .*pull\\_requests=write/);
  s.github.assertClean();
});

test('two keys are two gates: names and markers stay apart', async (t) => {
  const s = await scenario(t);

  await s.run({ inputs: { key: 'web' } });
  await s.run({ inputs: { key: 'api' } });
  await s.run({ inputs: { key: 'web' } });
  assert.deepEqual(s.state.checkRuns.map((x) => x.name), ['threatgate (web)', 'threatgate (api)']);
  assert.equal(s.comments.length, 2);
  s.github.assertClean();
});

test('"never" and "on-failure" are kept to', async (t) => {
  const never = await scenario(t);
  const warning = await scenario(t, { body: EXPLAINED });

  await never.run({ inputs: { comment: 'never' } });
  assert.deepEqual([never.state.comments.length, never.state.reviews.length], [0, 0]);
  const run = await warning.run({ inputs: { comment: 'on-failure' } });
  assert.equal(run.report.verdict, 'pass', run.log);
  assert.equal(warning.state.comments.length, 0);
});

// --- what others wrote ------------------------------------------------------------------

test('a marker that a person wrote captures nothing', async (t) => {
  const s = await scenario(t);
  const bait = '<!-- threatgate:v1: -->\nAll is well, trust me.';

  s.state.addComment(7, bait, user('eve'));
  const run = await s.run();
  assert.equal(s.state.comments[0].body, bait);
  assert.equal(s.state.comments.length, 2);
  assert.equal(count(run, 'PATCH', /issues\/comments/), 0);
  s.github.assertClean();
});

test('another tool that writes as the same bot is left alone', async (t) => {
  const s = await scenario(t);

  s.state.addComment(7, 'Coverage: 91 %\n\n> <!-- threatgate:v1: -->');
  await s.run();
  assert.match(s.state.comments[0].body, /^Coverage/);
  assert.equal(s.state.comments.length, 2);
});

test('the comment is found behind 250 others', async (t) => {
  const s = await scenario(t);

  for (let i = 0; i < 250; i++) s.state.addComment(7, `Comment ${i}`, user('rita'));
  const workspace = s.checkout();
  await s.run({ workspace });
  const again = await s.run({ workspace });
  assert.equal(s.comments.length, 1);
  assert.deepEqual(again.writes, []);
  assert.equal(count(again, 'GET', /issues\/7\/comments|repositories\/.*comments/), 3);
  s.github.assertClean();
});

test('a thread in which somebody answered stays as it is', async (t) => {
  const s = await scenario(t);

  await s.run();
  const [comment] = s.state.reviewComments;
  s.state.reply(comment, 'We meant to do this.', user('rita'));
  s.push({ 'shop/views.py': GUARDED });
  s.pull.body = EXPLAINED;
  await s.run();
  assert.equal(comment.minimized, null);
  assert.equal(s.state.threads[0].resolved, false);
  s.github.assertClean();
});

test('runs at the same time leave one comment and one review', async (t) => {
  const s = await scenario(t);
  const workspace = s.checkout();

  s.github.fault({ method: 'GET', path: /issues\/7\/comments/, delay: 300, carryOut: true,
    status: 200, json: [], times: 2 });
  await Promise.all([s.run({ workspace }), s.run({ workspace })]);
  await s.run({ workspace });
  assert.equal(s.comments.length, 1);
  assert.equal(s.state.reviewComments.filter((c) => !c.minimized).length <= 2, true);
});

test('a copy of the comment that came to be is taken away', async (t) => {
  const s = await scenario(t);

  await s.run();
  s.state.addComment(7, s.comments[0].body);
  await s.run();
  assert.equal(s.comments.length, 1);
  s.github.assertClean();
});

test('a comment that is too long is cut, and says what is not there', async (t) => {
  const s = await scenario(t, many(900));
  const run = await s.run();

  assert.equal(s.findings(run, 'mitigation/missing').length, 900);
  assert.equal([...s.comments[0].body].length <= 65536, true);
  assert.match(s.comments[0].body, /more/);
  assert.equal((s.comments[0].body.match(/<details>/g) ?? []).length,
    (s.comments[0].body.match(/<\/details>/g) ?? []).length, 'every fold is closed');
  s.github.assertClean();
});

// --- what comes between ------------------------------------------------------------------

test('a line that GitHub does not take: the review comes without comments, once', async (t) => {
  const s = await scenario(t);

  s.github.fault({ method: 'POST', path: /reviews$/, body: /"comments"/, times: Infinity, status: 422,
    json: { message: 'Unprocessable Entity', errors: ['Pull request review thread line must be part of the diff'] } });
  const run = await s.run();
  assert.equal(run.status, 1);
  assert.equal(s.state.reviews.length, 1);
  assert.equal(s.state.reviewComments.length, 0);
  await s.run();
  assert.equal(s.state.reviews.length, 1);
});

test('a head that moves while it is judged gets no comments on old lines', async (t) => {
  const s = await scenario(t);
  const moved = { ...pullOf(s.pull, s.github.api, s.state.repository) };

  moved.head = { ...moved.head, sha: s.repo.head('main') };
  s.github.fault({ path: /pulls\/7$/, skip: 1, status: 200, json: moved });
  const run = await s.run();
  assert.equal(run.status, 1);
  assert.match(run.log, /moved on/);
  assert.equal(s.state.reviewComments.length, 0);
});

test('the answer to a created comment is lost: there is one all the same', async (t) => {
  const s = await scenario(t);

  s.github.fault({ method: 'POST', path: /issues\/7\/comments$/, carryOut: true, reset: true });
  s.github.fault({ method: 'POST', path: /reviews$/, carryOut: true, status: 502, text: 'Bad Gateway' });
  s.github.fault({ method: 'POST', path: /check-runs$/, carryOut: true, reset: true });
  const run = await s.run();
  assert.equal(run.status, 1);
  assert.equal(s.comments.length, 1);
  assert.equal(s.state.reviews.length, 1);
  assert.equal(s.state.checkRuns.length, 1);
  s.github.assertClean();
});

test('a redirect to another host is not followed with the token', async (t) => {
  const s = await scenario(t);
  const other = await startOtherHost(t);

  s.github.fault({ path: /pulls\/7$/, times: Infinity, redirect: `${other.origin}/repos/acme/shop/pulls/7` });
  const run = await s.run();
  assert.equal(other.seen.some((r) => JSON.stringify(r.headers).includes('Bearer')), false);
  assert.equal(run.status, 1, 'the event\'s copy was judged');
});

test('a redirect within the host is followed with it', async (t) => {
  const s = await scenario(t);

  s.github.fault({ path: /repos\/acme\/shop\/pulls\/7$/, redirect: `${s.github.api}/repositories/1296269/pulls/7` });
  const run = await s.run();
  assert.equal(run.status, 1);
  assert.equal(run.log.includes('older'), false);
  s.github.assertClean();
});

test('a page that lies on another host is not asked for with the token', async (t) => {
  const s = await scenario(t);
  const other = await startOtherHost(t);

  s.github.fault({ method: 'GET', path: /issues\/7\/comments/, status: 200, json: [],
    headers: { link: `<${other.origin}/next>; rel="next"` } });
  await s.run();
  assert.equal(other.seen.some((r) => 'authorization' in r.headers), false);
});

test('lines of GitHub\'s merge are not those of the head: no comment goes astray', async (t) => {
  for (const depth of [0, 2]) {
    const s = await scenario(t, { base: { 'shop/views.py': GUARDED, 'shop/other.py': GUARDED },
      head: { 'shop/views.py': UNGUARDED, 'shop/other.py': UNGUARDED } });

    // The base has moved on meanwhile, above the lines in question.
    s.repo.switch('main').write({ 'shop/views.py': `# One.\n# Two.\n# Three.\n${GUARDED}` }).commit('base');
    s.pull.baseSha = s.repo.head('main');
    const run = await s.run({ workspace: s.checkout({ depth }) });
    assert.equal(run.status, 1, run.log);
    const [view] = s.state.reviewComments.filter((c) => c.path === 'shop/views.py');
    assert.equal(view === undefined || view.line === 5, true, `depth ${depth}: line ${view?.line}`);
    s.github.assertClean();
  }
});

test('GraphQL that forbids: what could not be tidied up is said, nothing else is lost', async (t) => {
  const s = await scenario(t);

  await s.run();
  s.pull.body = EXPLAINED;
  s.push({ 'shop/views.py': GUARDED });
  s.github.fault({ path: /graphql/, times: Infinity, status: 200,
    json: { data: null, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] } });
  const run = await s.run();
  assert.equal(run.status, 0, run.log);
  assert.match(run.log, /Resource not accessible/);
  assert.equal(s.comments.length, 1);
});
