import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { SearchField } from '@/ui/SearchField'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { tokens } from '@/words/security'
import { useTokenCommands, useTokens } from '../api/useTokens'
import { TokenDialogue } from './TokenDialogue'

type Token = components['schemas']['ApiToken']

/** Tokens of machines: what they may, whether they still open anything; creating and revoking them. */
export function TokenPanel() {
  const words = useWords(tokens)
  const { done, failed } = useTell()
  const [text, setText] = useState('')
  const [isNew, setNew] = useState(false)
  const query = useTokens(text)
  const { revoke } = useTokenCommands()
  const standing = (one: Token) => (one.standing === 'person left' ? words.gone : words[one.standing])
  return (
    <>
      <div className="filters">
        <SearchField className="find" label={words.find} value={text} onSearch={setText} />
        <Button type="primary" onClick={() => setNew(true)}>
          {words.add}
        </Button>
      </div>
      <ListTable<Token>
        query={query}
        label={words.title}
        empty={words.none}
        columns={[
          { title: words.label, dataIndex: 'label' },
          { title: words.username, render: (_, one) => `${one.person_name} (${one.username})` },
          { title: words.scopes, render: (_, one) => one.scopes.map((scope) => words[scope as 'me']).join(' · ') },
          {
            title: words.standing,
            render: (_, one) => <span className={one.standing === 'valid' ? 'mark mark-calm' : 'mark'}>{standing(one)}</span>,
          },
          { title: words.created, render: (_, one) => <Moment at={one.created_at} exact /> },
          {
            title: words.expires,
            render: (_, one) => (one.expires_at === null ? words.never : <Moment at={one.expires_at} exact />),
          },
          {
            title: words.revoke,
            render: (_, one) =>
              one.standing === 'valid' && (
                <Popconfirm
                  title={words.revokeOf(one.label)}
                  onConfirm={() => revoke.mutate(one.id, { onSuccess: () => done(words.revoked), onError: failed })}
                >
                  <Button size="small">{words.revoke}</Button>
                </Popconfirm>
              ),
          },
        ]}
      />
      {isNew && <TokenDialogue onClose={() => setNew(false)} />}
    </>
  )
}
