/* The most common labels, headers, headings and levels in other languages, as they
 * stand. */
#include "foreign_words.h"

/* What opens a label. Letters that are not of the alphabet are written byte by byte. */
static const struct {
	const char *words;
	enum tg_field field;
} labels[] = {
	/* zh: its number */
	{ "\xe5\xa8\x81\xe8\x83\x81\xe7\xbc\x96\xe5\x8f\xb7", TG_F_ID },
	{ "\xe7\xbc\x96\xe5\x8f\xb7", TG_F_ID }, /* zh: number */
	{ "\xe7\x95\xaa\xe5\x8f\xb7", TG_F_ID }, /* ja */
	{ "\xe5\xa8\x81\xe8\x83\x81", TG_F_THREAT }, /* zh: threat */
	/* zh: main threats */
	{ "\xe4\xb8\xbb\xe8\xa6\x81\xe5\xa8\x81\xe8\x83\x81", TG_F_THREAT },
	{ "\xe6\x94\xbb\xe5\x87\xbb", TG_F_THREAT }, /* zh: attack */
	{ "\xe6\x94\xbb\xe6\x92\x83", TG_F_THREAT }, /* ja: attack */
	{ "\xe8\x84\x85\xe5\xa8\x81", TG_F_THREAT }, /* ja: threat */
	/* ja: scenario */
	{ "\xe3\x82\xb7\xe3\x83\x8a\xe3\x83\xaa\xe3\x82\xaa", TG_F_THREAT },
	{ "\xec\x9c\x84\xed\x98\x91", TG_F_THREAT }, /* ko: threat */
	{ "\xea\xb3\xb5\xea\xb2\xa9", TG_F_THREAT }, /* ko: attack */
	{ "\xd0\xa3\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_F_THREAT }, /* ru: threat */
	{ "\xd0\x90\xd1\x82\xd0\xb0\xd0\xba", TG_F_THREAT }, /* ru: attack */
	/* uk: threat */
	{ "\xd0\x97\xd0\xb0\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_F_THREAT },
	{ "Zagro\xc5\xbc" "eni", TG_F_THREAT }, /* pl */
	{ "Hrozb", TG_F_THREAT }, /* cs */
	{ "Bedrohung", TG_F_THREAT },
	{ "Angriff", TG_F_THREAT },
	{ "Amenaza", TG_F_THREAT },
	{ "Ataque", TG_F_THREAT },
	{ "Menace", TG_F_THREAT },
	{ "Attaque", TG_F_THREAT },
	{ "Minacci", TG_F_THREAT },
	{ "Attacco", TG_F_THREAT },
	{ "Dreiging", TG_F_THREAT },
	{ "Bedreiging", TG_F_THREAT },
	{ "Trussel", TG_F_THREAT },
	{ "Trusler", TG_F_THREAT },
	{ "Angrep", TG_F_THREAT },
	{ "Tehdit", TG_F_THREAT },
	{ "Amea\xc3\xa7", TG_F_THREAT }, /* pt: threat */
	{ "\xe7\xbc\x93\xe8\xa7\xa3", TG_F_MITIGATION }, /* zh: mitigation */
	{ "\xe6\x8e\xaa\xe6\x96\xbd", TG_F_MITIGATION }, /* zh: measure */
	{ "\xe9\x98\xb2\xe6\x8a\xa4", TG_F_MITIGATION }, /* zh: protection */
	{ "\xe5\xba\x94\xe5\xaf\xb9", TG_F_MITIGATION }, /* zh: answer */
	{ "\xe5\xaf\xb9\xe7\xad\x96", TG_F_MITIGATION }, /* zh and ja: answer */
	{ "\xe5\xaf\xbe\xe7\xad\x96", TG_F_MITIGATION }, /* ja: measure */
	{ "\xe5\xaf\xbe\xe5\xbf\x9c", TG_F_MITIGATION }, /* ja: answer */
	{ "\xe7\xb7\xa9\xe5\x92\x8c", TG_F_MITIGATION }, /* ja: mitigation */
	/* ja: main mitigations */
	{ "\xe4\xb8\xbb\xe3\x81\xaa\xe7\xb7\xa9\xe5\x92\x8c", TG_F_MITIGATION },
	{ "\xec\x99\x84\xed\x99\x94", TG_F_MITIGATION }, /* ko: mitigation */
	{ "\xeb\x8c\x80\xec\x9d\x91", TG_F_MITIGATION }, /* ko: answer */
	{ "\xeb\x8c\x80\xec\xb1\x85", TG_F_MITIGATION }, /* ko: measure */
	/* ru: protection */
	{ "\xd0\x97\xd0\xb0\xd1\x89\xd0\xb8\xd1\x82", TG_F_MITIGATION },
	{ "\xd0\x9c\xd0\xb5\xd1\x80", TG_F_MITIGATION }, /* ru: measure */
	/* ru: countermeasure */
	{ "\xd0\x9a\xd0\xbe\xd0\xbd\xd1\x82\xd1\x80\xd0\xbc\xd0\xb5\xd1"
	  "\x80", TG_F_MITIGATION },
	/* ru: reduction */
	{ "\xd0\xa1\xd0\xbd\xd0\xb8\xd0\xb6\xd0\xb5\xd0\xbd\xd0\xb8", TG_F_MITIGATION },
	/* ru */
	{ "\xd0\x9c\xd0\xb8\xd1\x82\xd0\xb8\xd0\xb3\xd0\xb0\xd1\x86", TG_F_MITIGATION },
	/* uk: protection */
	{ "\xd0\x97\xd0\xb0\xd1\x85\xd0\xb8\xd1\x81\xd1\x82", TG_F_MITIGATION },
	/* uk: measures */
	{ "\xd0\x97\xd0\xb0\xd1\x85\xd0\xbe\xd0\xb4\xd0\xb8", TG_F_MITIGATION },
	{ "Ma\xc3\x9fnahme", TG_F_MITIGATION },
	{ "Gegenma\xc3\x9fnahme", TG_F_MITIGATION },
	{ "Schutzma\xc3\x9fnahme", TG_F_MITIGATION },
	{ "Massnahme", TG_F_MITIGATION },
	{ "Gegenmassnahme", TG_F_MITIGATION },
	{ "Schutzmassnahme", TG_F_MITIGATION },
	{ "Medida", TG_F_MITIGATION },
	{ "Controle", TG_F_MITIGATION },
	{ "Mitigaci", TG_F_MITIGATION },
	{ "Contramedida", TG_F_MITIGATION },
	{ "Mesure", TG_F_MITIGATION },
	{ "Contre-mesure", TG_F_MITIGATION },
	{ "Contromisur", TG_F_MITIGATION },
	{ "Mitigazion", TG_F_MITIGATION },
	{ "Maatregel", TG_F_MITIGATION },
	{ "Tegenmaatregel", TG_F_MITIGATION },
	{ "Tiltak", TG_F_MITIGATION },
	{ "Mottiltak", TG_F_MITIGATION },
	{ "Demping", TG_F_MITIGATION },
	{ "Att\xc3\xa9nuation", TG_F_MITIGATION }, /* fr */
	{ "Mitiga\xc3\xa7", TG_F_MITIGATION }, /* pt */
	{ "\xc3\x85tg\xc3\xa4rd", TG_F_MITIGATION }, /* sv */
	{ "\xc5\x9arod", TG_F_MITIGATION }, /* pl */
	{ "Opat\xc5\x99" "en\xc3\xad", TG_F_MITIGATION }, /* cs */
	{ "\xc3\x96nlem", TG_F_MITIGATION }, /* tr */
	{ "\xe5\x8f\xaf\xe8\x83\xbd\xe6\x80\xa7", TG_F_LIKELIHOOD }, /* zh: likelihood */
	/* ja: likelihood */
	{ "\xe7\x99\xba\xe7\x94\x9f\xe5\x8f\xaf\xe8\x83\xbd\xe6\x80\xa7",
	  TG_F_LIKELIHOOD },
	{ "\xea\xb0\x80\xeb\x8a\xa5\xec\x84\xb1", TG_F_LIKELIHOOD }, /* ko */
	/* ru */
	{ "\xd0\x92\xd0\xb5\xd1\x80\xd0\xbe\xd1\x8f\xd1\x82\xd0\xbd\xd0"
	  "\xbe\xd1\x81\xd1\x82", TG_F_LIKELIHOOD },
	{ "Eintrittswahrscheinlichkeit", TG_F_LIKELIHOOD },
	{ "Wahrscheinlichkeit", TG_F_LIKELIHOOD },
	{ "Vraisemblance", TG_F_LIKELIHOOD },
	{ "Probabili", TG_F_LIKELIHOOD },
	{ "Sannsynlighet", TG_F_LIKELIHOOD },
	{ "Sannolikhet", TG_F_LIKELIHOOD },
	{ "Waarschijnlijkheid", TG_F_LIKELIHOOD },
	{ "Prawdopodob", TG_F_LIKELIHOOD }, /* pl */
	{ "\xe5\xbd\xb1\xe5\x93\x8d", TG_F_IMPACT }, /* zh: impact */
	{ "\xe5\xbd\xb1\xe9\x9f\xbf", TG_F_IMPACT }, /* ja: impact */
	{ "\xec\x98\x81\xed\x96\xa5", TG_F_IMPACT }, /* ko: impact */
	/* ru: impact */
	{ "\xd0\x92\xd0\xbb\xd0\xb8\xd1\x8f\xd0\xbd\xd0\xb8", TG_F_IMPACT },
	/* ru: consequence */
	{ "\xd0\x9f\xd0\xbe\xd1\x81\xd0\xbb\xd0\xb5\xd0\xb4\xd1\x81\xd1"
	  "\x82\xd0\xb2\xd0\xb8", TG_F_IMPACT },
	{ "Auswirkung", TG_F_IMPACT },
	{ "Schadensausma", TG_F_IMPACT },
	{ "Impacto", TG_F_IMPACT },
	{ "Impatto", TG_F_IMPACT },
	{ "Konsekvens", TG_F_IMPACT },
	{ "Gevolg", TG_F_IMPACT },
	{ "\xe9\xa3\x8e\xe9\x99\xa9", TG_F_RISK }, /* zh: risk */
	{ "\xe3\x83\xaa\xe3\x82\xb9\xe3\x82\xaf", TG_F_RISK }, /* ja: risk */
	{ "\xec\x9c\x84\xed\x97\x98", TG_F_RISK }, /* ko: risk */
	{ "\xd0\xa0\xd0\xb8\xd1\x81\xd0\xba", TG_F_RISK }, /* ru: risk */
	{ "Risiko", TG_F_RISK },
	{ "Risico", TG_F_RISK },
	{ "Riesgo", TG_F_RISK },
	{ "Risque", TG_F_RISK },
	{ "Rischio", TG_F_RISK },
	{ "Risco", TG_F_RISK },
	{ "Ryzyko", TG_F_RISK },
	{ "\xe7\x8a\xb6\xe6\x80\x81", TG_F_STATUS }, /* zh: state */
	{ "\xe7\x8a\xb6\xe6\x85\x8b", TG_F_STATUS }, /* ja: state */
	{ "\xec\x83\x81\xed\x83\x9c", TG_F_STATUS }, /* ko: state */
	/* ru: state */
	{ "\xd0\xa1\xd1\x82\xd0\xb0\xd1\x82\xd1\x83\xd1\x81", TG_F_STATUS },
	{ "Estado", TG_F_STATUS },
	{ "Statut", TG_F_STATUS },
	{ "Stato", TG_F_STATUS },
	{ "\xe8\xb5\x84\xe4\xba\xa7", TG_F_ELEMENT }, /* zh: asset */
	{ "\xe8\xb3\x87\xe7\x94\xa3", TG_F_ELEMENT }, /* ja: asset */
	{ "\xe7\xbb\x84\xe4\xbb\xb6", TG_F_ELEMENT }, /* zh: component */
	{ "\xec\x9e\x90\xec\x82\xb0", TG_F_ELEMENT }, /* ko: asset */
	/* ru: component */
	{ "\xd0\x9a\xd0\xbe\xd0\xbc\xd0\xbf\xd0\xbe\xd0\xbd\xd0\xb5\xd0"
	  "\xbd\xd1\x82", TG_F_ELEMENT },
	{ "\xd0\x90\xd0\xba\xd1\x82\xd0\xb8\xd0\xb2", TG_F_ELEMENT }, /* ru: asset */
	{ "Komponente", TG_F_ELEMENT },
	{ "Componente", TG_F_ELEMENT },
	{ "Composant", TG_F_ELEMENT },
	{ "Activo", TG_F_ELEMENT },
	{ "Schutzobjekt", TG_F_ELEMENT },
	{ "\xe6\x8f\x8f\xe8\xbf\xb0", TG_F_DESCRIPTION }, /* zh: description */
	{ "\xe8\xaa\xac\xe6\x98\x8e", TG_F_DESCRIPTION }, /* ja: explanation */
	{ "\xec\x84\xa4\xeb\xaa\x85", TG_F_DESCRIPTION }, /* ko: description */
	/* ru: description */
	{ "\xd0\x9e\xd0\xbf\xd0\xb8\xd1\x81\xd0\xb0\xd0\xbd\xd0\xb8", TG_F_DESCRIPTION },
	{ "Beschreibung", TG_F_DESCRIPTION },
	{ "Descripci", TG_F_DESCRIPTION },
	{ "Descrizione", TG_F_DESCRIPTION },
	{ "Beskrivelse", TG_F_DESCRIPTION },
	{ "Omschrijving", TG_F_DESCRIPTION },
	{ "Descri\xc3\xa7", TG_F_DESCRIPTION }, /* pt */
};

/* What stands in a heading; the first decides. */
static const struct {
	const char *words;
	enum tg_part part;
} headings[] = {
	{ "\xe5\xaf\xbe\xe8\xb1\xa1\xe5\xa4\x96", TG_PART_OUT_OF_SCOPE }, /* ja */
	{ "\xe8\x8c\x83\xe5\x9b\xb4\xe5\xa4\x96", TG_PART_OUT_OF_SCOPE }, /* zh */
	{ "\xeb\xb2\x94\xec\x9c\x84 \xec\x99\xb8", TG_PART_OUT_OF_SCOPE }, /* ko */
	{ "\xeb\xb2\x94\xec\x9c\x84 \xeb\xb0\x96", TG_PART_OUT_OF_SCOPE }, /* ko */
	/* ru */
	{ "\xd0\xbd\xd0\xb5 \xd0\xb7\xd0\xb0\xd1\x89\xd0\xb8\xd1\x89\xd0"
	  "\xb0", TG_PART_OUT_OF_SCOPE },
	/* ru: out of scope */
	{ "\xd0\xbd\xd0\xb5 \xd0\xb2\xd1\x85\xd0\xbe\xd0\xb4\xd0\xb8\xd1"
	  "\x82", TG_PART_OUT_OF_SCOPE },
	/* ru: out of the area */
	{ "\xd0\xb2\xd0\xbd\xd0\xb5 \xd0\xbe\xd0\xb1\xd0\xbb\xd0\xb0\xd1"
	  "\x81\xd1\x82\xd0\xb8", TG_PART_OUT_OF_SCOPE },
	/* ru */
	{ "\xd0\x92\xd0\xbd\xd0\xb5 \xd0\xbe\xd0\xb1\xd0\xbb\xd0\xb0\xd1"
	  "\x81\xd1\x82\xd0\xb8", TG_PART_OUT_OF_SCOPE },
	{ "Au\xc3\x9f" "erhalb", TG_PART_OUT_OF_SCOPE },
	{ "Ausserhalb", TG_PART_OUT_OF_SCOPE },
	{ "Nicht im", TG_PART_OUT_OF_SCOPE },
	{ "Fuera de", TG_PART_OUT_OF_SCOPE },
	{ "Fora do", TG_PART_OUT_OF_SCOPE },
	{ "Fora de", TG_PART_OUT_OF_SCOPE },
	{ "Buiten scope", TG_PART_OUT_OF_SCOPE },
	{ "Hors p", TG_PART_OUT_OF_SCOPE }, /* fr */
	/* ja */
	{ "\xe6\xae\x8b\xe5\xad\x98\xe3\x83\xaa\xe3\x82\xb9\xe3\x82\xaf",
	  TG_PART_RESIDUAL },
	/* ja */
	{ "\xe6\xae\x8b\xe7\x95\x99\xe3\x83\xaa\xe3\x82\xb9\xe3\x82\xaf",
	  TG_PART_RESIDUAL },
	{ "\xe6\xae\x8b\xe4\xbd\x99\xe9\xa3\x8e\xe9\x99\xa9", TG_PART_RESIDUAL }, /* zh */
	{ "\xec\x9e\x94\xec\x97\xac", TG_PART_RESIDUAL }, /* ko */
	{ "\xec\x9e\x94\xec\xa1\xb4", TG_PART_RESIDUAL }, /* ko */
	/* ru */
	{ "\xd1\x81\xd1\x82\xd0\xb0\xd1\x82\xd0\xbe\xd1\x87\xd0\xbd", TG_PART_RESIDUAL },
	{ "Restrisik", TG_PART_RESIDUAL },
	{ "Restrisic", TG_PART_RESIDUAL },
	{ "r\xc3\xa9siduel", TG_PART_RESIDUAL }, /* fr */
	/* ja */
	{ "\xe4\xbf\xa1\xe9\xa0\xbc\xe5\xa2\x83\xe7\x95\x8c", TG_PART_BOUNDARIES },
	/* zh */
	{ "\xe4\xbf\xa1\xe4\xbb\xbb\xe8\xbe\xb9\xe7\x95\x8c", TG_PART_BOUNDARIES },
	/* ko */
	{ "\xec\x8b\xa0\xeb\xa2\xb0 \xea\xb2\xbd\xea\xb3\x84", TG_PART_BOUNDARIES },
	/* ru */
	{ "\xd1\x80\xd0\xb0\xd0\xbd\xd0\xb8\xd1\x86\xd1\x8b \xd0\xb4\xd0"
	  "\xbe\xd0\xb2\xd0\xb5\xd1\x80\xd0\xb8\xd1\x8f", TG_PART_BOUNDARIES },
	{ "Vertrauensgrenze", TG_PART_BOUNDARIES },
	{ "Tillitsgrense", TG_PART_BOUNDARIES },
	{ "de confianza", TG_PART_BOUNDARIES },
	{ "di fiducia", TG_PART_BOUNDARIES },
	{ "de confiance", TG_PART_BOUNDARIES }, /* fr */
	{ "de confian\xc3\xa7" "a", TG_PART_BOUNDARIES }, /* pt */
	/* ja */
	{ "\xe3\x83\x87\xe3\x83\xbc\xe3\x82\xbf\xe3\x83\x95\xe3\x83\xad"
	  "\xe3\x83\xbc", TG_PART_DFD },
	{ "\xe6\x95\xb0\xe6\x8d\xae\xe6\xb5\x81", TG_PART_DFD }, /* zh */
	/* ko */
	{ "\xeb\x8d\xb0\xec\x9d\xb4\xed\x84\xb0 \xed\x9d\x90\xeb\xa6\x84", TG_PART_DFD },
	/* ru */
	{ "\xd0\xbe\xd1\x82\xd0\xbe\xd0\xba\xd0\xb8 \xd0\xb4\xd0\xb0\xd0"
	  "\xbd\xd0\xbd\xd1\x8b\xd1\x85", TG_PART_DFD },
	{ "Datenfluss", TG_PART_DFD },
	{ "Datenstrom", TG_PART_DFD },
	{ "Flux de donn", TG_PART_DFD },
	{ "Flujo de datos", TG_PART_DFD },
	{ "Flujos de datos", TG_PART_DFD },
	{ "Fluxo de dados", TG_PART_DFD },
	{ "\xe8\xb3\x87\xe7\x94\xa3", TG_PART_OTHER }, /* ja: assets */
	{ "\xe8\xb5\x84\xe4\xba\xa7", TG_PART_OTHER }, /* zh: assets */
	{ "\xec\x9e\x90\xec\x82\xb0", TG_PART_OTHER }, /* ko: assets */
	{ "\xd0\xba\xd1\x82\xd0\xb8\xd0\xb2\xd1\x8b", TG_PART_OTHER }, /* ru: assets */
	{ "\xe6\x94\xbb\xe5\x87\xbb\xe8\x80\x85", TG_PART_OTHER }, /* zh: attacker */
	{ "\xe6\x94\xbb\xe6\x92\x83\xe8\x80\x85", TG_PART_OTHER }, /* ja: attacker */
	{ "\xea\xb3\xb5\xea\xb2\xa9\xec\x9e\x90", TG_PART_OTHER }, /* ko: attacker */
	/* ru: intruder */
	{ "\xd0\xb0\xd1\x80\xd1\x83\xd1\x88\xd0\xb8\xd1\x82\xd0\xb5\xd0"
	  "\xbb", TG_PART_OTHER },
	/* ru: attacker */
	{ "\xd0\xbb\xd0\xbe\xd1\x83\xd0\xbc\xd1\x8b\xd1\x88\xd0\xbb\xd0"
	  "\xb5\xd0\xbd", TG_PART_OTHER },
	/* ru: attacker */
	{ "\xd1\x82\xd0\xb0\xd0\xba\xd1\x83\xd1\x8e\xd1\x89", TG_PART_OTHER },
	{ "Angreifer", TG_PART_OTHER },
	{ "Atacante", TG_PART_OTHER },
	{ "Attaquant", TG_PART_OTHER },
	{ "Angriper", TG_PART_OTHER },
	{ "Schutzobjekt", TG_PART_OTHER },
	{ "Annahmen", TG_PART_OTHER },
	{ "Activos", TG_PART_OTHER },
	{ "Ativos a", TG_PART_OTHER },
	{ "Actifs", TG_PART_OTHER },
	{ "Schutzg\xc3\xbcter", TG_PART_OTHER }, /* de */
	{ "\xe5\x89\x8d\xe6\x8f\x90", TG_PART_OTHER }, /* ja: assumptions */
	{ "\xe5\x81\x87\xe8\xae\xbe", TG_PART_OTHER }, /* zh: assumptions */
	{ "\xea\xb0\x80\xec\xa0\x95", TG_PART_OTHER }, /* ko: assumptions */
	/* ru: assumptions */
	{ "\xd1\x80\xd0\xb5\xd0\xb4\xd0\xbf\xd0\xbe\xd0\xbb\xd0\xbe\xd0"
	  "\xb6\xd0\xb5\xd0\xbd\xd0\xb8", TG_PART_OTHER },
	{ "\xe5\xa8\x81\xe8\x83\x81", TG_PART_THREATS }, /* zh: threat */
	{ "\xe8\x84\x85\xe5\xa8\x81", TG_PART_THREATS }, /* ja: threat */
	{ "\xec\x9c\x84\xed\x98\x91", TG_PART_THREATS }, /* ko: threat */
	{ "\xd0\xa3\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_PART_THREATS }, /* ru: threat */
	{ "\xd1\x83\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_PART_THREATS }, /* ru: threat */
	{ "\xd0\x97\xd0\xb0\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_PART_THREATS }, /* uk */
	{ "agro\xc5\xbc" "eni", TG_PART_THREATS }, /* pl */
	{ "Hrozb", TG_PART_THREATS }, /* cs */
	{ "Bedrohung", TG_PART_THREATS },
	{ "Angriffsszenari", TG_PART_THREATS },
	{ "Amenaza", TG_PART_THREATS },
	{ "Menace", TG_PART_THREATS },
	{ "Minacc", TG_PART_THREATS },
	{ "Dreiging", TG_PART_THREATS },
	{ "Bedreiging", TG_PART_THREATS },
	{ "Trussel", TG_PART_THREATS },
	{ "Trusler", TG_PART_THREATS },
	{ "Tehdit", TG_PART_THREATS },
	{ "Amea\xc3\xa7", TG_PART_THREATS }, /* pt */
	{ "\xe7\xbc\x93\xe8\xa7\xa3", TG_PART_MITIGATIONS }, /* zh: mitigation */
	{ "\xe7\xb7\xa9\xe5\x92\x8c", TG_PART_MITIGATIONS }, /* ja: mitigation */
	{ "\xe5\xaf\xbe\xe7\xad\x96", TG_PART_MITIGATIONS }, /* ja: countermeasure */
	{ "\xe5\xaf\xb9\xe7\xad\x96", TG_PART_MITIGATIONS }, /* zh: countermeasure */
	/* zh: protective measures */
	{ "\xe9\x98\xb2\xe6\x8a\xa4\xe6\x8e\xaa\xe6\x96\xbd", TG_PART_MITIGATIONS },
	{ "\xec\x99\x84\xed\x99\x94", TG_PART_MITIGATIONS }, /* ko: mitigation */
	{ "\xeb\x8c\x80\xec\x9d\x91", TG_PART_MITIGATIONS }, /* ko: answer */
	{ "\xd0\x9c\xd0\xb5\xd1\x80\xd1\x8b", TG_PART_MITIGATIONS }, /* ru: measures */
	{ "\xd0\xbc\xd0\xb5\xd1\x80\xd1\x8b", TG_PART_MITIGATIONS }, /* ru: measures */
	/* ru: countermeasure */
	{ "\xd0\xbe\xd0\xbd\xd1\x82\xd1\x80\xd0\xbc\xd0\xb5\xd1\x80",
	  TG_PART_MITIGATIONS },
	/* uk: measures */
	{ "\xd0\x97\xd0\xb0\xd1\x85\xd0\xbe\xd0\xb4\xd0\xb8", TG_PART_MITIGATIONS },
	{ "Ma\xc3\x9fnahme", TG_PART_MITIGATIONS },
	{ "Gegenma\xc3\x9fnahme", TG_PART_MITIGATIONS },
	{ "Massnahme", TG_PART_MITIGATIONS },
	{ "Mitigaci", TG_PART_MITIGATIONS },
	{ "Contramedida", TG_PART_MITIGATIONS },
	{ "Mesure", TG_PART_MITIGATIONS },
	{ "Contre-mesure", TG_PART_MITIGATIONS },
	{ "Contromisur", TG_PART_MITIGATIONS },
	{ "Maatregel", TG_PART_MITIGATIONS },
	{ "Tiltak", TG_PART_MITIGATIONS },
	{ "Demping", TG_PART_MITIGATIONS },
	{ "\xc3\x85tg\xc3\xa4rd", TG_PART_MITIGATIONS }, /* sv */
	{ "Mitiga\xc3\xa7", TG_PART_MITIGATIONS }, /* pt */
	{ "\xc5\x9arodki", TG_PART_MITIGATIONS }, /* pl */
	{ "Opat\xc5\x99" "en\xc3\xad", TG_PART_MITIGATIONS }, /* cs */
	{ "\xc3\x96nlem", TG_PART_MITIGATIONS }, /* tr */
};

/* "Threat model" rather than "Threats". */
static const char *const models[] = {
	"\xe3\x83\xa2\xe3\x83\x87\xe3\x83\xab", /* ja */
	"\xe6\xa8\xa1\xe5\x9e\x8b", /* zh */
	"\xeb\xaa\xa8\xeb\x8d\xb8", /* ko */
	"\xd0\xbc\xd0\xbe\xd0\xb4\xd0\xb5\xd0\xbb", /* ru */
	"odell", "odelo", "od\xc3\xa8le",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum tg_field tg_foreign_field(struct tg_str label)
{
	char first = label.n > 0 ? tg_lower(label.p[0]) : '\0';

	for (size_t i = 0; i < COUNT(labels); i++)
		if (tg_lower(labels[i].words[0]) == first &&
		    tg_str_istarts(label, labels[i].words))
			return labels[i].field;
	return TG_F_NONE;
}

static bool names_model(struct tg_str heading)
{
	for (size_t i = 0; i < COUNT(models); i++)
		if (tg_str_ifind(heading, tg_str(models[i])) != SIZE_MAX)
			return true;
	return false;
}

enum tg_part tg_foreign_part(struct tg_str heading)
{
	for (size_t i = 0; i < COUNT(headings); i++) {
		if (tg_str_ifind(heading, tg_str(headings[i].words)) == SIZE_MAX)
			continue;
		return headings[i].part == TG_PART_THREATS && names_model(heading) ?
			       TG_PART_MODEL :
			       headings[i].part;
	}
	return TG_PART_NONE;
}
