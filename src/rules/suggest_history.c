/* Reading the history: what changes together with what. */
#include "suggest_impl.h"

#include "../git/language.h"

#include <stdlib.h>
#include <string.h>

void tg_suggest_commit(struct tg_suggest *s)
{
	s->commit++;
}

struct change {
	struct tg_suggest *s;
	const struct tg_file_view *view;
	const char *language;
	struct sg_mark own;  /* of the line that is looked at */
	unsigned around;     /* topics of its hunk's other lines */
	const struct tg_line *line;
};

static void count_change(struct tg_suggest *s, struct sg_word *word, unsigned topics)
{
	if (word->seen_in != s->commit)
		word->changes++;
	word->seen_in = s->commit;
	for (unsigned t = 0; t < SG_TOPICS; t++) {
		if (!(topics & (1u << t)) || word->beside_in[t] == s->commit)
			continue;
		word->beside[t]++;
		word->beside_in[t] = s->commit;
	}
}

static void see_changed(struct tg_str name, void *ctx)
{
	struct change *c = ctx;
	struct sg_word *word;

	if (!sg_is_compound(name))
		return;
	word = sg_word(c->s, c->language, name, SG_NAME, true);
	if (word == NULL)
		return;
	if (word->uses == 0)
		sg_note_place(c->s, word, c->view->change->path,
			      c->line->new_line + c->line->old_line, c->line->text);
	word->added += c->line->kind == TG_LINE_ADDED;
	word->removed += c->line->kind == TG_LINE_REMOVED;
	count_change(c->s, word, c->around);
}

/* Every folder but the first, which is the whole program as a rule. */
static void see_folders(struct change *c, unsigned topics, bool decision)
{
	const char *path = c->view->change->path;
	unsigned depth = 0;

	for (const char *slash = strchr(path, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		struct tg_str folder = tg_str_n(path, (size_t)(slash - path));
		struct sg_word *word;

		if (depth++ == 0 || !decision)
			continue;
		word = sg_word(c->s, c->language, folder, SG_FOLDER, true);
		if (word == NULL)
			continue;
		if (word->example == NULL)
			word->example = tg_arena_dup_str(&c->s->arena,
				tg_str_trim(tg_str_sub(c->line->text, 0, 120)));
		count_change(c->s, word, topics);
	}
}

static unsigned topics_of_hunk(const struct tg_file_view *view,
			       const struct sg_mark *marks, size_t at)
{
	uint32_t hunk = view->lines[at].hunk;
	unsigned topics = 0;

	while (at > 0 && view->lines[at - 1].hunk == hunk)
		at--;
	for (; at < view->n_lines && view->lines[at].hunk == hunk; at++)
		topics |= marks[at].topics;
	return topics;
}

/* A comment or an import: it does nothing by itself. */
static bool is_remark(struct tg_str text)
{
	static const char *const starts[] = { "//", "#", "*", "/*", "import ", "from ",
		"use ", "using ", "package ", "require ", "alias ", NULL };

	text = tg_str_trim(text);
	for (size_t i = 0; starts[i] != NULL; i++)
		if (tg_str_starts(text, starts[i]))
			return true;
	return false;
}

void tg_suggest_change(struct tg_suggest *s, const struct tg_file_view *view)
{
	struct sg_mark *marks = tg_calloc(view->n_lines + 1, sizeof(*marks));
	struct change c = { .s = s, .view = view,
			    .language = view->change->language->id };
	unsigned topics = 0, hunk_topics = 0;
	uint32_t hunk = UINT32_MAX;

	sg_mark_lines(s, view, marks);
	for (size_t i = 0; i < view->n_lines; i++) {
		const struct tg_line *line = &view->lines[i];

		if (line->hunk != hunk)
			hunk_topics = topics_of_hunk(view, marks, i);
		hunk = line->hunk;
		topics |= hunk_topics;
		if (line->kind == TG_LINE_CONTEXT || marks[i].topics != 0 ||
		    is_remark(line->text))
			continue;
		c.line = line;
		c.around = hunk_topics;
		sg_each_name(tg_str_sub(line->text, 0, SG_LINE), see_changed, &c);
	}
	for (size_t i = 0; i < view->n_lines; i++) {
		c.line = &view->lines[i];
		if (c.line->kind != TG_LINE_CONTEXT && sg_is_condition(c.line->text)) {
			see_folders(&c, topics, true);
			break;
		}
	}
	free(marks);
}
