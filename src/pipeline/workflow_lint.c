#include "workflow_lint.h"

#include "../base/vec.h"
#include "../markup/yaml.h"
#include "workflow.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER ".github/workflows/"

struct linter {
	struct tg_arena *arena;
	const char *path;
	const struct tg_tree *root;
	TG_VEC(struct tg_finding) findings;
};

struct told {
	const char *id;
	enum tg_level level;
	const char *message, *fix;
};

static void add(struct linter *l, unsigned line, struct told what)
{
	*TG_VEC_PUSH(l->arena, &l->findings) = (struct tg_finding){
		.id = what.id,
		.level = what.level,
		.message = what.message,
		.fix = what.fix,
		.path = l->path,
		.line = line,
		.introduced = true,
	};
}

static unsigned line_of(const struct tg_tree *node)
{
	return node == NULL ? 0 : node->key_line ? node->key_line : node->line;
}

static bool is_expression(const char *text)
{
	return tg_str_find(tg_str(text), TG_STR("${{")) != SIZE_MAX;
}

/* --- triggers ------------------------------------------------------------------------ */

static const struct needed_type {
	const char *name;
	enum tg_level level;
	const char *why;
} needed_types[] = {
	{ "opened", TG_LEVEL_WARNING, "a new pull request is not judged" },
	{ "synchronize", TG_LEVEL_WARNING, "what is pushed later is not judged" },
	{ "reopened", TG_LEVEL_NOTE, "a pull request that is opened again is not judged" },
	{ "edited", TG_LEVEL_WARNING,
	  "an answer that the author writes into the description is not judged before the "
	  "next push" },
	{ "ready_for_review", TG_LEVEL_WARNING,
	  "a draft that becomes ready keeps its advisory result" },
};

#define ALL_TYPES "types: [opened, synchronize, reopened, edited, ready_for_review]"

static void check_types(struct linter *l, const struct tg_tree *trigger, const char *name)
{
	const struct tg_tree *types = tg_tree_get(trigger, "types");

	for (size_t i = 0; i < sizeof(needed_types) / sizeof(needed_types[0]); i++) {
		const struct needed_type *t = &needed_types[i];

		if (tg_workflow_has_type(trigger, t->name))
			continue;
		add(l, line_of(types ? types : trigger),
		    (struct told){ "workflow/trigger-missing", t->level,
				   tg_arena_printf(l->arena,
						   "`%s` does not run on `%s`: %s.", name,
						   t->name, t->why),
				   "Write `" ALL_TYPES "`." });
	}
}

static void check_filters(struct linter *l, const struct tg_tree *trigger, const char *name)
{
	static const char *const filters[] = { "paths", "paths-ignore", NULL };

	for (size_t i = 0; filters[i]; i++) {
		const struct tg_tree *filter = tg_tree_get(trigger, filters[i]);

		if (filter == NULL)
			continue;
		add(l, line_of(filter),
		    (struct told){ "workflow/path-filter", TG_LEVEL_WARNING,
				   tg_arena_printf(l->arena,
						   "`%s` has a filter `%s`: where it does not "
						   "match, a required check waits for ever.",
						   name, filters[i]),
				   "Take it out: the gate itself decides what a change is, in "
				   "milliseconds, and always reports." });
	}
}

static void check_triggers(struct linter *l)
{
	static const char *const names[] = { "pull_request", "pull_request_target", NULL };
	const struct tg_tree *trigger, *pull = NULL;

	for (size_t i = 0; names[i]; i++) {
		trigger = tg_workflow_trigger(l->root, names[i]);
		if (trigger == NULL)
			continue;
		pull = trigger;
		check_types(l, trigger, names[i]);
		check_filters(l, trigger, names[i]);
	}
	if (pull && !tg_workflow_trigger(l->root, "merge_group"))
		add(l, line_of(tg_tree_get(l->root, "on")),
		    (struct told){ "workflow/trigger-missing", TG_LEVEL_NOTE,
				   "It does not run on `merge_group`: in a merge queue, a "
				   "required check would never report.",
				   "Add `merge_group:` under `on:`." });
}

/* --- results that nobody sees ------------------------------------------------------------ */

static bool always_runs(const char *condition)
{
	return tg_str_find(tg_str(condition), TG_STR("always()")) != SIZE_MAX ||
	       tg_str_find(tg_str(condition), TG_STR("!cancelled()")) != SIZE_MAX;
}

