/* The event's file: the first byte picks the event's name. */
#include "../../src/github/event.h"
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *const names[] = { "pull_request", "pull_request_target",
				     "merge_group",  "push",
				     "issue_comment", "workflow_dispatch" };

struct runner {
	const char *event;
	char path[64];
};

static const char *variable(const char *name, void *ctx)
{
	const struct runner *runner = ctx;

	if (strcmp(name, "GITHUB_EVENT_NAME") == 0)
		return runner->event;
	return strcmp(name, "GITHUB_EVENT_PATH") == 0 ? runner->path : NULL;
}

static bool is_hex(const char *sha)
{
	return strspn(sha, "0123456789abcdefABCDEF") == strlen(sha);
}

void fuzz_event(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct runner runner = {
		.event = names[fuzz_choice(&input, sizeof(names) / sizeof(names[0]))]
	};
	int file = memfd_create("event", 0);
	struct tg_event event;
	struct tg_err err;

	fuzz_expect(file >= 0);
	fuzz_expect(write(file, input.p, input.n) == (ssize_t)input.n);
	snprintf(runner.path, sizeof(runner.path), "/proc/self/fd/%d", file);
	if (tg_event_read(&event, &arena, variable, &runner, &err) == TG_OK) {
		fuzz_expect(is_hex(event.base_sha) && is_hex(event.head_sha));
		fuzz_touch_text(event.base_ref);
		fuzz_touch_text(event.author);
		fuzz_touch_text(event.action);
	}
	close(file);
	tg_arena_release(&arena);
}
