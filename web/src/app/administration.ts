import type { administration } from '@/words/administration'

export interface AdministrationPage {
  to:
    | '/administration/limits'
    | '/administration/limit-measures'
    | '/administration/call-measures'
    | '/administration/organisation'
    | '/administration/rosters'
    | '/administration/substitutions'
    | '/administration/imports'
    | '/administration/calendars'
    | '/administration/changes'
    | '/administration/notice-texts'
    | '/administration/tokens'
    | '/administration/accounts'
    | '/administration/sign-ins'
    | '/administration/looks'
    | '/administration/telephony'
  /** Its name and a sentence about it, in the words of the administration. */
  name: keyof typeof administration
  about: keyof typeof administration
  /** The permission of whoever finds it in the list. */
  may: string
}

/** The pages of the administration, in the order of the list. */
export const ADMINISTRATION: readonly AdministrationPage[] = [
  { to: '/administration/calendars', name: 'calendars', about: 'calendarsAbout', may: 'see-administration' },
  { to: '/administration/limits', name: 'limits', about: 'limitsAbout', may: 'change-limits' },
  { to: '/administration/limit-measures', name: 'limitMeasures', about: 'limitMeasuresAbout', may: 'see-administration' },
  { to: '/administration/call-measures', name: 'callMeasures', about: 'callMeasuresAbout', may: 'see-figures' },
  { to: '/administration/organisation', name: 'organisation', about: 'organisationAbout', may: 'see-administration' },
  { to: '/administration/rosters', name: 'rosters', about: 'rostersAbout', may: 'see-order' },
  { to: '/administration/substitutions', name: 'substitutions', about: 'substitutionsAbout', may: 'see-order' },
  { to: '/administration/telephony', name: 'telephony', about: 'telephonyAbout', may: 'manage-telephony' },
  { to: '/administration/imports', name: 'imports', about: 'importsAbout', may: 'import' },
  {
    to: '/administration/notice-texts',
    name: 'noticeTexts',
    about: 'noticeTextsAbout',
    may: 'edit-notice-texts',
  },
  { to: '/administration/accounts', name: 'accounts', about: 'accountsAbout', may: 'manage-accounts' },
  { to: '/administration/tokens', name: 'tokens', about: 'tokensAbout', may: 'manage-accounts' },
  { to: '/administration/sign-ins', name: 'signIns', about: 'signInsAbout', may: 'see-sign-ins' },
  { to: '/administration/looks', name: 'looks', about: 'looksAbout', may: 'audit-looks' },
  { to: '/administration/changes', name: 'changes', about: 'changesAbout', may: 'see-administration' },
]
