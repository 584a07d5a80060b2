/** The parts of a draft, in the order of their tabs. */
export const PARTS = ['diagram', 'files'] as const
export type Part = (typeof PARTS)[number]
