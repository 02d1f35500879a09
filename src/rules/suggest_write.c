/* The rule file: what a person reads, edits and commits. */
#include "suggest_impl.h"


#include <string.h>

/* What a condition of a folder looks like; short words, so no literal. */
#define DECISION "\\b(?:if|elif|elsif|unless|when|guard|switch|cond)\\b"
#define NO_IMPORT "^\\s*(?:import|from|use|using|export|package|require|alias)\\b"

struct text {
	const char *id, *title, *message, *ask, *stride, *triggers;
	const char *role; /* NULL: none */
	bool removal;     /* its removal is a rule of its own */
};

static const struct text kinds[SG_KINDS] = {
	[SG_GUARD] = { "guard", "A guard of ours", "One of our own guards",
		       "Who may do this now, and where is that enforced?",
		       "spoofing, elevation-of-privilege", "auth-change", "guard",
		       true },
	[SG_CHECK] = { "check", "A check of ours", "One of our own checks of what comes in",
		       "What is refused now, and what gets past it?", "tampering", "",
		       "validation", true },
	[SG_READ] = { "input", "A reader of input of ours",
		      "A helper of ours that reads what clients send",
		      "How is what comes in checked before it is used?", "tampering", "",
		      NULL, false },
	[SG_LIMIT] = { "limit", "A limit of ours", "One of our own limits",
		       "What bounds this operation now?", "denial-of-service", "",
		       "limit", true },
	[SG_SINK] = { "sink", "A dangerous helper of ours",
		      "A helper of ours that runs a query, a command or markup",
		      "Can any part of what it runs come from a client?",
		      "tampering, elevation-of-privilege", "", NULL, false },
	[SG_SECRET] = { "secret", "A keeper of secrets of ours",
			"A helper of ours that keeps or hides secrets or personal data",
			"Who can see it, and where is it kept and logged?",
			"information-disclosure", "", NULL, true },
	[SG_HELD] = { "request", "A read of what a client sent",
		      "A line that reads what a client sent, by the name that it has here,",
		      "How is it checked before it is used?", "tampering", "", NULL,
		      false },
};

static const struct text topics[SG_TOPICS] = {
	[SG_INPUT] = { "input", "what handles input here",
		       "Changes here mostly went with changes of how input is handled.",
		       "Does anything that comes from outside reach this now, and how "
		       "is it checked?", "tampering", "", NULL, false },
	[SG_TRUST] = { "trust", "what decides on access here",
		       "Changes here mostly went with changes of who may do what.",
		       "Who can reach this now, and what is trusted on the way?",
		       "spoofing, elevation-of-privilege", "", NULL, false },
	[SG_DATA] = { "data", "what handles sensitive data here",
		      "Changes here mostly went with changes of sensitive data.",
		      "Which data goes where now, and who can see it?",
		      "information-disclosure", "", NULL, false },
	[SG_ABUSE] = { "abuse", "what holds back abuse here",
		       "Changes here mostly went with changes of limits.",
		       "What can a client now do more often, or make bigger?",
		       "denial-of-service", "", NULL, false },
};

static const char *const evidences[SG_EVIDENCES] = {
	[SG_DEFINED] = "defined", [SG_DECIDES] = "decides", [SG_NAMED] = "named",
	[SG_BESIDE] = "beside",
};

/* --- bytes --------------------------------------------------------------------- */

/* Names of files are others' text: nothing in them may end a comment's line. */
static void put_comment(struct tg_buf *out, const char *text)
{
	for (; *text; text++)
		tg_buf_putc(out, *text >= ' ' && (unsigned char)*text < 0x7f ? *text : '?');
}

/* Inside single quotes. */
static void put_quoted(struct tg_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text < ' ' || (unsigned char)*text >= 0x7f)
			continue;
		if (*text == '\'')
			tg_buf_putc(out, '\'');
		tg_buf_putc(out, *text);
	}
}

static const char *escaped(struct tg_arena *arena, const char *name)
{
	char *out = tg_arena_alloc(arena, strlen(name) * 2 + 1), *to = out;

	for (; *name; name++) {
		if (*name == '.')
			*to++ = '\\';
		*to++ = *name;
	}
	return out;
}

/* --- one rule -------------------------------------------------------------------- */

struct group {
	struct sg_word *const *words;
	size_t n;
	const struct sg_word *first;
	const struct text *text;
	struct tg_arena *arena;
	const char *pattern;
};

