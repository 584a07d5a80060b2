import { Button, Select } from 'antd'
import { useState } from 'react'
import type { DispatchBoard } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { boards } from '@/words/boards'
import { stages } from '@/words/stages'
import { useBoard } from '../api/useBoard'
import { Accepting } from './Accepting'
import { BoardCard } from './BoardCard'
import { CrewList } from './CrewList'
import { EstimateDialogue } from './EstimateDialogue'
import { MergeDialogue } from './MergeDialogue'
import { OutageList } from './OutageList'
import { useCards } from './useCards'
import './boards.css'

interface BoardPageProps {
  /** The county; undefined: one's own. */
  tier: string | undefined
  /** The task at whose card one begins; undefined: none. */
  start: string | undefined
  onTier: (tier: string | undefined) => void
  /** Called with the task at whose card one leaves the board: to the task, or to its order. */
  onOpen: (from: string, to: 'task' | 'order', id: string) => void
}

/** The county dispatcher's board: orders by stage, crews, outages. */
export function BoardPage({ tier, start, onTier, onOpen }: BoardPageProps) {
  const words = useWords(boards)
  const query = useBoard(tier)
  const tiers = useTiers().data?.items ?? []
  const counties = tiers.filter(({ kind }) => kind === 'county' || kind === 'city')
  // Who is of the province sees it whole: their own tier is none of those one can choose.
  const shown = tier ?? query.data?.tier
  return (
    <Page
      title={words.title}
      actions={
        counties.length > 1 && (
          <Select
            allowClear
            className="board-county"
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={words.county}
            placeholder={words.allCounties}
            value={counties.some(({ id }) => id === shown) ? shown : null}
            options={counties.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(chosen: string | null) => onTier(chosen ?? undefined)}
          />
        )
      }
    >
      <Loaded query={query}>{(board) => <Board board={board} start={start} onOpen={onOpen} />}</Loaded>
    </Page>
  )
}

type BoardProps = Pick<BoardPageProps, 'start' | 'onOpen'> & { board: DispatchBoard }

function Board({ board, start, onOpen }: BoardProps) {
  const words = useWords(boards)
  const names: Record<string, string> = useWords(stages)
  const [selected, setSelected] = useState<string[]>([])
  const [dialogue, setDialogue] = useState<'merge' | 'estimate'>()
  const orders = board.stages.flatMap((stage) => stage.orders)
  const chosen = orders.filter(({ task }) => selected.includes(task))
  const toggle = (task: string) =>
    setSelected((now) => (now.includes(task) ? now.filter((one) => one !== task) : [...now, task]))
  const { place, current, go, goAside } = useCards(board.stages, start)
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    l: () => goAside(1),
    h: () => goAside(-1),
    x: () => current !== undefined && toggle(current),
    m: () => board.may_dispatch && chosen.length > 1 && setDialogue('merge'),
    e: () => board.may_dispatch && chosen.length > 0 && setDialogue('estimate'),
    o: () => {
      const order = orders.find(({ task }) => task === current)?.order
      if (current !== undefined && order !== undefined) onOpen(current, 'order', order)
    },
    t: () => current !== undefined && onOpen(current, 'task', current),
  })
  const close = () => {
    setDialogue(undefined)
    setSelected([])
  }
  return (
    <div className="board">
      <section className="board-main" aria-label={words.orders}>
        <div className="board-bar">
          <Accepting orders={board.stages.find(({ stage }) => stage === 'accept')?.orders ?? []} />
          {board.capped && <span className="mark mark-late">{words.capped}</span>}
          {chosen.length > 0 && <span>{words.selected(chosen.length)}</span>}
          {board.may_dispatch && chosen.length > 1 && (
            <Button size="small" onClick={() => setDialogue('merge')}>
              {words.merge} <kbd aria-hidden>m</kbd>
            </Button>
          )}
          {board.may_dispatch && chosen.length > 0 && (
            <Button size="small" onClick={() => setDialogue('estimate')}>
              {words.estimate} <kbd aria-hidden>e</kbd>
            </Button>
          )}
          {chosen.length > 0 && (
            <Button size="small" type="text" onClick={() => setSelected([])}>
              {words.clear}
            </Button>
          )}
        </div>
        {orders.length === 0 && <p className="empty">{words.noOrders}</p>}
        <div ref={place} className="board-stages">
          {board.stages.map(({ stage, count, orders: shown }) => (
            <section key={stage ?? ''} className="board-stage">
              <h2>
                {stage === null ? words.others : (names[stage] ?? stage)}{' '}
                <span className="quiet">{words.shown(shown.length, count)}</span>
              </h2>
              <ul>
                {shown.map((order) => (
                  <BoardCard
                    key={order.task}
                    order={order}
                    isSelected={selected.includes(order.task)}
                    isCurrent={order.task === current}
                    onSelect={() => toggle(order.task)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
      <aside className="board-aside">
        <h2>{words.crews}</h2>
        <CrewList crews={board.crews} />
        <h2>{words.outages}</h2>
        <OutageList tier={board.tier} />
      </aside>
      {dialogue === 'merge' && <MergeDialogue orders={chosen} onClose={close} />}
      {dialogue === 'estimate' && <EstimateDialogue orders={chosen} onClose={close} />}
    </div>
  )
}
