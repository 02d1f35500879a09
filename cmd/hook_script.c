#include "hook_script.h"

#include "../src/base/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_HOOK_BYTES (4u << 20)
#define MARK "# threatgate-hook 1"
#define MADE_FOLDER "# The folder was made with it."
#define KEPT "pre-push.before-threatgate"

/* Its input is git's list of refs, and both hooks get all of it. */
static const char script[] =
	"#!/bin/sh\n"
	MARK "\n"
	"# Made by 'threatgate hook install'; 'threatgate hook uninstall' takes it away.\n"
	"%s"
	"program=%s\n"
	"kept=$(dirname -- \"$0\")/" KEPT "\n"
	"refs=$(cat)\n"
	"\n"
	"give_refs() {\n"
	"\t[ -z \"$refs\" ] || printf '%%s\\n' \"$refs\"\n"
	"}\n"
	"\n"
	"# The hook that was here before comes first, and its word counts.\n"
	"if [ %s \"$kept\" ]; then\n"
	"\tgive_refs | %s\"$kept\" \"$@\" || exit $?\n"
	"fi\n"
	"if [ ! -x \"$program\" ] && ! program=$(command -v threatgate); then\n"
	"\techo \"threatgate is not installed here any more: this push is not checked.\" >&2\n"
	"\techo \"  Install it again, or take this hook away: $0\" >&2\n"
	"\t[ ! -e \"$kept\" ] || echo \"  and put back the one before it: $kept\" >&2\n"
	"\texit 0\n"
	"fi\n"
	"give_refs | \"$program\" hook run pre-push \"$@\"\n";

static enum tg_rc fail(struct tg_err *err, const char *path, const char *what)
{
	tg_err_set(err, TG_E_IO, "%s: %s", what, strerror(errno));
	return tg_err_at(err, path, 0, 0);
}

static bool exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* /usr/bin/threatgate, wherever it was started from. */
static const char *own_path(struct tg_arena *arena)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	return n > 0 ? tg_arena_strndup(arena, path, (size_t)n) : "threatgate";
}

/* In single quotes for the shell. */
static const char *quoted(const char *text, struct tg_arena *arena)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_buf_putc(&out, '\'');
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			tg_buf_puts(&out, "'\\''");
		else
			tg_buf_putc(&out, *p);
	}
	tg_buf_putc(&out, '\'');
	const char *copy = tg_arena_dup_str(arena, tg_buf_str(&out));

	tg_buf_release(&out);
	return copy;
}

/* husky keeps its own scripts in "_" and runs the people's beside that folder. */
static bool is_husky(const char *folder, struct tg_arena *arena)
{
	return tg_str_ends(tg_str(folder), "/_") &&
	       exists(tg_arena_printf(arena, "%s/h", folder));
}

static bool says(struct tg_str text, const char *what)
{
	return tg_str_find(text, tg_str(what)) != SIZE_MAX;
}

/* Under another name such a hook would do something else, or nothing. */
static bool goes_by_its_name(struct tg_str text)
{
	return says(text, "basename \"$0\"") || says(text, "basename $0") ||
	       says(text, "basename -- \"$0\"") || says(text, "${0##*/}");
}

static enum tg_rc read_hook(struct hook_place *place, struct tg_err *err)
{
	struct tg_buf text;
	enum tg_rc rc;

	place->present = exists(place->hook);
	place->has_kept = exists(place->kept);
	if (!place->present)
		return TG_OK;
	rc = tg_file_read(&text, place->hook, MAX_HOOK_BYTES, err);
	if (rc != TG_OK)
		return rc;
	place->ours = says(tg_buf_str(&text), "\n" MARK "\n");
	place->named = goes_by_its_name(tg_buf_str(&text));
	tg_buf_release(&text);
	return TG_OK;
}

enum tg_rc hook_look(struct hook_place *out, const char *folder,
		     struct tg_arena *arena, struct tg_err *err)
{
	*out = (struct hook_place){ .folder = folder };
	out->sourced = is_husky(folder, arena);
	if (out->sourced)
		out->folder = tg_arena_strndup(arena, folder, strlen(folder) - 2);
	out->hook = tg_arena_printf(arena, "%s/pre-push", out->folder);
	out->kept = tg_arena_printf(arena, "%s/" KEPT, out->folder);
	out->program = own_path(arena);
	return read_hook(out, err);
}

/* Reinstalled, it still knows whether it made the folder. */
static bool made_folder_before(const struct hook_place *place)
{
	struct tg_buf text;
	struct tg_err ignored;
	bool made = false;

	if (place->ours &&
	    tg_file_read(&text, place->hook, MAX_HOOK_BYTES, &ignored) == TG_OK) {
		made = says(tg_buf_str(&text), "\n" MADE_FOLDER "\n");
		tg_buf_release(&text);
	}
	return made;
}

static enum tg_rc both_there(const struct hook_place *place, struct tg_err *err)
{
	tg_err_set(err, TG_E_USAGE,
		   "another program has put its hook over threatgate's, and the one from "
		   "before is still kept");
	tg_err_hint(err, "decide which of them you want, %s or this, and remove the other",
		    place->kept);
	return tg_err_at(err, place->hook, 0, 0);
}

static enum tg_rc cannot_keep(const struct hook_place *place, struct tg_err *err)
{
	tg_err_set(err, TG_E_USAGE,
		   "the hook that is there acts on its own file name, so that it cannot be "
		   "kept under another");
	tg_err_hint(err, "add this line to it: threatgate hook run pre-push \"$@\"");
	return tg_err_at(err, place->hook, 0, 0);
}

/* Makes room for the hook: *made_folder and *moved say what was done. */
static enum tg_rc make_room(const struct hook_place *place, bool *made_folder,
			    bool *moved, struct tg_err *err)
{
	bool foreign = place->present && !place->ours;

	if (foreign && place->has_kept)
		return both_there(place, err);
	if (foreign && place->named)
		return cannot_keep(place, err);
	if (!exists(place->folder)) {
		if (mkdir(place->folder, 0777) < 0)
			return fail(err, place->folder, "cannot be made");
		*made_folder = true;
	}
	if (foreign && rename(place->hook, place->kept) < 0)
		return fail(err, place->hook, "cannot be kept");
	*moved = foreign;
	return TG_OK;
}

enum tg_rc hook_put(const struct hook_place *place, struct tg_arena *arena,
		    struct tg_err *err)
{
	bool made = made_folder_before(place), moved = false;
	enum tg_rc rc = make_room(place, &made, &moved, err);

	if (rc != TG_OK)
		return rc;
	char *text = tg_arena_printf(arena, script, made ? MADE_FOLDER "\n" : "",
				     quoted(place->program, arena),
				     place->sourced ? "-f" : "-x",
				     place->sourced ? "sh -e " : "");

	rc = tg_file_write(place->hook, tg_str(text), 0755, err);
	if (rc != TG_OK && moved)
		(void)rename(place->kept, place->hook);
	return rc;
}

enum tg_rc hook_take(const struct hook_place *place, struct tg_err *err)
{
	bool made = made_folder_before(place);

	if (place->has_kept) {
		if (rename(place->kept, place->hook) < 0)
			return fail(err, place->hook, "cannot be put back");
		return TG_OK;
	}
	if (unlink(place->hook) < 0)
		return fail(err, place->hook, "cannot be removed");
	if (made)
		(void)rmdir(place->folder); /* it stays where it is not empty */
	return TG_OK;
}
