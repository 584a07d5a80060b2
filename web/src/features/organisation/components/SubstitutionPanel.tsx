import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import type { SubstitutionsWish } from '@/api/types'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { substitutions } from '@/words/organisation'
import { SubstitutionDialogue } from './SubstitutionDialogue'
import { SubstitutionTable } from './SubstitutionTable'

const STATES = ['all', 'now', 'future', 'past'] as const

/** Substitutions: one's own, and those of the people one leads. */
export function SubstitutionPanel() {
  const words = useWords(substitutions)
  const [wish, setWish] = useState<SubstitutionsWish>({})
  const [isNew, setNew] = useState(false)
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => setWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          aria-label={words.state}
          value={wish.state ?? 'all'}
          options={STATES.map((state) => ({ value: state, label: words[state] }))}
          onChange={(state) => setWish({ ...wish, state })}
        />
        <Checkbox checked={wish.mine ?? false} onChange={(event) => setWish({ ...wish, mine: event.target.checked })}>
          {words.mine}
        </Checkbox>
        <Button type="primary" onClick={() => setNew(true)}>
          {words.add}
        </Button>
      </div>
      <SubstitutionTable wish={wish} />
      {isNew && <SubstitutionDialogue onClose={() => setNew(false)} />}
    </>
  )
}
