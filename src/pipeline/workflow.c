#include "workflow.h"

#include <string.h>

#define GATE "threatgate"

const struct tg_tree *tg_workflow_trigger(const struct tg_tree *root, const char *name)
{
	const struct tg_tree *on = tg_tree_get(root, "on");

	if (tg_tree_is(on, TG_TREE_MAP))
		return tg_tree_get(on, name);
	if (tg_tree_is(on, TG_TREE_LIST)) {
		for (size_t i = 0; i < on->n; i++)
			if (strcmp(tg_tree_text(on->items[i], ""), name) == 0)
				return on->items[i];
		return NULL;
	}
	return strcmp(tg_tree_text(on, ""), name) == 0 ? on : NULL;
}

/* A word, or a list with that word. */
static bool lists(const struct tg_tree *node, const char *word)
{
	if (!tg_tree_is(node, TG_TREE_LIST))
		return strcmp(tg_tree_text(node, ""), word) == 0;
	for (size_t i = 0; i < node->n; i++)
		if (strcmp(tg_tree_text(node->items[i], ""), word) == 0)
			return true;
	return false;
}

bool tg_workflow_has_type(const struct tg_tree *trigger, const char *type)
{
	const struct tg_tree *types = tg_tree_get(trigger, "types");

	if (types != NULL)
		return lists(types, type);
	return strcmp(type, "opened") == 0 || strcmp(type, "synchronize") == 0 ||
	       strcmp(type, "reopened") == 0;
}

/* --- who runs the gate ------------------------------------------------------------ */

/* "acme/threatgate@v1", "docker://host/acme/threatgate:1", a workflow
 * ".github/workflows/threatgate.yml@main": a part of the path begins so. */
static bool names_gate(const char *uses)
{
	struct tg_str rest = tg_str(uses), part;

	while (tg_str_split(&rest, '/', &part))
		if (tg_str_starts(part, GATE))
			return true;
	return false;
}

/* "threatgate github", "./build/threatgate check": the command, not a word of a
 * message or of a file's name. */
static bool runs_gate(const char *script)
{
	struct tg_str rest = tg_str(script), word;
	bool gate = false;

	while (tg_str_word(&rest, &word)) {
		if (gate && (tg_str_is(word, "github") || tg_str_is(word, "check")))
			return true;
		gate = tg_str_is(word, GATE) || tg_str_ends(word, "/" GATE);
	}
	return false;
}

bool tg_workflow_is_gate_step(const struct tg_tree *step)
{
	return names_gate(tg_tree_get_text(step, "uses", "")) ||
	       runs_gate(tg_tree_get_text(step, "run", ""));
}

bool tg_workflow_is_gate_job(const struct tg_tree *job)
{
	const struct tg_tree *steps = tg_tree_get(job, "steps");

	for (size_t i = 0; i < tg_tree_count(steps); i++)
		if (tg_workflow_is_gate_step(steps->items[i]))
			return true;
	return names_gate(tg_tree_get_text(job, "uses", ""));
}

/* --- whose code is there ------------------------------------------------------------ */

static bool has(const char *text, const char *needle)
{
	return tg_str_find(tg_str(text), tg_str(needle)) != SIZE_MAX;
}

/* The ways to name what a pull request brings. */
static bool names_pull(const char *text)
{
	static const char *const names[] = { "pull_request.head", "github.head_ref",
					     "refs/pull/", "merge_commit_sha",
					     "workflow_run.head_", NULL };

	for (size_t i = 0; names[i]; i++)
		if (has(text, names[i]))
			return true;
	return false;
}

bool tg_workflow_takes_pull(const struct tg_tree *step)
{
	const struct tg_tree *with = tg_tree_get(step, "with");
	const char *run = tg_tree_get_text(step, "run", "");

	if (tg_str_starts(tg_str(tg_tree_get_text(step, "uses", "")), "actions/checkout@"))
		return names_pull(tg_tree_get_text(with, "ref", "")) ||
		       names_pull(tg_tree_get_text(with, "repository", ""));
	return has(run, "gh pr checkout") || (has(run, "git checkout") && names_pull(run));
}
