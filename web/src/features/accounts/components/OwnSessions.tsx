import { Button, Table } from 'antd'
import { Moment } from '@/clock/Moment'
import { Browser } from '@/ui/Browser'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { myAccount } from '@/words/security'
import { useEndSession, useOwnSessions } from '../api/useOwnSessions'

/** Which browsers are signed in as oneself; any of them can be ended. */
export function OwnSessions() {
  const words = useWords(myAccount)
  const { done, failed } = useTell()
  const query = useOwnSessions()
  const end = useEndSession()
  return (
    <section className="panel panel-table" aria-label={words.sessions}>
      <h2>{words.sessions}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={items}
            scroll={{ x: 640 }}
            columns={[
              { title: words.agent, render: (_, one) => <Browser agent={one.agent} unknown={words.unknown} /> },
              { title: words.address, render: (_, one) => one.address ?? words.unknown },
              { title: words.began, render: (_, one) => <Moment at={one.created_at} exact /> },
              { title: words.seen, render: (_, one) => <Moment at={one.seen_at} exact /> },
              {
                title: words.end,
                render: (_, one) =>
                  one.current ? (
                    <span className="mark mark-calm">{words.here}</span>
                  ) : (
                    <Button
                      size="small"
                      onClick={() => end.mutate(one.id, { onSuccess: () => done(words.ended), onError: failed })}
                    >
                      {words.end}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
