import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { Wording, WordingWish } from '@/api/types'
import { useWording } from '@/api/useWording'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { ListTable } from '@/ui/ListTable'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { wording } from '@/words/wording'
import { WithdrawDialogue } from './WithdrawDialogue'
import { WordingDialogue } from './WordingDialogue'
import './desk.css'

type Open = { kind: 'write' } | { kind: 'change' | 'withdraw'; wording: Wording }

/** Wording for emergencies: read by everybody, written, changed and withdrawn by shift leaders. */
export function WordingPanel() {
  const words = useWords(wording)
  const categories = useVocabulary('categories')
  const mayEdit = useMay()('edit-wording')
  const [wish, setWish] = useState<WordingWish>({})
  const [open, setOpen] = useState<Open>()
  const query = useWording(wish)
  useKeys({ n: () => mayEdit && setOpen({ kind: 'write' }) })
  const close = () => setOpen(undefined)
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
          allowClear
          aria-label={words.anyCategory}
          placeholder={words.anyCategory}
          value={wish.category ?? null}
          options={categories.words.map(({ key }) => ({ value: key, label: categories.name(key) }))}
          onChange={(category: string | null) =>
            setWish({ ...wish, category: (category ?? undefined) as WordingWish['category'] })
          }
        />
        <Select
          aria-label={words.sort}
          value={wish.sort ?? '-changed'}
          options={[
            { value: '-changed', label: words.newest },
            { value: 'title', label: words.byTitle },
          ]}
          onChange={(sort: WordingWish['sort']) => setWish({ ...wish, sort })}
        />
        <Checkbox checked={wish.holding ?? true} onChange={({ target }) => setWish({ ...wish, holding: target.checked })}>
          {words.holding}
        </Checkbox>
        {mayEdit && (
          <Button type="primary" onClick={() => setOpen({ kind: 'write' })}>
            {words.write} <kbd aria-hidden>n</kbd>
          </Button>
        )}
      </div>
      <ListTable<Wording>
        query={query}
        label={words.title}
        empty={words.none}
        columns={[
          {
            title: words.name,
            width: 200,
            render: (_, one) => (
              <>
                <strong>{one.title}</strong>
                <div className="quiet">
                  {[categories.name(one.category), one.symptom].filter(Boolean).join(' · ')}
                </div>
                {!one.holds && <span className="mark">{one.withdrawn_at !== null ? words.withdrawn : words.over}</span>}
              </>
            ),
          },
          {
            title: words.text,
            render: (_, one) => (
              <>
                <p className="desk-text">{one.text_zh}</p>
                {one.text_en !== null && (
                  <p className="desk-text quiet" lang="en">
                    {one.text_en}
                  </p>
                )}
              </>
            ),
          },
          {
            title: words.changedBy,
            width: 150,
            render: (_, one) => (
              <>
                {one.changed_by_name} <Moment at={one.changed_at} />
              </>
            ),
          },
          {
            width: 150,
            render: (_, one) =>
              mayEdit &&
              one.withdrawn_at === null && (
                <>
                  <Button size="small" onClick={() => setOpen({ kind: 'change', wording: one })}>
                    {words.change}
                  </Button>{' '}
                  <Button size="small" onClick={() => setOpen({ kind: 'withdraw', wording: one })}>
                    {words.withdraw}
                  </Button>
                </>
              ),
          },
        ]}
      />
      {open?.kind === 'write' && <WordingDialogue before={null} onClose={close} />}
      {open?.kind === 'change' && <WordingDialogue before={open.wording} onClose={close} />}
      {open?.kind === 'withdraw' && <WithdrawDialogue wording={open.wording} onClose={close} />}
    </>
  )
}
