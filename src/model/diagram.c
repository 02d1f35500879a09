/* The diagram of a document: drawn in Mermaid or in boxes, a picture, a table of flows;
 * and the boundaries that it or the words beside it tell of. */
#include "reading.h"

#include "dfd.h"

#include <string.h>

static bool is_drawing(struct tg_str text)
{
	static const char *const strokes[] = { "\xe2\x94", "\xe2\x95", "+--", "-->", "->|",
					       "--|", "|--", "\xe2\x86\x92", "==>" };
	size_t lines = 0, drawn = 0;
	struct tg_str line;

	while (tg_str_line(&text, &line) && lines < 400) {
		bool hit = false;

		for (size_t i = 0; i < sizeof(strokes) / sizeof(strokes[0]); i++)
			hit = hit || tg_str_find(line, tg_str(strokes[i])) != SIZE_MAX;
		lines++;
		drawn += hit;
	}
	return drawn >= 2 && drawn * 3 >= lines;
}

static bool is_table_of_flows(const struct tg_md *table, struct tg_arena *arena)
{
	const struct tg_md *row = table->first;
	bool from = false, to = false;

	for (const struct tg_md *c = row != NULL ? row->first : NULL; c != NULL;
	     c = c->next) {
		struct tg_fold f;

		tg_fold(&f, tg_str(tg_md_plain(c, arena, true)));
		from = from || tg_fold_is(&f, "from") || tg_fold_is(&f, "source");
		to = to || tg_fold_is(&f, "to") || tg_fold_is(&f, "destination") ||
		     tg_fold_is(&f, "target");
		if (tg_fold_is(&f, "flow") || tg_fold_is(&f, "data flow"))
			return true;
	}
	return from && to;
}

static void note_dfd(struct tg_dfd *dfd, const char *format, const struct tg_md *node)
{
	if (dfd->format != NULL)
		return;
	dfd->format = format;
	dfd->line = node->line;
	dfd->end_line = node->end_line;
}

static bool is_about_flows(const struct tg_reading *rd, size_t section)
{
	return tg_outline_part(&rd->outline, section, NULL) == TG_PART_DFD;
}

/* A drawing of boxes costs up to a megabyte and 20 ms, however little it shows: a
 * document with hundreds of them has none that says more than the first ones. */
#define MAX_DRAWINGS 24u

/* A second drawing may say where trust changes. */
static void read_zones(struct tg_reading *rd, const struct tg_md *node)
{
	struct tg_str text = tg_str(node->text), info = tg_str(node->info);
	struct tg_dfd found = { 0 };
	bool mermaid = tg_str_istarts(info, "mermaid");

	if (rd->model->dfd.n_boundaries > 0 || (!mermaid && !is_drawing(text)) ||
	    (!mermaid && info.n > 0 && !tg_str_istarts(info, "text")) ||
	    rd->drawings++ >= MAX_DRAWINGS)
		return;
	if (mermaid ? tg_dfd_from_mermaid(&found, rd->arena, text, node->line + 1) :
		      tg_dfd_from_ascii(&found, rd->arena, text, node->line + 1))
		tg_dfd_take_zones(&rd->model->dfd, rd->arena, &found);
}

static struct tg_str first_word(struct tg_str info)
{
	size_t end = tg_str_chr(info, ' ');

	return tg_str_sub(info, 0, end == SIZE_MAX ? info.n : end);
}

