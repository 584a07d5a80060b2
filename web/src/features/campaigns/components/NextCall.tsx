import { Button } from 'antd'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { campaignKinds, campaigns } from '@/words/campaigns'
import { pacing } from '@/words/pacing'
import { useCallCommands, useNextCall } from '../api/useNextCall'
import { InHandPanel } from './InHandPanel'
import './campaigns.css'

/** What an agent calls next: the line in hand, else the campaigns from which one can be taken. */
export function NextCall() {
  const query = useNextCall()
  return (
    <Loaded query={query}>
      {({ in_hand: hand, campaigns: running }) =>
        hand !== null ? <InHandPanel key={hand.entry.id} hand={hand} /> : <Running running={running} />
      }
    </Loaded>
  )
}

type ToCall = NonNullable<ReturnType<typeof useNextCall>['data']>['campaigns'][number]

function Running({ running }: { running: ToCall[] }) {
  const words = useWords(campaigns)
  const ways = useWords(pacing)
  const kindName = useNames(campaignKinds)
  const { done, failed } = useTell()
  const { take } = useCallCommands()
  const next = ({ id }: ToCall) =>
    take.mutate(id, { onSuccess: (taken) => taken.id === null && done(words.nobodyNow), onError: failed })
  const first = running.find(({ mode, waiting, quiet }) => mode === 'preview' && waiting > 0 && !quiet)
  useKeys({ t: () => first !== undefined && !take.isPending && next(first) })
  if (running.length === 0) return <div className="empty">{words.nothingToCall}</div>
  return (
    <ul className="plain campaigns-to-call" aria-label={words.running}>
      {running.map((one) => (
        <li key={one.id} className="panel">
          <span>
            <strong>{one.name}</strong> <span className="mark">{kindName(one.kind)}</span>
          </span>
          {one.quiet ? (
            <span className="marks">
              <span className="mark mark-near">{words.quietNow}</span>
              {one.opens_at !== null && (
                <span className="quiet">
                  {words.opensAt} <Moment at={one.opens_at} />
                </span>
              )}
            </span>
          ) : (
            one.waiting === 0 && <span className="quiet">{words.nobodyNow}</span>
          )}
          {one.mode !== 'preview' && (
            <span className="quiet">{one.mode === 'progressive' ? ways.byItself : ways.byDialogue}</span>
          )}
          <span className="campaigns-waiting">
            {words.toCallNow} <strong className="figures">{one.waiting}</strong>
          </span>
          {one.mode === 'preview' && (
            <Button
              type={one === first ? 'primary' : 'default'}
              disabled={one.waiting === 0 || one.quiet}
              loading={take.isPending && take.variables === one.id}
              onClick={() => next(one)}
            >
              {words.take} {one === first && <kbd aria-hidden>t</kbd>}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
