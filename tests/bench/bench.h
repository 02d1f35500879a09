/* The benchmark's repository of realistic size, and small helpers. */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdio.h>

/* Makes a repository in a temporary folder with `git fast-import`: 6,000 files
 * of six languages, 1,200 commits. The path is valid until it is removed. */
const char *bench_make_repository(void);
void bench_remove_repository(void);

/* A copy that may be passed to exec; the caller frees it. */
char *bench_word(const char *s);

_Noreturn void bench_die(const char *what);

#endif
