/* What people are told where GitHub refused or was not there. */
#ifndef TG_REFUSAL_H
#define TG_REFUSAL_H

#include "api.h"
#include "http.h"

/* A server may send back what it was sent: strikes the token out of `text`.
 * Without a token (NULL or "") nothing is struck out. */
void tg_refusal_redact(const char *token, char *text);

/* What a status means for the token in use, or "". */
const char *tg_refusal_advice(const char *token, long status);

/* Writes the answer's message: why the response is none that can be used. */
void tg_refusal_explain(struct tg_api_answer *out, const char *token,
			const struct tg_http_response *r);

#endif
