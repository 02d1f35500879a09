/* What a report must say of the gate itself: its own files are changed here, a
 * part could not be looked at. */
#include "../git/language.h"
#include "judge.h"

#include <string.h>

/* --- its own files ------------------------------------------------------------- */

static bool is_policy(const char *path)
{
	for (size_t i = 0; tg_policy_paths[i]; i++)
		if (strcmp(tg_policy_paths[i], path) == 0)
			return true;
	return false;
}

/* PULL_REQUEST_TEMPLATE.md, or a file in a folder of that name; where GitHub
 * looks for them. */
static bool is_template(struct tg_str path)
{
	static const char *const folders[] = { "", ".github/", "docs/" };

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		if (tg_str_istarts(path, folders[i]) &&
		    tg_str_istarts(tg_str_from(path, strlen(folders[i])),
				   "pull_request_template"))
			return true;
	return false;
}

static bool speaks_of(struct tg_str old_text, struct tg_str new_text, const char *word)
{
	if (old_text.n == 0 && new_text.n == 0)
		return true;
	return tg_str_ifind(old_text, tg_str(word)) != SIZE_MAX ||
	       tg_str_ifind(new_text, tg_str(word)) != SIZE_MAX;
}

bool tg_gate_owns(const char *path, struct tg_str old_text, struct tg_str new_text)
{
	struct tg_str p = tg_str(path);

	if (is_policy(path) || tg_str_starts(p, ".threatgate/") || is_template(p))
		return true;
	if (tg_str_starts(p, ".github/workflows/"))
		return speaks_of(old_text, new_text, "threatgate");
	if (tg_str_is(p, ".gitattributes") || tg_str_ends(p, "/.gitattributes"))
		return speaks_of(old_text, new_text, "linguist-");
	return false;
}

static void judge_own_files(struct tg_judge *j)
{
	const struct tg_err *broken = j->in->head_broken;

	for (size_t i = 0; i < j->in->n_own_files; i++) {
		struct tg_finding f = { .id = "gate/policy-changed",
					.level = TG_LEVEL_WARNING,
					.path = j->in->own_files[i], .introduced = true };
		f.message = tg_arena_printf(j->arena,
					    "%s belongs to the gate and is changed here. This "
					    "change is judged by the old version and the new.",
					    f.path);
		f.fix = "Reviewer: see whether the gate should judge so from now on.";
		tg_judge_add(j, f, "");
	}
	if (!broken)
		return;
	struct tg_finding f = { .id = "gate/policy-broken", .level = TG_LEVEL_WARNING,
				.path = tg_arena_dup(j->arena, broken->file),
				.line = broken->line, .introduced = true };
	f.message = tg_arena_printf(j->arena,
				    "As changed here, %s cannot be used: %s. The version of "
				    "the base was used alone.",
				    broken->file, broken->msg);
	f.fix = broken->hint[0] ? tg_arena_dup(j->arena, broken->hint)
				: "Mend it before merging: afterwards nothing can be judged.";
	tg_judge_add(j, f, "");
}

/* --- what was not looked at ---------------------------------------------------- */

static void add_gap(struct tg_judge *j, const char *path, const char *what)
{
	struct tg_finding f = { .id = "gate/incomplete", .level = TG_LEVEL_ERROR,
				.path = path, .message = what, .introduced = true };

	f.fix = "Raise the limit in the policy of the base, make the change smaller, mark "
		"what a program wrote as linguist-generated in the .gitattributes of the "
		"base, or have it waived by someone who looked.";
	tg_judge_add(j, f, what);
}

static bool rules_look_at(const struct tg_change *c)
{
	return c->file_class == TG_CLASS_PRODUCTION || c->file_class == TG_CLASS_CONFIG ||
	       c->old_class == TG_CLASS_PRODUCTION || c->old_class == TG_CLASS_CONFIG;
}

/* Source with a NUL byte in it is still run by some interpreters; an image in
 * the production folder is nobody's concern. */
static bool is_source(const struct tg_change *c)
{
	return c->language && strcmp(c->language->id, "unknown") != 0;
}

static void judge_unread(struct tg_judge *j, const struct tg_change *c)
{
	const char *why = NULL;

	if (!rules_look_at(c))
		return;
	if (c->unread == TG_UNREAD_TOO_LARGE)
		why = "is larger than the limit";
	else if (c->unread == TG_UNREAD_MISSING)
		why = "is not in this clone";
	else if (c->unread == TG_UNREAD_BINARY && is_source(c))
		why = "has the name of source code and the bytes of a binary";
	if (why)
		add_gap(j, c->path,
			tg_arena_printf(j->arena, "%s %s and was not looked at.", c->path,
					why));
}

void tg_judge_itself(struct tg_judge *j)
{
	const struct tg_changeset *changes = j->in->changes;

	judge_own_files(j);
	for (size_t i = 0; i < j->in->n_gaps; i++)
		add_gap(j, j->in->gaps[i].path, j->in->gaps[i].what);
	if (changes->truncated)
		add_gap(j, NULL,
			"The change is larger than the limits, and not all of it was "
			"looked at.");
	for (size_t i = 0; i < changes->n; i++)
		judge_unread(j, &changes->changes[i]);
}
