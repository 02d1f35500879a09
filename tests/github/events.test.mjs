// Every event that a gate runs on: what is judged, whose body, and what is said
// when something is not there. Payloads are GitHub's own where such exist.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { makeFolder } from '../support/repo.mjs';
import * as events from './events.mjs';
import { ALL_NO, checklist, GUARDED, scenario, UNGUARDED } from './scenario.mjs';
import { READ_ONLY } from './server.mjs';
import { user } from './state.mjs';

const EXPLAINED = checklist([true, 'the router checks the session for this view', true, true, true]);

test('a removed guard with "No" to everything fails, with the line', async (t) => {
  const s = await scenario(t);
  const run = await s.run();

  assert.equal(run.status, 1, run.log);
  assert.equal(run.report.verdict, 'fail');
  const [found] = s.findings(run, 'checklist/contradicted');
  assert.deepEqual([found.path, found.line, found.side], ['shop/views.py', 5, 'old']);
  assert.match(run.stdout, /^FAIL/);
  s.github.assertClean();
});

test('a change of no concern passes, and asks nothing of its author', async (t) => {
  const s = await scenario(t, { base: {}, head: { 'web/a.css': 'a { color: red }\n' }, body: '' });
  const run = await s.run();

  assert.equal(run.status, 0, run.log);
  assert.equal(run.report.verdict, 'pass');
  s.github.assertClean();
});

test('the body counts as it is now, not as the event has it', async (t) => {
  const s = await scenario(t, { body: ALL_NO });
  const event = events.pullRequest(s.github, 7, { action: 'opened' });

  s.pull.body = EXPLAINED; // edited between the event and the run
  const run = await s.run({ event });
  assert.deepEqual(s.findings(run, 'checklist/contradicted'), []);
  assert.equal(run.report.topics.find((x) => x.id === 'trust-boundary').outcome, 'ok');
  s.github.assertClean();
});

test('an edited body is judged', async (t) => {
  const s = await scenario(t, { body: EXPLAINED });
  const run = await s.run({ event: events.bodyEdited(s.github, 7, ALL_NO) });

  assert.equal(run.report.topics.find((x) => x.id === 'trust-boundary').outcome, 'ok');
});

test('a body that is null is an empty one', async (t) => {
  const s = await scenario(t, { body: null });
  const run = await s.run();

  assert.equal(run.status, 1);
  assert.equal(s.findings(run, 'checklist/item-missing').length > 0, true);
  s.github.assertClean();
});

test('a head that moved since the event is judged as it is now', async (t) => {
  const s = await scenario(t);
  const event = events.pullRequest(s.github, 7);

  s.push({ 'shop/views.py': UNGUARDED.replaceAll('@app.route', '@login_required\n@app.route') });
  const run = await s.run({ event });
  assert.equal(run.report.range.head, s.pull.headSha);
});

test('a fork that was deleted has no repository', async (t) => {
  const s = await scenario(t, { pull: { headRepository: null }, permissions: READ_ONLY });
  const run = await s.run();

  assert.equal(run.status, 1, run.log);
  s.github.assertClean();
});

test('a draft is judged, advisory, without comments on lines', async (t) => {
  const s = await scenario(t, { pull: { draft: true } });
  const run = await s.run();

  assert.equal(s.findings(run, 'checklist/contradicted').length, 1);
  assert.equal(s.state.reviewComments.length, 0);
  s.github.assertClean();
});

test('a bot needs no checklist, and its diff is judged all the same', async (t) => {
  const bot = { login: 'dependabot[bot]', id: 49699333, type: 'Bot' };
  const harmless = await scenario(t, { head: { 'web/a.css': 'a {}\n' }, body: 'Bumps a.',
    pull: { author: bot } });
  const guard = await scenario(t, { body: 'Bumps a.', pull: { author: bot } });
  const run = await guard.run();

  assert.equal((await harmless.run()).status, 0);
  assert.deepEqual(guard.findings(run, 'checklist/item-missing'), []);
  assert.equal(run.report.signals.length, 1);
});

test('a person who is called like a bot needs the checklist', async (t) => {
  const s = await scenario(t, { body: 'Bumps a.', pull: { author: user('dependabot-fan') } });

  assert.equal(s.findings(await s.run(), 'checklist/item-missing').length > 0, true);
});

test('a merge group is judged with the live body of its pull request', async (t) => {
  const s = await scenario(t, { body: EXPLAINED });
  const workspace = s.checkout();
  const event = events.mergeGroup(s.github, 7, { base: s.pull.baseSha, head: s.merge });
  const good = await s.run({ name: 'merge_group', event, workspace });

  assert.deepEqual(s.findings(good, 'checklist/contradicted'), []);
  s.pull.body = ALL_NO; // edited while it waits in the queue
  const bad = await s.run({ name: 'merge_group', event, workspace });
  assert.equal(bad.status, 1);
  assert.equal(s.findings(bad, 'checklist/contradicted').length, 1);
  assert.equal(s.state.comments.length, 0, 'the queue is no place for comments');
  s.github.assertClean();
});

