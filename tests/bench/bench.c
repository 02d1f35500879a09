/*
 * How long a check takes beside `git diff` of the same range, start-up included.
 *
 *	bench PROGRAM REPOSITORY [RUNS]
 *
 * Three ranges of the repository's first-parent history are looked for: a few
 * files, some hundreds, some thousands. Each program runs RUNS times, taking
 * turns, with its output thrown away; medians of wall time, processor time and
 * peak memory are printed with their ratios and the bars that they are held
 * against. Exit status 1 when one is over its bar. What each step to a larger
 * range costs for a line, start-up left out, shows the growth.
 */
#include "bench.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNS 101

static const struct size {
	const char *name;
	size_t files;        /* looked for */
	double time, memory; /* bars: times those of git diff */
} sizes[] = {
	{ "a few files", 10, 5.0, 3.0 },
	{ "hundreds", 550, 1.0, 1.0 },
	{ "thousands", 4000, 0.75, 1.0 },
};
#define N_SIZES (sizeof(sizes) / sizeof(*sizes))

struct run {
	double ms, cpu, mib; /* wall time, processor time, peak memory */
};

struct range {
	char base[64], head[64];
	size_t files, lines;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Runs a program with its output in `out` (-1: thrown away). */
static int start(char *const *argv, int out)
{
	pid_t child = fork();

	if (child < 0)
		bench_die("fork");
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		if (null < 0 || dup2(null, 0) < 0 || dup2(out < 0 ? null : out, 1) < 0 ||
		    dup2(null, 2) < 0)
			_exit(126);
		execvp(argv[0], argv);
		_exit(127);
	}
	return child;
}

static double in_ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Exit status 0 and 1 are verdicts, anything else is a failure. */
static struct run measure(char *const *argv)
{
	struct rusage usage;
	double before = now_ms();
	int status, child = start(argv, -1);

	if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) > 1) {
		(void)fprintf(stderr, "bench: %s failed\n", argv[0]);
		exit(2);
	}
	return (struct run){ now_ms() - before,
			     in_ms(usage.ru_utime) + in_ms(usage.ru_stime),
			     (double)usage.ru_maxrss / 1024 };
}

/* The output of git; the caller frees it. */
static char *git_output(const char *repo, const char *const *args)
{
	char *argv[16] = { bench_word("git"), bench_word("-C"), bench_word(repo) };
	size_t n = 0, cap = 1 << 16;
	char *text = malloc(cap);
	int pipes[2], child, status, words = 3;
	ssize_t got;

	while (*args && words < 15)
		argv[words++] = bench_word(*args++);
	if (!text || pipe(pipes) < 0)
		bench_die("pipe");
	child = start(argv, pipes[1]);
	close(pipes[1]);
	while ((got = read(pipes[0], text + n, cap - n - 1)) > 0) {
		n += (size_t)got;
		if (n + 1 == cap && !(text = realloc(text, cap *= 2)))
			bench_die("memory");
	}
	close(pipes[0]);
	text[n] = '\0';
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0) {
		(void)fprintf(stderr, "bench: git %s failed in %s\n", argv[3], repo);
		exit(2);
	}
	for (int i = 0; i < words; i++)
		free(argv[i]);
	return text;
}

static size_t count_files(const char *repo, const char *base, const char *head)
{
	const char *args[] = { "diff", "--name-only", "--no-renames", base, head, NULL };
	char *text = git_output(repo, args);
	size_t n = 0;

	for (const char *p = text; (p = strchr(p, '\n')); p++)
		n++;
	free(text);
	return n;
}

/* "..., 12 insertions(+), 3 deletions(-)" */
static size_t count_lines(const char *repo, const char *base, const char *head)
{
	const char *args[] = { "diff", "--shortstat", "--no-renames", base, head, NULL };
	char *text = git_output(repo, args), *p = strchr(text, ',');
	size_t n = 0;

	for (; p; p = strchr(p + 1, ','))
		n += strtoul(p + 1, NULL, 10);
	free(text);
	return n;
}

/* The commit so far back that about `files` files changed since: twice as far
 * until there are enough, then between. */
static struct range find_range(const char *repo, char **commits, size_t n, size_t files)
{
	struct range r = { { 0 }, { 0 }, 0, 0 };
	size_t low = 0, high = 1;

	(void)snprintf(r.head, sizeof(r.head), "%s", commits[0]);
	while (high < n - 1 && count_files(repo, commits[high], commits[0]) < files) {
		low = high;
		high = 2 * high < n - 1 ? 2 * high : n - 1;
	}
	while (high - low > 1) {
		size_t middle = (low + high) / 2;

		if (count_files(repo, commits[middle], commits[0]) < files)
			low = middle;
		else
			high = middle;
	}
	(void)snprintf(r.base, sizeof(r.base), "%s", commits[high]);
	r.files = count_files(repo, r.base, r.head);
	r.lines = count_lines(repo, r.base, r.head);
	return r;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), compare_doubles);
	return values[n / 2];
}

static struct run medians(const struct run *all, size_t n)
{
	double ms[MAX_RUNS], cpu[MAX_RUNS], mib[MAX_RUNS];

