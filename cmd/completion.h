/* What the scripts for the three shells are made of. */
#ifndef CMD_COMPLETION_H
#define CMD_COMPLETION_H

#include "cmd.h"

enum completion_value {
	COMPLETE_NONE,   /* the option takes no value */
	COMPLETE_TEXT,   /* anything */
	COMPLETE_CHOICE, /* one of its choices */
	COMPLETE_FILE,
	COMPLETE_FOLDER,
	COMPLETE_REV     /* a branch or a tag */
};

enum completion_value completion_value_of(const struct opt *o);

/* Calls `each` for every command that is shown, in the order of help. */
typedef void completion_fn(struct tg_buf *out, const char *place,
			   const struct command *command);
void completion_each(completion_fn *each, struct tg_buf *out);

typedef void completion_script_fn(struct tg_buf *out);
completion_script_fn completion_bash, completion_zsh, completion_fish;

#endif
