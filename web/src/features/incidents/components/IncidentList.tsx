import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { IncidentsWish } from '@/api/types'
import { useWalk } from '@/keyboard/useWalk'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { incidentKinds, incidents } from '@/words/incidents'
import { useIncidents, useMendMany } from '../api/useIncidents'
import { IncidentRow } from './IncidentRow'
import { MendingTogether } from './MendingTogether'
import { MendResults } from './MendResults'
import './incidents.css'

interface IncidentListProps {
  wish: IncidentsWish
  onNarrow: (wish: IncidentsWish) => void
}

/** What went wrong, with the way to mend each, or those that are chosen together. */
export function IncidentList({ wish, onNarrow }: IncidentListProps) {
  const words = useWords(incidents)
  const query = useIncidents(wish)
  const mend = useMendMany()
  const list = useRef<HTMLUListElement>(null)
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  useWalk(list, '.incident-choose input')
  const toggle = (id: string) => setWanted(new Set(wanted.has(id) ? [...wanted].filter((one) => one !== id) : [...wanted, id]))
  return (
    <>
      <Narrowed wish={wish} onNarrow={onNarrow} />
      {mend.data !== undefined && <MendResults results={mend.data} named={mend.variables.named} />}
      <Listed query={query} empty={words.none}>
        {(found) => {
          // What was mended meanwhile, here or by a colleague, is chosen no more.
          const mendable = found.filter((incident) => incident.may_mend)
          return (
            <>
              {mendable.length > 1 && (
                <MendingTogether
                  listed={mendable}
                  chosen={mendable.filter(({ id }) => wanted.has(id))}
                  mend={mend}
                  onChoose={(ids) => setWanted(new Set(ids))}
                />
              )}
              <ul className="incidents" ref={list}>
                {found.map((incident) => (
                  <li key={incident.id} className="panel">
                    <IncidentRow
                      incident={incident}
                      isChosen={mendable.length > 1 ? wanted.has(incident.id) : undefined}
                      onChoose={() => toggle(incident.id)}
                      onAlike={({ kind, package: of, element }) =>
                        onNarrow({ status: wish.status, kind, package: of ?? undefined, element: element ?? undefined })
                      }
                    />
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Listed>
    </>
  )
}

/** What the list is narrowed to, and the way back. */
function Narrowed({ wish, onNarrow }: IncidentListProps) {
  const words = useWords(incidents)
  const kindName = useNames(incidentKinds)
  const { kind, package: of, element, status } = wish
  if (kind === undefined && of === undefined && element === undefined) return null
  const said = [kind === undefined ? undefined : kindName(kind), of, element].filter((part) => part !== undefined)
  return (
    <p>
      {words.alike}: {said.join(' · ')}{' '}
      <Button size="small" onClick={() => onNarrow({ status })}>
        {words.every}
      </Button>
    </p>
  )
}
