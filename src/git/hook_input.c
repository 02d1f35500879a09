#include "hook_input.h"

#include "../base/vec.h"
#include "repo_impl.h"

#include <string.h>

#define MAX_REFS 10000

static bool is_zero(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '0')
			return false;
	return true;
}

static bool is_hex(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr("0123456789abcdef", tg_lower(s.p[i])))
			return false;
	return true;
}

static enum tg_rc take_id(char out[TG_HEX], struct tg_str s, struct tg_err *err)
{
	if ((s.n != 40 && s.n != 64) || !is_hex(s))
		return tg_err_set(err, TG_E_SYNTAX,
				  "this is not what git gives a pre-push hook");
	if (is_zero(s)) {
		*out = '\0';
		return TG_OK;
	}
	if (s.n != 40)
		return tg_err_set(err, TG_E_REPO,
				  "SHA-256 repositories cannot be read yet");
	memcpy(out, s.p, s.n);
	out[s.n] = '\0';
	return TG_OK;
}

static enum tg_rc parse_line(struct tg_push *push, struct tg_arena *arena,
			     struct tg_str line, struct tg_err *err)
{
	struct tg_str words[4], word;
	size_t n = 0;
	enum tg_rc rc;

	while (tg_str_word(&line, &word)) {
		if (n < 4)
			words[n] = word;
		n++;
	}
	if (n != 4)
		return tg_err_set(err, TG_E_SYNTAX,
				  "this is not what git gives a pre-push hook");
	push->local_ref = tg_arena_dup_str(arena, words[0]);
	push->remote_ref = tg_arena_dup_str(arena, words[2]);
	push->tag = tg_str_starts(words[2], "refs/tags/");
	if ((rc = take_id(push->local_id, words[1], err)) != TG_OK)
		return rc;
	return take_id(push->remote_id, words[3], err);
}

enum tg_rc tg_hook_input_read(struct tg_pushes *out, struct tg_arena *arena,
			      struct tg_str text, struct tg_err *err)
{
	TG_VEC(struct tg_push) pushes = { 0 };
	struct tg_str line;
	unsigned number = 0;

	while (tg_str_line(&text, &line)) {
		enum tg_rc rc;

		number++;
		if (!tg_str_trim(line).n)
			continue;
		if (pushes.n == MAX_REFS)
			return tg_err_set(err, TG_E_LIMIT, "more than %d refs are pushed",
					  MAX_REFS);
		rc = parse_line(TG_VEC_PUSH(arena, &pushes), arena, line, err);
		if (rc != TG_OK) {
			tg_err_hint(err, "a line is: LOCAL-REF LOCAL-ID REMOTE-REF "
					 "REMOTE-ID");
			return tg_err_at(err, "standard input", number, 0);
		}
	}
	out->items = pushes.items;
	out->n = pushes.n;
	return TG_OK;
}

static bool is_here(const struct tg_repo *repo, const char *hex)
{
	git_oid id;

	return *hex && git_oid_fromstr(&id, hex) == 0 && git_odb_exists(repo->odb, &id);
}

/* The remote has been fetched from or pushed to before. */
static bool remote_is_known(const struct tg_repo *repo)
{
	git_reference_iterator *it = NULL;
	const char *name;
	bool known = git_reference_iterator_glob_new(&it, repo->git,
						     "refs/remotes/*") == 0 &&
		     git_reference_next_name(&name, it) == 0;

	git_reference_iterator_free(it);
	return known;
}

/* The branch took in what others brought to the default branch since it was
 * pushed last, by a rebase or a merge. That is not this push's change: it is
 * compared with the default branch then, as its pull request will show it. */
static void leave_out_others(struct tg_range *range, const struct tg_repo *repo,
			     const struct tg_push *push)
{
	struct tg_range whole, probe;
	struct tg_err ignored;
	char base[TG_HEX];

	if (tg_range_default_base(base, repo, &ignored) != TG_OK ||
	    tg_range_find(&whole, repo, base, push->local_id, &ignored) != TG_OK ||
	    tg_range_find(&probe, repo, push->remote_id, whole.merge_base, &ignored) !=
		    TG_OK)
		return;
	if (strcmp(probe.merge_base, whole.merge_base) != 0)
		*range = whole;
}

enum tg_rc tg_push_range(struct tg_range *out, bool *nothing,
			 const struct tg_repo *repo, const struct tg_push *push,
			 struct tg_err *err)
{
	char base[TG_HEX] = "";
	struct tg_err ignored;
	enum tg_rc rc;

	memset(out, 0, sizeof(*out));
	*nothing = !*push->local_id;
	if (*nothing)
		return TG_OK;
	/* What somebody else pushed meanwhile is not here: the default base, then. */
	if (is_here(repo, push->remote_id))
		memcpy(base, push->remote_id, TG_HEX);
	else if (tg_range_default_base(base, repo, &ignored) != TG_OK)
		memcpy(base, TG_EMPTY_TREE, TG_HEX);
	rc = tg_range_find(out, repo, base, push->local_id, err);
	if (rc == TG_OK && strcmp(base, push->remote_id) == 0)
		leave_out_others(out, repo, push);
	/* The first push of all, of the default branch itself: all is new. */
	if (rc == TG_OK && strcmp(out->merge_base, out->head) == 0 &&
	    !remote_is_known(repo))
		return tg_range_find(out, repo, TG_EMPTY_TREE, push->local_id, err);
	*nothing = rc == TG_OK && strcmp(out->merge_base, out->head) == 0;
	return rc;
}
