/* Mitigations and scores as formats hold them that have one text for them, in which
 * our own exports put what there is no field for. */
#include "build.h"

#include "mitigation.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LINES 200u

static bool take_status(struct tg_mitigation *m, struct tg_str part)
{
	for (int s = TG_MITIGATION_IMPLEMENTED; s <= TG_MITIGATION_OTHER; s++) {
		const char *name = tg_mitigation_status_name((enum tg_mitigation_status)s);

		if (!tg_str_is(part, name))
			continue;
		m->status = (enum tg_mitigation_status)s;
		m->status_text = name;
		return true;
	}
	return false;
}

static void take_evidence(struct tg_mitigation *m, struct tg_arena *arena,
			  struct tg_str list)
{
	const char **out = tg_arena_calloc(arena, list.n / 2 + 1, sizeof(*out));
	struct tg_str one;

	while (tg_str_split(&list, ',', &one)) {
		one = tg_str_trim(one);
		if (one.n > 0)
			out[m->n_evidence++] = tg_arena_dup_str(arena, one);
	}
	m->evidence = out;
}

static bool take_part(struct tg_mitigation *m, struct tg_arena *arena, struct tg_str part)
{
	struct {
		const char *word;
		const char **to;
	} words[] = { { "because ", &m->reason }, { "owner ", &m->owner }, { "due ", &m->due } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!tg_str_starts(part, words[i].word))
			continue;
		*words[i].to = tg_arena_dup_str(
			arena, tg_str_from(part, strlen(words[i].word)));
		return true;
	}
	if (tg_str_starts(part, "evidence ")) {
		take_evidence(m, arena, tg_str_from(part, strlen("evidence ")));
		return true;
	}
	return take_status(m, part);
}

/* Where the bracket opens that ends the text; SIZE_MAX for none. */
static size_t last_bracket(struct tg_str text)
{
	unsigned depth = 0;

	if (!tg_str_ends(text, ")"))
		return SIZE_MAX;
	for (size_t i = text.n; i-- > 0;) {
		depth += text.p[i] == ')';
		depth -= text.p[i] == '(';
		if (depth == 0)
			return i;
	}
	return SIZE_MAX;
}

/* "Verify every callback (implemented; owner @pay)": the text without the
 * bracket, whose parts go into `m`; the text as it is where any is unknown. */
static struct tg_str read_bracket(struct tg_mitigation *m, struct tg_arena *arena,
				  struct tg_str text)
{
	size_t at = last_bracket(text);
	struct tg_mitigation said = { 0 };
	struct tg_str parts, part;

	if (at == SIZE_MAX || text.n - at <= 2)
		return text;
	parts = tg_str_sub(text, at + 1, text.n - at - 2);
	while (tg_str_split(&parts, ';', &part))
		if (!take_part(&said, arena, tg_str_trim(part)))
			return text;
	*m = said;
	return tg_str_rtrim(tg_str_sub(text, 0, at));
}

static void add_said(struct tg_build *b, struct tg_built_threat *t, struct tg_str text,
		     const char *status)
{
	struct tg_mitigation said = { 0 }, *m;
	struct tg_str rest = read_bracket(&said, b->arena, text);

	tg_build_mitigation(b, t, "", tg_arena_dup_str(b->arena, rest),
			    said.status_text != NULL ? said.status_text : status);
	m = &t->mitigations.items[t->mitigations.n - 1];
	if (rest.n == text.n)
		return;
	m->owner = said.owner != NULL ? said.owner : m->owner;
	m->due = said.due != NULL ? said.due : m->due;
	m->reason = said.reason != NULL ? said.reason : m->reason;
	m->evidence = said.evidence;
	m->n_evidence = said.n_evidence;
	/* a text that is all bracket says what was decided and nothing else */
	if (rest.n == 0 && m->reason != NULL)
		m->text = m->reason;
	m->denial = m->denial && m->status != TG_MITIGATION_ACCEPTED;
}

/* Several, one a line behind a dash; any other text is one. */
static bool is_list(struct tg_str text)
{
	struct tg_str line;
	size_t n = 0;

	while (tg_str_line(&text, &line)) {
		if (!tg_str_starts(line, "- ") || ++n > MAX_LINES)
			return false;
	}
	return n > 1;
}

void tg_build_said(struct tg_build *b, struct tg_built_threat *t, const char *text,
		   const char *status)
{
	struct tg_str rest = tg_str(text), line;

	if (!is_list(rest)) {
		add_said(b, t, rest, status);
		return;
	}
	while (tg_str_line(&rest, &line))
		add_said(b, t, tg_str_from(line, 2), status);
}

/* The numbers of "3/2/2/1/2 = 10" behind the word; how many there were. */
static size_t numbers_of(const char *text, const char *word, double *out, size_t max)
{
	size_t n = 0, skip = strlen(word);
	char *end;

	if (strncmp(text, word, skip) != 0)
		return 0;
	for (text += skip; n < max; n++, text = end + strspn(end, "/= ")) {
		out[n] = strtod(text, &end);
		if (end == text)
			break;
	}
	return n;
}

bool tg_build_score(struct tg_build *b, struct tg_built_threat *t, const char *text)
{
	struct tg_risk *r = &t->t.risk;
	double d[TG_DREAD_FACTORS + 1];
	const char *times = strstr(text, " \xc3\x97 ");
	size_t n = numbers_of(text, "DREAD ", d, TG_DREAD_FACTORS + 1);

	if (n >= TG_DREAD_FACTORS) {
		memcpy(r->dread, d, sizeof(r->dread));
		r->total = n > TG_DREAD_FACTORS ? d[TG_DREAD_FACTORS] : -1;
	} else if (numbers_of(text, "CVSS ", d, 1) == 1) {
		r->cvss = d[0];
	} else if (times != NULL && strlen(text) < 64) {
		r->likelihood = tg_arena_strndup(b->arena, text, (size_t)(times - text));
		r->impact = tg_arena_dup(b->arena, times + 4);
	} else {
		return false;
	}
	return true;
}
