#include "init_plan.h"

#include "../src/base/file.h"
#include "../src/base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FILE_BYTES (1u << 20)

void init_plan_begin(struct init_plan *plan, struct tg_arena *arena, const char *root,
		     bool force)
{
	*plan = (struct init_plan){ .arena = arena, .root = root, .force = force };
}

static const char *full(const struct init_plan *plan, const char *path)
{
	return tg_arena_printf(plan->arena, "%s%s", plan->root, path);
}

static bool exists(const struct init_plan *plan, const char *path)
{
	struct stat st;

	return lstat(full(plan, path), &st) == 0;
}

/* The first Markdown file of a folder, by name. */
static const char *document_in(const struct init_plan *plan, const char *folder)
{
	DIR *dir = opendir(full(plan, folder));
	const char *first = NULL;
	struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL)
		if (tg_str_iends(tg_str(entry->d_name), ".md") &&
		    !tg_str_iis(tg_str(entry->d_name), "README.md") &&
		    (!first || strcmp(entry->d_name, first) < 0))
			first = tg_arena_dup(plan->arena, entry->d_name);
	if (dir)
		(void)closedir(dir);
	return first ? tg_arena_printf(plan->arena, "%s/%s", folder, first) : NULL;
}

static const char *find(const struct init_plan *plan, const struct init_file *file)
{
	for (size_t i = 0; file->paths[i]; i++)
		if (exists(plan, file->paths[i]))
			return file->paths[i];
	return file->folder ? document_in(plan, file->folder) : NULL;
}

/* "## Security Considerations": what tells whether the section is there. */
static struct tg_str first_line(const char *text)
{
	struct tg_str rest = tg_str(text), line = { NULL, 0 };

	(void)tg_str_line(&rest, &line);
	while (line.n && (line.p[0] == '#' || line.p[0] == ' '))
		line = tg_str_from(line, 1);
	return line;
}

static void look_at(const struct init_plan *plan, struct init_file *file)
{
	struct tg_buf text;
	struct tg_err ignored;

	file->state = INIT_THERE;
	if (tg_file_read(&text, full(plan, file->path), MAX_FILE_BYTES, &ignored) != TG_OK)
		return;
	struct tg_str now = tg_buf_str(&text);

	if (tg_str_is(now, file->text) ||
	    (file->section &&
	     tg_str_ifind(now, first_line(file->section)) != SIZE_MAX))
		file->state = INIT_SAME;
	else if (file->section && plan->force)
		file->state = INIT_ADD;
	else if (plan->force && strcmp(file->path, file->paths[0]) == 0)
		file->state = INIT_OVERWRITE;
	if (file->state == INIT_ADD)
		file->text = tg_arena_printf(plan->arena, "%.*s%s\n%s", (int)now.n, now.p,
					     tg_str_ends(now, "\n") ? "" : "\n",
					     file->section);
	tg_buf_release(&text);
}

void init_plan_add(struct init_plan *plan, const struct init_file *file)
{
	struct init_file *f = TG_VEC_PUSH(plan->arena, &plan->files);

	*f = *file;
	f->path = find(plan, file);
	f->state = INIT_NEW;
	if (f->path)
		look_at(plan, f);
	else
		f->path = tg_arena_dup(plan->arena, file->paths[0]);
	f->paths = NULL; /* borrowed for the call */
}

static bool writes(const struct init_file *file)
{
	return file->state == INIT_NEW || file->state == INIT_ADD ||
	       file->state == INIT_OVERWRITE;
}

bool init_plan_writes(const struct init_plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->files.n; i++)
		if (writes(&plan->files.items[i]) &&
		    strcmp(plan->files.items[i].path, path) == 0)
			return true;
	return false;
}

void init_plan_show(const struct init_plan *plan, struct tg_buf *out)
{
	static const char *const words[] = {
		[INIT_NEW] = "new", [INIT_THERE] = "there already, left alone",
		[INIT_ADD] = "gets the section", [INIT_OVERWRITE] = "overwritten",
		[INIT_SAME] = "there already, as it should be",
	};

	for (size_t i = 0; i < plan->files.n; i++) {
		const struct init_file *f = &plan->files.items[i];

		tg_buf_puts(out, "  ");
		tg_utf8_put_safe(out, tg_str(f->path));
		tg_buf_printf(out, "\n      %s%s%s\n", words[f->state],
			      f->state == INIT_NEW ? ": " : "",
			      f->state == INIT_NEW ? f->what : "");
		if (f->state == INIT_THERE && f->section)
			tg_buf_puts(out, "      It lacks the checklist: --force adds the "
					 "section and keeps the rest.\n");
	}
}

static enum tg_rc fail(struct tg_err *err, const char *path, const char *what)
{
	tg_err_set(err, TG_E_IO, "%s", what);
	return tg_err_at(err, path, 0, 0);
}

static enum tg_rc make_folders(const struct init_plan *plan, const char *path,
			       struct tg_err *err)
{
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		const char *folder = full(plan, tg_arena_strndup(plan->arena, path,
								 (size_t)(slash - path)));
		struct stat st;

		if (mkdir(folder, 0777) < 0 && errno != EEXIST)
			return fail(err, folder, strerror(errno));
		if (lstat(folder, &st) < 0 || !S_ISDIR(st.st_mode))
			return fail(err, folder, "is no folder of this repository");
	}
	return TG_OK;
}

enum tg_rc init_plan_write(const struct init_plan *plan, struct tg_err *err)
{
	for (size_t i = 0; i < plan->files.n; i++) {
		const struct init_file *f = &plan->files.items[i];
		struct stat st;
		enum tg_rc rc;

		if (!writes(f))
			continue;
		if (lstat(full(plan, f->path), &st) == 0 && !S_ISREG(st.st_mode))
			return fail(err, f->path, "is no regular file");
		rc = make_folders(plan, f->path, err);
		if (rc == TG_OK)
			rc = tg_file_write(full(plan, f->path), tg_str(f->text), 0644, err);
		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}
