/*
 * Options by table. A command's options are one constant table; parsing, usage,
 * help, shell completion and the check of the man pages all read it, so that
 * they cannot disagree. A row's target is a variable with static storage.
 */
#ifndef CMD_OPT_H
#define CMD_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <threatgate/err.h>

#define OPT_MAX_LIST 64

/* The values of an option that may be given several times, in order. */
struct opt_list {
	const char *items[OPT_MAX_LIST];
	size_t n;
};

enum opt_kind {
	OPT_FLAG,   /* bool *: set to true */
	OPT_COUNT,  /* int *: one more each time */
	OPT_TEXT,   /* const char **: the value; the last one wins */
	OPT_NUMBER, /* unsigned *: a decimal number */
	OPT_LIST    /* struct opt_list *: every value */
};

struct opt {
	const char *name;          /* without dashes: "base" */
	char letter;               /* 0: none */
	enum opt_kind kind;
	void *target;
	const char *value;         /* what the value is, for help: "REV" */
	const char *help;          /* one line, no full stop */
	const char *const *choices; /* the only values taken; NULL-terminated */
};

/* Ends a table of options. */
#define OPT_END { NULL, 0, OPT_FLAG, NULL, NULL, NULL, NULL }

/* Parses argv[0..argc) in place: options are taken out, what is left (and
 * everything after "--") is moved to the front of argv and counted in *n_args.
 * "-" alone is an argument. TG_E_USAGE names the option and the nearest one
 * that exists. `--help` and `-h` stop parsing and set *help. */
enum tg_rc opt_parse(const struct opt *options, int argc, char **argv,
		     int *n_args, bool *help, struct tg_err *err) TG_MUST_CHECK;

#endif
