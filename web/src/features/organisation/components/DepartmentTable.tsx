import { Button } from 'antd'
import { useState } from 'react'
import type { OrganisationDepartment, OrganisationWish } from '@/api/types'
import { useMay } from '@/api/session'
import { useWords } from '@/words'
import { organisation, reorganising } from '@/words/organisation'
import { useOrganisation, useOrganisationWords } from '../api/useOrganisation'
import { DepartmentDialogue } from './DepartmentDialogue'
import { ListTable } from '@/ui/ListTable'
import { ReorganiseDialogue } from './ReorganiseDialogue'

/** Departments with their kinds and queues. */
export function DepartmentTable({ wish }: { wish: OrganisationWish }) {
  const words = useWords(organisation)
  const vocabulary = useOrganisationWords()
  const may = useMay()
  const query = useOrganisation('departments', wish)
  const more = useWords(reorganising)
  const [changed, setChanged] = useState<OrganisationDepartment | null>(null)
  const [moved, setMoved] = useState<{ kind: 'move' | 'close'; one: OrganisationDepartment } | null>(null)
  return (
    <>
      <ListTable<OrganisationDepartment>
        query={query}
        label={words.departments}
        empty={words.none}
        columns={[
          {
            title: words.name,
            render: (_, one) => (
              <>
                {one.name} {!one.active && <span className="mark">{words.closed}</span>}
              </>
            ),
          },
          { title: words.kind, render: (_, one) => vocabulary.nameOf(vocabulary.departmentKinds, one.kind) },
          { title: words.tier, dataIndex: 'tier_name' },
          { title: words.queue, dataIndex: 'queue' },
          { title: words.members, dataIndex: 'members', className: 'figures' },
          {
            title: words.actions,
            render: (_, one) =>
              may('administer') && (
                <div className="page-actions">
                  <Button size="small" onClick={() => setChanged(one)}>
                    {words.change}
                  </Button>
                  {one.active &&
                    (['move', 'close'] as const).map((kind) => (
                      <Button key={kind} size="small" onClick={() => setMoved({ kind, one })}>
                        {kind === 'move' ? more.moveShort : more.closeShort}
                      </Button>
                    ))}
                </div>
              ),
          },
        ]}
      />
      {changed !== null && <DepartmentDialogue department={changed} onClose={() => setChanged(null)} />}
      {moved !== null && (
        <ReorganiseDialogue
          of={{ kind: moved.kind, id: moved.one.id, revision: moved.one.revision }}
          name={moved.one.name}
          onClose={() => setMoved(null)}
        />
      )}
    </>
  )
}
