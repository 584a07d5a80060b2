import type { Finding } from '@/api/types'

/** Says whether a finding forbids to deploy. */
export function isError(finding: Finding): boolean {
  return finding.severity !== 'warning'
}

/** Groups what was found by the element of the diagram at which it was. */
export function byElement(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (!finding.element) continue
    groups.set(finding.element, [...(groups.get(finding.element) ?? []), finding])
  }
  return groups
}
