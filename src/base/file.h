/* Bounded reading and atomic writing of files. */
#ifndef TG_FILE_H
#define TG_FILE_H

#include "arena.h"
#include "buf.h"

/* Reads a whole regular file or pipe; "-" is standard input. TG_E_IO with the
 * reason, TG_E_LIMIT when it is larger than `max` bytes. On success out->ptr is
 * NUL-terminated, also when the file is empty. The caller releases `out`. */
enum tg_rc tg_file_read(struct tg_buf *out, const char *path, size_t max,
			struct tg_err *err) TG_MUST_CHECK;

/* Writes through a temporary file in the same directory and renames it, so
 * that a reader never sees half a file. `mode`: permission bits of a new file. */
enum tg_rc tg_file_write(const char *path, struct tg_str data, unsigned mode,
			 struct tg_err *err) TG_MUST_CHECK;

/* Makes the folders that a file of this path lies in, as far as they are missing. */
enum tg_rc tg_file_make_folders(const char *path, struct tg_err *err) TG_MUST_CHECK;

/* The paths of what lies in `folder` ("folder/name", sorted, at most `max`; names
 * that begin with a dot are left out). No folder is an empty list. TG_E_IO. */
enum tg_rc tg_file_list(const char *const **out, size_t *n, const char *folder,
			size_t max, struct tg_arena *arena,
			struct tg_err *err) TG_MUST_CHECK;

#endif
