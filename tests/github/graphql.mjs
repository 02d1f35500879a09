// GraphQL, executed against GitHub's own schema over what the stand-in remembers.

import { readFileSync } from 'node:fs';

import { buildSchema, graphql, parse, validate } from 'graphql';

const SCHEMA = new URL('../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
let schema; // a third of a second: only where it is needed

const actorOf = ({ login, type }) => ({
  __typename: type === 'Bot' ? 'Bot' : 'User', login: login.replace(/\[bot\]$/, ''),
});

class Refused extends Error {
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

function connection(list, { first, last, after } = {}) {
  const start = after ? Number(after) : 0;
  const size = first ?? last;

  if (!size || size > 100)
    throw new Refused('EXCESSIVE_PAGINATION', '`first` or `last` of 1 to 100 must be given');
  const part = first ? list.slice(start, start + first) : list.slice(-last);
  const end = start + part.length;

  return {
    totalCount: list.length, nodes: part, edges: part.map((node, i) => ({ node, cursor: String(start + i + 1) })),
    pageInfo: { hasNextPage: end < list.length, hasPreviousPage: start > 0,
      startCursor: String(start), endCursor: String(end) },
  };
}

function commentOf(state, c) {
  return {
    __typename: 'thread' in c ? 'PullRequestReviewComment' : 'IssueComment',
    id: 'thread' in c ? `PRRC_${c.id}` : `IC_${c.id}`, databaseId: c.id,
    fullDatabaseId: String(c.id), body: c.body, author: actorOf(c.author),
    isMinimized: c.minimized !== null, minimizedReason: c.minimized,
    viewerDidAuthor: c.author.login === state.me.login, viewerCanMinimize: true,
    path: c.path, line: c.line, originalLine: c.originalLine, outdated: c.line === null,
    createdAt: c.createdAt, updatedAt: c.updatedAt, url: `https://github.com/x/y/pull/1#r${c.id}`,
  };
}

function threadOf(state, t) {
  const [first] = state.commentsOf(t);

  return {
    __typename: 'PullRequestReviewThread', id: t.id, isResolved: t.resolved,
    isOutdated: first?.line === null, isCollapsed: t.resolved, path: first?.path,
    line: first?.line, originalLine: first?.originalLine, diffSide: first?.side,
    startLine: first?.startLine, viewerCanResolve: true, viewerCanReply: true,
    subjectType: 'LINE',
    comments: (args) => connection(state.commentsOf(t).map((c) => commentOf(state, c)), args),
  };
}

function pullOf(state, pull) {
  return {
    __typename: 'PullRequest', id: `PR_${pull.id}`, number: pull.number,
    title: pull.title, body: pull.body, headRefOid: pull.headSha, baseRefOid: pull.baseSha,
    isDraft: pull.draft, author: actorOf(pull.author),
    reviewThreads: (args) => connection(
      state.threads.filter((t) => t.number === pull.number && state.commentsOf(t).length)
        .map((t) => threadOf(state, t)), args),
    comments: (args) => connection(state.comments.filter((c) => c.number === pull.number)
      .map((c) => commentOf(state, c)), args),
  };
}

function nodeOf(state, id) {
  const comment = [...state.comments, ...state.reviewComments]
    .find((c) => commentOf(state, c).id === id);
  const thread = state.threads.find((t) => t.id === id);

  if (comment) return commentOf(state, comment);
  return thread ? threadOf(state, thread) : null;
}

function rootOf(state, writable) {
  const mayWrite = () => {
    if (!writable) throw new Refused('FORBIDDEN', 'Resource not accessible by integration');
  };
  const missing = (id) => new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);

  return {
    viewer: () => actorOf(state.me),
    node: ({ id }) => nodeOf(state, id),
    nodes: ({ ids }) => ids.map((id) => nodeOf(state, id)),
    repository: ({ owner, name }) => {
      if (`${owner}/${name}` !== state.repository)
        throw new Refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return { nameWithOwner: state.repository,
        pullRequest: ({ number }) => {
          const pull = state.pulls.get(number);

          if (!pull) throw new Refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
          return pullOf(state, pull);
        } };
    },
    minimizeComment: ({ input }) => {
      mayWrite();
      const comment = [...state.comments, ...state.reviewComments]
        .find((c) => commentOf(state, c).id === input.subjectId);

      if (!comment) throw missing(input.subjectId);
      comment.minimized = input.classifier.toLowerCase();
      return { clientMutationId: input.clientMutationId, minimizedComment: commentOf(state, comment) };
    },
    unminimizeComment: ({ input }) => {
      mayWrite();
      const comment = [...state.comments, ...state.reviewComments]
        .find((c) => commentOf(state, c).id === input.subjectId);

      if (!comment) throw missing(input.subjectId);
      comment.minimized = null;
      return { unminimizedComment: commentOf(state, comment) };
    },
    ...Object.fromEntries([['resolveReviewThread', true], ['unresolveReviewThread', false]]
      .map(([name, resolved]) => [name, ({ input }) => {
        mayWrite();
        const thread = state.threads.find((t) => t.id === input.threadId);

        if (!thread) throw missing(input.threadId);
        thread.resolved = resolved;
        return { thread: threadOf(state, thread) };
      }])),
  };
}

/** Runs a query. `violate` is told what the schema finds wrong with it. */
export async function execute(state, { query, variables }, { writable, violate }) {
  schema ??= buildSchema(readFileSync(SCHEMA, 'utf8'), { assumeValid: true });
  try {
    for (const error of validate(schema, parse(query))) violate(`GraphQL: ${error.message}`);
  } catch (error) {
    violate(`GraphQL: ${error.message}`);
  }
  const done = await graphql({ schema, source: query, variableValues: variables,
    rootValue: rootOf(state, writable) });
  const errors = done.errors?.map((e) => ({
    type: e.originalError?.type, message: e.message, path: e.path, locations: e.locations,
  }));

  for (const e of done.errors ?? [])
    if (!e.originalError?.type && !e.path) violate(`GraphQL: ${e.message}`);
  return { ...(done.data === undefined ? {} : { data: done.data }), ...(errors ? { errors } : {}) };
}
