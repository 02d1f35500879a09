// What each request does. A handler gets { state, params, query, body, api } and
// returns [status, json] or { list } for what GitHub gives in pages.

import { spawnSync } from 'node:child_process';

import { listFiles, listTree } from './changes.mjs';
import * as limits from './limits.mjs';
import * as shape from './shapes.mjs';

const repo = '/repos/{owner}/{repo}';
const NOT_FOUND = [404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }];
const unprocessable = (message) =>
  [422, { message, documentation_url: 'https://docs.github.com/rest', status: '422' }];
const FILES_OF_A_COMPARISON = 300;
const FILES_OF_A_PULL = 3000;

const pullOf = ({ state, params }) =>
  state.pulls.get(Number(params.pull_number ?? params.issue_number));
const byId = (list, id) => list.find((x) => x.id === Number(id));

function withPull(handler) {
  return (c) => {
    const pull = pullOf(c);

    return pull ? handler(c, pull) : NOT_FOUND;
  };
}

/** Bytes of an object, or null. */
function object(state, type, name) {
  const done = spawnSync('git', ['cat-file', type, name],
    { cwd: state.repo.dir, maxBuffer: 1 << 28 });

  return done.status === 0 ? done.stdout : null;
}

/** As the API wraps it: 60 characters a line. */
const base64 = (buffer) => buffer.toString('base64').replace(/(.{60})/g, '$1\n').replace(/\n?$/, '\n');

function resolveRev(state, name) {
  for (const rev of [name, `refs/heads/${name}`]) {
    try {
      return state.repo.head(rev);
    } catch { /* the next */ }
  }
  return null;
}

function compare({ state, params, query }) {
  const [from, to] = params.basehead.split('...');
  const base = resolveRev(state, from), head = to && resolveRev(state, to);
  const page = Number(query.page ?? 1), perPage = Number(query.per_page ?? 30);
  let mergeBase;

  if (!base || !head) return NOT_FOUND;
  try {
    mergeBase = state.repo.git('merge-base', base, head);
  } catch {
    return [404, { ...NOT_FOUND[1], message: `No common ancestor between ${from} and ${to}.` }];
  }
  const commits = state.repo.git('rev-list', `${mergeBase}..${head}`).split('\n').filter(Boolean);
  // Files come with the first page of commits only.
  const files = page > 1 ? [] : listFiles(state.repo, mergeBase, head).slice(0, FILES_OF_A_COMPARISON);

  return [200, shape.comparisonOf({
    base, head, mergeBase, files, commits: commits.slice((page - 1) * perPage, page * perPage),
  }, state.repository)];
}

function contents({ state, params, query, raw }) {
  const rev = resolveRev(state, query.ref ?? 'main');
  const found = rev && listTree(state.repo, rev, true).find((e) => e.path === params.path);
  const at = `https://api.github.com/repos/${state.repository}/contents/${params.path}`;

  if (!found) return NOT_FOUND;
  const common = {
    name: params.path.split('/').pop(), path: params.path, sha: found.sha, url: at,
    git_url: at, html_url: at, download_url: at, _links: { self: at, git: at, html: at },
  };
  if (found.type === 'tree')
    return [200, listTree(state.repo, found.sha, false).map((e) => ({
      ...common, name: e.path, path: `${params.path}/${e.path}`, sha: e.sha,
      size: e.size ?? 0, type: e.type === 'tree' ? 'dir' : 'file',
    }))];
  const bytes = object(state, 'blob', found.sha);
  if (raw) return { bytes };
  return [200, { ...common, type: 'file', size: bytes.length, encoding: 'base64', content: base64(bytes) }];
}

function postComment({ state, body }, pull) {
  const wrong = limits.checkComment(body);

  return wrong ? [422, wrong]
    : [201, shape.commentOf(state.addComment(pull.number, body.body), state.repository)];
}

/** A comment that exists and is the token's own, else what GitHub answers. */
function own(list, { state, params }, then) {
  const comment = byId(list, params.comment_id);

  if (!comment) return NOT_FOUND;
  if (comment.author.login !== state.me.login)
    return [403, { message: 'Resource not accessible by integration', status: '403' }];
  return then(comment);
}

function change(list, c, toShape) {
  return own(list, c, (comment) => {
    const wrong = limits.checkComment(c.body);

    if (wrong) return [422, wrong];
    comment.body = c.body.body;
    comment.updatedAt = c.state.now();
    return [200, toShape(comment, c.state.repository)];
  });
}

const remove = (list, c) => own(list, c, (comment) => {
  list.splice(list.indexOf(comment), 1);
  return [204, undefined];
});

function postReview({ state, body, violate }, pull) {
  const wrong = limits.checkReview(body, (path) => state.lines(pull, path));

  if (!body.event) {
    violate('a review without event stays pending, where nobody sees it');
    return unprocessable('User can only have one pending review per pull request');
  }
  if (body.commit_id && !state.knows(body.commit_id))
    return unprocessable('The commit_id is not part of the pull request');
  if (wrong) return [422, wrong];
  return [200, shape.reviewOf(state.addReview(pull, body), state.repository)];
}

function checkRun({ state, params, body, api }, run) {
  const wrong = limits.checkCheckRun(body);

  if (wrong) return [422, wrong];
  if (run) state.changeCheckRun(run, body);
  else if (!state.knows(body.head_sha))
    return unprocessable(`No commit found for SHA: ${body.head_sha}`);
  const changed = run ?? state.addCheckRun(body);
  return [params.check_run_id ? 200 : 201, shape.checkRunOf(changed, api, state.repository)];
}

