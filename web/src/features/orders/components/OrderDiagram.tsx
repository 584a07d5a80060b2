import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { OrderDiagrams, OrderState } from '@/api/types'
import { DiagramView } from '@/diagram/DiagramView'
import type { DiagramMarks } from '@/diagram/marks'
import { Loaded } from '@/ui/Loaded'
import { useLanguage, useNamed, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { useOrderDiagrams } from '../api/useOrder'

interface OrderDiagramProps {
  orderId: string
  state: OrderState
}

function marksOf(state: OrderState): DiagramMarks {
  return {
    here: state.instances.flatMap(({ active }) => active.map(({ element }) => element)),
    waiting: state.instances.flatMap(({ waiting }) => waiting.map(({ element }) => element)),
    passed: new Map(state.passed.map(({ element, times }) => [element, times])),
    taken: new Map(state.flows.map(({ element, times }) => [element, times])),
  }
}

/** The live diagram: where the order stands and the path that it took, now or at a moment. */
export function OrderDiagram({ orderId, state }: OrderDiagramProps) {
  const words = useWords(diagrams)
  const { language } = useLanguage()
  const query = useOrderDiagrams(orderId)
  const places = state.instances.flatMap(({ active }) => active.map(({ name, element }) => name || element))
  return (
    <section className="panel order-diagram">
      <h2>
        {words.diagram}{' '}
        <span className="quiet" role="status">
          {places.length > 0 ? words.standsAt(places.join(language === 'zh' ? '、' : ', ')) : words.ended}
        </span>
      </h2>
      <Loaded query={query}>{(drawn) => <Drawn drawn={drawn} state={state} />}</Loaded>
    </section>
  )
}

function Drawn({ drawn, state }: { drawn: OrderDiagrams; state: OrderState }) {
  const words = useWords(diagrams)
  const named = useNamed()
  const [chosen, setChosen] = useState<string>()
  const marks = useMemo(() => marksOf(state), [state])
  // What was migrated is shown on the version that it ran on at the moment looked at.
  const then = state.instances[0]?.definition
  const shown =
    drawn.versions.find(({ id }) => id === chosen) ?? drawn.versions.find(({ id }) => id === then) ?? drawn.versions[0]
  if (shown === undefined) return <p className="quiet">{words.noProcess}</p>
  return (
    <>
      {drawn.versions.length > 1 && (
        <Segmented
          size="small"
          value={shown.id}
          options={drawn.versions.map((one) => ({
            value: one.id,
            label: `${named(one)} ${words.version(one.version)}`,
          }))}
          onChange={setChosen}
        />
      )}
      <div className="order-diagram-place">
        <DiagramView xml={shown.xml} label={named(shown)} marks={marks} />
      </div>
      <p className="legend quiet">
        <span className="legend-here" /> {words.legendHere} <span className="legend-passed" /> {words.legendPassed}{' '}
        <span className="legend-waiting" /> {words.legendWaiting}
      </p>
    </>
  )
}
