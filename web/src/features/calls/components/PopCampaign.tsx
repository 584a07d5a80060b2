import { Link } from '@tanstack/react-router'
import type { InHand } from '@/api/types'
import { useWords } from '@/words'
import { pacing } from '@/words/pacing'

/** The line of a list for which we called: who it is, what to say, and where its result is told. */
export function PopCampaign({ line: { entry, campaign_name: name, script } }: { line: InHand }) {
  const words = useWords(pacing)
  return (
    <section className="call-pop-came" aria-label={words.popTitle}>
      <h2>
        {words.popTitle} <span className="quiet">{name}</span>
      </h2>
      <p>
        <strong className="figures">{entry.number}</strong> {entry.name}
      </p>
      {script !== '' && <p className="call-pop-script">{script}</p>}
      <p>
        <Link to="/campaigns/next">{words.popTell}</Link>
      </p>
    </section>
  )
}
