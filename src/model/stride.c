#include "vocab.h"

static const struct {
	const char *words; /* beginnings of words */
	unsigned stride;
} stems[] = {
	{ "spoof", TG_SPOOFING },
	{ "impersonat", TG_SPOOFING },
	{ "tamper", TG_TAMPERING },
	{ "repudiat", TG_REPUDIATION },
	{ "non repudiat", TG_REPUDIATION },
	{ "information disc", TG_INFORMATION_DISCLOSURE },
	{ "info disc", TG_INFORMATION_DISCLOSURE },
	{ "infodisc", TG_INFORMATION_DISCLOSURE },
	{ "information leak", TG_INFORMATION_DISCLOSURE },
	{ "disclosure", TG_INFORMATION_DISCLOSURE },
	{ "denial of service", TG_DENIAL_OF_SERVICE },
	{ "denial of serv", TG_DENIAL_OF_SERVICE },
	{ "dos", TG_DENIAL_OF_SERVICE },
	{ "ddos", TG_DENIAL_OF_SERVICE },
	{ "elevation", TG_ELEVATION_OF_PRIVILEGE },
	{ "elev of", TG_ELEVATION_OF_PRIVILEGE },
	{ "escalation of priv", TG_ELEVATION_OF_PRIVILEGE },
	{ "privilege escalation", TG_ELEVATION_OF_PRIVILEGE },
	{ "eop", TG_ELEVATION_OF_PRIVILEGE },
};

static unsigned stride_of_letter(char c)
{
	switch (c) {
	case 's': return TG_SPOOFING;
	case 't': return TG_TAMPERING;
	case 'r': return TG_REPUDIATION;
	case 'i': return TG_INFORMATION_DISCLOSURE;
	case 'd': return TG_DENIAL_OF_SERVICE;
	case 'e': return TG_ELEVATION_OF_PRIVILEGE;
	default: return 0;
	}
}

/* "S", "T, R", "STE", "S/T", "ID": letters alone. */
static unsigned stride_of_letters(const struct tg_fold *f)
{
	struct tg_str word;
	unsigned found = 0;

	for (size_t at = 0; tg_fold_word(f, &at, &word);) {
		if (tg_str_is(word, "id")) {
			found |= TG_INFORMATION_DISCLOSURE;
			continue;
		}
		if (word.n > TG_STRIDE_COUNT)
			return 0;
		for (size_t i = 0; i < word.n; i++) {
			unsigned bit = stride_of_letter(word.p[i]);

			if (bit == 0 || (found & bit) != 0)
				return 0;
			found |= bit;
		}
	}
	return found;
}

unsigned tg_stride_parse(struct tg_str text)
{
	struct tg_fold f;
	unsigned found = 0;

	tg_fold(&f, text);
	for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++)
		if (tg_fold_has_stem(&f, stems[i].words))
			found |= stems[i].stride;
	return found != 0 ? found : stride_of_letters(&f);
}

/* What may stand beside a category's name in a heading that is its name. */
static const char *const fillers[] = {
	"threat", "threats", "identity", "attack", "attacks", "with", "data", "of",
	"service", "privilege", "privileges", "and", "analysis", "the", "info",
	"information", "disclosure", "denial", "user", "s", "t", "r", "i", "d",
	"e", "dos", "ddos", "eop", "in", "stride", "integrity", "availability",
	"confidentiality", "authentication", "authorization", "escalation",
	"elevation", "non",
};

static bool is_filler(struct tg_str word)
{
	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++)
		if (tg_str_is(word, fillers[i]))
			return true;
	return false;
}

static bool is_number(struct tg_str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!tg_is_digit(word.p[i]))
			return false;
	return true;
}

static bool is_stem_word(struct tg_str word)
{
	return tg_str_starts(word, "spoof") || tg_str_starts(word, "tamper") ||
	       tg_str_starts(word, "repudiat");
}

unsigned tg_stride_label(struct tg_str text)
{
	struct tg_fold f;
	struct tg_str word;
	unsigned found = tg_stride_parse(text);

	if (found == 0 || (found & (found - 1)) != 0)
		return 0;
	tg_fold(&f, text);
	if (f.words > 8)
		return 0;
	for (size_t at = 0; tg_fold_word(&f, &at, &word);)
		if (!is_filler(word) && !is_stem_word(word) &&
		    !(is_number(word) && word.p == f.text) &&
		    !(is_number(word) && word.n <= 2))
			return 0;
	return found;
}

unsigned tg_stride_of_id(struct tg_str id)
{
	if (id.n < 3 || (id.p[id.n - 2] != '-' && id.p[id.n - 2] != '_'))
		return 0;
	return stride_of_letter(tg_lower(id.p[id.n - 1]));
}
