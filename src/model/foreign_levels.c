/* What people call levels in other languages, and how they say that there is nothing. */
#include "foreign_words.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What a level is, or begins with: "Hoch". */
static const struct {
	const char *words;
	enum tg_risk_level level;
} levels[] = {
	{ "Kritisch", TG_RISK_CRITICAL },
	{ "Critique", TG_RISK_CRITICAL },
	{ "Cr\xc3\xadtico", TG_RISK_CRITICAL },
	{ "Cr\xc3\xadtica", TG_RISK_CRITICAL },
	{ "Critico", TG_RISK_CRITICAL },
	{ "Critica", TG_RISK_CRITICAL },
	{ "\xd0\x9a\xd1\x80\xd0\xb8\xd1\x82\xd0\xb8\xd1\x87\xd0\xb5\xd1"
	  "\x81\xd0\xba", TG_RISK_CRITICAL },
	{ "\xe4\xb8\xa5\xe9\x87\x8d", TG_RISK_CRITICAL },
	{ "\xec\x8b\xac\xea\xb0\x81", TG_RISK_CRITICAL },
	{ "\xe8\x87\xb4\xe5\x91\xbd", TG_RISK_CRITICAL },
	{ "Hoch", TG_RISK_HIGH },
	{ "\xc3\x89lev\xc3\xa9", TG_RISK_HIGH },
	{ "Elev\xc3\xa9", TG_RISK_HIGH },
	{ "Alto", TG_RISK_HIGH },
	{ "Alta", TG_RISK_HIGH },
	{ "Hoog", TG_RISK_HIGH },
	{ "H\xc3\xb8y", TG_RISK_HIGH },
	{ "H\xc3\xb6g", TG_RISK_HIGH },
	{ "\xd0\x92\xd1\x8b\xd1\x81\xd0\xbe\xd0\xba", TG_RISK_HIGH },
	{ "\xe9\xab\x98", TG_RISK_HIGH },
	{ "\xeb\x86\x92\xec\x9d\x8c", TG_RISK_HIGH },
	{ "Wysoki", TG_RISK_HIGH },
	{ "Forte", TG_RISK_HIGH },
	{ "Mittel", TG_RISK_MEDIUM },
	{ "Moyen", TG_RISK_MEDIUM },
	{ "Medio", TG_RISK_MEDIUM },
	{ "Media", TG_RISK_MEDIUM },
	{ "M\xc3\xa9" "dio", TG_RISK_MEDIUM },
	{ "M\xc3\xa9" "dia", TG_RISK_MEDIUM },
	{ "Gemiddeld", TG_RISK_MEDIUM },
	{ "Middels", TG_RISK_MEDIUM },
	{ "Medel", TG_RISK_MEDIUM },
	{ "\xd0\xa1\xd1\x80\xd0\xb5\xd0\xb4\xd0\xbd", TG_RISK_MEDIUM },
	{ "\xe4\xb8\xad", TG_RISK_MEDIUM },
	{ "\xeb\xb3\xb4\xed\x86\xb5", TG_RISK_MEDIUM },
	{ "\xec\xa4\x91\xea\xb0\x84", TG_RISK_MEDIUM },
	{ "Moyenne", TG_RISK_MEDIUM },
	{ "Niedrig", TG_RISK_LOW },
	{ "Gering", TG_RISK_LOW },
	{ "Faible", TG_RISK_LOW },
	{ "Bajo", TG_RISK_LOW },
	{ "Baja", TG_RISK_LOW },
	{ "Basso", TG_RISK_LOW },
	{ "Bassa", TG_RISK_LOW },
	{ "Baixo", TG_RISK_LOW },
	{ "Baixa", TG_RISK_LOW },
	{ "Laag", TG_RISK_LOW },
	{ "Lav", TG_RISK_LOW },
	{ "L\xc3\xa5g", TG_RISK_LOW },
	{ "\xd0\x9d\xd0\xb8\xd0\xb7\xd0\xba", TG_RISK_LOW },
	{ "\xe4\xbd\x8e", TG_RISK_LOW },
	{ "\xeb\x82\xae\xec\x9d\x8c", TG_RISK_LOW },
	{ "Niski", TG_RISK_LOW },
};

/* What says that there is nothing. */
static const char *const nothing[] = {
	"Keine",
	"Keiner",
	"Aucune",
	"Aucun",
	"Ninguna",
	"Ninguno",
	"Nenhuma",
	"Nenhum",
	"Nessuna",
	"Nessuno",
	"Ingen",
	"Geen",
	"Brak",
	"Yok",
	"\xe3\x81\xaa\xe3\x81\x97",
	"\xe7\x84\xa1\xe3\x81\x97",
	"\xe6\x97\xa0",
	"\xe7\x84\xa1",
	"\xe6\xb2\xa1\xe6\x9c\x89",
	"\xd0\x9d\xd0\xb5\xd1\x82",
	"\xd0\xbd\xd0\xb5\xd1\x82",
	("\xd0\x9e\xd1\x82\xd1\x81\xd1\x83\xd1\x82\xd1\x81\xd1\x82\xd0"
	 "\xb2\xd1\x83\xd0\xb5\xd1\x82"),
	"\xec\x97\x86\xec\x9d\x8c",
	"\xe6\x9c\xaa\xe5\xaf\xbe\xe7\xad\x96",
	"\xe6\x9c\xaa\xe7\xbc\x93\xe8\xa7\xa3",
	("\xd0\x9d\xd0\xb5 \xd0\xb7\xd0\xb0\xd1\x89\xd0\xb8\xd1\x89\xd0"
	 "\xb5\xd0\xbd\xd0\xbe"),
};

bool tg_foreign_level(struct tg_str word, enum tg_risk_level *out)
{
	word = tg_str_trim(word);
	for (size_t i = 0; i < COUNT(levels); i++) {
		struct tg_str level = tg_str(levels[i].words);
		bool inflected = (unsigned char)level.p[0] >= 0xd0 &&
				 word.n <= level.n + 8;

		/* Russian levels end by what they stand with */
		if (!(inflected ? tg_str_starts(word, levels[i].words) :
				  tg_str_iis(word, levels[i].words)))
			continue;
		*out = levels[i].level;
		return true;
	}
	return false;
}

bool tg_foreign_denies(struct tg_str text)
{
	text = tg_str_trim(text);
	while (tg_str_ends(text, "."))
		text = tg_str_sub(text, 0, text.n - 1);
	for (size_t i = 0; i < COUNT(nothing); i++)
		if (tg_str_iis(text, nothing[i]))
			return true;
	return false;
}
