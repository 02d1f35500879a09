/* Texts that stand where a mitigation should, and are none. */
#include "foreign_words.h"

#include <string.h>

static bool one_of(const struct tg_fold *f, const char *const *list, size_t n,
		   bool (*test)(const struct tg_fold *, const char *))
{
	for (size_t i = 0; i < n; i++)
		if (test(f, list[i]))
			return true;
	return false;
}

#define ONE_OF(f, list, test) \
	one_of((f), (list), sizeof(list) / sizeof((list)[0]), (test))

static const char *const denial_whole[] = {
	"none", "n a", "na", "nil", "no", "nothing", "unknown", "open", "missing",
	"unmitigated", "not mitigated", "not applicable", "not addressed",
	"not implemented", "not available", "no mitigation", "no mitigations",
	"not currently mitigated", "not yet mitigated", "not yet", "gap", "out of scope",
	"not in scope", "none planned", "nothing so far", "nothing yet", "nothing currently",
	"nothing for now", "nothing at present", "nothing at the moment", "none so far",
};

static const char *const denial_opening[] = {
	"no mitigation", "no mitigations", "no current mitigation",
	"no specific mitigation", "no control", "no controls", "no technical control",
	"no known mitigation", "no action", "no protection", "no defense",
	"no defence", "not currently addressed", "not currently mitigated",
	"not addressed", "not mitigated", "not yet mitigated", "not yet addressed",
	"out of scope", "not covered", "not handled", "not protected", "not defended",
	"not applicable", "not sure", "not possible", "unmitigated",
	"it cannot be mitigated", "cannot be mitigated", "can not be mitigated",
	"nothing at", "nothing yet", "nothing in place", "nothing currently",
	"currently none", "currently no", "there is no mitigation",
	"there is currently no", "there are no mitigations", "there are no controls",
};

/* In the first sentence. */
static const char *const denial_inside[] = {
	"is not currently addressed", "not currently addressed by",
	"is not addressed by", "is not mitigated by", "is not currently mitigated",
	"cannot be directly mitigated", "cannot be mitigated",
	"can not be mitigated", "is not yet addressed", "is not yet mitigated",
	"are not currently addressed", "no mitigation exists",
	"no mitigation is", "has no mitigation",
};

static struct tg_str first_sentence(struct tg_str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '.' && tg_is_space(s.p[i + 1]))
			return tg_str_sub(s, 0, i);
	return s;
}

/* "None", "None - the log is public", "None within the function"; but neither
 * "None of the requests ..." nor "None are accepted". */
static bool says_none(struct tg_str s, const struct tg_fold *f)
{
	static const char *const goes_on[] = { "of",   "is",   "are",	 "can",  "may",
					       "will", "must", "should", "shall", "but",
					       "have", "has",  "could" };
	struct tg_str first, second;
	size_t at = 0;

	if (!tg_fold_word(f, &at, &first) || !tg_str_is(first, "none"))
		return false;
	if (tg_fold_has(f, "planned") || tg_fold_has(f, "plan to") ||
	    tg_fold_has(f, "accepted"))
		return false; /* "None; planned for spring" is a plan */
	if ((s.n > 4 && s.p[4] != ' ') || !tg_fold_word(f, &at, &second))
		return true;
	for (size_t i = 0; i < sizeof(goes_on) / sizeof(goes_on[0]); i++)
		if (tg_str_is(second, goes_on[i]))
			return false;
	return true;
}

static struct tg_str without_marks(struct tg_str s)
{
	s = tg_str_trim(s);
	while (s.n > 0 && (s.p[0] == '*' || s.p[0] == '_' || s.p[0] == '('))
		s = tg_str_from(s, 1);
	return s;
}

/* "N/A", "N/A - runtime is modelled elsewhere". */
static bool not_applicable(struct tg_str s)
{
	return tg_str_istarts(s, "n/a") && (s.n == 3 || !tg_is_alnum(s.p[3]));
}

/* "A future track may give guidance" promises, and does nothing yet. */
static bool only_promises(const struct tg_fold *f)
{
	return (tg_fold_starts(f, "a future") || tg_fold_starts(f, "future")) &&
	       (tg_fold_has(f, "may") || tg_fold_has(f, "might") ||
		tg_fold_has(f, "could"));
}

/* Letters of other scripts, which a fold leaves out; dashes and signs are none. */
static bool has_foreign_letters(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if ((c >= 0xc3 && c <= 0xdf) || (c >= 0xe3 && c <= 0xed) || c == 0xe0 ||
		    c == 0xe1)
			return true;
	}
	return false;
}

/* "Out of scope of the protocol, but each call is verified again": the first sentence
 * goes on with what is done all the same. */
static bool is_taken_back(struct tg_str sentence)
{
	static const char *const turns[] = { ", but ", "; however", ", however", " but the ",
					     " \xe2\x80\x94 but " };
	struct tg_fold rest;

	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
		size_t at = tg_str_ifind(sentence, tg_str(turns[i]));

		if (at == SIZE_MAX)
			continue;
		tg_fold(&rest, tg_str_from(sentence, at));
		return rest.words >= 5 && !tg_fold_has(&rest, "accept") &&
		       !tg_fold_has(&rest, "accepted");
	}
	return false;
}