function listCheckRuns({ state, params, query, api }) {
  const sha = resolveRev(state, params.ref);
  const latest = new Map();

  if (!sha) return unprocessable(`No commit found for SHA: ${params.ref}`);
  for (const run of state.checkRuns.filter((r) => r.head_sha === sha))
    if (!query.check_name || run.name === query.check_name)
      latest.set(query.filter === 'all' ? run.id : run.name, run);
  return {
    list: [...latest.values()].map((r) => shape.checkRunOf(r, api, state.repository)),
    wrap: (part, all) => ({ total_count: all.length, check_runs: part }),
  };
}

function postStatus({ state, params, body }) {
  const wrong = limits.checkStatus(body);

  if (!state.knows(params.sha)) return unprocessable(`No commit found for SHA: ${params.sha}`);
  return wrong ? [422, wrong] : [201, shape.statusOf(state.addStatus(params.sha, body), state.me)];
}

function statusesOf(state, ref) {
  const sha = resolveRev(state, ref);

  return state.statuses.filter((s) => s.sha === sha).reverse();
}

export const handlers = {
  [`GET ${repo}/pulls/{pull_number}`]: withPull(({ state, api }, pull) =>
    [200, shape.pullOf(pull, api, state.repository)]),
  [`GET ${repo}/pulls/{pull_number}/files`]: withPull(({ state }, pull) => ({
    list: pull.files.slice(0, FILES_OF_A_PULL)
      .map((f) => shape.fileOf(f, pull.omitPatch, state.repository, pull.headSha)),
  })),
  [`GET ${repo}/pulls/{pull_number}/comments`]: withPull(({ state }, pull) => ({
    list: state.reviewComments.filter((x) => x.number === pull.number)
      .map((x) => shape.reviewCommentOf(x, state.repository)),
  })),
  [`GET ${repo}/pulls/{pull_number}/reviews`]: withPull(({ state }, pull) => ({
    list: state.reviews.filter((x) => x.number === pull.number)
      .map((x) => shape.reviewOf(x, state.repository)),
  })),
  [`POST ${repo}/pulls/{pull_number}/reviews`]: withPull(postReview),
  [`PATCH ${repo}/pulls/comments/{comment_id}`]: (c) =>
    change(c.state.reviewComments, c, shape.reviewCommentOf),
  [`DELETE ${repo}/pulls/comments/{comment_id}`]: (c) => remove(c.state.reviewComments, c),
  [`GET ${repo}/issues/{issue_number}/comments`]: withPull(({ state }, pull) => ({
    list: state.comments.filter((x) => x.number === pull.number)
      .map((x) => shape.commentOf(x, state.repository)),
  })),
  [`POST ${repo}/issues/{issue_number}/comments`]: withPull(postComment),
  [`PATCH ${repo}/issues/comments/{comment_id}`]: (c) =>
    change(c.state.comments, c, shape.commentOf),
  [`DELETE ${repo}/issues/comments/{comment_id}`]: (c) => remove(c.state.comments, c),
  [`POST ${repo}/check-runs`]: (c) => checkRun(c, null),
  [`GET ${repo}/check-runs/{check_run_id}`]: ({ state, params, api }) => {
    const run = byId(state.checkRuns, params.check_run_id);

    return run ? [200, shape.checkRunOf(run, api, state.repository)] : NOT_FOUND;
  },
  [`PATCH ${repo}/check-runs/{check_run_id}`]: (c) => {
    const run = byId(c.state.checkRuns, c.params.check_run_id);

    return run ? checkRun(c, run) : NOT_FOUND;
  },
  [`GET ${repo}/check-runs/{check_run_id}/annotations`]: ({ state, params }) => {
    const run = byId(state.checkRuns, params.check_run_id);

    return run ? { list: run.annotations.map(shape.annotationOf) } : NOT_FOUND;
  },
  [`GET ${repo}/commits/{ref}/check-runs`]: listCheckRuns,
  [`GET ${repo}/commits/{ref}/statuses`]: ({ state, params }) => ({
    list: statusesOf(state, params.ref).map((s) => shape.statusOf(s, state.me)),
  }),
  [`POST ${repo}/statuses/{sha}`]: postStatus,
  [`GET ${repo}/commits/{commit_sha}/pulls`]: ({ state, params, api }) => ({
    list: [...state.pulls.values()].filter((p) => p.headSha === params.commit_sha)
      .map((p) => shape.pullOf(p, api, state.repository)),
  }),
  [`GET ${repo}/compare/{basehead}`]: compare,
  [`GET ${repo}/contents/{path}`]: contents,
  [`GET ${repo}/git/trees/{tree_sha}`]: ({ state, params, query }) => {
    const sha = resolveRev(state, params.tree_sha) ?? params.tree_sha;

    if (!object(state, '-t', sha)) return NOT_FOUND;
    return [200, { sha, url: 'https://api.github.com/', truncated: false,
      tree: listTree(state.repo, sha, 'recursive' in query) }];
  },
  [`GET ${repo}/git/blobs/{file_sha}`]: ({ state, params, raw }) => {
    const bytes = object(state, 'blob', params.file_sha);

    if (!bytes) return NOT_FOUND;
    if (raw) return { bytes };
    return [200, { sha: params.file_sha, node_id: 'B', size: bytes.length, url: 'https://api.github.com/',
      encoding: 'base64', content: base64(bytes) }];
  },
};