test('a merge group of nobody known is judged by its diff, and says so', async (t) => {
  const s = await scenario(t);
  const workspace = s.checkout();
  const event = events.mergeGroup(s.github, 0, { base: s.pull.baseSha, head: s.merge });
  const run = await s.run({ name: 'merge_group', event, workspace });

  assert.equal(run.report.signals.length, 1);
  assert.match(run.log, /merge group is not known/);
  s.github.assertClean();
});

test('a push is judged by its diff', async (t) => {
  const s = await scenario(t);
  const event = events.push(s.github, { before: s.pull.baseSha, after: s.pull.headSha });
  const run = await s.run({ name: 'push', event, workspace: s.repo.dir });

  assert.equal(run.report.signals.length, 1);
  assert.equal(s.state.comments.length, 0);
  s.github.assertClean();
});

test('a push that deletes a branch is nothing to judge', async (t) => {
  const s = await scenario(t);
  const event = events.push(s.github, { before: s.pull.headSha, after: '0'.repeat(40) });
  const run = await s.run({ name: 'push', event, workspace: s.repo.dir });

  assert.equal(run.status, 0, run.log);
  assert.equal(run.requests.length, 0);
});

test('"/threatgate recheck" in a comment judges the pull request again', async (t) => {
  const s = await scenario(t);
  const comment = (body, more) => events.issueComment(s.github, 7, { body, author: user('rita'), ...more });
  const run = (event) => s.run({ name: 'issue_comment', event });

  assert.equal((await run(comment('/threatgate recheck'))).status, 1);
  const chat = await run(comment('Nice. threatgate recheck?'));
  assert.deepEqual([chat.status, chat.requests.length], [0, 0]);
  const issue = await run(comment('/threatgate recheck', { onPull: false }));
  assert.deepEqual([issue.status, issue.requests.length], [0, 0]);
});

test('a run by hand names its pull request', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ name: 'workflow_dispatch', event: events.dispatch(s.github),
    inputs: { 'pr-number': '7', api: 'true' } });

  assert.equal(run.status, 1, run.log);
  assert.equal(s.findings(run, 'checklist/contradicted').length, 1);
});

test('warn-only passes and says what it would have said', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ inputs: { fail: 'warn-only' } });

  assert.equal(run.status, 0);
  assert.match(run.stdout, /^FAIL/);
});

for (const [inputs, says] of [
  [{ fail: 'no' }, /'fail' cannot be 'no'/], [{ comment: 'maybe' }, /'comment'/],
  [{ key: 'a-->b' }, /'key'/], [{ 'pr-number': 'x' }, /'pr-number'/],
]) {
  test(`a wrong input is told: ${JSON.stringify(inputs)}`, async (t) => {
    const s = await scenario(t);
    const run = await s.run({ inputs });

    assert.equal(run.status, 2);
    assert.match(run.log, says);
  });
}

test('the outputs and the job summary say what the log says', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ inputs: { sarif: 'out.sarif' } });
  const outputs = Object.fromEntries([...run.output.matchAll(/^(\w+)<<(\S+)\n([^]*?)\n\2$/gm)]
    .map((m) => [m[1], m[3]]));

  assert.deepEqual([outputs.verdict, outputs.errors, outputs.warnings],
    ['fail', String(run.report.summary.errors), String(run.report.summary.warnings)]);
  assert.match(outputs.report, /report\.json$/);
  assert.match(run.summary, /checklist\/contradicted/);
  assert.match(run.stdout, /^::error .*title=checklist\/contradicted/m);
});

// --- where the change comes from ---------------------------------------------------

/** What a verdict rests on, whatever it was read from. */
const essence = ({ report }) => ({
  verdict: report.verdict, summary: report.summary,
  signals: report.signals.map((x) => [x.rule, x.path, x.line, x.side, x.excerpt]),
  findings: report.findings.map((x) => [x.id, x.level, x.path, x.line, x.fingerprint]),
});

