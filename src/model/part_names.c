/* Names that sound like the heading of a part, and are those of a threat. */
#include "vocab.h"

/* Words of attack beside those that headings of a whole part have, too ("Attack
 * surface", "Adversary profiles"). */
static bool tells_of_attack(const struct tg_fold *f)
{
	static const char *const of_parts[] = {
		"attack", "advers", "abus", "vulnerab", "threat", "fail", "malicious",
		"disclos",
	};
	struct tg_str word;

	for (size_t at = 0; tg_fold_word(f, &at, &word);) {
		bool meta = false;

		for (size_t i = 0; i < sizeof(of_parts) / sizeof(of_parts[0]); i++)
			meta = meta || tg_str_starts(word, of_parts[i]);
		if (!meta && tg_tone_of(word).attack > 0)
			return true;
	}
	return false;
}

/* "Replay attacks (duplicates)" are one threat, "Possible attacks" are any. */
static bool names_kind_of_attack(const struct tg_fold *f)
{
	static const char *const openings[] = {
		"attacks", "possible",	 "potential", "known",	  "main",	"key",
		"top",	   "other",	 "considered", "common",  "relevant",	"identified",
		"security", "the",	 "threats",   "what",
	};

	if (f->words < 2 || !tg_fold_has(f, "attacks"))
		return false;
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(f, openings[i]))
			return false;
	return !tg_fold_has(f, "threats");
}

bool tg_announces_part(struct tg_str heading)
{
	struct tg_fold f;

	switch (tg_part_of(heading)) {
	case TG_PART_NONE:
		return false;
	case TG_PART_SCOPE:
	case TG_PART_DFD:
	case TG_PART_BOUNDARIES:
	case TG_PART_RISK:
	case TG_PART_OTHER:
		tg_fold(&f, heading);
		return f.words < 3 || !tells_of_attack(&f);
	case TG_PART_THREATS:
		tg_fold(&f, heading);
		return !names_kind_of_attack(&f);
	default:
		return true;
	}
}
