/* What http.c reads of URLs and of an answer's headers: no network in it. */
#ifndef TG_HTTP_HEADERS_H
#define TG_HTTP_HEADERS_H

#include "http.h"

/* An http or https URL with a host, without user name and password. */
bool tg_http_is_url(const char *url);

/* Forgets what headers said. */
void tg_http_headers_clear(struct tg_http_response *r);

/* Takes one header line (without its end) into the fields it is for; `date` is
 * left to the caller. */
void tg_http_take_header(struct tg_http_response *r, struct tg_str line);

/* The value when the line is of that header (lower case); false otherwise. */
bool tg_http_header(struct tg_str line, const char *name, char *value, size_t size);

#endif
