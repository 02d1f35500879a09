/*
 * When a name is another one for the same thing: the file calls by it all that it
 * called by the old name, and nothing else, and neither name tells of more rights,
 * checks or limits than the other.
 */
#include "renames.h"

#include "../base/words.h"

#include <string.h>

#define IMPORT_BYTES 400u /* of a line before a name; none that imports is longer */

/* Words that tell what a thing may do or whose it is: a name that gains or loses one
 * is another thing. */
static const char *const telling[] = { "auth", "authn", "authz", "authenticate",
	"authenticated", "authentication", "authorize", "authorized", "authorization",
	"admin", "administrator", "superuser", "superadmin", "root", "staff", "moderator",
	"owner", "member", "guest", "anonymous", "user", "role", "roles", "perm",
	"permission", "permissions", "scope", "scopes", "can", "may", "allow", "allowed",
	"allows", "deny", "denied", "forbid", "require", "required", "requires", "ensure",
	"check", "verify", "verified", "validate", "validated", "valid", "guard", "policy",
	"login", "session", "token", "secret", "password", "hash", "sign", "signed",
	"signature", "encrypt", "encrypted", "decrypt", "escape", "escaped", "sanitize",
	"sanitized", "strict", "safe", "unsafe", "raw", "html", "public", "private",
	"internal", "external", "limit", "max", "min", "throttle", "secure", "insecure",
	"trusted", "untrusted", "debug", "skip", "ignore", "optional", "no", "not", "non",
	"without", "disable", "disabled", "enable", "enabled", "all", "any", "none", NULL };

/* --- names ---------------------------------------------------------------- */

/* Words that begin a line which takes names from other files. */
static const char *const importing[] = { "import", "from", "use", "using", "require",
	"require_once", "include", "export", NULL };

static const char *const literals[] = { "true", "false", "null", "nil", "undefined",
	"none", "yes", "on", "off", NULL };

/* The next place of the whole name from `at` on, or SIZE_MAX. */
static size_t find_name(struct tg_str text, struct tg_str name, size_t at)
{
	size_t found;

	while (name.n > 0 &&
	       (found = tg_str_find(tg_str_from(text, at), name)) != SIZE_MAX) {
		size_t start = at + found, end = start + name.n;

		if ((start == 0 || !tg_is_name_byte(text.p[start - 1])) &&
		    (end == text.n || !tg_is_name_byte(text.p[end])))
			return start;
		at = end;
	}
	return SIZE_MAX;
}

bool tg_holds_name(struct tg_str text, struct tg_str name)
{
	return find_name(text, name, 0) != SIZE_MAX;
}

static bool is_import(struct tg_str text, size_t at)
{
	size_t from = at > IMPORT_BYTES ? at - IMPORT_BYTES : 0;
	size_t start = tg_str_rchr(tg_str_sub(text, from, at - from), '\n');
	struct tg_str line = tg_str_from(text, start == SIZE_MAX ? from : from + start + 1);
	struct tg_str word;

	if (start == SIZE_MAX && from > 0)
		return false;
	return tg_words_next(&line, &word) && tg_str_is_one_of(word, importing) &&
	       line.n > 0 && line.p[0] != '(' && line.p[0] != '.';
}

/* How often the file uses a name of its own; 0 for one that comes from elsewhere. */
static size_t count_own(struct tg_str text, struct tg_str name)
{
	size_t n = 0;

	for (size_t at = 0; (at = find_name(text, name, at)) != SIZE_MAX; at += name.n) {
		if (is_import(text, at))
			return 0;
		n++;
	}
	return n;
}

static bool has_word(struct tg_str name, struct tg_str wanted)
{
	struct tg_str word;

	while (tg_words_next(&name, &word))
		if (tg_str_ieq(word, wanted))
			return true;
	return false;
}

/* Does `b` have all telling words of `a`? */
static bool tells_as_much(struct tg_str a, struct tg_str b)
{
	struct tg_str rest = a, word;

	while (tg_words_next(&rest, &word))
		if (tg_str_iis_one_of(word, telling) && !has_word(b, word))
			return false;
	return true;
}

bool tg_name_tells(struct tg_str name)
{
	struct tg_str word;

	while (tg_words_next(&name, &word))
		if (tg_str_iis_one_of(word, telling))
			return true;
	return false;
}

static bool share_a_word(struct tg_str a, struct tg_str b)
{
	struct tg_str word;

	while (tg_words_next(&a, &word))
		if (has_word(b, word))
			return true;
	return false;
}

/* --- sentences ------------------------------------------------------------ */

/* Words of a sentence that concern somebody, and that begin a query. */
static const char *const concerning[] = { "account", "accounts", "username", "user",
	"users", "email", "mail", "login", "session", "token", "password", "secret",
	"credential", "credentials", "permission", "permissions", "role", "roles", "admin",
	"owner", "member", "authorized", "authorised", "authenticated", "select", "insert",
	"update", "delete", "from", "with", "where", NULL };

/* "The shelf has no free place.": begins like a sentence, has three words, and no
 * mark that means something to a program. */
