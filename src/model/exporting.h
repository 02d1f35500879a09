/* What the writers of the exchange formats share. */
#ifndef TG_EXPORTING_H
#define TG_EXPORTING_H

#include "export.h"

#include <jansson.h>

/* The threat's id, or T1, T2 ... by its place where it has none. */
const char *tg_export_id(struct tg_arena *arena, const struct tg_model *model,
			 size_t threat);

/* Where a threat belongs in the diagram: index of an element, of a flow, or
 * none of them (both SIZE_MAX). */
struct tg_export_place {
	size_t element, flow;
};
struct tg_export_place tg_export_place(const struct tg_model *model,
				       const struct tg_threat *threat);

/* All that is said against a threat as one text, with what the format has no field
 * for behind it: "Verify every callback (implemented; owner @pay; evidence
 * a.py:verify)". Several stand one a line behind a dash. `carried`: a bit for each
 * status that the format says of the threat itself; a single mitigation does not
 * repeat it. "" for nothing. tg_build_said reads it. */
const char *tg_export_said_all(struct tg_arena *arena, const struct tg_threat *t,
			       unsigned carried);

/* A score as one text: "DREAD 3/2/2/1/2 = 10", "high × medium", "CVSS 7.5". */
const char *tg_export_score(struct tg_arena *arena, const struct tg_risk *risk);

/* What was done about a threat, taken together: the weakest of its
 * mitigations that say something; OPEN for none. */
enum tg_mitigation_status tg_export_state(const struct tg_threat *t);

/* A stable UUID (version 8, RFC 9562) of what is named. */
const char *tg_export_uuid(struct tg_arena *arena, const char *kind,
			   const char *name, size_t index);

/* A string of whatever bytes; what is no UTF-8 is made so. */
json_t *tg_export_text(const char *s);

/* Appends JSON, indented, or the same value as YAML. */
void tg_export_put_json(struct tg_buf *out, const json_t *root);
void tg_export_put_yaml(struct tg_buf *out, const json_t *root);

#endif