const RICH = {
  base: {
    'shop/views.py': UNGUARDED.replaceAll('@app.route', '@login_required\n@app.route'),
    'requirements.txt': 'flask==3.0.0\n', 'old/name.py': 'x = 1\ny = 2\nz = 3\nw = 4\n',
    'big.txt': 'a\n'.repeat(400),
    'docs/threat-models/shop.md': '---\ncovers: ["shop/**"]\n---\n# Shop\n\n## Threats\n\n' +
      '| ID | Threat | STRIDE | Risk | Mitigation | Status | Owner |\n|---|---|---|---|---|---|---|\n' +
      '| T1 | Somebody reads orders | Spoofing | High | `shop/views.py` asks for a login on each view | implemented | ada |\n',
  },
  head: {
    'shop/views.py': UNGUARDED, 'requirements.txt': 'flask==3.0.0\nrequests==2.31.0\n',
    'old/name.py': null, 'new/name.py': 'x = 1\ny = 2\nz = 3\nw = 4\n',
    'image.bin': Buffer.from([0, 1, 2, 3, 255]), 'web/ünï cödé.css': 'a {}\n',
    'big.txt': 'b\n'.repeat(400),
  },
};

test('without a checkout the result is the checkout\'s', async (t) => {
  const s = await scenario(t, RICH);
  const local = await s.run();
  const remote = await s.run({ inputs: { api: 'true' } });

  assert.equal(local.report.signals.length >= 2, true);
  assert.deepEqual(essence(remote), essence(local));
  s.github.assertClean();
});

test('a patch that the API leaves out is read from the blobs', async (t) => {
  const s = await scenario(t, { ...RICH, pull: { omitPatch: (path) => path === 'shop/views.py' } });
  const local = await s.run();

  assert.deepEqual(essence(await s.run({ inputs: { api: 'true' } })), essence(local));
  s.github.assertClean();
});

test('an Enterprise server is asked where it says', async (t) => {
  const s = await scenario(t, { ghes: true });
  const run = await s.run({ inputs: { api: 'true' } });

  assert.equal(run.status, 1, run.log);
  assert.equal(run.requests.every((r) => r.path.startsWith('/api/')), true);
  s.github.assertClean();
});

for (const depth of [1, 2]) {
  test(`a shallow checkout of depth ${depth} gives the same findings`, async (t) => {
    const s = await scenario(t, RICH);
    const local = await s.run();
    const shallow = await s.run({ workspace: s.checkout({ depth }) });

    assert.deepEqual(essence(shallow), essence(local));
    s.github.assertClean();
  });
}

test('fewer files than the pull request changes: it could not see all', async (t) => {
  const s = await scenario(t, { base: {}, head: { 'a.css': 'a {}\n' }, pull: { changedFiles: 3200 } });
  const run = await s.run({ inputs: { api: 'true' } });

  assert.equal(run.status, 1);
  assert.equal(s.findings(run, 'gate/incomplete').length, 1);
  assert.match(run.stdout, /3200/);
});

test('250 files come in three pages, and none is missed', async (t) => {
  const head = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`web/${i}.css`, `a { top: ${i}px }\n`]));
  const s = await scenario(t, { base: {}, head, body: '' });
  const run = await s.run({ inputs: { api: 'true' } });

  assert.equal(run.status, 0, run.log);
  assert.equal(run.report.summary.files, 250);
  assert.equal(run.requests.filter((r) => /\/pulls\/7\/files$/.test(r.path)).length, 3);
  s.github.assertClean();
});

test('a workspace that belongs to somebody else is read', { skip: process.getuid() !== 0 }, async (t) => {
  const s = await scenario(t);
  const workspace = s.checkout();

  assert.equal(spawnSync('chown', ['-R', '1001:1001', workspace]).status, 0);
  const run = await s.run({ workspace });
  assert.equal(run.status, 1, run.log);
  assert.equal(run.requests.some((r) => /\/files$/.test(r.path)), false, 'the clone was enough');
});

test('a workspace with nothing in it is no obstacle', async (t) => {
  const s = await scenario(t);
  const run = await s.run({ workspace: makeFolder(t) });

  assert.equal(run.status, 1, run.log);
  assert.equal(s.findings(run, 'checklist/contradicted').length, 1);
});

// --- what the policy says of pull requests ----------------------------------------------

test('a pull request from before the gate existed gets warnings', async (t) => {
  const base = { 'shop/views.py': GUARDED, '.threatgate.yml': 'since: 2026-03-01\n' };
  const at = async (createdAt) => (await (await scenario(t, { base, pull: { createdAt } })).run()).status;

  assert.equal(await at('2026-02-28T23:00:00Z'), 0);
  assert.equal(await at('2026-03-01T01:00:00Z'), 1);
});

test('the waiver label turns errors into shown notes, as it is set now', async (t) => {
  const s = await scenario(t, { base: { 'shop/views.py': GUARDED,
    '.threatgate.yml': 'waiver_label: security-waived\n' } });
  const workspace = s.checkout();

  assert.equal((await s.run({ workspace })).status, 1);
  const event = events.pullRequest(s.github, 7, { action: 'labeled' });
  s.pull.labels = ['security-waived'];
  const run = await s.run({ workspace, event });
  assert.equal(run.status, 0, run.log);
  assert.equal(s.findings(run).some((f) => f.waived), true);
  s.github.assertClean();
});
