/* The commands below `threatgate model`. */
#ifndef CMD_CMD_MODEL_H
#define CMD_CMD_MODEL_H

#include "cmd.h"

extern const struct command cmd_model_show, cmd_model_diff, cmd_model_list,
	cmd_model_export, cmd_model_import, cmd_model_new;

#endif
