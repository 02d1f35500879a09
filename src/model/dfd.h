/*
 * Data flow diagrams as they stand in documents: read from mermaid flowcharts
 * and from box drawings, asked about trust boundaries, written as mermaid.
 */
#ifndef TG_DFD_H
#define TG_DFD_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/str.h"
#include "model.h"

/* What is above these is left out: a drawing that large is none for people. */
#define TG_DFD_MAX_ELEMENTS 2000u
#define TG_DFD_MAX_FLOWS 8000u
#define TG_DFD_MAX_BOUNDARIES 500u

/* Reads a mermaid flowchart or graph: subgraphs are boundaries, shapes and
 * words tell the kind of an element. `first_line` is the line of the document
 * at which `text` (the block without its fences) begins. False, with `out`
 * empty, when it is no flowchart (a sequence diagram, a pie) or has no nodes.
 * All strings live in `arena`. Lenient: what is not understood is skipped. */
bool tg_dfd_from_mermaid(struct tg_dfd *out, struct tg_arena *arena,
			 struct tg_str text, uint32_t first_line);

/* Reads a drawing of boxes and arrows in Unicode or in "+--+" style; double
 * frames, dashed frames and frames around boxes are boundaries. False, with
 * `out` empty, when there are not two boxes with words in them. */
bool tg_dfd_from_ascii(struct tg_dfd *out, struct tg_arena *arena,
		       struct tg_str text, uint32_t first_line);

/* Takes the boundaries of a second drawing, where the first has none and nearly
 * everything that lies in them is drawn there, too, under its name or a shorter
 * one ("API GW"). False, and nothing done, otherwise. */
bool tg_dfd_take_zones(struct tg_dfd *dfd, struct tg_arena *arena,
		       const struct tg_dfd *zones);

/* What a name says about its kind: "PostgreSQL" is a store, "Browser" is
 * external; `fallback` where it says nothing. */
enum tg_element_kind tg_element_kind_of(struct tg_str name,
					enum tg_element_kind fallback);

const char *tg_element_kind_name(enum tg_element_kind kind);

/* NULL when there is none of that id. */
const struct tg_element *tg_dfd_element(const struct tg_dfd *dfd,
					const char *id);
const struct tg_boundary *tg_dfd_boundary(const struct tg_dfd *dfd,
					  const char *id);

/* True when the two ends of the flow do not lie in the same innermost boundary.
 * `from` and `to` (either may be NULL) are then the outermost boundaries that
 * are left and entered; NULL where that end is in none. A flow of which one end
 * is not known crosses nothing. */
bool tg_flow_crosses(const struct tg_dfd *dfd, const struct tg_flow *flow,
		     const struct tg_boundary **from,
		     const struct tg_boundary **to);

/* Appends the diagram as a mermaid flowchart (without fences). Elements and
 * flows that `before` (or NULL) does not have are marked as new. Nothing in a
 * name can end the block, name a link or carry mark-up. Appends nothing for a
 * diagram without elements. */
void tg_dfd_to_mermaid(struct tg_buf *out, const struct tg_dfd *dfd,
		       const struct tg_dfd *before);

#endif
