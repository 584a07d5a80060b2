import type { Call } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { lengthText } from '@/clock/spans'
import { useLanguage, useWords } from '@/words'
import { calls } from '@/words/calls'

/** What the caller has left behind: messages to be heard, and where they want to be called back. */
export function CallMessages({ call }: { call: Call }) {
  const words = useWords(calls)
  const { language } = useLanguage()
  if (call.voicemails.length === 0 && call.call_backs.length === 0) return null
  return (
    <section className="panel">
      <h2>{words.leftBehind}</h2>
      <ol className="call-rows">
        {call.call_backs.map((wish) => (
          <li key={wish.id}>
            <span>
              <span className="quiet">{words.wantsCallBack}</span> <span className="figures">{wish.number ?? words.withheld}</span>
            </span>
            <span className="quiet">
              {words.waitsSince} <Moment at={wish.joined_at} exact />
            </span>
          </li>
        ))}
        {call.voicemails.map((message) => (
          <li key={message.id}>
            <span>
              <span className="quiet">{words.message}</span> <Moment at={message.at} exact />
              {message.ms !== null && ` · ${lengthText(message.ms / 1000, language)}`}{' '}
              <span className={message.heard_at === null ? 'mark mark-near' : 'mark'}>
                {message.heard_at === null ? words.unheard : words.heardBy(message.heard_by_name ?? '')}
              </span>
            </span>
            {message.can_hear ? (
              <audio
                controls
                preload="none"
                aria-label={words.message}
                src={`/api/v1/voicemails/${message.id}/content`}
              />
            ) : (
              <span className="quiet">{words.notHereYet}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
