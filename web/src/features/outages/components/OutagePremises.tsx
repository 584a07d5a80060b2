import { Button, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { OutageView } from '@/api/types'
import { usePremises } from '@/api/usePremises'
import { Listed } from '@/ui/Listed'
import { SearchField } from '@/ui/SearchField'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { outages } from '@/words/outages'
import { useOutagePremises } from '../api/useOutagePremises'
import { useOutageCommands } from '../api/useOutages'

interface OutagePremisesProps {
  outage: OutageView
  mayChange: boolean
}

/** The premises that an outage names beside its area: found, added, taken away. */
export function OutagePremises({ outage, mayChange }: OutagePremisesProps) {
  const words = useWords(outages)
  const may = useMay()
  return (
    <section className="panel" aria-label={words.premises}>
      <h2>
        {words.premises} {outage.premises}
      </h2>
      {may('see-customers') ? <Named outage={outage} mayChange={mayChange} /> : <p className="quiet">{words.premisesShut}</p>}
    </section>
  )
}

function Named({ outage, mayChange }: OutagePremisesProps) {
  const words = useWords(outages)
  const { done, failed } = useTell()
  const [text, setText] = useState('')
  const query = useOutagePremises(outage.id, text)
  const { change } = useOutageCommands(outage.id, outage.revision)
  const told = { onSuccess: ({ linked }: { linked: number }) => done(words.placed(linked)), onError: failed }
  return (
    <>
      {outage.premises > 0 && <SearchField className="find" label={words.findPremise} value={text} onSearch={setText} />}
      <Listed query={query}>
        {(items) => (
          <ul className="plain-list">
            {items.map(({ id, number, address }) => (
              <li key={id}>
                <span className="figures">{number}</span> {address}{' '}
                {mayChange && (
                  <Button
                    size="small"
                    type="link"
                    disabled={change.isPending}
                    onClick={() => change.mutate({ remove_premise_ids: [id] }, told)}
                  >
                    {words.takeAway}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {mayChange && (
        <Adding isPending={change.isPending} onAdd={(ids) => change.mutate({ add_premise_ids: ids }, told)} />
      )}
    </>
  )
}

function Adding({ isPending, onAdd }: { isPending: boolean; onAdd: (premises: string[]) => void }) {
  const words = useWords(outages)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<{ value: string; label: string }[]>([])
  const found = usePremises(search)
  const add = () => {
    onAdd(chosen.map(({ value }) => value))
    setChosen([])
  }
  return (
    <div className="outage-adding">
      <Select
        mode="multiple"
        labelInValue
        aria-label={words.addPremises}
        placeholder={words.addPremises}
        showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
        loading={found.isFetching}
        value={chosen}
        onChange={(values: { value: string; label: string }[]) => setChosen(values)}
        options={(found.data?.items ?? []).map(({ id, number, address }) => ({ value: id, label: `${number} ${address}` }))}
      />
      <Button disabled={chosen.length === 0} loading={isPending} onClick={add}>
        {words.add}
      </Button>
    </div>
  )
}
