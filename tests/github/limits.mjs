// Limits that GitHub's description lacks and GitHub enforces. Each returns the
// body of a 422 as GitHub words it, or null.

const failed = (resource, field, message, code = 'custom') => ({
  message: 'Validation Failed',
  errors: [{ resource, code, field, message }],
  documentation_url: 'https://docs.github.com/rest',
  status: '422',
});
const invalid = (what) => ({
  message: `Invalid request.\n\n${what}`,
  documentation_url: 'https://docs.github.com/rest',
  status: '422',
});
const characters = (text) => [...(text ?? '')].length;
const bytes = (text) => Buffer.byteLength(text ?? '');

const COMMENT = 65536;
const CHECK_TEXT = 65535;
const DESCRIPTION = 140;
const TITLE = 255;
const ANNOTATION = 65536;

export function checkComment(body) {
  if (!body.body?.trim()) return failed('IssueComment', 'body', "body can't be blank");
  if (characters(body.body) > COMMENT)
    return failed('IssueComment', 'data',
      `Body is too long (maximum is ${COMMENT} characters)`, 'unprocessable');
  return null;
}

export function checkStatus(body) {
  if (characters(body.description) > DESCRIPTION)
    return failed('Status', 'description',
      `description is too long (maximum is ${DESCRIPTION} characters)`);
  if (body.target_url && !/^https?:/.test(body.target_url))
    return failed('Status', 'target_url', 'target_url must use http(s) scheme');
  return null;
}

function checkAnnotation(a) {
  if (characters(a.title) > TITLE) return invalid(`title is over ${TITLE} characters`);
  if (bytes(a.message) > ANNOTATION) return invalid('message is over 64 KB');
  if (bytes(a.raw_details) > ANNOTATION) return invalid('raw_details is over 64 KB');
  if (!a.message) return invalid('"message" wasn\'t supplied.');
  if (!a.path || a.path.startsWith('/')) return invalid('"path" wasn\'t supplied.');
  if (a.start_line < 1 || a.end_line < a.start_line) return invalid('lines are wrong');
  if ((a.start_column || a.end_column) && a.start_line !== a.end_line)
    return invalid('columns need start_line and end_line to be equal');
  return null;
}

export function checkCheckRun(body) {
  for (const field of ['summary', 'text']) {
    const n = characters(body.output?.[field]);

    if (n > CHECK_TEXT)
      return invalid(`Only ${CHECK_TEXT} characters are allowed; ${n} were supplied.`);
  }
  if (body.status === 'completed' && !body.conclusion)
    return invalid('"conclusion" wasn\'t supplied.');
  if (body.output?.annotations?.length > 50) return invalid('No more than 50 annotations.');
  return (body.output?.annotations ?? []).map(checkAnnotation).find(Boolean) ?? null;
}

const refused = (...errors) => ({
  message: 'Unprocessable Entity', errors,
  documentation_url: 'https://docs.github.com/rest/pulls/reviews', status: '422',
});

/** `lines` tells which lines of a path a comment may stand on, or null for a
 *  path that the pull request does not change: { LEFT: Map, RIGHT: Map } of line
 *  to the number of its hunk. */
export function checkReview(body, lines) {
  if (!body.event) return null; // a pending review: see the caller
  if (['COMMENT', 'REQUEST_CHANGES'].includes(body.event) && !body.body && !body.comments?.length)
    return refused('Could not submit an empty review');
  for (const c of body.comments ?? []) {
    const file = lines(c.path);
    const side = c.side ?? 'RIGHT';
    const startSide = c.start_side ?? side;

    if (!file) return refused('Path could not be resolved');
    if (!['LEFT', 'RIGHT'].includes(side) || !['LEFT', 'RIGHT'].includes(startSide))
      return refused(`${side} is not included in the list`);
    if (!c.body?.trim()) return refused('Body can\'t be blank');
    if (characters(c.body) > COMMENT)
      return refused(`Body is too long (maximum is ${COMMENT} characters)`);
    if (c.line === undefined && c.position === undefined)
      return refused('Pull request review thread line can\'t be blank');
    const hunk = file[side].get(c.line);
    if (hunk === undefined)
      return refused('Pull request review thread line must be part of the diff and ' +
        'Pull request review thread diff hunk can\'t be blank');
    if (c.start_line === undefined) continue;
    if (file[startSide].get(c.start_line) !== hunk)
      return refused('Pull request review thread start line must be part of the same hunk as the line.');
    if (startSide === side && c.start_line >= c.line)
      return refused('Pull request review thread start line must precede the end line.');
  }
  return null;
}
