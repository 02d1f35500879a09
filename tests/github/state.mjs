// What the stand-in remembers: pull requests of a real git repository, comments,
// review threads, check runs, statuses.

import { follow, has, linesOf, listFiles } from './changes.mjs';

export const BOT = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };
export const user = (login, id = 1000 + login.length) => ({ login, id, type: 'User' });

export class State {
  #ids = 100;

  constructor({ repo, repository, login = BOT }) {
    this.repo = repo;
    this.repository = repository;
    this.me = typeof login === 'string' ? user(login) : login;
    this.pulls = new Map();
    this.comments = [];       // of issues and pull requests
    this.reviews = [];
    this.reviewComments = [];
    this.threads = [];
    this.checkRuns = [];
    this.statuses = [];
    this.clock = Date.UTC(2026, 1, 1);
  }

  id() {
    return ++this.#ids;
  }

  now() {
    this.clock += 1000;
    return new Date(this.clock).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** Opens a pull request of branch `head` into `base`. */
  openPull({
    number = 7, base = 'main', head = 'feature', title = 'A change', body = '',
    author = user('ada'), draft = false, labels = [], headRepository = this.repository,
    createdAt = this.now(), changedFiles = null, omitPatch = () => false,
  } = {}) {
    const pull = {
      number, base, head, title, body, author, draft, labels, headRepository,
      createdAt, changedFiles, omitPatch, id: this.id(), state: 'open',
    };

    this.pulls.set(number, pull);
    this.#readBranches(pull);
    return pull;
  }

  #readBranches(pull) {
    pull.baseSha = this.repo.head(pull.base);
    pull.headSha = this.repo.head(pull.head);
    pull.mergeBase = this.repo.git('merge-base', pull.baseSha, pull.headSha);
    pull.files = listFiles(this.repo, pull.mergeBase, pull.headSha);
    this.repo.git('update-ref', `refs/pull/${pull.number}/head`, pull.headSha);
  }

  /** The author has pushed: comments follow their lines or become outdated. */
  push(number) {
    const pull = this.pulls.get(number);

    this.#readBranches(pull);
    for (const c of this.reviewComments.filter((c) => c.number === number)) {
      if (c.line === null || c.side === 'LEFT') continue;
      c.line = follow(this.repo, c.commit, pull.headSha, c.path, c.line);
      c.commit = pull.headSha;
    }
    return pull;
  }

  /** The lines of a file that a comment of this pull request may stand on. */
  lines(pull, path) {
    const file = pull.files.find((f) => f.filename === path);

    return file ? linesOf(file.patch) : null;
  }

  knows(sha) {
    return /^[0-9a-f]{40}$/.test(sha) && has(this.repo, `${sha}^{commit}`);
  }

  addComment(number, body, author = this.me) {
    const at = this.now();
    const comment = { id: this.id(), number, body, author, createdAt: at, updatedAt: at, minimized: null };

    this.comments.push(comment);
    return comment;
  }

  /** A review with its comments, each of which starts a thread. */
  addReview(pull, { body = '', event = 'COMMENT', comments = [], commit_id: commit }, author = this.me) {
    const review = {
      id: this.id(), number: pull.number, body, author, at: this.now(),
      state: event === 'COMMENT' ? 'COMMENTED' : event, commit: commit ?? pull.headSha,
    };

    this.reviews.push(review);
    for (const c of comments) {
      const thread = { id: `PRRT_${this.id()}`, number: pull.number, resolved: false };

      this.threads.push(thread);
      this.#addReviewComment(review, thread, {
        path: c.path, line: c.line, side: c.side ?? 'RIGHT', startLine: c.start_line ?? null,
        body: c.body,
      }, author);
    }
    return review;
  }

  #addReviewComment(review, thread, { path, line, side, startLine, body }, author) {
    const at = this.now();
    const comment = {
      id: this.id(), number: review.number, review: review.id, thread: thread.id,
      path, line, side, startLine, originalLine: line, commit: review.commit,
      originalCommit: review.commit, body, author, createdAt: at, updatedAt: at,
      minimized: null, replyTo: null,
    };

    this.reviewComments.push(comment);
    return comment;
  }

  /** Somebody answers in the thread of a review comment. */
  reply(comment, body, author) {
    const review = this.reviews.find((r) => r.id === comment.review);
    const thread = this.threads.find((t) => t.id === comment.thread);
    const answer = this.#addReviewComment(review, thread, { ...comment, body }, author);

    answer.replyTo = comment.id;
    return answer;
  }

  /** The comments of a thread, the oldest first. */
  commentsOf(thread) {
    return this.reviewComments.filter((c) => c.thread === thread.id);
  }

  addCheckRun(body) {
    const run = { id: this.id(), annotations: [], startedAt: this.now(), output: {} };

    this.checkRuns.push(run);
    return this.changeCheckRun(run, body);
  }

  /** Annotations of further requests come on top, as GitHub has it. */
  changeCheckRun(run, { output, ...body }) {
    const { annotations = [], ...rest } = output ?? {};

    Object.assign(run, body);
    if (output) run.output = { title: run.output.title, ...rest };
    run.annotations.push(...annotations);
    if (run.conclusion) {
      run.status = 'completed';
      run.completed_at ??= this.now();
    }
    run.status ??= 'queued';
    return run;
  }

  addStatus(sha, body) {
    const status = { id: this.id(), sha, context: 'default', ...body, at: this.now() };

    this.statuses.push(status);
    return status;
  }
}
