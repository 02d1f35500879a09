// A pull request in a real repository, a stand-in of GitHub, and runs of
// `threatgate github` as the runner would start them.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFolder, makeRepo, Repo, runAsync } from '../support/repo.mjs';
import * as events from './events.mjs';
import { startGitHub } from './server.mjs';

export const SECTION = '## Security Considerations';
const ITEMS = [
  'Does this change handle user input? If yes, is it validated?',
  'Does this change cross a trust boundary? If yes, is it authenticated and authorized?',
  'Does this change handle sensitive data? If yes, is it encrypted and not logged?',
  'Does this change introduce a new external dependency? If yes, is it pinned and verified?',
  'Could this change be abused at scale? If yes, are there rate limits?',
];

/** The checklist with an answer to each item: true for "no", a text for "yes". */
export function checklist(answers = []) {
  return [SECTION, ...ITEMS.map((item, i) => {
    const answer = answers[i] ?? null;

    if (answer === null) return `- [ ] ${item}`;
    return answer === true ? `- [ ] ${item} No` : `- [x] ${item} Yes: ${answer}`;
  })].join('\n');
}
export const ALL_NO = checklist([true, true, true, true, true]);

const view = (name, guard = '@login_required\n') =>
  `@app.route("/${name}")\n${guard}def ${name}():\n    return render("${name}")\n`;
const page = (...views) => `from app import app, login_required, render\n\n\n${views.join('\n\n')}`;

/** Views with a guard each; what the pull requests here take away. */
export const GUARDED = page(view('orders'), view('profile'));
export const UNGUARDED = page(view('orders', ''), view('profile'));

/** A repository with one pull request. `base` and `head` are files. */
export async function scenario(t, {
  base = { 'shop/views.py': GUARDED }, head = { 'shop/views.py': UNGUARDED },
  body = ALL_NO, pull: pullOptions = {}, ...options
} = {}) {
  const repo = makeRepo(t);

  repo.write({ 'README.md': '# Shop\n', ...base }).commit('first');
  repo.branch('feature').write(head).commit('second');
  const github = await startGitHub(t, { repo, ...options });
  const pull = github.state.openPull({ body, ...pullOptions });

  return new Scenario(t, repo, github, pull);
}

class Scenario {
  constructor(t, repo, github, pull) {
    Object.assign(this, { t, repo, github, state: github.state, pull });
  }

  /** A workspace as actions/checkout leaves it: refs/pull/N/merge, detached. */
  checkout({ depth = 0 } = {}) {
    const dir = makeFolder(this.t);
    const { repo, pull } = this;
    const workspace = new Repo(dir);

    repo.switch(pull.base).git('switch', '--quiet', '--detach');
    const merge = repo.merge(pull.headSha, `Merge ${pull.headSha} into ${pull.baseSha}`);
    repo.git('update-ref', `refs/pull/${pull.number}/merge`, merge);
    repo.switch(pull.head);
    workspace.git('init', '--quiet', '--initial-branch=main');
    workspace.git('remote', 'add', 'origin', `file://${repo.dir}`);
    workspace.git('fetch', '--quiet', '--no-tags', ...(depth ? [`--depth=${depth}`] : []), 'origin',
      ...(depth ? [] : ['+refs/heads/*:refs/remotes/origin/*']),
      `+${merge}:refs/remotes/pull/${pull.number}/merge`);
    workspace.git('checkout', '--quiet', '--force', `refs/remotes/pull/${pull.number}/merge`);
    this.merge = merge;
    return dir;
  }

  /** Pushes more commits: { path: content } on top of the branch. */
  push(files) {
    this.repo.switch(this.pull.head).write(files).commit('more');
    this.state.push(this.pull.number);
    return this;
  }

  /** One run. Options: event name and payload, workspace, inputs, env. The
   *  result has status, stdout, stderr, and what the runner would read. */
  async run({
    name = 'pull_request', event = events.pullRequest(this.github, this.pull.number),
    workspace, inputs = {}, env = {}, timeout = 60_000, args = [],
  } = {}) {
    const dir = makeFolder(this.t);
    const at = (file) => join(dir, file);
    const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

    workspace ??= inputs.api === 'true' ? dir : this.checkout();
    writeFileSync(at('event.json'), JSON.stringify(event));
    for (const file of ['summary.md', 'output.txt']) writeFileSync(at(file), '');
    const inputNames = Object.fromEntries(Object.entries(inputs)
      .map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]));
    const started = Date.now();
    const requests = this.github.transcript.length;
    const done = await runAsync(['github', ...args], { cwd: workspace, timeout, env: this.github.env({
      GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: at('event.json'), GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: at('summary.md'), GITHUB_OUTPUT: at('output.txt'),
      GITHUB_SHA: this.merge ?? this.pull.headSha, GITHUB_RUN_ID: '42',
      INPUT_REPORT: at('report.json'), ...inputNames, ...env,
    }) });
    const report = read(at('report.json'));
    const result = {
      status: done.status, stdout: done.stdout, stderr: done.stderr, log: done.stdout + done.stderr,
      summary: read(at('summary.md')), output: read(at('output.txt')), reportText: report,
      report: report ? JSON.parse(report) : null, ms: Date.now() - started,
      requests: this.github.transcript.slice(requests),
      get writes() {
        return this.requests.filter((r) => r.method !== 'GET' &&
          !(r.graphql && !r.graphql.trimStart().startsWith('mutation')));
      },
    };

    this.assertNoToken(result);
    return result;
  }

  /** Nothing that a run leaves behind holds the token. */
  assertNoToken(result) {
    const said = JSON.stringify([
      result.log, result.summary, result.output, result.reportText,
      result.requests.map((r) => r.body ?? ''), this.state.comments, this.state.reviews,
    ]);

    assert.equal(said.includes(this.github.token), false, 'the token is in what was printed');
    assert.equal(said.includes(this.github.token.slice(5, 25)), false, 'a part of the token is');
  }

  /** Summary comments of ours. */
  get comments() {
    return this.state.comments.filter((c) => c.body.includes('<!-- threatgate'));
  }

  findings(result, id) {
    return (result.report?.findings ?? []).filter((f) => !id || f.id === id);
  }
}
