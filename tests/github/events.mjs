// Payloads of events: real ones of GitHub with our pull request laid over them,
// and by the same shapes those that the collection of real ones lacks.

import { readFileSync } from 'node:fs';

import { commentOf, pullOf, userOf } from './shapes.mjs';

const EXAMPLES = new URL(
  '../node_modules/@octokit/webhooks-examples/api.github.com/index.json', import.meta.url);
const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8'));

function payload(name, fits = () => true) {
  const found = examples.find((e) => e.name === name).examples.find(fits);

  return structuredClone(found);
}

function ofRepository(event, github) {
  const [owner, name] = github.state.repository.split('/');

  Object.assign(event.repository, { name, full_name: github.state.repository, default_branch: 'main' });
  event.repository.owner.login = owner;
  return event;
}

/** pull_request and pull_request_target: the pull request as it is now. `changes`
 *  is what an `edited` event says was there before. */
export function pullRequest(github, number, { action = 'synchronize', changes } = {}) {
  const real = ['opened', 'synchronize', 'labeled', 'ready_for_review', 'reopened'].includes(action)
    ? action : 'opened';
  const event = payload('pull_request', (e) => e.action === real);
  const pull = github.state.pulls.get(number);

  event.action = action;
  event.number = number;
  event.pull_request = { ...event.pull_request, ...pullOf(pull, github.api, github.state.repository) };
  if (changes) event.changes = changes;
  return ofRepository(event, github);
}

/** The author has edited the body: the collection has no such payload. */
export function bodyEdited(github, number, before) {
  return pullRequest(github, number, { action: 'edited', changes: { body: { from: before } } });
}

export function mergeGroup(github, number, { base, head, queue = 'main' }) {
  const event = payload('merge_group');

  Object.assign(event.merge_group, {
    base_sha: base, head_sha: head, base_ref: `refs/heads/${queue}`,
    head_ref: number ? `refs/heads/gh-readonly-queue/${queue}/pr-${number}-${base}`
      : 'refs/heads/somebody-elses-queue/x',
  });
  return ofRepository(event, github);
}

export function push(github, { before, after, ref = 'refs/heads/main' }) {
  const event = payload('push', (e) => e.ref.startsWith('refs/heads/'));

  return ofRepository({ ...event, ref, before, after, deleted: /^0+$/.test(after) }, github);
}

/** A comment: on a pull request, as the collection has none, or on an issue. */
export function issueComment(github, number, { body, author, onPull = true }) {
  const event = payload('issue_comment', (e) => e.action === 'created');
  const comment = commentOf(github.state.addComment(number, body, author), github.state.repository);
  const at = `${github.api}/repos/${github.state.repository}/pulls/${number}`;

  event.issue.number = number;
  event.issue.user = userOf(author);
  if (onPull)
    event.issue.pull_request = { url: at, html_url: at, diff_url: at, patch_url: at, merged_at: null };
  return ofRepository({ ...event, comment: { ...event.comment, ...comment } }, github);
}

export function dispatch(github) {
  return ofRepository(payload('workflow_dispatch'), github);
}
