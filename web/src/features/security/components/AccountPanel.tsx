import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { SearchField } from '@/ui/SearchField'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { accountsAdmin } from '@/words/security'
import { useAccountCommands, useAccounts } from '../api/useAccounts'
import { WhyDialogue } from './WhyDialogue'

type Account = components['schemas']['Account']
interface Asked {
  what: 'unlock' | 'end'
  person: string
}

/** Accounts: who is locked, who is signed in; unlocking, and ending sessions. */
export function AccountPanel() {
  const words = useWords(accountsAdmin)
  const { done } = useTell()
  const [text, setText] = useState('')
  const [locked, setLocked] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const found = useAccounts(text, locked)
  const commands = useAccountCommands()
  const close = () => setAsked(undefined)
  const standing = (one: Account) => {
    if (!one.active) return words.closed
    if (one.locked_until !== null) return words.lockedUntil
    return one.has_password ? words.usable : words.noPassword
  }
  return (
    <>
      <div className="filters">
        <SearchField className="find" label={words.find} value={text} onSearch={setText} />
        <Checkbox checked={locked} onChange={(event) => setLocked(event.target.checked)}>
          {words.locked}
        </Checkbox>
      </div>
      <ListTable<Account & { id: string }>
        query={withIds(found)}
        label={words.title}
        empty={words.none}
        columns={[
          { title: words.username, dataIndex: 'username' },
          { title: words.name, dataIndex: 'name' },
          {
            title: words.standing,
            render: (_, one) => (
              <>
                {standing(one)} {one.locked_until !== null && <Moment at={one.locked_until} exact />}
              </>
            ),
          },
          { title: words.sessions, dataIndex: 'sessions' },
          {
            title: words.last,
            render: (_, one) => one.signed_in_at !== null && <Moment at={one.signed_in_at} exact />,
          },
          {
            title: words.act,
            render: (_, one) => (
              <>
                {one.locked_until !== null && (
                  <Button size="small" onClick={() => setAsked({ what: 'unlock', person: one.person })}>
                    {words.unlock}
                  </Button>
                )}
                {one.sessions > 0 && (
                  <Button size="small" onClick={() => setAsked({ what: 'end', person: one.person })}>
                    {words.endSessions}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      {asked?.what === 'unlock' && (
        <WhyDialogue
          title={words.unlock}
          command={commands.unlock}
          onClose={close}
          onSend={(reason) =>
            commands.unlock.mutate({ ...asked, reason }, { onSuccess: () => (done(words.unlocked), close()) })
          }
        />
      )}
      {asked?.what === 'end' && (
        <WhyDialogue
          title={words.endSessions}
          command={commands.end}
          onClose={close}
          onSend={(reason) =>
            commands.end.mutate({ ...asked, reason }, { onSuccess: ({ ended }) => (done(words.ended(ended)), close()) })
          }
        />
      )}
    </>
  )
}

/** Returns the query with each account under its person's id, as tables name their rows. */
function withIds(query: ReturnType<typeof useAccounts>) {
  const data = query.data && {
    ...query.data,
    pages: query.data.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => ({ ...one, id: one.person })),
    })),
  }
  return { ...query, data } as unknown as Parameters<typeof ListTable<Account & { id: string }>>[0]['query']
}
