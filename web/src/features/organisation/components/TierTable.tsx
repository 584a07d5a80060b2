import { Button } from 'antd'
import { useState } from 'react'
import type { OrganisationTier, OrganisationWish } from '@/api/types'
import { useMay } from '@/api/session'
import { useWords } from '@/words'
import { organisation, reorganising } from '@/words/organisation'
import { useOrganisation, useOrganisationWords } from '../api/useOrganisation'
import { ListTable } from '@/ui/ListTable'
import { ReorganiseDialogue } from './ReorganiseDialogue'
import { TierDialogue } from './TierDialogue'

const depth = (path: string) => path.split('/').length - 3

/** The tree of tiers, from the top down. */
export function TierTable({ wish }: { wish: OrganisationWish }) {
  const words = useWords(organisation)
  const vocabulary = useOrganisationWords()
  const may = useMay()
  const query = useOrganisation('tiers', wish)
  const more = useWords(reorganising)
  const [changed, setChanged] = useState<OrganisationTier | null>(null)
  const [placed, setPlaced] = useState<{ tier: OrganisationTier; kind: 'tierMove' | 'tierClose' } | null>(null)
  return (
    <>
      <ListTable<OrganisationTier>
        query={query}
        label={words.tiers}
        empty={words.none}
        columns={[
          {
            title: words.name,
            render: (_, tier) => (
              <span style={{ paddingInlineStart: `${Math.max(depth(tier.path), 0) * 1.25}em` }}>
                {tier.name} {!tier.active && <span className="mark">{words.closed}</span>}
              </span>
            ),
          },
          { title: words.code, dataIndex: 'code' },
          { title: words.kind, render: (_, tier) => vocabulary.nameOf(vocabulary.tierKinds, tier.kind) },
          { title: words.parent, dataIndex: 'parent_name' },
          { title: words.departments, dataIndex: 'departments', className: 'figures' },
          { title: words.calendar, dataIndex: 'calendar' },
          {
            title: words.actions,
            render: (_, tier) =>
              may('administer') &&
              tier.active && (
                <div className="page-actions">
                  <Button size="small" onClick={() => setChanged(tier)}>
                    {words.change}
                  </Button>
                  {tier.parent_id !== null && (
                    <>
                      <Button size="small" onClick={() => setPlaced({ tier, kind: 'tierMove' })}>
                        {more.moveShort}
                      </Button>
                      <Button size="small" onClick={() => setPlaced({ tier, kind: 'tierClose' })}>
                        {more.closeShort}
                      </Button>
                    </>
                  )}
                </div>
              ),
          },
        ]}
      />
      {placed !== null && (
        <ReorganiseDialogue
          of={{ kind: placed.kind, id: placed.tier.id, revision: placed.tier.revision }}
          name={placed.tier.name}
          onClose={() => setPlaced(null)}
        />
      )}
      {changed !== null && <TierDialogue tier={changed} onClose={() => setChanged(null)} />}
    </>
  )
}
