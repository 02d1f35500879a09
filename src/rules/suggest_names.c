/* Names in lines of code, and what they say of themselves. */
#include "suggest_impl.h"

#include "../base/words.h"
#include "derived.h"

#include <string.h>

#define MAX_NAME 60u
#define MIN_NAME 5u

bool sg_is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_';
}

static bool has_one_of(struct tg_str text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_words_has(text, *list))
			return true;
	return false;
}

bool sg_is_compound(struct tg_str name)
{
	struct tg_str word;
	unsigned words = 0;

	if (name.n < MIN_NAME + 1 || name.n > MAX_NAME)
		return false;
	while (words < 2 && tg_words_next(&name, &word))
		words += word.n > 1;
	return words >= 2;
}

/* --- what a name says ------------------------------------------------------ */

/* A name belongs to a kind when it has a word of each list. */
static const struct {
	enum sg_kind kind;
	const char *const *first, *const *second;
} meanings[] = {
	{ SG_LIMIT, (const char *const[]){ "throttle", "throttled", "throttling",
					   "quota", "quotas", "ratelimit", NULL }, NULL },
	{ SG_LIMIT, (const char *const[]){ "limit", "limited", "limiter", "limiting",
					   NULL },
	  (const char *const[]){ "rate", "request", "requests", "upload", "attempts",
				 "calls", "login", "api", NULL } },
	{ SG_READ, (const char *const[]){ "parse", "read", "decode", "bind", NULL },
	  (const char *const[]){ "request", "body", "payload", "params", "upload",
				 "webhook", NULL } },
	{ SG_SINK, (const char *const[]){ "exec", "execute", "run", "raw", "unsafe",
					  NULL },
	  (const char *const[]){ "sql", "query", "shell", "command", "html", "eval",
				 "script", NULL } },
	{ SG_SECRET, (const char *const[]){ "secret", "secrets", "credential",
					    "credentials", "encrypt", "encrypts",
					    "encrypted", "decrypt", "redact", "mask",
					    "anonymize", "anonymise", NULL },
	  (const char *const[]){ "accessor", "accessors", "attribute", "attributes",
				 "field", "fields", "column", "value", "string",
				 "data", "store", "get", "set", "read", "load", "to",
				 "personal", "email", "key", NULL } },
};

bool sg_kind_of_name(struct tg_str name, enum sg_kind *out)
{
	if (name.n < MIN_NAME || name.n > MAX_NAME)
		return false;
	if (tg_name_is_guard(name)) {
		*out = SG_GUARD;
		return true;
	}
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (!has_one_of(name, meanings[i].first) ||
		    (meanings[i].second && !has_one_of(name, meanings[i].second)))
			continue;
		*out = meanings[i].kind;
		return true;
	}
	return false;
}

bool sg_says_check(struct tg_str name)
{
	static const char *const words[] = { "check", "checks", "validate", "validates",
		"validated", "validator", "validation", "ensure", "ensures", "verify",
		"assert", "require", "requires", "required", "must", "reject",
		"rejection", "deny", "forbid", "guard", "enforce", "allowed", "allow",
		"can", "is", "has", "bind", "parse", "sanitize", "clean", "permitted",
		"authorize", "authorized", "authenticate", "limit", "restrict", NULL };

	return has_one_of(name, words);
}

bool sg_says_read(struct tg_str name)
{
	static const char *const words[] = { "parse", "bind", "read", "decode",
		"extract", "body", "payload", "params", "param", "query", "input",
		"form", "json", "upload", NULL };

	return has_one_of(name, words);
}

bool sg_demands(struct tg_str name)
{
	static const char *const verbs[] = { "check", "require", "requires", "ensure",
		"verify", "assert", "enforce", "validate", "authorize", NULL };
	struct tg_str word;

	return tg_words_next(&name, &word) && has_one_of(word, verbs);
}

/* --- names in a line --------------------------------------------------------- */

static struct tg_str take_name(struct tg_str s)
{
	size_t n = 0;

	while (n < s.n && sg_is_name_byte(s.p[n]))
		n++;
	return tg_str_sub(s, 0, n);
}

static struct tg_str name_before(struct tg_str text, size_t end)
{
	size_t start = end;

