/* What a text that stands for a mitigation says: status, owner, date, reason,
 * and the code it points to. */
#ifndef TG_MODEL_MITIGATION_H
#define TG_MODEL_MITIGATION_H

#include "record.h"

/* Fills `m` from its text: denial, placeholder, and what the words themselves
 * say of status, owner, date and reason, where nothing else said it. */
void tg_mitigation_judge(struct tg_mitigation *m, struct tg_arena *arena);

/* Appends the references to code in a node (code spans; in a column meant for
 * it, plain words too) to the evidence of `m`. */
void tg_mitigation_evidence(struct tg_mitigation *m, struct tg_arena *arena,
			    const struct tg_md *node, const char *text, bool column);

/* True for "src/auth.c", "src/auth.c:verify", "src/auth.c#L3-L9": a path with a
 * folder and a file's extension, and no blanks. `bare`: a name alone will do. */
bool tg_is_code_reference(struct tg_str s, bool bare);

#endif
