/*
 * Models in other tools' formats, and as our own Markdown. Loss-free as far as
 * the format has a place for a thing; what it has none for is counted.
 */
#ifndef TG_EXPORT_H
#define TG_EXPORT_H

#include "../base/buf.h"
#include "../base/vec.h"
#include "../markup/tree.h"
#include "model.h"

/* Something that the target cannot hold, or that it demands and the model does
 * not say: "owner of a mitigation (kept as text)". */
struct tg_loss {
	const char *what;
	size_t n;     /* how often */
};

struct tg_losses {
	struct tg_arena *arena;
	TG_VEC(struct tg_loss) list;
};

/* Counts one more of `what` (borrowed). */
void tg_losses_add(struct tg_losses *losses, const char *what);

/* Writes the model; `losses` is initialised with its arena. False when the
 * output is too large for the buffer. */
typedef bool tg_export_fn(struct tg_buf *out, const struct tg_model *model,
			  struct tg_losses *losses);

struct tg_exporter {
	const char *name;  /* as after --to */
	const char *title; /* "OWASP Threat Dragon 2 (JSON)" */
	const char *suffix; /* of a file, with the dot */
	tg_export_fn *write;
};

extern const struct tg_exporter tg_exporters[];
extern const size_t tg_exporters_count;
extern const char *const tg_exporter_names[]; /* NULL-terminated */
const struct tg_exporter *tg_exporter_by_name(const char *name); /* or NULL */

tg_export_fn tg_export_markdown, tg_export_threat_dragon, tg_export_otm_json,
	tg_export_otm_yaml, tg_export_threagile;

/* What a document of `format` says that its model does not hold, by the names
 * of its keys: `root` is the document as it was parsed. */
void tg_import_losses(struct tg_losses *losses, enum tg_model_format format,
		      const struct tg_tree *root);

#endif