	for (size_t i = 0; i < n; i++) {
		ms[i] = all[i].ms;
		cpu[i] = all[i].cpu;
		mib[i] = all[i].mib;
	}
	return (struct run){ median(ms, n), median(cpu, n), median(mib, n) };
}

/* Both programs by turns, so that what else the machine does meets both. */
static void compare(char *const *ours, char *const *gits, size_t runs, struct run *a,
		    struct run *b)
{
	struct run x[MAX_RUNS], y[MAX_RUNS];

	measure(ours);
	measure(gits);
	for (size_t i = 0; i < runs; i++) {
		x[i] = measure(ours);
		y[i] = measure(gits);
	}
	*a = medians(x, runs);
	*b = medians(y, runs);
}

static const char *held(double ratio, double bar)
{
	return ratio <= bar ? "ok" : "OVER";
}

/* `last` is our run over the range before, of that many lines. */
struct step {
	struct run last;
	size_t lines;
};

static void print_size(const struct size *size, const struct range *r,
		       const struct run *a, const struct run *b)
{
	printf("%-12s %6zu %8zu  %8.1f %8.1f %5.2f /%5.2f %-4s %8.1f %8.1f %5.2f  "
	       "%6.1f %6.1f %5.2f /%5.2f %-4s",
	       size->name, r->files, r->lines, a->ms, b->ms, a->ms / b->ms, size->time,
	       held(a->ms / b->ms, size->time), a->cpu, b->cpu, a->cpu / b->cpu, a->mib,
	       b->mib, a->mib / b->mib, size->memory,
	       held(a->mib / b->mib, size->memory));
}

static void print_growth(const struct step *step, const struct range *r,
			 const struct run *now)
{
	if (step->lines && r->lines > step->lines)
		printf(" %7.2f", (now->cpu - step->last.cpu) * 1e3 /
					 (double)(r->lines - step->lines));
	printf("\n");
	(void)fflush(stdout);
}

struct bench {
	const char *program, *repo;
	size_t runs;
	struct step step;
};

static bool bench_size(struct bench *bench, const struct size *size,
		       const struct range *r)
{
	const char *program = bench->program, *repo = bench->repo;
	char *ours[] = { bench_word(program), bench_word("check"), bench_word("--repo"),
			 bench_word(repo), bench_word("--base"), bench_word(r->base),
			 bench_word("--head"), bench_word(r->head), NULL };
	char *gits[] = { bench_word("git"), bench_word("-C"), bench_word(repo),
			 bench_word("diff"), bench_word(r->base), bench_word(r->head),
			 NULL };
	struct run a, b;

	compare(ours, gits, bench->runs, &a, &b);
	print_size(size, r, &a, &b);
	print_growth(&bench->step, r, &a);
	bench->step = (struct step){ a, r->lines };
	for (size_t i = 0; ours[i]; i++)
		free(ours[i]);
	for (size_t i = 0; gits[i]; i++)
		free(gits[i]);
	return a.ms <= size->time * b.ms && a.mib <= size->memory * b.mib;
}

static size_t split_lines(char *text, char **lines, size_t max)
{
	size_t n = 0;

	for (char *p = text, *end; n < max && (end = strchr(p, '\n')); p = end + 1) {
		*end = '\0';
		lines[n++] = p;
	}
	return n;
}

int main(int argc, char **argv)
{
	static char *commits[20000];
	const char *list[] = { "rev-list", "--first-parent", "--max-count=20000", "HEAD",
			       NULL };
	const char *repo = argc > 2 ? argv[2] : NULL;
	size_t runs = argc > 3 ? strtoul(argv[3], NULL, 10) : 9, n;
	char *text;
	bool all_held = true;
	struct bench bench = { argc > 1 ? argv[1] : "", repo, 0, { { 0, 0, 0 }, 0 } };

	if (!repo || runs < 1 || runs > MAX_RUNS) {
		(void)fprintf(stderr, "usage: bench PROGRAM REPOSITORY [RUNS]\n");
		return 2;
	}
	if (strcmp(repo, "-") == 0)
		repo = bench_make_repository();
	bench.repo = repo;
	bench.runs = runs;
	text = git_output(repo, list);
	n = split_lines(text, commits, sizeof(commits) / sizeof(*commits));
	if (n < 2) {
		(void)fprintf(stderr, "bench: %s has too few commits\n", repo);
		return 2;
	}
	printf("medians of %zu runs\n%-12s %6s %8s  %8s %8s %5s /%5s %-4s %8s %8s %5s  "
	       "%6s %6s %5s /%5s %-4s %7s\n", runs, "range", "files", "lines", "ms",
	       "git ms", "ratio", "bar", "", "cpu ms", "git cpu", "ratio", "MiB",
	       "git", "ratio", "bar", "", "us/line");
	for (size_t i = 0; i < N_SIZES; i++) {
		struct range r = find_range(repo, commits, n, sizes[i].files);

		all_held &= bench_size(&bench, &sizes[i], &r);
	}
	free(text);
	bench_remove_repository();
	return all_held ? 0 : 1;
}
