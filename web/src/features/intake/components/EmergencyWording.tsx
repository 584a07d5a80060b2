import type { Category } from '@/api/types'
import { useWording } from '@/api/useWording'
import { useWords } from '@/words'
import { wording } from '@/words/wording'

/** What to say to the caller in an emergency of this category; unfolded when it is needed. */
export function EmergencyWording({ category }: { category: Category }) {
  const words = useWords(wording)
  const query = useWording({ category })
  const texts = query.data?.pages[0]?.items ?? []
  if (texts.length === 0) return null
  return (
    <details className="panel intake-wording">
      <summary>{words.read(texts.length)}</summary>
      <dl>
        {texts.map((one) => (
          <div key={one.id}>
            <dt>
              {one.title} {one.symptom !== null && <span className="quiet">{one.symptom}</span>}
            </dt>
            <dd>{one.text_zh}</dd>
            {one.text_en !== null && <dd lang="en">{one.text_en}</dd>}
          </div>
        ))}
      </dl>
    </details>
  )
}
