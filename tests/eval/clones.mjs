// Clones of public repositories on this machine, and runs of the gate on them.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync,
	writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

// How a clone of owner/name may be named below the folder of clones; each may
// be a work tree, a bare repository, or a folder that holds one of them.
const NAMES = [
	(owner, name) => join(owner, name),
	(owner, name) => `${owner}__${name}`,
	(owner, name) => `${owner}+${name}`,
	(owner, name) => `${owner}-${name}`,
	(owner, name) => name,
]
const INSIDE = ['', 'repo', '.git']

const isRepository = dir =>
	existsSync(join(dir, 'HEAD')) && existsSync(join(dir, 'objects')) ||
	existsSync(join(dir, '.git'))

/** Says what is wrong with what was asked for, and what to do; ends the run. */
export function refuse(message) {
	console.error(message)
	process.exit(2)
}

/** The folder with clones, which must be there. */
export function folderOfClones(clones) {
	if (!clones)
		refuse('name the folder with the clones: CLONES=folder')
	if (!existsSync(clones) || !statSync(clones).isDirectory())
		refuse(`${clones} is no folder: name the one with the clones, CLONES=folder`)
	return clones
}

/** The folder of the clone of `owner/name`, or null. */
export function findClone(clones, repo) {
	const [owner, name] = repo.split('/')
	for (const form of NAMES)
		for (const inside of INSIDE) {
			const dir = join(clones, form(owner, name), inside)
			if (isRepository(dir))
				return dir
		}
	return null
}

/** Every clone below a folder, or the one that it is: [{ name, dir }]. */
export function listClones(clones) {
	const found = []
	const look = (dir, name, depth) => {
		if (isRepository(dir))
			found.push({ name, dir })
		else if (isRepository(join(dir, 'repo')))
			found.push({ name, dir: join(dir, 'repo') })
		else if (depth > 0)
			for (const sub of readdirSync(dir))
				if (!sub.startsWith('.') && statSync(join(dir, sub)).isDirectory())
					look(join(dir, sub), name ? `${name}/${sub}` : sub, depth - 1)
	}
	look(clones, '', 2)
	return found.map(({ name, dir }) => ({ name: name || basename(resolve(clones)), dir }))
}

export function run(file, args) {
	return new Promise(resolve => {
		execFile(file, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
			resolve({ status: error ? error.code ?? 1 : 0, stdout, stderr }))
	})
}

/** What the gate reports of one commit against its first parent. */
export async function check(gate, dir, commit, more = []) {
	const { status, stdout, stderr } = await run(gate, ['check', '--repo', dir,
		'--base', `${commit}^1`, '--head', commit, '--format', 'json', ...more])
	if (status !== 0 && status !== 1)
		return { failed: stderr.trim().split('\n')[0] || `exit ${status}` }
	try {
		return JSON.parse(stdout)
	} catch (error) {
		return { failed: `no JSON: ${error.message}` }
	}
}

/**
 * The same, with the rules that `rules suggest` proposes for the repository as it
 * stood before the commit, unread and unedited: what they can do at the least.
 */
export async function checkWithSuggested(gate, dir, commit) {
	const work = mkdtempSync(join(tmpdir(), 'threatgate-suggest-'))
	try {
		await run('git', ['clone', '-q', '--shared', '--no-checkout', dir, work])
		await run('git', ['-C', work, 'update-ref', '--no-deref', 'HEAD', `${commit}^1`])
		const rules = await run(gate, ['rules', 'suggest', '--repo', work])
		mkdirSync(join(work, '.threatgate', 'rules'), { recursive: true })
		writeFileSync(join(work, '.threatgate', 'rules', 'own.yml'), rules.stdout)
		return await check(gate, work, commit, ['--policy', 'worktree'])
	} finally {
		rmSync(work, { recursive: true, force: true })
	}
}

/** Runs `work` on each item, `width` at once, and keeps the order. */
export async function inParallel(items, width, work) {
	const results = new Array(items.length)
	let next = 0
	const worker = async () => {
		while (next < items.length) {
			const i = next++
			results[i] = await work(items[i], i)
		}
	}
	await Promise.all(Array.from({ length: width }, worker))
	return results
}

/** `--name value` pairs of the command line over the defaults. */
export function options(defaults) {
	const given = { ...defaults }
	const args = process.argv.slice(2)
	for (let i = 0; i < args.length; i += 2) {
		const name = args[i].replace(/^--/, '')
		if (!(name in defaults) || args[i + 1] === undefined)
			refuse(`options: ${Object.keys(defaults).map(n => `--${n} VALUE`).join(' ')}`)
		given[name] = args[i + 1]
	}
	for (const name of ['jobs', 'last', 'top'])
		if (name in given && !/^[1-9]\d*$/.test(given[name]))
			refuse(`--${name} takes a number of 1 or more, not "${given[name]}"`)
	return given
}
