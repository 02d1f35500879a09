// What GitHub shows of a change, taken from a real repository by git itself.

const MODES = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' };

/** The entries of GitHub's list of files for base...head. `base` is a merge
 *  base: the caller finds it. */
export function listFiles(repo, base, head) {
  const raw = repo.git('diff', '--raw', '-M', '-z', '--no-abbrev', base, head).split('\0');
  const files = [];

  for (let i = 0; i + 1 < raw.length;) {
    const [, , oldSha, newSha, status] = raw[i++].slice(1).split(' ');
    const path = raw[i++];
    const renamed = status[0] === 'R' || status[0] === 'C';
    const file = { status: MODES[status[0]], filename: path, sha: newSha };

    if (renamed) {
      file.previous_filename = path;
      file.filename = raw[i++];
    }
    if (file.status === 'removed') file.sha = oldSha;
    files.push({ ...file, ...patchOf(repo, base, head, file) });
  }
  return files;
}

function patchOf(repo, base, head, file) {
  const paths = [file.previous_filename, file.filename].filter(Boolean);
  const text = repo.git('--literal-pathspecs', 'diff', '-M', '-U3', '--no-color', base, head, '--', ...paths);
  const start = text.search(/^@@ /m);
  const patch = start < 0 ? undefined : text.slice(start);
  const lines = (patch ?? '').split('\n').filter((l) => !l.startsWith('@@'));
  const additions = lines.filter((l) => l.startsWith('+')).length;
  const deletions = lines.filter((l) => l.startsWith('-')).length;

  return { additions, deletions, changes: additions + deletions, ...(patch ? { patch } : {}) };
}

/** The lines that a patch shows: { LEFT, RIGHT }, each a Map of line to hunk. */
export function linesOf(patch) {
  const out = { LEFT: new Map(), RIGHT: new Map() };
  let hunk = 0, left = 0, right = 0;

  for (const line of (patch ?? '').split('\n')) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);

    if (header) {
      hunk++;
      left = Number(header[1]);
      right = Number(header[2]);
    } else if (line.startsWith('+')) out.RIGHT.set(right++, hunk);
    else if (line.startsWith('-')) out.LEFT.set(left++, hunk);
    else if (line.startsWith(' ')) {
      out.LEFT.set(left++, hunk);
      out.RIGHT.set(right++, hunk);
    }
  }
  return out;
}

/** Where line `line` of `path` at `from` is at `to`; null when it is gone. */
export function follow(repo, from, to, path, line) {
  let shift = 0;
  let text;

  if (from === to) return line;
  text = repo.git('--literal-pathspecs', 'diff', '-M', '-U0', '--no-color', from, to, '--', path);
  if (/^deleted file mode/m.test(text)) return null;
  for (const m of text.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)) {
    const start = Number(m[1]), gone = Number(m[2] ?? 1), came = Number(m[4] ?? 1);

    if (gone > 0 && line >= start && line < start + gone) return null;
    if (line > start || (gone > 0 && line >= start + gone)) shift += came - gone;
  }
  return line + shift;
}

/** The entries of a tree, as GET /git/trees/SHA?recursive=1 gives them. */
export function listTree(repo, rev, recursive) {
  const text = repo.git('ls-tree', '-z', '-l', '-t', ...(recursive ? ['-r'] : []), rev);

  return text.split('\0').filter(Boolean).map((entry) => {
    const [meta, path] = entry.split('\t');
    const [mode, type, sha, size] = meta.split(/ +/);

    return { path, mode, type, sha, ...(type === 'blob' ? { size: Number(size) } : {}) };
  });
}

export const has = (repo, rev) => {
  try {
    repo.git('cat-file', '-e', rev);
    return true;
  } catch {
    return false;
  }
};
