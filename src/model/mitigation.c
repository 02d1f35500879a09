#include "mitigation.h"

#include <string.h>

#define MAX_EVIDENCE 64u

/* --- evidence --------------------------------------------- */

static bool is_path_char(char c)
{
	return tg_is_alnum(c) || c == '/' || c == '.' || c == '_' || c == '-' ||
	       c == '+' || c == '@' || c == '[' || c == ']' || (unsigned char)c >= 0x80;
}

/* The path is what stands before ":symbol" or "#L10". */
static struct tg_str path_of(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ':' || s.p[i] == '#')
			return tg_str_sub(s, 0, i);
	return s;
}

static bool has_extension(struct tg_str path)
{
	size_t slash = tg_str_rchr(path, '/');
	struct tg_str name = slash == SIZE_MAX ? path : tg_str_from(path, slash + 1);
	size_t dot = tg_str_rchr(name, '.');
	size_t letters = 0;

	if (dot == SIZE_MAX || dot == 0 || name.n - dot - 1 > 6 || dot + 1 == name.n)
		return tg_str_is(name, "Dockerfile") || tg_str_is(name, "Makefile");
	for (size_t i = dot + 1; i < name.n; i++) {
		if (!tg_is_alnum(name.p[i]))
			return false;
		letters += tg_is_alpha(name.p[i]);
	}
	return letters > 0;
}

bool tg_is_code_reference(struct tg_str s, bool bare)
{
	struct tg_str path = path_of(s);

	if (path.n < 3 || path.n > 300 || s.n > 400 || path.p[0] == '/' ||
	    path.p[0] == '-' || path.p[0] == '@' ||
	    tg_str_find(s, TG_STR("//")) != SIZE_MAX ||
	    tg_str_find(path, TG_STR("..")) != SIZE_MAX)
		return false;
	for (size_t i = 0; i < path.n; i++)
		if (!is_path_char(path.p[i]))
			return false;
	for (size_t i = path.n; i < s.n; i++)
		if (tg_is_space(s.p[i]))
			return false;
	if (tg_str_chr(path, '/') == SIZE_MAX && !bare)
		return false;
	return has_extension(path);
}

static void add_evidence(struct tg_mitigation *m, struct tg_arena *arena,
			 struct tg_str s)
{
	if (m->n_evidence >= MAX_EVIDENCE)
		return;
	for (size_t i = 0; i < m->n_evidence; i++)
		if (tg_str_is(s, m->evidence[i]))
			return;
	const char **list = tg_arena_calloc(arena, m->n_evidence + 1, sizeof(*list));

	for (size_t i = 0; i < m->n_evidence; i++)
		list[i] = m->evidence[i];
	list[m->n_evidence++] = tg_arena_dup_str(arena, s);
	m->evidence = list;
}

static struct tg_str without_marks(struct tg_str s)
{
	static const char marks[] = "`'\"(),;.";

	s = tg_str_trim(s);
	while (s.n > 0 && strchr(marks, s.p[0]) != NULL && s.p[0] != '.')
		s = tg_str_from(s, 1);
	while (s.n > 0 && strchr(marks, s.p[s.n - 1]) != NULL)
		s = tg_str_sub(s, 0, s.n - 1);
	return s;
}

void tg_mitigation_evidence(struct tg_mitigation *m, struct tg_arena *arena,
			    const struct tg_md *node, const char *text, bool column)
{
	struct tg_str rest = tg_str(text), word;

	for (const struct tg_md *n = node; n != NULL; n = tg_md_walk(node, n))
		if (n->kind == TG_MD_CODE &&
		    tg_is_code_reference(tg_str_trim(tg_str(n->text)), column))
			add_evidence(m, arena, tg_str_trim(tg_str(n->text)));
	while (column && tg_str_word(&rest, &word)) {
		word = without_marks(word);
		if (tg_is_code_reference(word, true))
			add_evidence(m, arena, word);
	}
}

/* --- words --------------------------------------------- */

