#include "bench.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILES 6000
#define COMMITS 1200

static char folder[512];
static uint64_t seed = 42;

_Noreturn void bench_die(const char *what)
{
	(void)fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
	exit(2);
}

char *bench_word(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		bench_die("memory");
	return copy;
}

/* The same numbers on every machine: xorshift64. */
static unsigned any(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % below;
}

/* What stands around the two numbers of a line, and of a comment. */
static const struct kind {
	const char *ending;
	const char *line[3], *comment[3];
} kinds[] = {
	{ "py", { "    value_", " = compute(order, limit=", ")" },
	  { "    # step ", " of ", "" } },
	{ "ts", { "  const value", " = await load(order, ", ");" },
	  { "  // step ", " of ", "" } },
	{ "go", { "\tvalue", " := compute(order, ", ")" }, { "\t// step ", " of ", "" } },
	{ "java", { "        int value", " = compute(order, ", ");" },
	  { "        // step ", " of ", "" } },
	{ "yml", { "  value_", ": ", "" }, { "  # step ", " of ", "" } },
	{ "md", { "Value ", " is computed from the order, at most ", " times." },
	  { "- step ", " of ", "" } },
};
#define N_KINDS (sizeof(kinds) / sizeof(*kinds))

/* A file is its number and how often each of its parts was rewritten. */
static unsigned char versions[FILES][8];

static unsigned lines_of(unsigned file)
{
	return 80 + file * 7919 % 400;
}

static size_t put_lines(char *out, size_t room, unsigned file)
{
	const struct kind *kind = &kinds[file % N_KINDS];
	size_t n = 0;

	for (unsigned i = 0; i < lines_of(file) && n + 200 < room; i++) {
		unsigned version = versions[file][i * 8 / lines_of(file)];
		const char *const *line = i % 9 ? kind->line : kind->comment;

		n += (size_t)snprintf(out + n, room - n, "%s%u%s%u%s\n", line[0], i,
				      line[1], file * 31 + version * 7, line[2]);
	}
	return n;
}

static void put_file(FILE *to, unsigned file)
{
	static char text[1 << 17];
	size_t n = put_lines(text, sizeof(text), file);

	(void)fprintf(to,
		      "M 100644 inline services/part%02u/module%u/file%u.%s\ndata %zu\n",
		      file % 40, file / 40 % 20, file, kinds[file % N_KINDS].ending, n);
	(void)fwrite(text, 1, n, to);
	(void)fputc('\n', to);
}

static void put_commit(FILE *to, unsigned number)
{
	(void)fprintf(to, "commit refs/heads/main\ncommitter B <b@example.com> %u +0000\n"
		    "data 2\nc\n", 1700000000 + number * 3600);
}

static void put_history(FILE *to)
{
	put_commit(to, 0);
	for (unsigned i = 0; i < FILES; i++)
		put_file(to, i);
	for (unsigned c = 1; c <= COMMITS; c++) {
		unsigned changed = 1 + any(c % 50 == 0 ? 60 : 9);

		put_commit(to, c);
		while (changed--) {
			unsigned file = any(FILES);

			versions[file][any(8)]++;
			if (any(3) == 0)
				for (unsigned i = 0; i < 8; i++)
					versions[file][i]++;
			put_file(to, file);
		}
	}
}

static void run(const char *const *args, int in)
{
	char *argv[8] = { NULL };
	pid_t child = fork();
	int status;

	for (unsigned i = 0; i < 7 && args[i]; i++)
		argv[i] = bench_word(args[i]);
	if (child == 0) {
		if (in >= 0 && dup2(in, 0) < 0)
			_exit(126);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0)
		bench_die(args[0]);
	for (unsigned i = 0; argv[i]; i++)
		free(argv[i]);
}

const char *bench_make_repository(void)
{
	const char *tmp = getenv("TMPDIR");
	const char *init[] = { "git", "init", "-q", "--bare", folder, NULL };
	const char *import[] = { "git", "-C", folder, "fast-import", "--quiet", NULL };
	const char *head[] = { "git", "-C", folder, "symbolic-ref", "HEAD",
			       "refs/heads/main", NULL };
	const char *pack[] = { "git", "-C", folder, "gc", "-q", NULL };
	FILE *stream = tmpfile();

	(void)snprintf(folder, sizeof(folder), "%s/threatgate-bench-XXXXXX",
		       tmp ? tmp : "/tmp");
	if (!stream || !mkdtemp(folder))
		bench_die(folder);
	put_history(stream);
	if (fflush(stream) != 0 || ferror(stream) ||
	    lseek(fileno(stream), 0, SEEK_SET) < 0)
		bench_die("temporary file");
	run(init, -1);
	run(import, fileno(stream));
	run(head, -1);
	run(pack, -1);
	(void)fclose(stream);
	return folder;
}

void bench_remove_repository(void)
{
	const char *remove[] = { "rm", "-rf", folder, NULL };

	if (*folder)
		run(remove, -1);
}
