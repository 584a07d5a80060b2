import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { OrganisationWish } from '@/api/types'
import { useWords } from '@/words'
import { organisation, reorganising } from '@/words/organisation'
import { useOrganisation } from '../api/useOrganisation'
import { ListTable } from '@/ui/ListTable'
import { UnitDialogue } from './UnitDialogue'
import { ReorganiseDialogue } from './ReorganiseDialogue'

interface Area {
  id: string
  code: string
  name: string
  tier_id: string | null
  tier_name: string | null
  active: boolean
  revision: number
}

/** Administrative territories, or supply units, with the tier whose each is. */
export function AreaTable({ which, wish }: { which: 'territories' | 'supply-units'; wish: OrganisationWish }) {
  const words = useWords(organisation)
  const query = useOrganisation(which, wish)
  const more = useWords(reorganising)
  const may = useMay()
  const [moved, setMoved] = useState<Area | null>(null)
  const isTerritory = which === 'territories'
  return (
    <>
    <ListTable<Area>
      query={query}
      label={words[which]}
      empty={words.none}
      columns={[
        { title: words.code, dataIndex: 'code' },
        {
          title: words.name,
          render: (_, area) => (
            <>
              {area.name} {!area.active && <span className="mark">{words.ended}</span>}
            </>
          ),
        },
        { title: words.tier, dataIndex: 'tier_name' },
        {
          title: words.actions,
          hidden: !may('administer'),
          render: (_, area) => (
            <Button size="small" onClick={() => setMoved(area)}>
              {isTerritory ? more.moveShort : words.change}
            </Button>
          ),
        },
      ]}
    />
      {moved !== null && !isTerritory && <UnitDialogue unit={moved} onClose={() => setMoved(null)} />}
      {moved !== null && isTerritory && (
        <ReorganiseDialogue
          of={{ kind: 'area', id: moved.id, revision: moved.revision }}
          name={moved.name}
          onClose={() => setMoved(null)}
        />
      )}
    </>
  )
}
