import { Link, useNavigate } from '@tanstack/react-router'
import { Table } from 'antd'
import { useRef } from 'react'
import type { Desk, DeskCaller } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { OrderNumber } from '@/ui/OrderNumber'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { desk } from '@/words/desk'
import { wording } from '@/words/wording'
import { useDesk } from '../api/useDesk'
import { DutyList } from './DutyList'
import { ToCheck } from './ToCheck'
import { WordingPanel } from './WordingPanel'
import './boards.css'
import './desk.css'

/** The shift leader's desk: what waits before dispatch, who is on duty, hand-overs, load, callers, wording. */
export function DeskPage() {
  const words = useWords(desk)
  const wordingWords = useWords(wording)
  const query = useDesk()
  const navigate = useNavigate()
  const texts = useRef<HTMLElement>(null)
  useKeys({
    f: () => void navigate({ to: '/caller-flags' }),
    w: () => texts.current?.querySelector('input')?.focus(),
  })
  return (
    <Page title={words.title} actions={
        <span>
          <Link to="/caller-flags">{words.flags}</Link> <kbd aria-hidden>f</kbd>
        </span>
      }>
      <Loaded query={query}>
        {(data) => (
          <div className="board">
            <section aria-label={words.toCheck}>
              <ToCheck tasks={data.to_check} count={data.count} capped={data.count_is_capped} />
            </section>
            <aside className="board-aside">
              <DutyList shifts={data.on_duty} handOvers={data.hand_overs} />
              <Load loads={data.agents} capped={data.agents_are_capped} />
              <h2>{words.repeats}</h2>
              <Callers callers={data.repeats} label={words.repeats} empty={words.noRepeats} />
              <h2>{words.sensitive}</h2>
              <Callers callers={data.sensitive} label={words.sensitive} empty={words.noSensitive} />
            </aside>
          </div>
        )}
      </Loaded>
      <section ref={texts} className="desk-wording">
        <h2>
          {wordingWords.title} <kbd aria-hidden>w</kbd>
        </h2>
        <WordingPanel />
      </section>
    </Page>
  )
}

function Load({ loads, capped }: { loads: Desk['agents']; capped: boolean }) {
  const words = useWords(desk)
  const shown = (count: number) => (capped ? words.atLeast(count) : count)
  return (
    <>
      <h2>{words.load}</h2>
      <Table
        size="small"
        rowKey="department"
        pagination={false}
        dataSource={loads}
        columns={[
          { title: words.department, dataIndex: 'name' },
          { title: words.open, dataIndex: 'open_tasks', align: 'right', render: shown },
          { title: words.unclaimed, dataIndex: 'unclaimed', align: 'right', render: shown },
          {
            title: words.late,
            dataIndex: 'late',
            align: 'right',
            render: (late: number) => <span className={late > 0 ? 'due due-late' : undefined}>{shown(late)}</span>,
          },
        ]}
      />
    </>
  )
}

function Callers({ callers, label, empty }: { callers: DeskCaller[]; label: string; empty: string }) {
  const words = useWords(desk)
  if (callers.length === 0) return <p className="quiet">{empty}</p>
  return (
    <ul className="board-side" aria-label={label}>
      {callers.map((one) => (
        <li key={one.order}>
          <span className="board-card-head">
            <Link to="/orders/$orderId" params={{ orderId: one.order }}>
              {one.title}
            </Link>
            {one.calls > 0 && <span className="mark mark-near">{words.calls(one.calls)}</span>}
          </span>
          <span className="board-card-foot quiet">
            <OrderNumber number={one.number} />
            <Moment at={one.at} />
            {one.reason !== null && <span>{one.reason}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
