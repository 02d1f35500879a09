/* On which lines a program decides. */
#include "scan.h"

#include "../base/words.h"

/* Words that begin a decision, in the languages that programs are written in. */
static const char *const decisions[] = { "if", "unless", "elif", "elsif", "elseif",
	"else if", "when", "guard", "return", "raise", "throw", "abort", "case", "and",
	"or", "not", "assert", "switch", "match", "reject", "err!", "bail!", "ensure!" };

static bool begins_with_word(struct tg_str text, const char *word)
{
	size_t n = tg_str(word).n;

	return tg_str_starts(text, word) &&
	       (text.n == n || !(tg_is_alnum(text.p[n]) || text.p[n] == '_'));
}

/* "unwrap_or_else(|| 0)", "move || {": what takes no parameters decides nothing. */
static bool begins_closure(struct tg_str text, size_t at)
{
	struct tg_str before = tg_str_rtrim(tg_str_sub(text, 0, at));
	char last = before.n > 0 ? before.p[before.n - 1] : ' ';

	return text.p[at] == '|' &&
	       (last == '(' || last == ',' || last == '=' || tg_str_ends(before, "move"));
}

/* "return func(w Writer) {", "return async (req) => {": a function is handed back, and
 * what it decides stands in it. */
static bool returns_function(struct tg_str text)
{
	static const char *const begins[] = { "return func(", "return function",
		"return lambda ", "return async (", "return move |", "return |" };

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		if (tg_str_starts(text, begins[i]))
			return true;
	return false;
}

/* "return found;" gives back what was decided elsewhere; "return isOpen" and
 * "return false" decide. */
static bool gives_back_a_name(struct tg_str rest)
{
	static const char *const telling[] = { "true", "false", "null", "nil", "none",
		"undefined", "is", "has", "can", "may", "allow", "allowed", "granted",
		"authorized", "authenticated", "permitted", "valid", "ok", "denied",
		"forbidden", "unauthorized", NULL };
	struct tg_str word;

	if (!begins_with_word(rest, "return"))
		return false;
	rest = tg_str_trim(tg_str_from(rest, 6));
	if (rest.n > 0 && rest.p[rest.n - 1] == ';')
		rest.n--;
	for (size_t i = 0; i < rest.n; i++)
		if (!tg_is_alnum(rest.p[i]) && rest.p[i] != '_')
			return false;
	if (rest.n == 0 || (rest.p[0] >= '0' && rest.p[0] <= '9'))
		return false;
	while (tg_words_next(&rest, &word))
		if (tg_str_iis_one_of(word, telling))
			return false;
	return true;
}

bool tg_line_is_decision(struct tg_str text)
{
	struct tg_str rest = tg_str_trim(text);

	while (rest.n > 0 && (rest.p[0] == '}' || tg_is_space(rest.p[0])))
		rest = tg_str_from(rest, 1);
	if (rest.n < 2 || returns_function(rest) || gives_back_a_name(rest))
		return false;
	for (size_t i = 0; i < sizeof(decisions) / sizeof(decisions[0]); i++)
		if (rest.p[0] == decisions[i][0] && begins_with_word(rest, decisions[i]))
			return true;
	for (size_t i = 0; i + 1 < rest.n; i++)
		if ((rest.p[i] == '&' || rest.p[i] == '|') && rest.p[i + 1] == rest.p[i] &&
		    !begins_closure(rest, i))
			return true;
	return false;
}