/* The source of a diagram that is seen, and not read. */
static bool is_other_diagram(struct tg_str info)
{
	static const char *const names[] = { "drawio", "dot", "graphviz", "d2" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (tg_str_iis(first_word(info), names[i]))
			return true;
	return false;
}

static void read_code(struct tg_reading *rd, size_t section, const struct tg_md *node)
{
	struct tg_dfd *dfd = &rd->model->dfd, found = { 0 };
	struct tg_str text = tg_str(node->text);
	struct tg_str info = tg_str(node->info);

	if (dfd->n_elements > 0) {
		read_zones(rd, node);
		return;
	}
	if (tg_str_istarts(info, "mermaid")) {
		if (tg_dfd_from_mermaid(&found, rd->arena, text, node->line + 1)) {
			*dfd = found;
			dfd->format = NULL;
		}
		note_dfd(dfd, "mermaid", node);
		return;
	}
	if (tg_str_istarts(info, "plantuml") || tg_str_istarts(info, "puml") ||
	    tg_str_find(text, TG_STR("@startuml")) != SIZE_MAX) {
		note_dfd(dfd, "plantuml", node);
		return;
	}
	if (is_other_diagram(info) && is_about_flows(rd, section)) {
		note_dfd(dfd, tg_arena_dup_str(rd->arena, first_word(info)), node);
		return;
	}
	if (info.n > 0 && !tg_str_istarts(info, "text") && !tg_str_istarts(info, "ascii") &&
	    !tg_str_istarts(info, "txt"))
		return;
	if (!is_drawing(text) || rd->drawings++ >= MAX_DRAWINGS)
		return;
	if (tg_dfd_from_ascii(&found, rd->arena, text, node->line + 1)) {
		*dfd = found;
		dfd->format = NULL;
		note_dfd(dfd, "ascii", node);
	} else if (is_about_flows(rd, section) ||
		   tg_str_ifind(text, TG_STR("boundary")) != SIZE_MAX) {
		note_dfd(dfd, "ascii", node);
	}
}

/* A picture is a data flow diagram when it says so, or stands under a heading
 * that does: most pictures in such documents are something else. */
static void read_images(struct tg_reading *rd, size_t section, const struct tg_md *block)
{
	for (const struct tg_md *n = block; n != NULL; n = tg_md_walk(block, n)) {
		struct tg_fold f;

		if (n->kind == TG_MD_LINK &&
		    tg_str_find(tg_str(n->info), TG_STR("threat-dragon")) != SIZE_MAX &&
		    tg_str_iends(tg_str(n->info), ".json"))
			note_dfd(&rd->model->dfd, "threat-dragon", n);
		if (n->kind != TG_MD_IMAGE)
			continue;
		tg_fold(&f, tg_str(tg_arena_printf(rd->arena, "%s %s",
						   tg_md_plain(n, rd->arena, true),
						   n->info)));
		bool says = tg_fold_has_stem(&f, "dfd") ||
			    tg_fold_has_stem(&f, "data flow") ||
			    tg_fold_has_stem(&f, "dataflow");
		const struct tg_section *s = &rd->outline.sections.items[section];
		struct tg_fold title;

		tg_fold(&title, tg_str(s->title));
		says = says || tg_fold_has_stem(&title, "data flow") ||
		       tg_fold_has_stem(&title, "dataflow") ||
		       tg_fold_has_stem(&title, "dfd");
		if (says)
			note_dfd(&rd->model->dfd, "image", n);
	}
}

/* A drawing with a part that is trusted and one that is not. */
static bool tells_trust(struct tg_str text)
{
	size_t at = tg_str_find(text, TG_STR("UNTRUSTED"));

	return at != SIZE_MAX &&
	       (tg_str_find(tg_str_sub(text, 0, at), TG_STR("TRUSTED")) != SIZE_MAX ||
		tg_str_find(tg_str_from(text, at + 9), TG_STR("TRUSTED")) != SIZE_MAX);
}

static void find_boundary_marks(struct tg_reading *rd, const struct tg_md *node)
{
	struct tg_str text = tg_str(node->text);

	if (rd->model->sections.trust_boundaries == 0 &&
	    (tells_trust(text) || tg_str_ifind(text, TG_STR("[boundary")) != SIZE_MAX ||
	     tg_str_ifind(text, TG_STR("trust boundary")) != SIZE_MAX))
		rd->model->sections.trust_boundaries = node->line;
}

/* What stands beside a diagram tells of the boundaries that are drawn in it. */
static void find_boundary_words(struct tg_reading *rd, size_t section,
				const struct tg_md *block)
{
	if (rd->model->sections.trust_boundaries != 0 || !is_about_flows(rd, section))
		return;
	if (tg_str_ifind(tg_str(tg_md_plain(block, rd->arena, true)),
			 TG_STR("trust boundar")) != SIZE_MAX)
		rd->model->sections.trust_boundaries = block->line;
}

void tg_read_diagram(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		for (size_t b = 0; b < s->blocks.n; b++) {
			const struct tg_md *block = s->blocks.items[b];

			if (block->kind == TG_MD_CODE_BLOCK) {
				read_code(rd, i, block);
				find_boundary_marks(rd, block);
			} else if (block->kind == TG_MD_PARAGRAPH) {
				read_images(rd, i, block);
				find_boundary_words(rd, i, block);
			} else if (block->kind == TG_MD_TABLE &&
				   is_table_of_flows(block, rd->arena)) {
				note_dfd(&rd->model->dfd, "table", block);
			}
		}
	}
	if (rd->model->dfd.format == NULL)
		tg_read_threatspec_flows(rd);
	rd->model->sections.dfd = rd->model->dfd.line;
	if (rd->model->sections.trust_boundaries == 0 && rd->model->dfd.n_boundaries > 0)
		rd->model->sections.trust_boundaries =
			rd->model->dfd.boundaries[0].line;
}