	while (start > 0 && sg_is_name_byte(text.p[start - 1]))
		start--;
	return tg_str_sub(text, start, end - start);
}

static const char *const keywords[] = { "if", "for", "while", "switch", "catch",
	"return", "new", "else", "foreach", "unless", "elsif", "elif", "using", "lock",
	"with", "match", "await", "super", "this", "function", "func", "constructor",
	NULL };

struct tg_str sg_assigned(struct tg_str line)
{
	size_t at = tg_str_chr(line, '='), end = at;
	struct tg_str none = tg_str_sub(line, 0, 0), name;

	if (at == SIZE_MAX || at == 0 || at + 1 >= line.n || line.p[at + 1] == '=' ||
	    line.p[at + 1] == '>')
		return none;
	if (line.p[end - 1] == ':')
		end--;
	while (end > 0 && line.p[end - 1] == ' ')
		end--;
	name = name_before(line, end);
	/* a field of something is not a name of its own */
	return name.n > 2 && (name.p == line.p || name.p[-1] == ' ' ||
			      name.p[-1] == '\t' || name.p[-1] == '$') ? name : none;
}

void sg_each_taken(struct tg_str line, sg_name_fn *each, void *ctx)
{
	for (size_t i = 1; i + 1 < line.n; i++) {
		struct tg_str name;

		if (line.p[i] != '[' && line.p[i] != '.')
			continue;
		name = name_before(line, i);
		if (name.n > 2 && (name.p == line.p || name.p[-1] != '.'))
			each(name, ctx);
	}
}

/* The type that a helper belongs to, where it is called by it: "Orders.check(",
 * "Orders::check(". */
static struct tg_str with_owner(struct tg_str line, struct tg_str name)
{
	size_t start = (size_t)(name.p - line.p), end;
	struct tg_str owner;

	if (start > 1 && line.p[start - 1] == '.')
		end = start - 1;
	else if (start > 2 && line.p[start - 1] == ':' && line.p[start - 2] == ':')
		end = start - 2;
	else
		return name;
	owner = name_before(line, end);
	if (!sg_is_compound(owner) || owner.p[0] < 'A' || owner.p[0] > 'Z')
		return name;
	return tg_str_sub(line, (size_t)(owner.p - line.p),
			  start + name.n - (size_t)(owner.p - line.p));
}

/* encrypts :name, a call without brackets. */
static void see_macro(struct tg_str line, sg_name_fn *each, void *ctx)
{
	struct tg_str name = take_name(line);

	if (name.n > 0 && name.n + 2 < line.n && line.p[name.n] == ' ' &&
	    line.p[name.n + 1] == ':' && sg_is_name_byte(line.p[name.n + 2]))
		each(name, ctx);
}

void sg_each_call(struct tg_str line, sg_name_fn *each, void *ctx)
{
	for (size_t i = 1; i < line.n; i++) {
		size_t end = i;
		struct tg_str name;

		if (line.p[i] != '(')
			continue;
		while (end > 0 && (line.p[end - 1] == '!' || line.p[end - 1] == '?'))
			end--; /* Ruby's and Elixir's "authorize!" */
		name = name_before(line, end);
		if (name.n > 0 && !tg_str_is_one_of(name, keywords))
			each(sg_is_compound(name) ? name : with_owner(line, name), ctx);
	}
	see_macro(tg_str_trim(line), each, ctx);
}

void sg_each_base(struct tg_str line, sg_name_fn *each, void *ctx)
{
	struct tg_str rest = tg_str_trim(line), word;
	size_t at = tg_str_find(rest, TG_STR("class "));

	if (at == SIZE_MAX || at > 30)
		return;
	rest = tg_str_from(rest, at + 6);
	rest = tg_str_from(rest, take_name(rest).n);
	while (rest.n > 0) {
		word = take_name(rest);
		if (word.n > 0)
			each(word, ctx);
		rest = tg_str_from(rest, word.n > 0 ? word.n : 1);
	}
}

void sg_each_name(struct tg_str line, sg_name_fn *each, void *ctx)
{
	while (line.n > 0) {
		struct tg_str word = take_name(line);

		if (word.n > 0)
			each(word, ctx);
		line = tg_str_from(line, word.n > 0 ? word.n : 1);
	}
}

