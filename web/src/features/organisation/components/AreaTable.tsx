import type { OrganisationWish } from '@/api/types'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useOrganisation } from '../api/useOrganisation'
import { ListTable } from '@/ui/ListTable'

interface Area {
  id: string
  code: string
  name: string
  tier_name: string | null
  active: boolean
}

/** Administrative territories, or supply units, with the tier whose each is. */
export function AreaTable({ which, wish }: { which: 'territories' | 'supply-units'; wish: OrganisationWish }) {
  const words = useWords(organisation)
  const query = useOrganisation(which, wish)
  return (
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
      ]}
    />
  )
}
