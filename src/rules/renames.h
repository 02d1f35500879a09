/* Names that a file gives to the same things anew. */
#ifndef TG_RULES_RENAMES_H
#define TG_RULES_RENAMES_H

#include "tokens.h"

/* Does the text hold the whole name? */
bool tg_holds_name(struct tg_str text, struct tg_str name);

/* Does a name tell of rights, checks or limits? */
bool tg_name_tells(struct tg_str name);

/* Are both sentences for people to read, which tell nobody's rights, accounts or
 * limits? */
bool tg_is_reworded(const struct tg_token *was, const struct tg_token *is);

/* Is `is` what the file calls token `i` of `was` now? Then `idle` lists the two
 * names. Never where the file's text before and after is not known. */
bool tg_is_rename(struct tg_scan *scan, struct tg_idle *idle,
		  const struct tg_tokens *was, const struct tg_token *is, size_t i);

#endif