static void check_conditions(struct linter *l, const struct tg_tree *job)
{
	const struct tg_tree *condition = tg_tree_get(job, "if");
	const struct tg_tree *needs = tg_tree_get(job, "needs");
	bool always = always_runs(tg_tree_text(condition, ""));

	if (condition && !always)
		add(l, line_of(condition),
		    (struct told){ "workflow/job-if", TG_LEVEL_WARNING,
				   "The job has an `if:`: a job that is skipped counts as "
				   "passed.",
				   "Take it out: drafts, bots and changes of no concern are "
				   "told apart by the gate, which always reports." });
	if (needs && !always)
		add(l, line_of(needs),
		    (struct told){ "workflow/job-needs", TG_LEVEL_WARNING,
				   "The job needs another: when that one fails this one is "
				   "skipped, and a job that is skipped counts as passed.",
				   "Let it run by itself." });
}

static void check_cancelling(struct linter *l, const struct tg_tree *owner)
{
	const struct tg_tree *cancel = tg_tree_get(tg_tree_get(owner, "concurrency"),
						   "cancel-in-progress");

	if (cancel == NULL || strcmp(tg_tree_text(cancel, ""), "false") == 0)
		return;
	add(l, line_of(cancel),
	    (struct told){ "workflow/cancel-in-progress", TG_LEVEL_WARNING,
			   "A run may be cancelled by the next one: its cancelled check then "
			   "blocks the merge, or hides a failure.",
			   "Write `cancel-in-progress: false`: a run takes seconds." });
}

static void check_steps(struct linter *l, const struct tg_tree *job)
{
	const struct tg_tree *steps = tg_tree_get(job, "steps");

	for (size_t i = 0; i < tg_tree_count(steps); i++) {
		const struct tg_tree *step = steps->items[i];
		const struct tg_tree *condition = tg_tree_get(step, "if");

		if (!tg_workflow_is_gate_step(step))
			continue;
		if (condition && !always_runs(tg_tree_text(condition, "")))
			add(l, line_of(condition),
			    (struct told){ "workflow/step-if", TG_LEVEL_WARNING,
					   "The gate's step has an `if:`: where it is skipped "
					   "the job passes.",
					   "Take it out." });
		if (strcmp(tg_tree_get_text(step, "continue-on-error", "false"), "false") != 0)
			add(l, line_of(tg_tree_get(step, "continue-on-error")),
			    (struct told){ "workflow/continue-on-error", TG_LEVEL_WARNING,
					   "The job passes whatever the gate says.",
					   "Take `continue-on-error` out; for a trial, give the "
					   "input `fail: warn-only`, which says so." });
	}
}

/* --- permissions ---------------------------------------------------------------------------- */

static const struct permission {
	const char *name;
	bool write_is_fine;
} permissions[] = {
	{ "pull-requests", true }, { "checks", true },         { "statuses", true },
	{ "security-events", true }, /* to upload the SARIF file */
	{ "contents", false },
};

static const struct permission *find_permission(const char *name)
{
	for (size_t i = 0; i < sizeof(permissions) / sizeof(permissions[0]); i++)
		if (strcmp(permissions[i].name, name) == 0)
			return &permissions[i];
	return NULL;
}

#define WANTED "`permissions: { contents: read, pull-requests: write, checks: write }`"

static void too_many(struct linter *l, unsigned line, const char *what)
{
	add(l, line,
	    (struct told){ "workflow/permissions-excess", TG_LEVEL_WARNING,
			   tg_arena_printf(l->arena,
					   "The job's token may do more than the gate needs: "
					   "%s.", what),
			   "Give the gate a job of its own with " WANTED "." });
}

static void too_few(struct linter *l, unsigned line, enum tg_level level, const char *message)
{
	add(l, line,
	    (struct told){ "workflow/permissions-short", level, message,
			   "Write " WANTED "." });
}

static bool may(const struct tg_tree *map, const char *name, const char *level)
{
	const char *has = tg_tree_get_text(map, name, "none");

	return strcmp(has, "write") == 0 || strcmp(has, level) == 0;
}

static void check_permission_map(struct linter *l, const struct tg_tree *map)
{
	for (size_t i = 0; i < tg_tree_count(map); i++) {
		const struct tg_tree *entry = map->items[i];
		const struct permission *known = find_permission(entry->key);

		if (strcmp(tg_tree_text(entry, ""), "write") == 0 &&
		    (known == NULL || !known->write_is_fine))
			too_many(l, line_of(entry),
				 tg_arena_printf(l->arena, "`%s: write`", entry->key));
	}
	if (!may(map, "contents", "read"))
		too_few(l, line_of(map), TG_LEVEL_WARNING,
			"The job's token may not read the repository's contents.");
	if (!may(map, "pull-requests", "read"))
		too_few(l, line_of(map), TG_LEVEL_WARNING,
			"The job's token may not read the pull request: where the repository "
			"is private its description cannot be judged.");
	else if (!may(map, "pull-requests", "write"))
		too_few(l, line_of(map), TG_LEVEL_NOTE,
			"The job's token may not write to the pull request: nothing is "
			"commented there.");
	if (!may(map, "checks", "write") && !may(map, "statuses", "write"))
		too_few(l, line_of(map), TG_LEVEL_NOTE,
			"The job's token may write neither checks nor statuses: the verdict is "
			"seen in the job alone.");
}

