/* The terminal: whether there is one, how wide, in colour or not; the clock. */
#ifndef CMD_TERM_H
#define CMD_TERM_H

#include "../src/base/str.h"

#include <stdbool.h>
#include <threatgate/err.h>

/* The values of --color, NULL-terminated. */
extern const char *const term_color_choices[];

/* Whether standard output gets colour: "always", "never", or "auto" (NULL):
 * a terminal, no NO_COLOR in the environment, TERM not "dumb". */
bool term_color(const char *choice);

/* Columns of the terminal on standard output; 0 when it is none. COLUMNS in the
 * environment decides where it is set to a number. */
unsigned term_columns(void);

/* The same for another file descriptor. */
bool term_color_of(const char *choice, int fd);
unsigned term_columns_of(int fd);

/* Writes to standard output, through to its end; false with errno set. */
bool term_put(struct tg_str text);

/* One line on standard error that is overwritten and taken away in the end;
 * nothing where that is no terminal. Begins to show after a second. */
struct term_progress {
	bool enabled, shown;
	long long start_ms;
};
void term_progress_begin(struct term_progress *progress);
void term_progress_show(struct term_progress *progress, const char *what);
void term_progress_end(struct term_progress *progress);

/* Milliseconds of a clock that never goes back. */
long long term_now_ms(void);

/* Today, as an ISO date; THREATGATE_TODAY replaces it for reproducible runs. */
void term_today(char out[11]);

#endif
