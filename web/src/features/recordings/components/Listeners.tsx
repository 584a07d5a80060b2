import { Moment } from '@/clock/Moment'
import { spanText } from '@/clock/spans'
import { Loaded } from '@/ui/Loaded'
import { useLanguage, useWords } from '@/words'
import { recordings } from '@/words/recordings'
import { usePlays } from '../api/useRecordings'

/** Who has listened to a recording, for auditors. */
export function Listeners({ recording }: { recording: string }) {
  const words = useWords(recordings)
  const { language } = useLanguage()
  const plays = usePlays(recording)
  const text = (ms: number) => spanText(ms / 1000, language)
  return (
    <Loaded query={plays}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="quiet">{words.nobody}</p>
        ) : (
          <ul className="plain-list" aria-label={words.listeners}>
            {items.map((play) => (
              <li key={play.id}>
                {play.person_name} <Moment at={play.at} exact />{' '}
                <span className="quiet">
                  {words.span(text(play.from_ms), text(play.until_ms))}
                  {play.reason !== null && ` · ${play.reason}`}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
