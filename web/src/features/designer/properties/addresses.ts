/** Kinds of departments and tiers that the built-in organisation knows; others may be written. */
export const DEPARTMENTS = ['customer-service', 'repair', 'duty', 'command', 'crew', 'station', 'supervision'] as const
export const TIERS = ['province', 'city', 'county', 'station', 'crew', 'unit', 'origin', 'superior', 'queue'] as const

/** A department kind at a tier; `department` empty where the tier stands alone. */
export interface Address {
  department: string
  tier: string
}

/** Returns the addresses of a list as `camunda:candidateGroups` has it. */
export function readAddresses(text: string): Address[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('@')
      return at < 0 ? { department: '', tier: part } : { department: part.slice(0, at), tier: part.slice(at + 1) }
    })
}

/** Writes addresses as `camunda:candidateGroups` has them. */
export function writeAddresses(addresses: readonly Address[]): string {
  return addresses
    .map(({ department, tier }) => (department === '' ? tier : `${department}@${tier}`))
    .filter((part) => part !== '')
    .join(',')
}
