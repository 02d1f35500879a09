/* A GitHub workflow as far as the gate's own needs looking at. */
#ifndef TG_WORKFLOW_H
#define TG_WORKFLOW_H

#include "../markup/tree.h"

/* The entry of a trigger ("pull_request"), whether `on` is a word, a list or a
 * map; NULL when it is not there. */
const struct tg_tree *tg_workflow_trigger(const struct tg_tree *root, const char *name);

/* Does a trigger react to this type? Without `types`, GitHub takes opened,
 * synchronize and reopened. */
bool tg_workflow_has_type(const struct tg_tree *trigger, const char *type);

/* A step that runs the gate: as an action, an image or a command. */
bool tg_workflow_is_gate_step(const struct tg_tree *step);

/* A job with such a step, or that calls a workflow named after the gate. */
bool tg_workflow_is_gate_job(const struct tg_tree *job);

/* A step that brings the pull request's own files. */
bool tg_workflow_takes_pull(const struct tg_tree *step);

#endif
