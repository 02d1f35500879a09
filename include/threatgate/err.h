/*
 * Errors: why something could not be judged.
 *
 * A finding is data and never an error; an error means that no verdict can be
 * given. Every fallible function returns an enum tg_rc and fills a struct
 * tg_err that lives on the caller's stack: nothing is allocated on the failure
 * path, and nothing is global.
 */
#ifndef THREATGATE_ERR_H
#define THREATGATE_ERR_H

#include <stddef.h>

#if defined(__GNUC__)
#define TG_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define TG_MUST_CHECK __attribute__((warn_unused_result))
#else
#define TG_PRINTF(fmt, args)
#define TG_MUST_CHECK
#endif

/* code, exit status, what it means */
#define TG_RC_LIST(X)                                                      \
	X(TG_OK, 0, "ok")                                                  \
	X(TG_E_USAGE, 2, "the command line is wrong")                      \
	X(TG_E_POLICY, 2, "the policy is wrong")                           \
	X(TG_E_RULE, 2, "a rule file is wrong")                            \
	X(TG_E_SYNTAX, 3, "a document cannot be parsed")                   \
	X(TG_E_IO, 3, "a file cannot be read or written")                  \
	X(TG_E_LIMIT, 3, "an input is over its limit")                     \
	X(TG_E_REPO, 3, "the repository cannot be read")                   \
	X(TG_E_REVISION, 3, "a revision is not known")                     \
	X(TG_E_HISTORY, 3, "history that is needed is missing")            \
	X(TG_E_NOT_FOUND, 3, "not found")                                  \
	X(TG_E_HTTP, 3, "the API could not be used")                       \
	X(TG_E_INTERNAL, 3, "internal error")

enum tg_rc {
#define X(code, status, text) code,
	TG_RC_LIST(X)
#undef X
};

/* What failed, where, and what to do about it. All strings are NUL-terminated
 * and may hold untrusted bytes: neutralise them where they are printed. */
struct tg_err {
	enum tg_rc code;
	unsigned line;   /* 1-based; 0: no position */
	unsigned column; /* 1-based, in bytes; 0: unknown */
	char file[512];  /* empty: no file */
	char msg[768];   /* what is wrong, one sentence without the file name */
	char hint[384];  /* what to do; empty: nothing more to say */
};

/* Sets code and message, clears place and hint. Returns `code`, so that a
 * failure is one line: return tg_err_set(err, TG_E_IO, "...", ...). */
enum tg_rc tg_err_set(struct tg_err *err, enum tg_rc code, const char *fmt, ...)
	TG_PRINTF(3, 4);

/* Adds the place to an error that was set before. Returns its code. */
enum tg_rc tg_err_at(struct tg_err *err, const char *file, unsigned line,
		     unsigned column);

/* Adds what to do about it. Returns the error's code. */
enum tg_rc tg_err_hint(struct tg_err *err, const char *fmt, ...)
	TG_PRINTF(2, 3);

/* The exit status of the program for this code: 0, 2 or 3. */
int tg_rc_exit_status(enum tg_rc code);

/* A short name of the code, for reports and logs. */
const char *tg_rc_text(enum tg_rc code);

#endif