/* "... [LIVE]", "... (planned)": what stands in brackets alone. */
static enum tg_mitigation_status bracketed_status(struct tg_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char close = text.p[i] == '(' ? ')' : text.p[i] == '[' ? ']' : '\0';

		if (close == '\0')
			continue;
		size_t n = tg_str_chr(tg_str_from(text, i + 1), close);

		if (n == SIZE_MAX || n > 40)
			continue;
		enum tg_mitigation_status s =
			tg_status_opening(tg_str_sub(text, i + 1, n));

		if (s != TG_MITIGATION_UNSTATED)
			return s;
	}
	return TG_MITIGATION_UNSTATED;
}

/* "Owner: payments", "(owner: @ann)", up to a separator. */
static const char *labelled(struct tg_arena *arena, struct tg_str text,
			    const char *label)
{
	size_t at = tg_str_ifind(text, tg_str(label)), n = 0;

	if (at == SIZE_MAX || (at > 0 && tg_is_alnum(text.p[at - 1])))
		return NULL;
	struct tg_str rest = tg_str_trim(tg_str_from(text, at + strlen(label)));

	while (n < rest.n && n < 80 && strchr(",;.)]|", rest.p[n]) == NULL)
		n++;
	rest = tg_str_trim(tg_str_sub(rest, 0, n));
	return rest.n > 0 ? tg_arena_dup_str(arena, rest) : NULL;
}

static const char *due_in(struct tg_arena *arena, struct tg_str text)
{
	static const char *const marks[] = { "due ", "due: ", "by ", "until ", "before ",
					     "deadline ", "deadline: ", "expires ",
					     "expires: ", "review by ", "target: " };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t at = tg_str_ifind(text, tg_str(marks[i]));

		if (at == SIZE_MAX || (at > 0 && tg_is_alnum(text.p[at - 1])))
			continue;
		struct tg_str rest = tg_str_sub(text, at + strlen(marks[i]), 24);

		if (rest.n > 0 && (tg_is_digit(rest.p[0]) || tg_is_alpha(rest.p[0])) &&
		    tg_date_in(arena, rest) != NULL)
			return tg_date_in(arena, rest);
	}
	return NULL;
}

/* A word that says no more than that the risk is accepted, or a sign. */
static bool says_accepted(struct tg_str word)
{
	static const char *const words[] = {
		"accepted", "accept", "risk", "acceptance", "the", "this", "is",
		"and", "documented", "document", "we", "acceptable", "n/a",
	};

	while (word.n > 0 && !tg_is_alnum(word.p[word.n - 1]))
		word = tg_str_sub(word, 0, word.n - 1);
	while (word.n > 0 && !tg_is_alnum(word.p[0]))
		word = tg_str_from(word, 1);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_str_iis(word, words[i]))
			return true;
	return word.n == 0;
}

/* What is left of "Accepted risk: the log is public" is why. */
static const char *reason_in(struct tg_arena *arena, struct tg_str text)
{
	struct tg_str rest = text, before = text, word;
	struct tg_fold f;

	while (tg_str_word(&rest, &word) && says_accepted(word))
		before = rest;
	tg_fold(&f, before);
	return f.words >= 3 ? tg_arena_dup_str(arena, tg_str_trim(before)) : NULL;
}

void tg_mitigation_judge(struct tg_mitigation *m, struct tg_arena *arena)
{
	struct tg_str text = tg_str(m->text);
	bool says_nothing = text.n == 0;

	m->placeholder = tg_text_is_placeholder(text);
	if (m->status == TG_MITIGATION_UNSTATED)
		m->status = tg_status_opening(text);
	if (m->status == TG_MITIGATION_UNSTATED)
		m->status = bracketed_status(text);
	m->denial = says_nothing || m->placeholder ||
		    (tg_text_denies(text) && m->status != TG_MITIGATION_ACCEPTED);
	if (m->owner == NULL)
		m->owner = labelled(arena, text, "owner:");
	if (m->due == NULL)
		m->due = due_in(arena, text);
	if (m->status == TG_MITIGATION_ACCEPTED && m->reason == NULL)
		m->reason = reason_in(arena, tg_str(m->status_text));
	if (m->status == TG_MITIGATION_ACCEPTED && m->reason == NULL)
		m->reason = reason_in(arena, text);
	if (m->status_text == NULL)
		m->status_text = "";
	if (m->id == NULL)
		m->id = "";
}
