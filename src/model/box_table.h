/* A table drawn with box characters in a code block, as the nodes of one written in
 * Markdown:
 *
 *	| THREAT   | COUNTERMEASURES |     (with the signs of a box)
 *	|----------+-----------------|
 *	| Sniffing | TLS             |
 */
#ifndef TG_MODEL_BOX_TABLE_H
#define TG_MODEL_BOX_TABLE_H

#include "../markup/markdown.h"

/* NULL where the block draws something else. */
struct tg_md *tg_box_table(struct tg_arena *arena, const struct tg_md *code_block);

#endif