static bool is_sentence(struct tg_str text)
{
	size_t spaces = 0;
	struct tg_str word;

	if (text.n < 3 || text.p[0] < 'A' || text.p[0] > 'Z' ||
	    !(text.p[1] == ' ' || (text.p[1] >= 'a' && text.p[1] <= 'z')))
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (!tg_is_alnum(text.p[i]) && strchr(" .,;:!?'()-", text.p[i]) == NULL)
			return false;
		spaces += text.p[i] == ' ' && i + 1 < text.n && tg_is_alnum(text.p[i + 1]);
	}
	while (tg_words_next(&text, &word))
		if (tg_str_iis_one_of(word, concerning))
			return false;
	return spaces >= 2;
}

bool tg_is_reworded(const struct tg_token *was, const struct tg_token *is)
{
	return was->kind == TG_TOKEN_STRING && is->kind == TG_TOKEN_STRING &&
	       is_sentence(was->text) && is_sentence(is->text) &&
	       tells_as_much(was->text, is->text) && tells_as_much(is->text, was->text);
}

/* --- renames -------------------------------------------------------------- */

/* May this name be called otherwise and be the same thing? Not a literal, and not
 * a member of a type, such as a role or a policy. */
static bool may_be_renamed(const struct tg_token *t, bool member)
{
	return t->kind == TG_TOKEN_NAME && !tg_is_digit(t->text.p[0]) &&
	       !tg_str_iis_one_of(t->text, literals) &&
	       !(member && t->text.p[0] >= 'A' && t->text.p[0] <= 'Z');
}

/* "OTPCode" and "OtpCode". The first letter is kept: in Go it says who may see it. */
static bool is_written_otherwise(const struct tg_token *was, const struct tg_token *is)
{
	return was->kind == TG_TOKEN_NAME && was->text.p[0] == is->text.p[0] &&
	       tg_str_ieq(was->text, is->text);
}

static void find_out(const struct tg_file_view *view, struct tg_renamed *r)
{
	size_t uses, had;

	if (view->old_text.p == NULL || view->new_text.p == NULL ||
	    tg_holds_name(view->new_text, r->was) || tg_holds_name(view->old_text, r->is))
		return;
	uses = count_own(view->new_text, r->is);
	had = count_own(view->old_text, r->was);
	r->throughout = had > 0 && uses >= had && (uses == had || had > 1);
	r->once = uses == 1;
}

/* Each pair of names is looked for in the whole file once. */
static struct tg_renamed ask(struct tg_scan *scan, struct tg_str was, struct tg_str is)
{
	struct tg_renamed *r;

	if (scan->renamed == NULL)
		scan->renamed = tg_arena_calloc(&scan->worker->file, TG_RENAMES_ASKED,
						sizeof(*scan->renamed));
	for (size_t i = 0; i < scan->n_renamed; i++)
		if (tg_str_eq(scan->renamed[i].was, was) &&
		    tg_str_eq(scan->renamed[i].is, is))
			return scan->renamed[i];
	if (scan->n_renamed == TG_RENAMES_ASKED)
		return (struct tg_renamed){ 0 };
	r = &scan->renamed[scan->n_renamed++];
	*r = (struct tg_renamed){ .was = was, .is = is };
	find_out(scan->view, r);
	return *r;
}

/* "_req" is "req" that is not used. */
static struct tg_str without_mark(struct tg_str name)
{
	return name.n > 1 && name.p[0] == '_' ? tg_str_from(name, 1) : name;
}

bool tg_is_rename(struct tg_scan *scan, struct tg_idle *idle,
		  const struct tg_tokens *t, const struct tg_token *is, size_t i)
{
	const struct tg_token *was = &t->list.items[i];
	bool member = i > 0 && (tg_token_is(&was[-1], ".") || tg_token_is(&was[-1], "::"));
	bool called = i + 1 < t->list.n && tg_token_is(&was[1], "(");
	struct tg_renamed found;

	if (!member && !called && was->kind == TG_TOKEN_NAME && is->kind == was->kind &&
	    tg_str_eq(without_mark(was->text), without_mark(is->text)))
		return true;
	for (size_t k = 0; k < idle->n; k++)
		if (tg_str_eq(idle->names[k][TG_SIDE_OLD], was->text))
			return tg_str_eq(idle->names[k][TG_SIDE_NEW], is->text);
	if (is_written_otherwise(was, is))
		return ask(scan, was->text, is->text).throughout;
	if (idle->n == TG_IDLE_NAMES || !may_be_renamed(was, member) ||
	    !may_be_renamed(is, member) || !tells_as_much(was->text, is->text) ||
	    !tells_as_much(is->text, was->text))
		return false;
	found = ask(scan, was->text, is->text);
	/* What is called, or used once, is defined elsewhere: there it is another name
	 * for the same thing only when it says so itself. */
	if (!found.throughout ||
	    ((called || found.once) && !share_a_word(was->text, is->text)))
		return false;
	idle->names[idle->n][TG_SIDE_OLD] = was->text;
	idle->names[idle->n][TG_SIDE_NEW] = is->text;
	idle->n++;
	return true;
}
