import { Select } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { Moment } from '@/clock/Moment'
import { Browser } from '@/ui/Browser'
import { ListTable } from '@/ui/ListTable'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { accountsAdmin } from '@/words/security'
import { useSignIns, type SignInsWish } from '../api/useAccounts'

type Attempt = components['schemas']['SignInAttempt']

/** How results are called; two of them are called otherwise among accounts. */
const RESULTS = {
  success: 'success',
  'wrong-password': 'wrong-password',
  'unknown-name': 'unknown-name',
  locked: 'locked_',
  throttled: 'throttled',
  closed: 'closed_',
  refused: 'refused',
  nobody: 'nobody',
} as const
type Result = keyof typeof RESULTS

/** Every attempt to sign in, for auditors and operators. */
export function SignInPanel() {
  const words = useWords(accountsAdmin)
  const [wish, setWish] = useState<SignInsWish>({})
  const query = useSignIns(wish)
  const results = Object.entries(RESULTS).map(([value, name]) => ({ value, label: words[name] }))
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.findSignIn}
          value={wish.text ?? ''}
          onSearch={(text) => setWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          aria-label={words.result}
          value={wish.result ?? ''}
          options={[{ value: '', label: words.every }, ...results]}
          onChange={(result) => setWish({ ...wish, result: result === '' ? undefined : (result as Result) })}
        />
      </div>
      <ListTable<Attempt>
        query={query}
        label={words.signIns}
        empty={words.noSignIns}
        columns={[
          { title: words.at, render: (_, one) => <Moment at={one.at} exact /> },
          { title: words.username, dataIndex: 'username' },
          { title: words.name, dataIndex: 'person_name' },
          {
            title: words.result,
            render: (_, one) => (
              <span className={one.result === 'success' ? 'mark mark-calm' : 'mark'}>{words[RESULTS[one.result]]}</span>
            ),
          },
          { title: words.via, render: (_, one) => words[one.via] },
          { title: words.address, dataIndex: 'address' },
          { title: words.agent, dataIndex: 'agent', render: (agent: string | null) => <Browser agent={agent} unknown="" /> },
        ]}
      />
    </>
  )
}