static bool is_folder(const struct group *g)
{
	return g->first->shape == SG_FOLDER;
}

static const char *pattern_of(const struct group *g)
{
	const char *list = "";

	if (is_folder(g))
		return DECISION;
	for (size_t i = 0; i < g->n; i++)
		list = tg_arena_printf(g->arena, "%s%s%s", list, i > 0 ? "|" : "",
				       escaped(g->arena, g->words[i]->name));
	return tg_arena_printf(g->arena, g->first->shape == SG_VARIABLE ?
			       "\\b(?:%s)(?:\\.\\w|\\[)" : "\\b(?:%s)\\b", list);
}

/* True when a rule of this pattern matches the line that is its example. */
static bool holds(const struct group *g, const char *example)
{
	const char *const languages[] = { g->first->language, NULL };
	const char *const match[] = { tg_arena_printf(g->arena, "+%s", example), NULL };
	const char *const none[] = { NULL };
	struct tg_rule rule = { .id = "own.test", .title = "", .topic = "", .message = "",
		.ask = "", .references = none, .languages = languages,
		.line = g->pattern, .unless = is_folder(g) ? NULL : NO_IMPORT,
		.match = match, .no_match = none, .no_literal = true };
	const char *failed;
	struct tg_err err;

	return tg_rule_test(&rule, &failed, &err) == TG_OK;
}

/* The line as it stands in the repository where that does for a test. */
static const char *example_of(const struct group *g)
{
	const struct sg_word *w = g->first;
	char *plain = tg_arena_dup(g->arena, w->example ? w->example : ""), *to = plain;

	for (const char *c = plain; *c; c++)
		if (*c >= ' ' && (unsigned char)*c < 0x7f)
			*to++ = *c;
	*to = '\0';
	if (holds(g, plain))
		return plain;
	return is_folder(g) ? "if x {" :
	       tg_arena_printf(g->arena, w->shape == SG_VARIABLE ? "%s[x]" : "%s(",
			       w->name);
}

static void put_tests(struct tg_buf *out, const struct group *g, bool removal,
		      bool either)
{
	const char *example = example_of(g);

	tg_buf_printf(out, "    tests:\n      match: ['%c", removal ? '-' : '+');
	put_quoted(out, example);
	tg_buf_puts(out, "']\n      no_match: ['");
	if (either) {
		tg_buf_puts(out, "+something else");
	} else {
		tg_buf_putc(out, removal ? '+' : '-');
		put_quoted(out, example);
	}
	tg_buf_puts(out, "']\n");
}

static void put_where(struct tg_buf *out, const struct group *g)
{
	if (is_folder(g)) {
		tg_buf_puts(out, "    paths: [");
		for (size_t i = 0; i < g->n; i++)
			tg_buf_printf(out, "%s'/%s/**'", i > 0 ? ", " : "",
				      g->words[i]->name);
		tg_buf_puts(out, "]\n    no_literal: the words are short, the folders "
			    "bound it\n");
	}
	tg_buf_printf(out, "    line: '%s'\n", g->pattern);
	if (!is_folder(g))
		tg_buf_puts(out, "    unless: '" NO_IMPORT "'\n");
}

static const char *what_it_did(const struct group *g, bool removal)
{
	if (removal)
		return "removed";
	return g->first->evidence == SG_BESIDE ? "changed" : "added";
}

static void put_name(struct tg_buf *out, const struct group *g, const char *did)
{
	const struct sg_word *w = g->first;
	const struct text *t = g->text;
	bool either = w->evidence == SG_BESIDE;

	tg_buf_printf(out, "  - id: own.%s-%s-%s%s.%s\n", t->id,
		      is_folder(g) ? "folder" : evidences[w->evidence], did,
		      w->sure || either ? "" : "-maybe", w->language);
	if (either)
		tg_buf_printf(out, "    title: A change of %s\n", t->title);
	else
		tg_buf_printf(out, "    title: %s was %s\n", t->title, did);
	tg_buf_printf(out, "    topic: %s\n", sg_topic_ids[w->topic]);
}

