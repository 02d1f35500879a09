/* Real repositories in temporary folders, made with the git program. */
#ifndef TG_GIT_FIXTURE_H
#define TG_GIT_FIXTURE_H

#include "../../src/base/arena.h"
#include "../../src/git/changeset.h"

#include <stddef.h>

/* A fresh folder with an empty repository on branch main; the path is the
 * fixture's own until the next call. */
const char *fixture_new(void);
void fixture_remove(void);

/* Runs `git ARGS` in the folder, through the shell; fails the test when git
 * does. */
void fixture_git(const char *args);
/* The same with any command. */
void fixture_run(const char *command);
/* Writes a file of the work tree, with its folders. */
void fixture_write(const char *path, const char *text);
void fixture_write_bytes(const char *path, const void *data, size_t n);
/* Stages everything and commits it; the id is valid until the next call. */
const char *fixture_commit(const char *message);
/* The output of a command, without its last line end. */
const char *fixture_output(const char *command);
const char *fixture_path(void);

/* Visits the change set with one worker and says what was seen, as text: for
 * each file "path status +added -removed" (and " unread"), then its lines as
 * sign, old number, new number and text. *calls counts the files. */
const char *fixture_visit(struct tg_changeset *set, unsigned *calls);

#endif
