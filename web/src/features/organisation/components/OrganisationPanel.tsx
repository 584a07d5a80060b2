import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { OrganisationList, OrganisationWish } from '@/api/types'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { AreaDialogue } from './AreaDialogue'
import { AreaTable } from './AreaTable'
import { DepartmentDialogue } from './DepartmentDialogue'
import { DepartmentTable } from './DepartmentTable'
import { OrganisationFilters } from './OrganisationFilters'
import { PeopleTable } from './PeopleTable'
import { PersonDialogue } from './PersonDialogue'
import { TierDialogue } from './TierDialogue'
import { TierTable } from './TierTable'

const LISTS: readonly OrganisationList[] = ['tiers', 'departments', 'people', 'territories', 'supply-units']

interface OrganisationPanelProps {
  list: OrganisationList
  wish: OrganisationWish
  onChange: (list: OrganisationList, wish: OrganisationWish) => void
}

/** One of the organisation's lists, with what can be made new in it. */
export function OrganisationPanel({ list, wish, onChange }: OrganisationPanelProps) {
  const words = useWords(organisation)
  const may = useMay()
  const [isNew, setNew] = useState(false)
  const close = () => setNew(false)
  const isArea = list === 'territories' || list === 'supply-units'
  return (
    <>
      <div className="filters">
        <Segmented
          value={list}
          options={LISTS.map((one) => ({ value: one, label: words[one] }))}
          onChange={(chosen) => onChange(chosen, { below: wish.below })}
        />
        {may('administer') && (
          <Button type="primary" onClick={() => setNew(true)}>
            {words.add}
          </Button>
        )}
      </div>
      <OrganisationFilters wish={wish} onChange={(next) => onChange(list, next)} />
      {list === 'tiers' && <TierTable wish={wish} />}
      {list === 'departments' && <DepartmentTable wish={wish} />}
      {list === 'people' && <PeopleTable wish={wish} />}
      {isArea && <AreaTable which={list} wish={wish} />}
      {isNew && list === 'tiers' && <TierDialogue onClose={close} />}
      {isNew && list === 'departments' && <DepartmentDialogue onClose={close} />}
      {isNew && list === 'people' && <PersonDialogue onClose={close} />}
      {isNew && isArea && <AreaDialogue which={list} onClose={close} />}
    </>
  )
}