static void put_rule(struct tg_buf *out, const struct group *g, bool removal)
{
	const struct sg_word *w = g->first;
	const struct text *t = g->text;
	bool either = w->evidence == SG_BESIDE;
	const char *did = what_it_did(g, removal);

	put_name(out, g, did);
	if (*t->triggers && w->sure)
		tg_buf_printf(out, "    triggers: [%s]\n", t->triggers);
	tg_buf_printf(out, "    stride: [%s]\n    severity: %s\n    confidence: %s\n"
		      "    languages: [%s]\n    change: %s\n", t->stride,
		      removal ? "high" : "medium",
		      either ? "low" : w->sure ? "high" : "medium",
		      w->language, removal ? "removed" : either ? "either" : "added");
	if (removal)
		tg_buf_puts(out, "    control: true\n");
	if (t->role)
		tg_buf_printf(out, "    role: %s\n", t->role);
	put_where(out, g);
	if (either)
		tg_buf_printf(out, "    message: %s\n", t->message);
	else
		tg_buf_printf(out, "    message: %s is %s.\n", t->message, did);
	tg_buf_printf(out, "    ask: %s\n", t->ask);
	put_tests(out, g, removal, either);
}

/* --- why ------------------------------------------------------------------------- */

static void put_reason(struct tg_buf *out, const struct sg_word *w)
{
	static const char *const does[SG_KINDS] = { "refuses a caller", "refuses what comes in",
		"reads input", "limits", "runs what it is given", "keeps secrets", "" };

	switch (w->evidence) {
	case SG_DEFINED:
		if (w->kind == SG_HELD) {
			tg_buf_printf(out, "set from a request %u of %u times",
				      w->does[SG_HELD], w->defined);
			break;
		}
		tg_buf_printf(out, "its body %s", does[w->kind]);
		break;
	case SG_DECIDES:
		tg_buf_printf(out, "decides on a refusal %u times", w->refuses[w->kind]);
		break;
	case SG_BESIDE:
		tg_buf_printf(out, "%u of the %u commits that changed it touched %s",
			      w->beside[w->topic], w->changes, sg_topic_ids[w->topic]);
		break;
	default:
		tg_buf_puts(out, "its name says so");
		break;
	}
}

static void put_word(struct tg_buf *out, const struct sg_word *w)
{
	static const char *const shapes[] = { "annotation", "base class", "call", "name",
		"variable", "folder" };

	tg_buf_puts(out, "  # ");
	put_comment(out, w->name);
	tg_buf_printf(out, " (%s): ", shapes[w->shape]);
	put_reason(out, w);
	if (w->uses > 0)
		tg_buf_printf(out, "; %u place%s in %u file%s", w->uses,
			      w->uses == 1 ? "" : "s", w->files,
			      w->files == 1 ? "" : "s");
	if (w->added + w->removed > 0)
		tg_buf_printf(out, "; lately added %u and removed %u times", w->added,
			      w->removed);
	for (unsigned i = 0; i < SG_PLACES && i < w->files; i++) {
		tg_buf_puts(out, i == 0 ? ": " : " ");
		put_comment(out, w->paths[i]);
		tg_buf_printf(out, ":%u", w->lines[i]);
	}
	tg_buf_putc(out, '\n');
}

static void put_group(struct tg_buf *out, struct sg_word *const *words, size_t n)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct group g = { words, n, words[0], NULL, &arena, NULL };

	g.text = words[0]->evidence == SG_BESIDE ? &topics[words[0]->topic] :
						   &kinds[words[0]->kind];
	g.pattern = pattern_of(&g);
	tg_buf_putc(out, '\n');
	for (size_t i = 0; i < n; i++)
		put_word(out, words[i]);
	if (g.text->removal && words[0]->evidence != SG_BESIDE)
		put_rule(out, &g, true);
	put_rule(out, &g, false);
	tg_arena_release(&arena);
}

size_t tg_suggest_write(struct tg_suggest *s, struct tg_buf *out, unsigned min)
{
	struct sg_word **items;

	sg_choose(s, min);
	items = s->all.items;
	tg_buf_puts(out, "# Names and folders of this repository that behave like guards, "
		    "checks, inputs,\n# limits or sinks and that no rule knows for it. "
		    "Take out what is none, then\n# commit the file as "
		    ".threatgate/rules/own.yml; `threatgate rules test` runs\n"
		    "# the tests.\npack: own\nrules:");
	tg_buf_puts(out, s->all.n == 0 ? " []\n" : "");
	for (size_t i = 0; i < s->all.n;) {
		size_t n = 1;

		while (i + n < s->all.n && sg_compare_groups(items[i], items[i + n]) == 0)
			n++;
		put_group(out, items + i, n);
		i += n;
	}
	return s->all.n;
}
