// What the stand-in remembers in the shape of GitHub's answers: the examples of
// the description with the state laid over them.

import { example } from './description.mjs';

const repo = '/repos/{owner}/{repo}';
const [aUser] = [example(`GET ${repo}/issues/{issue_number}/comments`)[0].user];

const copies = new Map();
function sample(name, status, pick = (x) => x) {
  if (!copies.has(name)) copies.set(name, JSON.stringify(pick(example(name, status))));
  return JSON.parse(copies.get(name));
}

export const userOf = ({ login, id, type }) => ({
  ...aUser, login, id, type, html_url: `https://github.com/${login}`,
});

function repositoryOf(sampled, fullName, fork) {
  const [owner, name] = fullName.split('/');

  return { ...sampled, id: sampled.id + (fork ? 1 : 0), fork, full_name: fullName, name,
    owner: { ...sampled.owner, login: owner } };
}

/** GET /pulls/N. `api` is the stand-in's own address. */
export function pullOf(pull, api, repository) {
  const shape = sample(`GET ${repo}/pulls/{pull_number}`, 200);
  const own = repositoryOf(shape.base.repo, repository, false);
  const count = pull.changedFiles ?? pull.files.length;
  const labels = pull.labels.map((name, i) => ({ ...shape.labels[0], id: 500 + i, name }));

  return {
    ...shape, url: `${api}/repos/${repository}/pulls/${pull.number}`, id: pull.id,
    html_url: `https://github.com/${repository}/pull/${pull.number}`,
    number: pull.number, state: pull.state, locked: false, active_lock_reason: null,
    title: pull.title, body: pull.body, user: userOf(pull.author), draft: pull.draft,
    labels, created_at: pull.createdAt, updated_at: pull.createdAt, closed_at: null,
    merged_at: null, merged: false, merged_by: null, requested_teams: [],
    changed_files: count, commits: 1,
    additions: pull.files.reduce((n, f) => n + f.additions, 0),
    deletions: pull.files.reduce((n, f) => n + f.deletions, 0),
    base: { ...shape.base, ref: pull.base, sha: pull.baseSha, repo: own,
      label: `${repository.split('/')[0]}:${pull.base}` },
    head: { ...shape.head, ref: pull.head, sha: pull.headSha,
      label: `${(pull.headRepository ?? 'unknown/x').split('/')[0]}:${pull.head}`,
      user: pull.headRepository ? shape.head.user : null,
      repo: pull.headRepository && repositoryOf(shape.base.repo, pull.headRepository,
        pull.headRepository !== repository) },
  };
}

/** An entry of GET /pulls/N/files and of a comparison. */
export function fileOf(file, omitPatch, repository, sha) {
  const { patch, ...rest } = file;
  const path = file.filename.split('/').map(encodeURIComponent).join('/');

  return {
    ...rest, ...(patch && !omitPatch(file.filename) ? { patch } : {}),
    blob_url: `https://github.com/${repository}/blob/${sha}/${path}`,
    raw_url: `https://github.com/${repository}/raw/${sha}/${path}`,
    contents_url: `https://api.github.com/repos/${repository}/contents/${path}?ref=${sha}`,
  };
}

export function commentOf(c, repository) {
  const shape = sample(`POST ${repo}/issues/{issue_number}/comments`, 201);

  return {
    ...shape, id: c.id, node_id: `IC_${c.id}`, body: c.body, user: userOf(c.author),
    html_url: `https://github.com/${repository}/pull/${c.number}#issuecomment-${c.id}`,
    created_at: c.createdAt, updated_at: c.updatedAt,
    performed_via_github_app: null,
    minimized: c.minimized ? { reason: c.minimized } : null,
  };
}

export function reviewOf(r, repository) {
  return {
    ...sample(`POST ${repo}/pulls/{pull_number}/reviews`, 200), id: r.id,
    node_id: `PRR_${r.id}`, user: userOf(r.author), body: r.body, state: r.state,
    commit_id: r.commit, submitted_at: r.at,
    html_url: `https://github.com/${repository}/pull/${r.number}#pullrequestreview-${r.id}`,
  };
}

export function reviewCommentOf(c, repository) {
  const { in_reply_to_id: _, ...shape } =
    sample(`GET ${repo}/pulls/{pull_number}/comments`, 200, (list) => list[0]);

  return {
    ...shape, id: c.id, node_id: `PRRC_${c.id}`, pull_request_review_id: c.review,
    path: c.path, body: c.body, user: userOf(c.author), commit_id: c.commit,
    original_commit_id: c.originalCommit, line: c.line, original_line: c.originalLine,
    side: c.side, start_line: c.startLine, original_start_line: c.startLine,
    start_side: c.startLine ? c.side : null, position: c.line === null ? null : 1,
    created_at: c.createdAt, updated_at: c.updatedAt, subject_type: 'line',
    html_url: `https://github.com/${repository}/pull/${c.number}#discussion_r${c.id}`,
    ...(c.replyTo ? { in_reply_to_id: c.replyTo } : {}),
  };
}

export function checkRunOf(run, api, repository) {
  const shape = sample(`POST ${repo}/check-runs`, 201);

  return {
    ...shape, id: run.id, node_id: `CR_${run.id}`, name: run.name, head_sha: run.head_sha,
    external_id: run.external_id ?? '', status: run.status,
    conclusion: run.conclusion ?? null, started_at: run.startedAt,
    completed_at: run.completed_at ?? null,
    details_url: run.details_url ?? null,
    html_url: `https://github.com/${repository}/runs/${run.id}`,
    url: `${api}/repos/${repository}/check-runs/${run.id}`,
    output: { title: run.output.title ?? null, summary: run.output.summary ?? null,
      text: run.output.text ?? null, annotations_count: run.annotations.length,
      annotations_url: `${api}/repos/${repository}/check-runs/${run.id}/annotations` },
    app: { ...shape.app, id: 15368, slug: 'github-actions', name: 'GitHub Actions' },
    pull_requests: [],
  };
}

export const annotationOf = (a) => ({
  path: a.path, start_line: a.start_line, end_line: a.end_line,
  start_column: a.start_column ?? null, end_column: a.end_column ?? null,
  annotation_level: a.annotation_level, title: a.title ?? null, message: a.message,
  raw_details: a.raw_details ?? null, blob_href: 'https://github.com/',
});

export function statusOf(s, creator) {
  return {
    ...sample(`POST ${repo}/statuses/{sha}`, 201), id: s.id, state: s.state,
    context: s.context, description: s.description ?? null,
    target_url: s.target_url ?? null, created_at: s.at, updated_at: s.at,
    creator: userOf(creator),
  };
}

export function comparisonOf({ base, head, mergeBase, files, commits }, repository) {
  const shape = sample(`GET ${repo}/compare/{basehead}`, 200);
  const commit = (sha) => ({ ...shape.base_commit, sha });

  return {
    ...shape, base_commit: commit(base), merge_base_commit: commit(mergeBase),
    status: base === mergeBase ? 'ahead' : 'diverged', ahead_by: commits.length,
    behind_by: 0, total_commits: commits.length, commits: commits.map(commit),
    files: files.map((f) => fileOf(f, () => false, repository, head)),
  };
}
