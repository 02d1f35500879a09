/*
 * What the runner tells an Action: environment, inputs, event. Only the number
 * and the ids of the pull request are believed; the rest is read live.
 */
#ifndef TG_EVENT_H
#define TG_EVENT_H

#include "../base/arena.h"

#include <stdbool.h>
#include <threatgate/err.h>

/* Reads a variable of the environment; NULL where it is not set or empty. */
typedef const char *tg_env_fn(const char *name, void *ctx);

enum tg_event_kind {
	TG_EVENT_PULL_REQUEST,        /* also pull_request_target */
	TG_EVENT_MERGE_GROUP,
	TG_EVENT_PUSH,
	TG_EVENT_DISPATCH,
	TG_EVENT_COMMENT,             /* issue_comment with our command */
	TG_EVENT_IRRELEVANT           /* a comment that is none of ours */
};

struct tg_event {
	enum tg_event_kind kind;
	const char *name;             /* GITHUB_EVENT_NAME */
	const char *action;           /* "opened", "edited" ...; or "" */
	unsigned number;              /* of the pull request; 0: none */
	const char *base_sha, *head_sha; /* hex, or "" */
	const char *base_ref;         /* branch name, or "" */
	bool fork;                    /* head lies in another repository */
	/* The event's copy, used only when the live one cannot be read. */
	const char *body;             /* or NULL */
	const char *author;
	bool author_is_bot;
	bool draft;
	const char *created;
	unsigned changed_files;
};

/* Inputs of action.yml and what the runner sets. */
struct tg_action {
	const char *api_url, *graphql_url, *server_url, *repository;
	const char *workspace;        /* GITHUB_WORKSPACE, or NULL */
	const char *step_summary, *output; /* file paths, or NULL */
	const char *token;            /* INPUT_TOKEN, else GITHUB_TOKEN; or NULL */
	const char *run_url;          /* this run's page */
	const char *key;              /* input: keeps several gates apart; "" */
	const char *comment;          /* input: "always", "on-failure", "never" */
	const char *fail;             /* input: "true" or "warn-only" */
	const char *login;            /* input: who the token is;
	                                 "github-actions[bot]" */
	const char *sarif;            /* input: SARIF file to write, or NULL */
	const char *report;           /* input: JSON file to write, or NULL */
	const char *policy;           /* input, or NULL */
	bool use_api;                 /* input: never look at a checkout */
	unsigned number;              /* input pr-number; 0: the event's */
};

/* The inputs of action.yml, NULL-terminated; for tests of that file. */
extern const char *const tg_action_inputs[];

/* Inputs are INPUT_NAME as the runner sets them: upper case, dashes kept.
 * TG_E_USAGE names what is missing or wrong. */
enum tg_rc tg_action_read(struct tg_action *out, struct tg_arena *arena,
			  tg_env_fn *env, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

/* A comment whose first words are "/threatgate recheck". */
bool tg_event_is_command(const char *comment);

/* The number in a merge queue's ref ("gh-readonly-queue/main/pr-7-abc..."), 0
 * where there is none. */
unsigned tg_event_queue_number(const char *ref);

/* Reads GITHUB_EVENT_NAME and the JSON at GITHUB_EVENT_PATH. */
enum tg_rc tg_event_read(struct tg_event *out, struct tg_arena *arena,
			 tg_env_fn *env, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

#endif
