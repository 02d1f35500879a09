/* What `threatgate init` writes. */
#ifndef CMD_INIT_TEXTS_H
#define CMD_INIT_TEXTS_H

extern const char init_policy[];   /* the policy, with comments that teach */
extern const char init_template[]; /* the pull request template */
extern const char init_section[];  /* its security section alone */
extern const char init_workflow[]; /* the Action's name and a line end follow */

#endif