static void check_permissions(struct linter *l, const struct tg_tree *job)
{
	const struct tg_tree *p = tg_tree_get(job, "permissions");
	const char *word;

	if (p == NULL)
		p = tg_tree_get(l->root, "permissions");
	word = tg_tree_text(p, "");
	if (p == NULL)
		add(l, line_of(job),
		    (struct told){ "workflow/permissions-missing", TG_LEVEL_WARNING,
				   "The job states no permissions: it gets the repository's "
				   "default, which may be to write everywhere.",
				   "Write " WANTED "." });
	else if (strcmp(word, "write-all") == 0)
		too_many(l, line_of(p), "`write-all`");
	else if (strcmp(word, "read-all") == 0)
		too_few(l, line_of(p), TG_LEVEL_NOTE,
			"The job's token may write nothing: the verdict is seen in the job "
			"alone.");
	else if (!is_expression(word))
		check_permission_map(l, p);
}

/* --- code of the pull request beside a token that writes ------------------------------------- */

static const char *privileged_trigger(const struct tg_tree *root)
{
	static const char *const names[] = { "pull_request_target", "workflow_run",
					     "issue_comment", NULL };

	for (size_t i = 0; names[i]; i++)
		if (tg_workflow_trigger(root, names[i]))
			return names[i];
	return NULL;
}

static void check_checkout(struct linter *l, const struct tg_tree *job)
{
	const char *trigger = privileged_trigger(l->root);
	const struct tg_tree *steps = tg_tree_get(job, "steps");

	for (size_t i = 0; trigger && i < tg_tree_count(steps); i++) {
		if (!tg_workflow_takes_pull(steps->items[i]))
			continue;
		add(l, line_of(steps->items[i]),
		    (struct told){ "workflow/untrusted-checkout", TG_LEVEL_ERROR,
				   tg_arena_printf(l->arena,
						   "Under `%s` the pull request's own files are "
						   "checked out beside a token that may write: "
						   "whoever opens one may run anything.",
						   trigger),
				   "Take the step out: the gate reads the pull request through "
				   "the API." });
	}
}

/* --- all of it ---------------------------------------------------------------------------------- */

bool tg_workflow_is_path(const char *path)
{
	struct tg_str s = tg_str(path);

	if (!tg_str_starts(s, FOLDER) || s.n <= sizeof(FOLDER) - 1)
		return false;
	return (tg_str_ends(s, ".yml") || tg_str_ends(s, ".yaml")) &&
	       tg_str_chr(tg_str_from(s, sizeof(FOLDER) - 1), '/') == SIZE_MAX;
}

static void check_gate_job(struct linter *l, const struct tg_tree *job)
{
	check_conditions(l, job);
	check_cancelling(l, job);
	check_permissions(l, job);
	check_steps(l, job);
}

static int by_line(const void *a, const void *b)
{
	const struct tg_finding *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (strcmp(x->id, y->id) != 0)
		return strcmp(x->id, y->id);
	return strcmp(x->message, y->message);
}

enum tg_rc tg_workflow_lint(struct tg_finding **out, size_t *n, bool *runs_gate,
			    struct tg_arena *arena, const char *path, struct tg_str text,
			    struct tg_err *err)
{
	struct linter l = { .arena = arena, .path = path };
	struct tg_tree *root;
	const struct tg_tree *jobs;
	enum tg_rc rc;

	*out = NULL;
	*n = 0;
	*runs_gate = false;
	rc = tg_yaml_read(&root, arena, text, path, err);
	if (rc != TG_OK)
		return rc;
	l.root = root;
	jobs = tg_tree_get(root, "jobs");
	for (size_t i = 0; i < tg_tree_count(jobs); i++) {
		if (!tg_workflow_is_gate_job(jobs->items[i]))
			continue;
		check_gate_job(&l, jobs->items[i]);
		*runs_gate = true;
	}
	if (!*runs_gate)
		return TG_OK;
	for (size_t i = 0; i < jobs->n; i++)
		check_checkout(&l, jobs->items[i]);
	check_triggers(&l);
	check_cancelling(&l, root);
	if (l.findings.n > 1)
		qsort(l.findings.items, l.findings.n, sizeof(l.findings.items[0]), by_line);
	*out = l.findings.items;
	*n = l.findings.n;
	return TG_OK;
}
