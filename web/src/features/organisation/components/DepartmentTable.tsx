import { Button } from 'antd'
import { useState } from 'react'
import type { OrganisationDepartment, OrganisationWish } from '@/api/types'
import { useMay } from '@/api/session'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useOrganisation, useOrganisationWords } from '../api/useOrganisation'
import { DepartmentDialogue } from './DepartmentDialogue'
import { ListTable } from '@/ui/ListTable'

/** Departments with their kinds and queues. */
export function DepartmentTable({ wish }: { wish: OrganisationWish }) {
  const words = useWords(organisation)
  const vocabulary = useOrganisationWords()
  const may = useMay()
  const query = useOrganisation('departments', wish)
  const [changed, setChanged] = useState<OrganisationDepartment | null>(null)
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
                <Button size="small" onClick={() => setChanged(one)}>
                  {words.change}
                </Button>
              ),
          },
        ]}
      />
      {changed !== null && <DepartmentDialogue department={changed} onClose={() => setChanged(null)} />}
    </>
  )
}
