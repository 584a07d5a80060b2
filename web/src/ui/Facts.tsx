import type { ReactNode } from 'react'

/** Facts as pairs of a name and a value; those without a value are left out. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  const there = of.filter(([, value]) => value !== null && value !== undefined && value !== '')
  return (
    <dl className="facts">
      {there.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