/* "Out of scope in v1; padding is planned for v2" */
static bool goes_on_with_plan(struct tg_str sentence)
{
	size_t at = tg_str_chr(sentence, ';');
	struct tg_str rest = tg_str_from(sentence, at == SIZE_MAX ? sentence.n : at + 1);
	struct tg_fold f;

	tg_fold(&f, rest);
	return f.words >= 3 &&
	       (tg_fold_has(&f, "planned") || tg_fold_has(&f, "mitigated")) &&
	       !tg_fold_has(&f, "not") && !tg_fold_has(&f, "no");
}

/* "- (the user's own space)": a dash, and why. */
static bool is_dash_with_reason(struct tg_str s)
{
	static const char *const dashes[] = { "\xe2\x80\x94", "\xe2\x80\x93", "-" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
		if (tg_str_starts(s, dashes[i]))
			return tg_str_starts(tg_str_trim(tg_str_from(s, strlen(dashes[i]))),
					     "(");
	return false;
}

/* "Not limited yet" */
static bool is_not_yet(const struct tg_fold *f)
{
	return f->words <= 5 && tg_fold_starts(f, "not") && tg_fold_ends(f, "yet");
}

bool tg_text_denies(struct tg_str text)
{
	struct tg_str s = without_marks(text);
	struct tg_fold f;

	tg_fold(&f, s);
	if (tg_foreign_denies(s))
		return true;
	if (f.n == 0) /* a dash, a question mark, nothing at all */
		return !has_foreign_letters(s);
	if (says_none(s, &f) || not_applicable(s) || ONE_OF(&f, denial_whole, tg_fold_is) ||
	    only_promises(&f) || is_not_yet(&f) || is_dash_with_reason(s))
		return true;
	if (ONE_OF(&f, denial_opening, tg_fold_starts))
		return !is_taken_back(first_sentence(s)) &&
		       !goes_on_with_plan(first_sentence(s));
	tg_fold(&f, first_sentence(s));
	return ONE_OF(&f, denial_inside, tg_fold_has);
}

static const char *const placeholder_whole[] = {
	"tbd", "tba", "tbc", "todo", "to do", "fixme", "xxx", "wip", "placeholder",
	"to be determined", "to be defined", "to be decided", "to be done",
	"to be filled", "to be filled in", "to be written", "to be added",
	"coming soon", "fill in", "fill me in", "fill this in", "example", "foo",
	"bar", "your mitigation here", "mitigation here", "description here",
	"threat here", "data goes here", "goes here", "insert text here",
};

static const char *const placeholder_opening[] = {
	"todo", "fixme", "tbd", "lorem ipsum", "some text describing",
	"provide remediation for this threat", "provide a description for this threat",
	"your mitigation", "insert your", "insert the", "describe the threat here",
	"describe the mitigation here", "describe how", "add mitigation here",
	"new stride threat", "new generic threat",
};

/* "<mitigation>", "[describe the control]", "{{ mitigation }}". */
static bool is_bracketed(struct tg_str s)
{
	if (s.n < 3)
		return false;
	char open = s.p[0], close = s.p[s.n - 1];

	if (open == '<' && close == '>')
		return tg_str_find(s, TG_STR("://")) == SIZE_MAX;
	if (open == '{' && close == '}')
		return true;
	return open == '[' && close == ']' && tg_str_chr(s, ' ') != SIZE_MAX;
}

bool tg_text_is_placeholder(struct tg_str text)
{
	struct tg_str s = tg_str_trim(text);
	struct tg_fold f;

	if (s.n == 0)
		return false;
	if (is_bracketed(s) || tg_str_is(s, "...") || tg_str_is(s, "\xe2\x80\xa6") ||
	    tg_str_is(s, "?") || tg_str_is(s, "???"))
		return true;
	tg_fold(&f, s);
	return ONE_OF(&f, placeholder_whole, tg_fold_is) ||
	       ONE_OF(&f, placeholder_opening, tg_fold_starts);
}

static const char *const stock[] = {
	"improve security", "increase security", "enhance security",
	"ensure security", "add security", "more security", "better security",
	"strengthen security", "security best practices", "best practices",
	"best practice", "industry standard", "as needed", "as appropriate",
	"if necessary", "be careful", "be secure", "make secure", "secure coding",
	"secure code", "secure the", "harden the", "harden system", "hardening",
	"apply security", "proper security", "proper validation",
	"appropriate controls", "appropriate measures", "adequate measures",
	"security measures", "security controls", "review security",
	"security review", "raise awareness", "security awareness", "user training",
	"take care", "keep secure", "keep safe", "handle errors properly",
	"monitor closely", "follow guidelines", "use security", "fix it",
	"will be fixed", "will fix", "needs work", "see docs", "various",
};

/* Something to hold on to: a number, code, an acronym, a path. */
static bool is_concrete(struct tg_str s)
{
	size_t capitals = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (tg_is_digit(c) || c == '`' || c == '/' || c == '_' || c == '#')
			return true;
		capitals = c >= 'A' && c <= 'Z' ? capitals + 1 : 0;
		if (capitals >= 2)
			return true;
		if (i > 0 && c >= 'A' && c <= 'Z' && tg_is_alnum(s.p[i - 1]))
			return true; /* camelCase */
	}
	return false;
}

bool tg_text_is_vague(struct tg_str text)
{
	struct tg_str s = tg_str_trim(text);
	struct tg_fold f;

	tg_fold(&f, s);
	if (f.n == 0 || is_concrete(s))
		return false;
	if (f.words <= 1)
		return true;
	return f.words <= 8 && ONE_OF(&f, stock, tg_fold_has);
}
