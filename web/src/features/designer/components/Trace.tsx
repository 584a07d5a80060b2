import { Button } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { Played, PlayedFrame } from '@/api/types'
import { DiagramView } from '@/diagram/DiagramView'
import { useKeys } from '@/keyboard/useKeys'
import { Facts } from '@/ui/Facts'
import { Line, Lines } from '@/ui/Line'
import { Moment } from '@/clock/Moment'
import { useLanguage, useWords, type Language } from '@/words'
import { limitStates, trying } from '@/words/trying'

/** One story, stepped through: where its tokens stand, what the values are, what time it is. */
export function Trace({ played, xml }: { played: Played; xml: string }) {
  const words = useWords(trying)
  const { language } = useLanguage()
  const [at, setAt] = useState(Math.max(0, played.failure?.step ?? 0))
  const place = useRef<HTMLDivElement>(null)
  const last = played.trace.length - 1
  const frame = played.trace[Math.min(at, last)]
  useKeys({
    j: () => setAt(Math.min(at + 1, last)),
    k: () => setAt(Math.max(at - 1, 0)),
  })
  const marks = useMemo(() => marksOf(played.trace, Math.min(at, last)), [played, at, last])
  if (frame === undefined) return <div className="empty">{words.noTrace}</div>
  return (
    <div className="trace" ref={place}>
      <header className="trace-head">
        <h2>{played.name}</h2>
        <span className="figures trace-clock" aria-label={words.clock}>
          {frame.clock}
        </span>
        <Button disabled={at === 0} onClick={() => setAt(at - 1)}>
          {words.stepBack} <kbd>k</kbd>
        </Button>
        <Button disabled={at >= last} onClick={() => setAt(at + 1)}>
          {words.stepOn} <kbd>j</kbd>
        </Button>
      </header>
      <section className="panel trace-diagram">
        <DiagramView xml={xml} label={played.name} marks={marks} />
      </section>
      <div className="trace-parts">
        <section className="panel panel-table trace-steps">
          <Lines label={words.steps} selected={String(at)}>
            {played.trace.map((one, number) => (
              <Line
                key={number}
                head={`${one.number}. ${one.title}`}
                foot={problemsOf(one, language)[0] ?? one.refused ?? one.clock}
                isLate={one.problems.length > 0}
                isSelected={number === at}
                onSelect={() => setAt(number)}
              />
            ))}
          </Lines>
        </section>
        <FrameFacts frame={frame} />
      </div>
    </div>
  )
}

function marksOf(trace: readonly PlayedFrame[], at: number) {
  const [passed, taken] = [new Map<string, number>(), new Map<string, number>()]
  for (const { moves } of trace.slice(0, at + 1)) {
    for (const { kind, id } of moves) {
      const counted = kind === 'f' ? taken : kind === 'c' || kind === 't' ? passed : undefined
      counted?.set(id, (counted.get(id) ?? 0) + 1)
    }
  }
  const tokens = trace[at]?.tokens ?? []
  return {
    here: tokens.filter((one) => one.state !== 'waiting').map((one) => one.element),
    waiting: tokens.filter((one) => one.state === 'waiting').map((one) => one.element),
    passed,
    taken,
  }
}

function problemsOf(frame: PlayedFrame, language: Language): readonly string[] {
  return language === 'zh' ? frame.problems_zh : frame.problems
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function FrameFacts({ frame }: { frame: PlayedFrame }) {
  const words = useWords(trying)
  const { language } = useLanguage()
  return (
    <section className="panel trace-facts" aria-live="polite">
      {frame.problems.length > 0 && (
        <ul className="findings part-problem">
          {problemsOf(frame, language).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <h3 className="section-title">{words.tasks}</h3>
      {frame.tasks.length === 0 && <p className="quiet">{words.noTasks}</p>}
      <Facts
        of={frame.tasks.map((task) => [task.name, [...task.departments, task.holder ?? ''].filter(Boolean).join(', ')])}
      />
      <h3 className="section-title">{words.limits}</h3>
      <Facts
        of={frame.limits.map((limit) => [
          limit.name[language],
          <LimitState key={limit.rule} limit={limit} />,
        ])}
      />
      <h3 className="section-title">{words.timers}</h3>
      <Facts of={frame.timers.map((timer) => [
          timer.element,
          timer.due === null ? words.standsStill : <Moment key={timer.element} at={timer.due} exact />,
        ])} />
      <h3 className="section-title">{words.values}</h3>
      <Facts
        of={frame.values.flatMap(({ scope, values }) =>
          Object.entries(values as Record<string, unknown>).map(
            ([name, value]) => [`${scope} · ${name}`, written(value)] as const,
          ),
        )}
      />
      {frame.order !== null && (
        <>
          <h3 className="section-title">{words.order}</h3>
          <Facts
            of={Object.entries(frame.order as Record<string, unknown>)
              .filter(([, value]) => value !== null && value !== '')
              .map(([name, value]) => [name, written(value)] as const)}
          />
        </>
      )}
    </section>
  )
}

function LimitState({ limit }: { limit: PlayedFrame['limits'][number] }) {
  const states: Record<string, string> = useWords(limitStates)
  const due = limit.target_due ?? limit.promise_due
  return (
    <>
      {states[limit.state] ?? limit.state} {due !== null && <Moment at={due} exact />}
    </>
  )
}
