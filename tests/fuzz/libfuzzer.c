/* The entry for libFuzzer: runs the target that TARGET names. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
	const char *name;
	fuzz_fn *run;
} targets[] = {
#define X(name) { #name, fuzz_##name },
#include "targets.def"
#undef X
};

static fuzz_fn *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *wanted = getenv("TARGET");

	(void)argc;
	(void)argv;
	for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (wanted && strcmp(wanted, targets[i].name) == 0)
			target = targets[i].run;
	if (target)
		return 0;
	fputs("TARGET names no fuzz target\n", stderr);
	exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	target(tg_str_n((const char *)data, size));
	return 0;
}
