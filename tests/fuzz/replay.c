/*
 * Runs each fuzz target on the inputs of its corpus, and on nothing at all.
 *	replay FOLDER   the folder that holds one folder for each target
 * An input that takes longer than five seconds ends the process, as a crash
 * does; the name printed last is the one.
 */
#include "../../src/base/file.h"
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILE ((size_t)4 << 20)
#define MAX_SECONDS 5

static const struct {
	const char *name;
	fuzz_fn *run;
} targets[] = {
#define X(name) { #name, fuzz_##name },
#include "targets.def"
#undef X
};

static char now_running[4096];

static void replay(fuzz_fn *run, const char *path)
{
	struct tg_buf text = TG_BUF_INIT(MAX_FILE);
	struct tg_err err;
	char *exact;

	if (tg_file_read(&text, path, MAX_FILE, &err) != TG_OK) {
		fprintf(stderr, "replay: %s: %s\n", path, err.msg);
		exit(1);
	}
	/* No byte more than the input: reading past its end is then seen. */
	exact = tg_malloc(text.len ? text.len : 1);
	if (text.len)
		memcpy(exact, text.ptr, text.len);
	alarm(MAX_SECONDS);
	run(tg_str_n(exact, text.len));
	alarm(0);
	free(exact);
	tg_buf_release(&text);
}

static size_t replay_folder(fuzz_fn *run, const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, NULL, alphasort);
	size_t done = 0;

	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.') {
			snprintf(now_running, sizeof(now_running), "%s/%s", folder,
				 entries[i]->d_name);
			replay(run, now_running);
			done++;
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return done;
}

static void say_where(void)
{
	if (*now_running)
		fprintf(stderr, "replay: ended at %s\n", now_running);
}

int main(int argc, char **argv)
{
	size_t inputs = 0;

	if (argc != 2) {
		fputs("usage: replay FOLDER\n", stderr);
		return 2;
	}
	atexit(say_where);
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
		char folder[2048];
		size_t n;

		snprintf(folder, sizeof(folder), "%s/%s", argv[1], targets[i].name);
		targets[i].run(tg_str(""));
		n = replay_folder(targets[i].run, folder);
		if (!n) {
			fprintf(stderr, "replay: %s holds no input\n", folder);
			return 1;
		}
		inputs += n;
	}
	now_running[0] = '\0';
	printf("fuzz: %zu inputs of %zu targets replayed\n", inputs,
	       sizeof(targets) / sizeof(targets[0]));
	return 0;
}
