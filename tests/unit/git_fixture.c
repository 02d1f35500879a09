#include "git_fixture.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[256];
static char output[1 << 20];

const char *fixture_path(void)
{
	return folder;
}

/* system() is banned in the program; a test may run a shell of its own. */
static void shell(const char *command, int out)
{
	pid_t child = fork();
	int status = 0;

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		if (chdir(folder) < 0 || dup2(out, 1) < 0)
			_exit(126);
		setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
		setenv("GIT_CONFIG_SYSTEM", "/dev/null", 1);
		setenv("GIT_AUTHOR_NAME", "A", 1);
		setenv("GIT_AUTHOR_EMAIL", "a@example.com", 1);
		setenv("GIT_COMMITTER_NAME", "A", 1);
		setenv("GIT_COMMITTER_EMAIL", "a@example.com", 1);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "failed: %s",
		      command);
}

void fixture_run(const char *command)
{
	shell(command, 2);
}

void fixture_git(const char *args)
{
	char command[4096];

	snprintf(command, sizeof(command), "git -c protocol.file.allow=always %s "
					   ">/dev/null 2>&1", args);
	fixture_run(command);
}

const char *fixture_output(const char *command)
{
	int pipes[2];
	size_t n = 0;
	ssize_t got;

	ck_assert_int_eq(pipe(pipes), 0);
	shell(command, pipes[1]);
	close(pipes[1]);
	while (n < sizeof(output) - 1 &&
	       (got = read(pipes[0], output + n, sizeof(output) - 1 - n)) > 0)
		n += (size_t)got;
	close(pipes[0]);
	if (n && output[n - 1] == '\n')
		n--;
	output[n] = '\0';
	return output;
}

const char *fixture_new(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/threatgate-test-XXXXXX", tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	fixture_git("init -q -b main .");
	return folder;
}

void fixture_remove(void)
{
	char command[1024];

	snprintf(command, sizeof(command), "chmod -R u+w '%s'; rm -rf '%s'", folder,
		 folder);
	fixture_run(command);
}

void fixture_write_bytes(const char *path, const void *data, size_t n)
{
	char full[4096];
	FILE *out;

	snprintf(full, sizeof(full), "%s/%s", folder, path);
	for (char *p = full + strlen(folder) + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		ck_assert(mkdir(full, 0755) == 0 || errno == EEXIST);
		*p = '/';
	}
	out = fopen(full, "wb");
	ck_assert_ptr_nonnull(out);
	ck_assert_uint_eq(fwrite(data, 1, n, out), n);
	ck_assert_int_eq(fclose(out), 0);
}

void fixture_write(const char *path, const char *text)
{
	fixture_write_bytes(path, text, strlen(text));
}

const char *fixture_commit(const char *message)
{
	char command[512];

	fixture_git("add -A .");
	snprintf(command, sizeof(command), "commit -q --allow-empty -m '%s'", message);
	fixture_git(command);
	return fixture_output("git rev-parse HEAD");
}

static char seen[1 << 18];
static unsigned seen_calls;

static void record(const struct tg_file_view *view, void *ctx)
{
	size_t n = strlen(seen);

	(void)ctx;
	seen_calls++;
	n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%s %s +%u -%u%s\n",
			      view->change->path, tg_status_name(view->change->status),
			      view->change->added, view->change->removed,
			      view->change->unread ? " unread" : "");
	for (size_t i = 0; i < view->n_lines && n < sizeof(seen) - 600; i++) {
		const struct tg_line *l = &view->lines[i];

		n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%c%u,%u %.*s\n",
				      " +-"[l->kind], l->old_line, l->new_line,
				      (int)(l->text.n < 200 ? l->text.n : 200),
				      l->text.p);
	}
}

const char *fixture_visit(struct tg_changeset *set, unsigned *calls)
{
	struct tg_err err;

	seen[0] = '\0';
	seen_calls = 0;
	ck_assert_msg(tg_changeset_visit(set, 1, record, NULL, &err) == TG_OK, "%s",
		      err.msg);
	if (calls)
		*calls = seen_calls;
	return seen;
}