struct tg_str sg_type(struct tg_str line)
{
	static const char *const heads[] = { "class ", "object ", "module ", "impl ",
		"struct ", "trait ", "defmodule ", NULL };
	struct tg_str head = tg_str_sub(tg_str_trim(line), 0, 80);

	for (size_t i = 0; heads[i] != NULL; i++) {
		size_t at = tg_str_find(head, tg_str(heads[i]));

		if (at == SIZE_MAX || (at > 0 && head.p[at - 1] != ' '))
			continue;
		return take_name(tg_str_from(head, at + strlen(heads[i])));
	}
	return tg_str_sub(line, 0, 0);
}

/* --- definitions --------------------------------------------------------------- */

/* func (r *Repo) Name( */
static struct tg_str skip_receiver(struct tg_str rest)
{
	size_t close;

	if (rest.n == 0 || rest.p[0] != '(')
		return rest;
	close = tg_str_chr(rest, ')');
	return close == SIZE_MAX ? rest : tg_str_trim(tg_str_from(rest, close + 1));
}

static struct tg_str after_keyword(struct tg_str line)
{
	static const char *const heads[] = { "def ", "defp ", "function ", "func ",
		"fn ", "fun ", NULL };
	struct tg_str head = tg_str_sub(line, 0, 60);

	for (size_t i = 0; heads[i] != NULL; i++) {
		size_t at = tg_str_find(head, tg_str(heads[i]));
		struct tg_str rest;

		if (at == SIZE_MAX || (at > 0 && sg_is_name_byte(line.p[at - 1])))
			continue;
		rest = skip_receiver(tg_str_trim(tg_str_from(line,
							     at + strlen(heads[i]))));
		if (tg_str_starts(rest, "self."))
			rest = tg_str_from(rest, 5);
		return take_name(rest);
	}
	return tg_str_sub(line, 0, 0);
}

/* const name = async (x) => { */
static struct tg_str assigned(struct tg_str line)
{
	size_t at = tg_str_find(line, TG_STR("const ")), arrow;
	struct tg_str rest, name;

	arrow = tg_str_find(line, TG_STR("=>"));
	if (at == SIZE_MAX || at > 12 || arrow == SIZE_MAX)
		return tg_str_sub(line, 0, 0);
	rest = tg_str_from(line, at + 6);
	name = take_name(rest);
	rest = tg_str_trim(tg_str_from(rest, name.n));
	return rest.n > 0 && (rest.p[0] == '=' || rest.p[0] == ':') ? name :
	       tg_str_sub(line, 0, 0);
}

/* private bool CanEdit(User user) */
static struct tg_str method(struct tg_str line)
{
	static const char *const heads[] = { "public", "private", "protected",
		"internal", "static", "async", "override", "export", "suspend", NULL };
	size_t open = tg_str_chr(line, '(');
	struct tg_str none = tg_str_sub(line, 0, 0), name;

	if (open == SIZE_MAX || open == 0 || line.p[line.n - 1] == ';' ||
	    tg_str_chr(tg_str_sub(line, 0, open), '=') != SIZE_MAX)
		return none;
	name = name_before(line, open);
	if (tg_str_is_one_of(name, keywords) || name.n == 0)
		return none;
	if (tg_str_is_one_of(take_name(line), heads))
		return name;
	/* requireOwner(user: User) {, at the start of its line */
	return line.p[line.n - 1] == '{' && name.p == line.p ? name : none;
}

struct tg_str sg_definition(struct tg_str line)
{
	struct tg_str trimmed = tg_str_trim(line), name = after_keyword(trimmed);

	if (name.n == 0 && trimmed.n > 0)
		name = assigned(trimmed);
	if (name.n == 0 && trimmed.n > 0)
		name = method(trimmed);
	return name;
}

bool sg_is_condition(struct tg_str line)
{
	static const char *const words[] = { "if", "elif", "elsif", "unless", "when",
		"guard", "switch", "cond", NULL };

	for (size_t i = 0; i + 1 < line.n; i++) {
		struct tg_str word;

		if (!sg_is_name_byte(line.p[i]) ||
		    (i > 0 && sg_is_name_byte(line.p[i - 1])))
			continue;
		word = take_name(tg_str_from(line, i));
		if (tg_str_is_one_of(word, words))
			return true;
		i += word.n - 1;
	}
	return false;
}
