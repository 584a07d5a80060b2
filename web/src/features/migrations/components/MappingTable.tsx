import { Select, Table } from 'antd'
import type { MigrationProposal } from '@/api/types'
import { useWords } from '@/words'
import { migrations } from '@/words/migrations'

/** New id by old id, where it differs from the proposal; null: no counterpart. */
export type Overrides = Record<string, string | null>

const NONE = ''

interface MappingTableProps {
  proposal: MigrationProposal
  overrides: Overrides
  onlyChanged: boolean
  onChange: (overrides: Overrides) => void
}

/** Every element of the old version, and what stands for it in the new one. */
export function MappingTable({ proposal, overrides, onlyChanged, onChange }: MappingTableProps) {
  const words = useWords(migrations)
  const targets = [
    ...proposal.elements.flatMap(({ target, target_name }) =>
      target === null ? [] : [{ value: target, label: `${target_name ?? ''} ${target}`.trim() }],
    ),
    ...proposal.added.map(({ element, name }) => ({ value: element, label: `${name} ${element}` })),
  ]
  const rows = proposal.elements.filter(
    (one) =>
      !onlyChanged || one.element in overrides || one.target !== one.element || one.target_name !== one.name,
  )
  return (
    <Table
      size="small"
      rowKey="element"
      pagination={rows.length > 12 ? { pageSize: 12, size: 'small' } : false}
      dataSource={rows}
      locale={{ emptyText: words.allStay }}
      columns={[
        {
          title: words.oldElement,
          render: (_, one) => (
            <>
              {one.name} <span className="quiet">{one.element}</span>
            </>
          ),
        },
        {
          title: words.newElement,
          render: (_, one) => {
            const chosen = one.element in overrides ? overrides[one.element]! : one.target
            return (
              <Select
                aria-label={`${words.newElement} ${one.name}`}
                className="migration-target"
                showSearch={{ optionFilterProp: 'label' }}
                status={chosen === null ? 'warning' : undefined}
                value={chosen ?? NONE}
                options={[{ value: NONE, label: words.none }, ...targets]}
                onChange={(target: string) =>
                  onChange({ ...overrides, [one.element]: target === NONE ? null : target })
                }
              />
            )
          },
        },
      ]}
    />
  )
}
