/** The parts of a draft, in the order of their tabs. */
export const PARTS = ['diagram', 'forms', 'rules', 'scenarios', 'files', 'compare', 'deploy'] as const
export type Part = (typeof PARTS)[number]
